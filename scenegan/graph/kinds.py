"""What creatures are called: meaning vectors of nouns, and the drawn kinds that look like them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from scenegan.assets import asset

KIND_DIMS = 48
"""Length of a kind's meaning vector."""

ANY_KIND = "creature"
"""The drawn kind that stands for any other: no other noun names it as its likeness."""


@dataclass(frozen=True)
class Kind:
    """One noun for what a creature looks like.

    Attributes:
        name: the noun, in lower case.
        near: the most alike drawn kinds with their scores, the best answer first.
        vector: [48] meaning (PCA of MiniLM sentence embeddings).
    """

    name: str
    near: tuple[tuple[str, float], ...]
    vector: tuple[float, ...]


@cache
def kinds() -> Mapping[str, Kind]:
    """Returns all known nouns by name, read once."""
    text = asset("pokescene", "kinds.json").read_text(encoding="utf-8")
    raw: Mapping[str, Any] = json.loads(text, object_hook=_entry)["kinds"]
    return MappingProxyType({name: Kind(name, *entry) for name, entry in raw.items()})


def _entry(read: dict[str, Any]) -> Any:
    """What was read of one noun, as fields of `Kind`; all else stays as it is.

    Called for each noun while the table is read, it lets other threads run: the C code that reads
    all of it at once holds Python for as long as a window takes to draw four frames.
    """
    if "vec" not in read:
        return read
    return tuple((name, float(score)) for name, score in read["near"]), tuple(read["vec"])


@cache
def drawable_kinds() -> frozenset[str]:
    """Returns the kinds that have drawings to learn from."""
    return frozenset(n for kind in kinds().values() for n, _ in kind.near) | {ANY_KIND}


def last_words(table: Mapping[str, Any], kind: str | None) -> Any:
    """Returns what a table says of a kind, or of the last words of its name; None if nothing."""
    words = (kind or "").lower().replace("-", " ").split()
    names = (" ".join(words[start:]) for start in range(len(words)))
    return next((table[name] for name in names if name in table), None)


@cache
def find_kind(noun: str) -> Kind | None:
    """Looks a noun up; of an unknown compound, its last words (`moon rabbit` is a `rabbit`)."""
    found: Kind | None = kinds().get(noun.lower().strip()) or last_words(kinds(), noun)
    return found


def kind_vector(kind: str | None) -> tuple[float, ...]:
    """Returns the meaning of a kind: [48] numbers, all zero where nothing is known."""
    found = find_kind(kind) if kind else None
    return found.vector if found else (0.0,) * KIND_DIMS


def nearest_kinds(kind: str) -> tuple[tuple[str, float], ...]:
    """Returns the drawn kinds most alike, best first; a drawn kind is itself first, at 1.

    Empty for a noun of which nothing is known.
    """
    found = find_kind(kind)
    if found is None:
        return ()
    if found.name not in drawable_kinds():
        return found.near
    return ((found.name, 1.0), *(pair for pair in found.near if pair[0] != found.name))


def drawable_kind(kind: str | None) -> str | None:
    """Returns the kind of the drawings that stands for any noun; None where nothing is known."""
    near = nearest_kinds(kind) if kind else ()
    return near[0][0] if near else None
