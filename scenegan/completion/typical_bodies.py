"""Where people expect the parts of animals and things, and the drawings that agree with that.

The drawings know many kinds from one or two creatures only, some of them odd ones; what everybody
knows of a kind goes before them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import numpy as np

from scenegan.completion.library import Array, Library
from scenegan.graph.kinds import last_words
from scenegan.graph.typical_bodies import Body, typical_bodies


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
def typical_places(kind: str | None) -> tuple[Place, ...]:
    """Returns where people expect some parts of a kind: a jellyfish trails its tentacles.

    Of a compound its last words are looked up, as for `typical_body`.

    Raises:
        DataError: if the table is of another format.
    """
    found = last_words(typical_bodies()["places"], kind)
    return tuple(
        Place(row["part"], row["on"], tuple(row.get("relations", ())), float(row.get("frame", 0)))
        for row in found or ()
    )


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
