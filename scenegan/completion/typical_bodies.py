"""Parts that people expect of animals and things: a wolf stands on four legs, a bird has a beak.

The drawings know many kinds from one or two creatures only, some of them odd ones; what everybody
knows of a kind goes before them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np

from scenegan.assets import read_json_asset
from scenegan.completion.library import Array, Library
from scenegan.errors import DataError

_FORMAT = "scenegan/typical-bodies@1"

Body = Mapping[str, int]
"""Part word -> how many are expected; 0 for what is not expected at all."""


@dataclass(frozen=True)
class Place:
    """Where a part of a kind is expected.

    Attributes:
        part: the part.
        on: what it hangs on.
        relations: how it stands to that, such as `below`.
        frame: how many times as large as that it is, framing it from behind; 0 if it does not.
    """

    part: str
    on: str
    relations: tuple[str, ...]
    frame: float


PLACES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "wing": (),
        "arm": (),
        "leg": (),
        "tail": (),
        "belly": (),
        "head": ("neck",),
        "stripe": (),
        "crystal": (),
        "shell": (),
        "spot": ("mushroom", "shell"),
        "mane": ("head", "neck"),
        "crest": ("head",),
        "horn": ("head",),
        "antenna": ("head",),
        "ear": ("head",),
        "nose": ("face", "head"),
        "mouth": ("face", "head"),
        "beak": ("face", "head"),
        "eye": ("face", "head"),
        "wheel": ("leg",),
        "pincer": ("arm",),
        "flower": ("head",),
    }
)
"""Part word -> what people expect it on, the best first; after these, the trunk."""


@cache
def typical_body(kind: str | None) -> Body:
    """Returns the parts that people expect of a kind.

    Of a compound that is not in the table its last words are looked up (`moon rabbit`: `rabbit`).
    Empty for kinds of which people expect nothing in particular.

    Raises:
        DataError: if the table is of another format.
    """
    raw = _table()
    found = last_words(raw["kinds"], kind)
    if found is None:
        return MappingProxyType({})
    return MappingProxyType({**raw["plans"][found["plan"]], **found.get("parts", {})})


@cache
def typical_places(kind: str | None) -> tuple[Place, ...]:
    """Returns where people expect some parts of a kind: a jellyfish trails its tentacles.

    Of a compound its last words are looked up, as for `typical_body`.

    Raises:
        DataError: if the table is of another format.
    """
    found = last_words(_table()["places"], kind)
    return tuple(
        Place(row["part"], row["on"], tuple(row.get("relations", ())), float(row.get("frame", 0)))
        for row in found or ()
    )


def _table() -> Mapping[str, Any]:
    raw: Mapping[str, Any] = read_json_asset("tables", "typical_bodies.json")
    if raw.get("format") != _FORMAT:
        raise DataError(
            f"tables/typical_bodies.json is of format {raw.get('format')!r}, not {_FORMAT!r}: "
            "install the package again."
        )
    return raw


def last_words(table: Mapping[str, Any], kind: str | None) -> Any:
    """Returns what a table says of a kind, or of the last words of its name; None if nothing."""
    words = (kind or "").lower().replace("-", " ").split()
    names = (" ".join(words[start:]) for start in range(len(words)))
    return next((table[name] for name in names if name in table), None)


def body_agreement(body: Body, library: Library) -> Array:
    """[T] share of the expectations that each drawing meets, 0..1; numbers of legs count too."""
    if not body:
        return np.zeros(len(library.templates))
    met = [
        np.where(
            library.has[:, library.column[word]] == (number > 0),
            1.0 - 0.2 * np.minimum(np.abs(library.counts[:, library.column[word]] - number), 3.0),
            0.0,
        )
        for word, number in body.items()
    ]
    return np.asarray(np.mean(met, axis=0))
