"""Random valid graphs and edits for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from scenegan.graph import Color, Creature, Part, SceneGraph, vocabulary

PARTS = sorted(vocabulary().parts)
ATTRIBUTES = sorted(vocabulary().attributes)
COLORS = [Color(name=name, hex=value) for name, value in vocabulary().colors.items()]

colors = st.lists(st.sampled_from(COLORS), max_size=2, unique=True).map(tuple)
attributes = st.lists(st.sampled_from(ATTRIBUTES), max_size=3, unique=True).map(tuple)
boxes = st.tuples(
    st.floats(0.0, 0.4), st.floats(0.0, 0.4), st.floats(0.5, 1.0), st.floats(0.5, 1.0)
)


@st.composite
def graphs(draw: st.DrawFn, max_parts: int = 12, words: list[str] | None = None) -> SceneGraph:
    """A valid graph in which each part hangs on nothing or on an earlier one."""
    parts: list[Part] = []
    numbers: dict[str, int] = {}
    for _ in range(draw(st.integers(0, max_parts))):
        word = draw(st.sampled_from(words or PARTS))
        numbers[word] = numbers.get(word, 0) + 1
        parts.append(
            Part(
                id=f"{word}-{numbers[word]}",
                part=word,
                attrs=draw(attributes),
                colors=draw(colors),
                on=draw(st.sampled_from([None, *(p.id for p in parts)])),
                origin=draw(st.sampled_from(["text", "completed", "user"])),
                box=draw(st.none() | boxes),
                locked=draw(st.booleans()),
            )
        )
    denied = draw(st.lists(st.sampled_from(PARTS), max_size=2, unique=True))
    creature = Creature(
        kind=draw(st.sampled_from([None, "lizard", "dragon", "cat"])),
        size=draw(st.sampled_from([None, "tiny", "huge"])),
        colors=draw(colors),
    )
    absent = tuple(w for w in denied if w not in numbers)
    return SceneGraph(creature=creature, parts=tuple(parts), absent=absent)
