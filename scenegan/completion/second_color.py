"""Where a creature of two colours shows the second one."""

from __future__ import annotations

from collections.abc import Mapping

from scenegan.completion.typical_colors import are_alike, said_colors, typical_colors
from scenegan.graph.model import SceneGraph
from scenegan.graph.vocabulary import COLOURED_BY_CREATURE

SHOWN_BY = frozenset(["stripe", "spot"])
"""Patterns that show the second colour of a creature, where it has any."""

_SHOWS_IT = "belly"


def parts_of_second_color(graph: SceneGraph, usual: Mapping[str, int]) -> dict[str, int]:
    """Returns the parts that are expected because a creature has two colours, with their numbers.

    Trunk, head and limbs take the first colour that is said of a creature; without a part that
    takes the second, a black and white penguin is black. Most penguins, pandas and birds of two
    colours wear the second on the belly; tigers and ladybirds, in their pattern.

    Args:
        graph: an unfinished graph.
        usual: the parts that people expect of the kind, with their numbers.
    """
    colors = graph.creature.colors
    if len(colors) < 2:
        return {}
    shown = {color.hex for part in graph.parts for color in part.colors}
    if colors[1].hex in shown or _has_pattern(graph, usual) or _is_worn(graph, usual):
        return {}
    return {_SHOWS_IT: 1}


def _has_pattern(graph: SceneGraph, usual: Mapping[str, int]) -> bool:
    """Whether a creature has, or will have, a pattern that shows its second colour."""
    named = {p.part for p in graph.parts if not p.colors}
    return bool(SHOWN_BY & {*named, *_expected(graph, usual)})


def _is_worn(graph: SceneGraph, usual: Mapping[str, int]) -> bool:
    """Whether limbs or ears of the kind usually have the second colour, as those of a panda."""
    body, *others = said_colors(graph.creature)
    fitting = [t for t in typical_colors(graph.creature.kind) if are_alike(t.body, body)]
    limbs = _expected(graph, usual) & COLOURED_BY_CREATURE
    worn = [[t.parts[word] for word in t.parts.keys() & limbs] for t in fitting]
    return bool(worn) and all(any(are_alike(a, b) for a in row for b in others) for row in worn)


def _expected(graph: SceneGraph, usual: Mapping[str, int]) -> set[str]:
    return {word for word, number in usual.items() if number} - {*graph.absent}
