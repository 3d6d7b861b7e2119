"""From graph to text: a plain English description of a creature."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from scenegan.graph.kinds import ANY_KIND
from scenegan.graph.model import Color, Creature, Part, Relation, SceneGraph
from scenegan.language.colors import color_names, find_color
from scenegan.language.lexicon import lookup

_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()
_PLURALS = {
    **{"foot": "feet", "leaf": "leaves", "antenna": "antennae", "body": "bodies"},
    **{"torso": "torsos", "lightning": "lightning bolts", "ice": "icicles", "water": "drops"},
    **{"clothing": "capes"},
}
_ARTICLED = {"clothing": "cape", "lightning": "lightning bolt", "ice": "icicle", "water": "drop"}
"""Words that cannot be counted are said by a word that can."""
_USUAL_PLACES = {
    **dict.fromkeys(["head", "neck", "arm", "leg", "tail", "wing", "belly"], ("torso", "body")),
    **dict.fromkeys(["ear", "eye", "mouth", "nose", "beak", "horn", "antenna"], ("head", "face")),
    **dict.fromkeys(["cheek", "crest", "mane", "whisker", "eyebrow", "face"], ("head", "face")),
    **{"tongue": ("mouth",), "fang": ("mouth",), "hand": ("arm",), "foot": ("leg",)},
}
"""Places that go without saying."""
_SILENT = frozenset(["torso", "head", "neck", "body"])
"""Completed parts that are not worth a word unless something is special about them."""
_POSTURES = {"left": "left", "right": "right", "front": "the viewer", "back": "away"}


def describe(graph: SceneGraph) -> str:
    """Describes a creature in plain English.

    Reading the description gives back the parts with their numbers, attributes and colours, what
    is denied, and every attachment that does not go without saying.
    """
    sentences = [_opening(graph.creature)]
    groups = list(_groups(graph))
    borne = [_noun_phrase(g) for g in groups if _holder(g[0], graph) is None]
    if borne:
        sentences.append(f"It has {_listed(borne, 'and')}.")
    for group in groups:
        holder = _holder(group[0], graph)
        if holder is not None:
            sentences.append(_placed(group, holder, graph))
    sentences += _relations(graph)
    if graph.absent:
        sentences.append(f"It has no {_listed([_plural(a) for a in graph.absent], 'or')}.")
    return " ".join(sentences)


def _opening(creature: Creature) -> str:
    words = [creature.size, creature.mood]
    words.append(_describing(creature.attrs, creature.colors))
    types = " and ".join(f"{t}-type" for t in creature.types)
    noun = creature.kind or ANY_KIND
    phrase = _with_article(" ".join(w for w in (*words, types, noun) if w))
    manner = [creature.pose] if creature.pose else []
    if creature.view:
        manner.append(f"facing {_POSTURES.get(creature.view, creature.view)}")
    opening = phrase[0].upper() + phrase[1:] + "."
    return f"{opening} It is {' and '.join(manner)}." if manner else opening


def _groups(graph: SceneGraph) -> Iterator[list[Part]]:
    """Yields parts that are said in one breath: alike, and hanging on the same kind of part."""
    groups: dict[tuple[object, ...], list[Part]] = {}
    for part in graph.parts:
        plain = not part.attrs and not part.colors
        if plain and part.origin == "completed" and part.part in _SILENT:
            continue
        holder = graph.part(part.on) if part.on is not None else None
        key = (part.part, part.attrs, part.colors, part.group, holder and holder.part)
        groups.setdefault(key, []).append(part)
    yield from groups.values()


def _holder(part: Part, graph: SceneGraph) -> Part | None:
    """Returns the part that one hangs on, where that must be said."""
    if part.on is None:
        return None
    holder = graph.part(part.on)
    return None if holder.part in _USUAL_PLACES.get(part.part, ()) else holder


def _placed(group: list[Part], holder: Part, graph: SceneGraph) -> str:
    """Says what a part bears: `each ear has one black marking`."""
    holders = list(dict.fromkeys(p.on for p in group))
    alike = len(graph.of(holder.part))
    if 1 < len(holders) == alike and len(group) % alike == 0:
        return f"Each {_noun(holder.part)} has {_noun_phrase(group[: len(group) // alike])}."
    place = _noun(holder.part) if alike == 1 else _plural(holder.part)
    phrase = _noun_phrase(group)
    verb = "is" if len(group) == 1 and not group[0].group else "are"
    return f"On its {place} {verb} {phrase}."


def _noun_phrase(group: Sequence[Part]) -> str:
    part = group[0]
    words = _describing(part.attrs, part.colors)
    if part.group:
        quantity = "some" if part.part in ("claw", "fang") else "many"
        return " ".join(w for w in (quantity, words, _plural(part.part)) if w)
    if len(group) == 1:
        return _with_article(f"{words} {_noun(part.part)}".strip())
    number = _NUMBERS[len(group)] if len(group) < len(_NUMBERS) else str(len(group))
    return " ".join(w for w in (number, words, _plural(part.part)) if w)


def _describing(attrs: Sequence[str], colors: Sequence[Color]) -> str:
    """Joins attributes and colours; a comma keeps `wide, open` from being read as one word."""
    words = [*attrs, *([_colors(colors)] if colors else [])]
    first = [*attrs, *([_color(colors[0])] if colors else [])]
    commas = [_fuse(one, other) for one, other in zip(words, first[1:], strict=False)]
    return " ".join(
        f"{w}," if comma else w for w, comma in zip(words, [*commas, False], strict=False)
    )


def _fuse(one: str, other: str) -> bool:
    """Whether two words side by side are known as one expression."""
    phrase = f"{one} {other}"
    return phrase in color_names() or lookup(phrase) is not None


def _relations(graph: SceneGraph) -> Iterator[str]:
    said: set[tuple[str, str, tuple[str, ...]]] = set()
    for relation in graph.relations:
        words = tuple(graph.part(o).part for o in relation.objects)
        key = (graph.part(relation.subject).part, relation.predicate, words)
        if key not in said:
            said.add(key)
            yield _relation(relation, graph)


def _relation(relation: Relation, graph: SceneGraph) -> str:
    subject = graph.part(relation.subject)
    several = len(graph.of(subject.part)) > 1
    noun = _plural(subject.part) if several else _noun(subject.part)
    places = [graph.part(o).part for o in relation.objects]
    if len(places) == 2 and places[0] == places[1]:
        place = f"its {_plural(places[0])}"
    else:
        place = " and ".join(f"its {_noun(p)}" for p in places)
    predicate = {"left of": "to the left of", "right of": "to the right of"}.get(
        relation.predicate, relation.predicate
    )
    return f"The {noun} {'are' if several else 'is'} {predicate} {place}."


def _colors(colors: Iterable[Color]) -> str:
    return " and ".join(_color(c) for c in colors)


def _color(color: Color) -> str:
    """Returns the name of a colour where that is read as the same colour, else its hex value."""
    found = find_color(color.name)
    senses = lookup(color.name)
    told = found is not None and found.hex == color.hex
    strong = senses is not None and senses.strong_color or " " in color.name
    return color.name if told and strong else color.hex


def _noun(part: str) -> str:
    return _ARTICLED.get(part, part)


def _plural(part: str) -> str:
    return _PLURALS.get(part) or f"{part}{'es' if part.endswith(('s', 'sh', 'ch')) else 's'}"


def _with_article(phrase: str) -> str:
    article = (
        "an" if phrase[:1].lower() in "aeiou" and not phrase.startswith(("uni", "one")) else "a"
    )
    return f"{article} {phrase}"


def _listed(phrases: Sequence[str], joiner: str) -> str:
    if len(phrases) == 1:
        return phrases[0]
    return f"{', '.join(phrases[:-1])} {joiner} {phrases[-1]}"
