"""Parts whose name depends on the creature: the `嘴` of a bird is a beak."""

from __future__ import annotations

from functools import cache

from scenegan.graph.kinds import kinds
from scenegan.language.mentions import Findings

_FIRST, _LAST = "bird", "terror bird"


def name_beaks(found: Findings) -> None:
    """Turns the mouths of a bird into beaks."""
    if found.creature.kind not in _birds() or "mouth" in found.absent:
        return
    for mention in found.mentions:
        if mention.part == "mouth":
            mention.part = "beak"
            for trace in mention.traces:
                trace.value = "beak" if trace.value == "mouth" else trace.value


@cache
def _birds() -> frozenset[str]:
    """Returns the kinds of birds, which stand together in the list of kinds."""
    names = list(kinds())
    return frozenset(names[names.index(_FIRST) : names.index(_LAST) + 1])
