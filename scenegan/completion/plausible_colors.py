"""Which colours a part is believed in when nobody said which: flames are warm, bones are pale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenegan.completion.library import Array
from scenegan.graph.color_values import hex_to_lab


@dataclass(frozen=True)
class Region:
    """A region of Lab by lightness, chroma, and hue in degrees (0 red, 90 yellow, 180 green)."""

    light: tuple[float, float] = (0.0, 101.0)
    chroma: tuple[float, float] = (0.0, 200.0)
    hue: tuple[float, float] = (0.0, 360.0)

    def holds(self, lab: Array) -> bool:
        """Whether a colour [3] lies inside; a hue range may go on beyond 360."""
        chroma = float(np.hypot(lab[1], lab[2]))
        turn = float(np.degrees(np.arctan2(lab[2], lab[1]))) % 360.0
        in_hue = any(self.hue[0] <= turn + round_trip <= self.hue[1] for round_trip in (0.0, 360.0))
        return (
            self.light[0] <= float(lab[0]) < self.light[1]
            and self.chroma[0] <= chroma <= self.chroma[1]
            and in_hue
        )


_WHITE = Region(light=(80, 101), chroma=(0, 16))
_PALE = Region(light=(68, 101), chroma=(0, 32))
_DARK = Region(light=(0, 32), chroma=(0, 30))
_GREY = Region(light=(30, 90), chroma=(0, 14))
_WARM = Region(light=(38, 101), chroma=(40, 200), hue=(15, 105))
_REDDISH = Region(light=(20, 85), chroma=(18, 200), hue=(345, 415))
_VIVID = Region(light=(20, 90), chroma=(35, 200))
_GREEN = Region(light=(20, 95), chroma=(15, 200), hue=(95, 190))
_BLUE = Region(light=(30, 101), chroma=(4, 200), hue=(180, 300))
_YELLOW = Region(light=(65, 101), chroma=(40, 200), hue=(70, 105))
_HORNY = Region(light=(35, 101), chroma=(20, 200), hue=(40, 100))


@dataclass(frozen=True)
class Plausible:
    """What colours a part may have.

    Attributes:
        regions: it lies in one of them.
        otherwise: colours to take if no drawing has a fitting one, the usual one first.
        apart: how far it is from what it hangs on, at least (CIE 1976).
        like_parent: whether it may as well have the colour of what it hangs on.
    """

    regions: tuple[Region, ...]
    otherwise: tuple[str, ...]
    apart: float = 0.0
    like_parent: bool = True

    def allows(self, lab: Array, parent: Array) -> bool:
        """Whether a colour is believed in on a part of some colour."""
        if float(np.linalg.norm(lab - parent)) < self.apart:
            return False
        return any(region.holds(lab) for region in self.regions)


PLAUSIBLE = {
    "eye": Plausible(
        (_WHITE, _DARK, _VIVID), ("#ffffff", "#16191d"), apart=30.0, like_parent=False
    ),
    "flame": Plausible((_WARM,), ("#f0841e", "#f7d62f", "#d62a28"), apart=18.0, like_parent=False),
    "claw": Plausible((_PALE, _DARK, _GREY), ("#ffffff", "#4e5358"), apart=15.0, like_parent=False),
    "fang": Plausible((_WHITE,), ("#ffffff",), like_parent=False),
    "tongue": Plausible((_REDDISH,), ("#e0788c", "#9c1f3a"), apart=12.0, like_parent=False),
    "mouth": Plausible((_REDDISH, _DARK), ("#9c1f3a",)),
    "nose": Plausible((_REDDISH, _DARK), ("#16191d",)),
    "cheek": Plausible((_REDDISH, _YELLOW), ("#f2a3bb", "#d62a28"), apart=15.0, like_parent=False),
    "beak": Plausible(
        (_HORNY, _DARK, _GREY, _PALE), ("#d4a72c", "#4e5358"), apart=15.0, like_parent=False
    ),
    "eyebrow": Plausible((_DARK, _VIVID, _PALE), ("#16191d",)),
    "whisker": Plausible((_DARK, _PALE, _VIVID), ("#16191d",)),
    "leaf": Plausible((_GREEN,), ("#3c9e48", "#a4d837"), like_parent=False),
    "stem": Plausible((_GREEN,), ("#3c9e48",)),
    "water": Plausible((_BLUE,), ("#8fd0f0", "#3a78c8"), like_parent=False),
    "bubble": Plausible((_BLUE, _PALE), ("#8fd0f0",)),
    "ice": Plausible((_BLUE, _WHITE), ("#8fd0f0", "#ffffff"), like_parent=False),
    "cloud": Plausible((_PALE, _GREY), ("#ffffff", "#cfd2d6"), like_parent=False),
    "bone": Plausible((_PALE,), ("#f6ecc8", "#cfd2d6"), like_parent=False),
    "rock": Plausible((_GREY, _HORNY, _PALE), ("#8f9499", "#c9a06a")),
    "lightning": Plausible((_YELLOW,), ("#f7d62f", "#ffffff"), like_parent=False),
    "horn": Plausible((_PALE, _GREY, _HORNY, _DARK, _VIVID), ("#e3d0a8",)),
}
"""Parts with colours of their own; all others follow the drawings."""


def default_color(word: str, parent: Array) -> Array:
    """Returns the usual colour of a part that shows on its parent; else the parent's own."""
    known = PLAUSIBLE.get(word)
    if known is None:
        return parent
    usual = [hex_to_lab(value) for value in known.otherwise]
    far = [lab for lab in usual if float(np.linalg.norm(lab - parent)) >= max(known.apart, 10.0)]
    return far[0] if far else usual[0]
