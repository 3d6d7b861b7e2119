"""Families of kinds: their nouns stand together in the list of kinds."""

from __future__ import annotations

from functools import cache

from scenegan.graph.kinds import kinds
from scenegan.language import lexicon


@cache
def birds() -> frozenset[str]:
    """Returns the kinds of birds."""
    return _between("bird", "terror bird")


@cache
def arthropods() -> frozenset[str]:
    """Returns the kinds of crustaceans, insects, spiders and millipedes, whose feet are legs."""
    return _between("crab", "sea scorpion") | _between("butterfly", "myriapod")


@cache
def people() -> frozenset[str]:
    """Returns the kinds of people: what they are, what they do, what they are called."""
    return lexicon.people() | {"humanoid"}


def _between(first: str, last: str) -> frozenset[str]:
    names = list(kinds())
    return frozenset(names[names.index(first) : names.index(last) + 1])
