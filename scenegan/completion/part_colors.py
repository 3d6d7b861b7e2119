"""Colours for the parts that nobody gave one: chosen as in drawings of creatures like this one.

A few drawn creatures of like kind and body colour are drawn by lot, seeded; each part takes its
colour from the first of them that has such a part. A part that looks like its parent there looks
like its parent here; another one brings its own colour, but prefers one that the creature has
already. So a creature has few colours, and they are some that go together in a drawing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from scenegan.completion.drawn_colors import DrawnColors, drawn_colors
from scenegan.completion.library import Array, library
from scenegan.completion.plausible_colors import PLAUSIBLE, default_color
from scenegan.completion.retrieval import kind_score
from scenegan.graph.color_values import delta_e_76, delta_e_2000, hex_to_lab, lab_to_hex
from scenegan.graph.model import Color, Part, SceneGraph
from scenegan.graph.vocabulary import COLOURED_BY_CREATURE

SAME = 12.0
"""Two parts of a drawing nearer than this (CIE 1976) have the same colour."""

SNAP = 10.0
"""A chosen colour nearer than this (CIEDE2000) to its parent's is taken to be the parent's."""

ECONOMY = 28.0
"""An accent nearer than this (CIEDE2000) to a colour that the creature has takes that one."""

COLOURFUL = 40.0
"""Chroma from which a body is as colourful as people like it; greyer ones are drawn less often."""

DONORS = 24
"""How many drawn creatures are asked for a part before its usual colour is taken."""

_TRUNK = ("torso", "body", "head", "neck", "arm", "leg")
_EXTREMITIES = frozenset(["foot", "hand", "ear", "tail", "face"])
_ON_TOP = frozenset("marking stripe spot ring core claw fang whisker eyebrow plate spike".split())
_MARKS = frozenset(["marking", "stripe", "spot", "core", "gem", "flower"])
"""Parts that are there because they show on what they lie on."""

_TWO_TONED = frozenset(["eye", "flame", "mouth", "fang", "claw", "wing", "fin", "flower", "gem"])

Pair = tuple[Array, Array]


def suggest_colors(graph: SceneGraph, seed: int = 0) -> dict[str, tuple[str, str]]:
    """Returns the main and second colour of every part, said or chosen.

    What is said comes first: a part's own colours, then the creature's for the parts that have
    them (`COLOURED_BY_CREATURE`). The rest is chosen from the drawings. Like parts in like
    places share their colours. The same graph and seed give the same colours.

    Args:
        graph: a complete graph.
        seed: chooses among what would fit.

    Returns:
        Node id -> (main, second) as hex values; second equals main where a part has one colour.
    """
    palette = _Palette(graph, seed, drawn_colors())
    for part in sorted(graph.parts, key=lambda p: _stage(p.part)):
        palette.pair(part)
    values: dict[tuple[float, ...], str] = {}
    result: dict[str, tuple[str, str]] = {}
    for part in graph.parts:
        main, second = (tuple(lab.tolist()) for lab in palette.chosen[part.id])
        for lab in (main, second):
            if lab not in values:
                values[lab] = lab_to_hex(lab)
        result[part.id] = (values[main], values[second])
    return result


def _stage(word: str) -> int:
    """Trunk first, then accents, then extremities, which echo accents, then what lies on top."""
    if word in _TRUNK:
        return 0
    if word in _EXTREMITIES:
        return 2
    return 3 if word in _ON_TOP or word in PLAUSIBLE else 1


@dataclass
class _Palette:
    """The colours of one creature while they are being chosen; Lab throughout."""

    graph: SceneGraph
    seed: int
    drawn: DrawnColors
    chosen: dict[str, Pair] = field(default_factory=dict)

    def __post_init__(self) -> None:
        creature = self.graph.creature
        self.said = [hex_to_lab(c.hex) for c in creature.colors]
        self.shared: dict[tuple[str, ...], Pair] = {}
        self.accents: list[Array] = [
            *self.said[1:],
            *(hex_to_lab(c.hex) for p in self.graph.parts for c in p.colors),
        ]
        body = self._said_body()
        first = self._donors(body)[:1]
        self.body: Array = self.drawn.body[first[0]] if body is None else body
        self.donors = [*first, *self._donors(self.body)]

    def pair(self, part: Part) -> Pair:
        """Chooses the colours of a part, after those of what it hangs on."""
        if part.id not in self.chosen:
            self.chosen[part.id] = self._said_pair(part) or self._shared_pair(part)
        return self.chosen[part.id]

    def _said_body(self) -> Array | None:
        """The colour of the creature, or of its root, if one is said."""
        if self.said:
            return self.said[0]
        for part in self.graph.parts:
            if part.on is None and part.colors:
                return hex_to_lab(part.colors[0].hex)
        return None

    def _said_pair(self, part: Part) -> Pair | None:
        if part.colors:
            main, *more = (hex_to_lab(c.hex) for c in part.colors)
            if more:
                return main, more[0]
            return main, _usual_second(part.part, main)
        if self.said and part.part in COLOURED_BY_CREATURE:
            second = (
                self.said[1] if len(self.said) > 1 and part.part in _TRUNK[:3] else self.said[0]
            )
            return self.said[0], second
        return None

    def _shared_pair(self, part: Part) -> Pair:
        place = self._place(part)
        if place not in self.shared:
            self.shared[place] = self._drawn_pair(part)
        return self.shared[place]

    def _place(self, part: Part) -> tuple[str, ...]:
        """Words from the root to a part; parts in the same place share their colours."""
        words = [part.part]
        above = part
        while above.on is not None:
            above = self.graph.part(above.on)
            words.append(above.part)
        if part.part == "eye":
            words = words[:1]
        return (*words, *map(str, self._parent(part).tolist()))

    def _parent(self, part: Part) -> Array:
        return self.body if part.on is None else self.pair(self.graph.part(part.on))[0]

    def _drawn_pair(self, part: Part) -> Pair:
        """Takes the colours of the first donor whose part is believed in here."""
        if part.on is None:
            return self.body, self.body
        parent = self._parent(part)
        above = self.graph.part(part.on).part
        # Limbs may differ from the body as they do in one whole creature, not in a mixture.
        donors = self.donors[:1] if part.part in _TRUNK else self.donors
        for donor in donors:
            for row in self.drawn.rows_of(donor, part.part, above)[:2]:
                main = self._transferred(part.part, row, donor, parent)
                if main is not None:
                    return self._kept(part.part, main), self._second(part.part, row, main)
        main = self.body if part.part in _TRUNK else default_color(part.part, parent)
        return self._kept(part.part, main), self._second(part.part, None, main)

    def _transferred(self, word: str, row: int, donor: int, parent: Array) -> Array | None:
        """The colour of a drawn part on this creature; None if it is not believed in."""
        known = PLAUSIBLE.get(word)
        drawn = self.drawn.main[row]
        plain = (known is None or known.like_parent) and word not in _MARKS
        if _near(drawn, self.drawn.parent[row], SAME):
            return parent if plain else None
        if plain and _near(drawn, self.drawn.body[donor], SAME):
            return self.body
        if known is not None:
            return drawn if known.allows(drawn, parent) else None
        main = self._economical(word, drawn, parent)
        if word in _EXTREMITIES and not any(_near(main, a, 1.0) for a in self.accents):
            return parent
        if float(delta_e_2000(main, parent)) < SNAP:
            return None if word in _MARKS else parent
        return main

    def _economical(self, word: str, color: Array, parent: Array) -> Array:
        """The nearest colour that the creature has already, if it is near enough.

        Where a second colour of the creature is said, accents take that one.
        """
        limit = SAME if word in _TRUNK else ECONOMY
        owned = [*self.accents, self.body]
        if len(self.said) > 1 and word not in _TRUNK:
            owned, limit = self.said[1:], np.inf
        owned = [lab for lab in owned if not _near(lab, parent, SNAP)]
        if not owned:
            return color
        distances = delta_e_2000(np.stack(owned), color)
        best = int(np.argmin(distances))
        return owned[best] if float(distances[best]) < limit else color

    def _second(self, word: str, row: int | None, main: Array) -> Array:
        """The second colour of a drawn part, where it is one that this creature could have."""
        if word in _TWO_TONED and row is not None:
            second: Array = self.drawn.second[row]
            known = PLAUSIBLE.get(word)
            if not _near(second, self.drawn.main[row], 1.0):
                if known is None:
                    owned = self._economical(word, second, main)
                    return main if owned is second else owned
                if any(region.holds(second) for region in known.regions):
                    return second
        return _usual_second(word, main)

    def _kept(self, word: str, main: Array) -> Array:
        """Remembers an accent, so that later parts can echo it."""
        if word not in PLAUSIBLE and not _near(main, self.body, SAME):
            self.accents.append(main)
        return main

    def _donors(self, body: Array | None) -> list[int]:
        """Drawn creatures to take colours from, drawn by lot by how well they fit."""
        scores = _likeness(self.graph, self.drawn)
        if body is None:
            chroma = np.hypot(self.drawn.body[:, 1], self.drawn.body[:, 2])
            scores = scores + 1.5 * np.minimum(chroma, COLOURFUL) / COLOURFUL
        else:
            scores = scores - (delta_e_2000(self.drawn.body, body) / 9.0) ** 1.5
        scores = scores + self._agreement()
        rng = np.random.default_rng([abs(self.seed), _digest(self.graph.creature.kind or "")])
        noisy = scores + 0.7 * rng.gumbel(size=len(scores))
        return [int(i) for i in np.argsort(-noisy, kind="stable")[:DONORS]]

    def _agreement(self) -> Array:
        """[D] how far drawings have the unsaid parts, and the said colours on the said parts."""
        total = np.zeros(len(self.drawn.drawings))
        unsaid = {p.part for p in self.graph.parts if not p.colors} & self.drawn.has.keys()
        for word in sorted(unsaid):
            total += 1.5 / len(unsaid) * self.drawn.has[word]
        for word, color in self._said_colors():
            if word in self.drawn.has:
                distances = delta_e_76(self.drawn.first[word], hex_to_lab(color.hex))
                total += 1.5 * self.drawn.has[word] * np.exp(-((distances / 25.0) ** 2))
        return total

    def _said_colors(self) -> Iterator[tuple[str, Color]]:
        seen: set[str] = set()
        for part in self.graph.parts:
            if part.colors and part.part not in seen:
                seen.add(part.part)
                yield part.part, part.colors[0]


def _usual_second(word: str, main: Array) -> Array:
    """An eye has a pupil or a white, a flame a core; other parts have one colour."""
    seconds = {"eye": ("#ffffff", "#16191d"), "flame": ("#f7d62f", "#f0841e")}.get(word, ())
    for value in seconds:
        if not _near(hex_to_lab(value), main, 40.0):
            return hex_to_lab(value)
    return main


def _likeness(graph: SceneGraph, drawn: DrawnColors) -> Array:
    """[D] how much drawings are of the kind and of the types of a creature."""
    known = library()
    scores = 0.45 * kind_score(graph.creature.kind, known)
    for word in graph.creature.types:
        scores = scores + 4.0 / len(graph.creature.types) * known.of_type(word)
    by_drawing = dict(zip((t.drawing for t in known.templates), scores.tolist(), strict=True))
    return np.array([by_drawing.get(d, 0.0) for d in drawn.drawings])


def _near(first: Array, second: Array, limit: float) -> bool:
    return float(np.linalg.norm(first - second)) < limit


def _digest(word: str) -> int:
    return int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
