"""Parts that people expect of animals and things: a wolf stands on four legs, a bird has a beak.

The drawings know many kinds from one or two creatures only, some of them odd ones; what everybody
knows of a kind goes before them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import numpy as np

from scenegan.assets import read_json_asset
from scenegan.completion.library import Array, Library
from scenegan.errors import DataError

_FORMAT = "scenegan/typical-bodies@1"

Body = Mapping[str, int]
"""Part word -> how many are expected; 0 for what is not expected at all."""

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
    words = (kind or "").lower().replace("-", " ").split()
    raw = read_json_asset("tables", "typical_bodies.json")
    if raw.get("format") != _FORMAT:
        raise DataError(
            f"tables/typical_bodies.json is of format {raw.get('format')!r}, not {_FORMAT!r}: "
            "install the package again."
        )
    for start in range(len(words)):
        found = raw["kinds"].get(" ".join(words[start:]))
        if found is not None:
            return MappingProxyType({**raw["plans"][found["plan"]], **found.get("parts", {})})
    return MappingProxyType({})


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
