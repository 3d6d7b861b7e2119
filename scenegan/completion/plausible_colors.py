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
        drawn: whether drawings are asked before the usual colours are taken.
    """

    regions: tuple[Region, ...]
    otherwise: tuple[str, ...]
    apart: float = 0.0
    drawn: bool = False

    def allows(self, lab: Array, parent: Array) -> bool:
        """Whether a colour is believed in on a part of some colour."""
        if float(np.linalg.norm(lab - parent)) < self.apart:
            return False
        return any(region.holds(lab) for region in self.regions)


PLAUSIBLE = {
    "eye": Plausible((_WHITE,), ("#ffffff", "#8fd0f0", "#3a78c8"), apart=24.0),
    "flame": Plausible((_WARM,), ("#f0841e", "#f7d62f", "#d62a28"), apart=18.0),
    "claw": Plausible((_PALE,), ("#ffffff", "#4e5358"), apart=15.0),
    "fang": Plausible((_WHITE,), ("#ffffff",)),
    "tongue": Plausible((_REDDISH,), ("#e0788c", "#9c1f3a"), apart=12.0),
    "mouth": Plausible((_REDDISH,), ("#9c1f3a", "#5a1a26", "#e0788c"), apart=26.0),
    "nose": Plausible((_DARK,), ("#2a2528", "#9c4a55", "#e0788c"), apart=24.0),
    "cheek": Plausible((_REDDISH,), ("#f2a3bb", "#e4697f"), apart=18.0),
    "beak": Plausible((_HORNY,), ("#f2b632", "#f0841e", "#6a6f75"), apart=22.0),
    "eyebrow": Plausible((_DARK,), ("#16191d", "#ffffff"), apart=24.0),
    "whisker": Plausible((_DARK,), ("#16191d", "#ffffff"), apart=24.0),
    "leaf": Plausible((_GREEN,), ("#3c9e48", "#a4d837"), apart=14.0, drawn=True),
    "stem": Plausible((_GREEN,), ("#3c9e48", "#a4d837")),
    "root": Plausible((_HORNY,), ("#7d4e2a", "#c9a06a")),
    "water": Plausible((_BLUE,), ("#8fd0f0", "#3a78c8"), drawn=True),
    "bubble": Plausible((_BLUE, _PALE), ("#8fd0f0",), drawn=True),
    "ice": Plausible((_BLUE, _WHITE), ("#8fd0f0", "#ffffff"), drawn=True),
    "crystal": Plausible((_BLUE, _VIVID), ("#8fd0f0", "#b9a3dc"), apart=18.0, drawn=True),
    "cloud": Plausible((_PALE, _GREY), ("#ffffff", "#cfd2d6"), drawn=True),
    "bone": Plausible((_PALE,), ("#f6ecc8", "#cfd2d6")),
    "rock": Plausible((_GREY, _HORNY, _PALE), ("#8f9499", "#c9a06a"), drawn=True),
    "lightning": Plausible((_YELLOW,), ("#f7d62f", "#ffffff")),
    "horn": Plausible((_PALE, _GREY), ("#e3d0a8", "#8f9499"), apart=14.0),
    "spike": Plausible((_PALE, _GREY, _HORNY), ("#e3d0a8", "#8f9499"), apart=14.0, drawn=True),
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


def fitting_second_tone(lab: Array) -> Array:
    """Returns a calm colour that goes with another one and shows on it.

    A light tint of the same hue; of a colour that is light itself, a shade of it.
    """
    light, chroma = float(lab[0]), float(np.hypot(lab[1], lab[2]))
    if light > 80.0 and chroma < 25.0:
        return np.array([light - 16.0, lab[1] * 0.9, lab[2] * 0.9])
    if chroma < 10.0:
        return np.array([min(light + 34.0, 92.0), lab[1], lab[2]])
    warm = -30.0 < np.degrees(np.arctan2(lab[2], lab[1])) < 150.0
    tint = np.array([92.0, 0.0, 16.0]) if warm else np.array([93.0, -3.0, -5.0])
    return np.asarray(0.85 * tint + 0.15 * lab)


def usual_second(word: str, main: Array) -> Array:
    """Returns the second colour of a part: an eye has a pupil, a flame a core, others have none.

    The pupil of a light eye is dark; a dark eye has a white glint.
    """
    if word == "eye":
        return hex_to_lab("#16191d" if float(main[0]) > 60.0 else "#ffffff")
    if word == "flame":
        yellow = hex_to_lab("#f7d62f")
        return yellow if float(np.linalg.norm(yellow - main)) >= 40.0 else hex_to_lab("#f0841e")
    return main
