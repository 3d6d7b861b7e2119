"""Which parts of two graphs are the same ones, where their ids do not say it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from scenegan.graph import Part, Reading, SceneGraph


def match_parts(before: SceneGraph, after: SceneGraph) -> dict[str, str]:
    """Pairs the parts of two graphs that are most likely the same.

    Parts of one word are paired by their looks and by what they hang on, the likest first; parts
    that are equally like keep their order. A text that names one horn more has new numbers for
    all horns after it: their looks tell which one is the new one.

    Returns:
        Ids of `before` by ids of `after`; parts without a partner are left out.
    """
    pairs: dict[str, str] = {}
    for word in dict.fromkeys(p.part for p in after.parts):
        old, new = before.of(word), after.of(word)
        pairs |= _paired(old, new, lambda a, b: _likeness(before, a, after, b))
    return pairs


def match_readings(shown: Reading, read_again: Reading) -> dict[str, str] | None:
    """Pairs nodes by the words that they came from, where one text was read twice.

    Returns:
        Nodes of `shown` by nodes of `read_again`; None where the readings differ.
    """
    first = [(s.start, s.end, s.field, s.value) for s in shown.spans]
    again = [(s.start, s.end, s.field, s.value) for s in read_again.spans]
    if first != again:
        return None
    both = zip(read_again.spans, shown.spans, strict=True)
    return {new.node: old.node for new, old in both}


def renamed_reading(reading: Reading, names: Mapping[str, str]) -> Reading:
    """Returns a reading whose spans point to nodes under other names."""
    spans = tuple(
        s if s.node not in names else s.model_copy(update={"node": names[s.node]})
        for s in reading.spans
    )
    return reading.model_copy(update={"spans": spans})


def _paired(
    old: Sequence[Part], new: Sequence[Part], likeness: Callable[[Part, Part], int]
) -> dict[str, str]:
    ranked = sorted(
        (-likeness(a, b), abs(i - k), i, k) for i, a in enumerate(old) for k, b in enumerate(new)
    )
    pairs: dict[int, int] = {}
    for *_, i, k in ranked:
        if k not in pairs and i not in pairs.values():
            pairs[k] = i
    return {new[k].id: old[i].id for k, i in pairs.items()}


def _likeness(before: SceneGraph, a: Part, after: SceneGraph, b: Part) -> int:
    """How much speaks for two parts of one word being the same."""
    return (
        4 * (set(a.attrs) == set(b.attrs))
        + 4 * (a.colors == b.colors)
        + 2 * (_holder(before, a) == _holder(after, b))
        + (_sayings(before, a) == _sayings(after, b))
    )


def _holder(graph: SceneGraph, part: Part) -> str | None:
    return None if part.on is None else graph.part(part.on).part


def _sayings(graph: SceneGraph, part: Part) -> set[tuple[str, ...]]:
    """What relations say of a part, in words instead of ids."""
    return {
        (r.predicate, *(graph.part(node).part for node in r.objects))
        for r in graph.relations
        if r.subject == part.id
    }
