"""What colours are called: the plainest name that is read as the same colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

import numpy as np

from scenegan.graph.color_values import delta_e_76, hex_to_lab
from scenegan.graph.model import Color
from scenegan.graph.vocabulary import vocabulary
from scenegan.language.colors import find_color

OWN_NAME = 60.0
"""A colour keeps its own name if that stands for a colour no farther away than this (CIE76)."""
FARTHEST = 25.0
"""Where every name is farther away than this, the hex value is said."""

_MODIFIERS = ("light", "dark", "pale", "bright")
_BASES = "red orange yellow green teal blue purple pink brown gray".split()
_NAMES = "peach salmon olive mustard rust lilac mauve plum charcoal mint coral violet cyan".split()
_NAMES += ["sky blue", "slate gray", "brick red", "royal blue", "dusty pink", "off white", "bronze"]
_NAMES += ["reddish brown", "yellowish green", "bluish green", "grayish blue", "orange red"]
_COST: Mapping[int, float] = {1: 0.0, 2: 2.5}


def color_word(color: Color) -> str:
    """Returns what a colour is called in English."""
    return _word(color.name, color.hex)


def color_words(colors: Iterable[Color]) -> list[str]:
    """Returns what some colours are called, each name once."""
    return list(dict.fromkeys(map(color_word, colors)))


@lru_cache(maxsize=4096)
def _word(name: str, value: str) -> str:
    lab = hex_to_lab(value)
    own = find_color(name) if not name.startswith("#") else None
    if own is not None and float(delta_e_76(hex_to_lab(own.hex), lab)) < OWN_NAME:
        return name
    names, labs, costs = _candidates()
    distances = delta_e_76(labs, lab)
    best = int(np.argmin(distances + costs))
    return names[best] if distances[best] < FARTHEST else value


@cache
def _candidates() -> tuple[list[str], np.ndarray, np.ndarray]:
    """Names, their Lab values [N, 3], and how much each is avoided [N]."""
    names = [*vocabulary().colors, *(f"{m} {b}" for b in _BASES for m in _MODIFIERS), *_NAMES]
    found = {n: c for n in dict.fromkeys(names) if (c := find_color(n)) is not None}
    labs = np.stack([hex_to_lab(c.hex) for c in found.values()])
    costs = np.array([_COST[len(n.split())] + 2.0 * (n in _NAMES) for n in found])
    return list(found), labs, costs
