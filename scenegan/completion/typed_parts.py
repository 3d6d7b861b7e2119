"""Parts that make a type: what burns has a flame, what flies has wings, what grows has leaves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from scenegan.completion.library import library
from scenegan.graph.vocabulary import vocabulary

_SHARE = 0.3
_LIFT = 4.0
_FEWEST = 15
_OF_THE_KIND = frozenset(["beak", "neck"])
"""Faces and trunks are matters of the kind: a wolf that flies has wings, but no beak."""


def typed_parts(types: Iterable[str]) -> dict[str, int]:
    """Returns the parts that are expected of creatures of some types, with their numbers.

    Those that at least three in ten drawn creatures of a type have, and that are four times as
    frequent among them as among all.
    """
    found: dict[str, int] = {}
    for word in types:
        for part, number in _table().get(word, {}).items():
            found[part] = max(number, found.get(part, 0))
    return found


@cache
def _table() -> Mapping[str, Mapping[str, int]]:
    known, table = library(), {}
    for word in vocabulary().types:
        rows = known.of_type(word)
        if rows.sum() < _FEWEST:
            continue
        shares = known.has[rows].mean(0)
        usual = known.has.mean(0)
        found = {}
        for part, column in known.column.items():
            if part in _OF_THE_KIND:
                continue
            if shares[column] >= _SHARE and shares[column] >= _LIFT * usual[column]:
                counts = known.counts[rows, column]
                found[part] = min(round(float(counts[counts > 0].mean())), 2)
        table[word] = MappingProxyType(found)
    return MappingProxyType(table)
