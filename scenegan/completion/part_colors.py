"""Colours for the parts that nobody gave one: few, and where people expect them.

The body is of one colour and one accent goes with it (see `palette_choice`). Parts that have
colours of their own in any creature (eyes, beaks, flames, leaves) take one that people believe in,
preferably as drawn in a creature of like kind and colour.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from scenegan.completion.drawn_colors import DrawnColors, drawn_colors
from scenegan.completion.library import Array
from scenegan.completion.palette_choice import Palette, choose_palette
from scenegan.completion.plausible_colors import (
    PLAUSIBLE,
    default_color,
    fitting_second_tone,
    usual_second,
)
from scenegan.completion.second_color import SHOWN_BY
from scenegan.completion.typical_colors import are_alike, said_colors
from scenegan.graph.color_values import delta_e_2000, hex_to_lab, lab_to_hex
from scenegan.graph.model import Part, SceneGraph
from scenegan.graph.vocabulary import COLOURED_BY_CREATURE

SAME = 12.0
"""Two parts of a drawing nearer than this (CIE 1976) have the same colour."""

_SHOWS = 9.0
"""A mark nearer than this (CIEDE2000) to what it lies on does not show."""

_TRUNK = frozenset(["torso", "body", "head", "neck"])
_MARKS = frozenset(["marking", "stripe", "spot", "core", "gem", "ring"])
"""Parts that are there because they show on what they lie on."""

_LIGHT = frozenset(["belly", "face"])
"""Undersides, which are lighter than what they hang on where no second colour is said."""

_TRUNK_LIKE = frozenset(["long", "thick"])
"""Noses of these are trunks and snouts, of the colour of the head; so are most drawn ones."""

_ACCENTED = frozenset(
    "mane crest tuft collar shell fin feather mushroom flower clothing ribbon mask bulb seed "
    "stinger gem core ring marking stripe spot plate weapon tool wheel".split()
)
"""Parts that carry the accent; what is neither here nor of a colour of its own is as its parent."""

Pair = tuple[Array, Array]


def suggest_colors(graph: SceneGraph, seed: int = 0) -> dict[str, tuple[str, str]]:
    """Returns the main and second colour of every part, said or chosen.

    What is said comes first: a part's own colours, then the creature's for the parts that have
    them (`COLOURED_BY_CREATURE`). Like parts in like places share their colours. The same graph
    and seed give the same colours.

    Args:
        graph: a complete graph.
        seed: chooses among what would fit.

    Returns:
        Node id -> (main, second) as hex values; second equals main where a part has one colour.
    """
    drawn = drawn_colors()
    painting = _Painting(graph, choose_palette(graph, seed, drawn), drawn)
    for part in graph.parts:
        painting.pair(part)
    values: dict[tuple[float, ...], str] = {}
    result: dict[str, tuple[str, str]] = {}
    for part in graph.parts:
        main, second = (tuple(lab.tolist()) for lab in painting.chosen[part.id])
        for lab in (main, second):
            if lab not in values:
                values[lab] = lab_to_hex(lab)
        result[part.id] = (values[main], values[second])
    return result


@dataclass
class _Painting:
    """The colours of one creature while they are being given out; Lab throughout."""

    graph: SceneGraph
    palette: Palette
    drawn: DrawnColors
    chosen: dict[str, Pair] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.said = said_colors(self.graph.creature)
        self.shared: dict[tuple[str, ...], Pair] = {}

    def pair(self, part: Part) -> Pair:
        """Chooses the colours of a part, after those of what it hangs on."""
        if part.id not in self.chosen:
            self.chosen[part.id] = self._said_pair(part) or self._shared_pair(part)
        return self.chosen[part.id]

    def _said_pair(self, part: Part) -> Pair | None:
        if part.colors:
            main, *more = (hex_to_lab(c.hex) for c in part.colors)
            return main, more[0] if more else usual_second(part.part, main)
        if self.said and part.part in COLOURED_BY_CREATURE:
            if (worn := self._worn(part.part)) is not None:
                return worn, worn
            two = len(self.said) > 1 and part.part in _TRUNK - {"neck"}
            return self.said[0], self.said[1] if two else self.said[0]
        return None

    def _worn(self, word: str) -> Array | None:
        """The one of a creature's other colours that such a part usually has in its kind."""
        own = self.palette.parts.get(word)
        if own is None:
            return None
        return next((lab for lab in self.said[1:] if are_alike(lab, own)), None)

    def _shared_pair(self, part: Part) -> Pair:
        place = self._place(part)
        if place not in self.shared:
            main = self._main(part)
            self.shared[place] = main, usual_second(part.part, main)
        return self.shared[place]

    def _place(self, part: Part) -> tuple[str, ...]:
        """What decides a colour: parts that agree in it are painted alike."""
        above = "" if part.on is None else self.graph.part(part.on).part
        words = [part.part] if part.part == "eye" else [part.part, above]
        return (*words, *map(str, self._parent(part).tolist()))

    def _parent(self, part: Part) -> Array:
        body = self.palette.body
        return body if part.on is None else self.pair(self.graph.part(part.on))[0]

    def _main(self, part: Part) -> Array:
        word, parent = part.part, self._parent(part)
        if self.said and word == self.graph.creature.kind:
            return self.said[0]
        if word in SHOWN_BY and len(self.said) > 1 and _differs(self.said[1], parent):
            return self.said[1]
        own = self.palette.parts.get(word)
        if own is not None and (word not in _MARKS or _differs(own, parent)):
            return own
        if word == "nose" and _TRUNK_LIKE & set(part.attrs):
            return parent
        if word in PLAUSIBLE:
            return self._believed(word, part, parent)
        if word in _LIGHT:
            return self._underside(word, parent)
        if word in COLOURED_BY_CREATURE:
            return self.palette.body
        if word in _ACCENTED:
            return self._accent(word, parent)
        if word == "wing" and len(self.said) != 1:
            return self._wing(part, parent)
        return parent

    def _accent(self, word: str, parent: Array) -> Array:
        """The accent, or what shows beside it."""
        for color in (self.palette.accent, self.palette.body):
            if _differs(color, parent):
                return color
        return fitting_second_tone(parent) if word in _MARKS else parent

    def _underside(self, word: str, parent: Array) -> Array:
        accent = self.palette.accent
        if word == "face" and not any(p.part == "belly" for p in self.graph.parts):
            return parent
        if word == "belly" and len(self.said) > 1 and _differs(self.said[1], parent):
            return self.said[1]  # It shows the second colour of a creature; see `second_color`.
        if float(accent[0]) > max(float(parent[0]), 60.0):
            return accent
        return fitting_second_tone(parent)

    def _wing(self, part: Part, parent: Array) -> Array:
        """Wings take the accent where drawn creatures of this colour have other wings."""
        for donor in self.palette.donors[:6]:
            for row in self.drawn.rows_of(donor, "wing", "torso")[:1]:
                alike = np.linalg.norm(self.drawn.main[row] - self.drawn.body[donor]) < SAME
                return parent if alike else self._accent(part.part, parent)
        return parent

    def _believed(self, word: str, part: Part, parent: Array) -> Array:
        """A colour that people believe in on such a part, as drawn on a creature like this."""
        known = PLAUSIBLE[word]
        if known.drawn:
            above = "" if part.on is None else self.graph.part(part.on).part
            for donor in self.palette.donors[:8]:
                for row in self.drawn.rows_of(donor, word, above)[:1]:
                    color: Array = self.drawn.main[row]
                    if known.allows(color, parent):
                        return color
        return default_color(word, parent)


def _differs(color: Array, other: Array) -> bool:
    return float(delta_e_2000(color, other)) >= _SHOWS
