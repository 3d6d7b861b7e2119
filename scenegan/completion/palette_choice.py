"""The few colours that a creature is painted in: one for its body, one accent beside it.

What is said comes first, then what people expect of the kind (`typical_colors`), then what drawn
creatures of like kind and body colour have, drawn by lot, seeded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from scenegan.completion.drawn_colors import DrawnColors
from scenegan.completion.library import Array, library
from scenegan.completion.plausible_colors import PLAUSIBLE, fitting_second_tone
from scenegan.completion.retrieval import kind_score
from scenegan.completion.typical_colors import are_alike, said_colors, typical_colors
from scenegan.graph.color_values import delta_e_76, delta_e_2000, hex_to_lab
from scenegan.graph.model import Color, SceneGraph
from scenegan.graph.vocabulary import COLOURED_BY_CREATURE

COLOURFUL = 40.0
"""Chroma from which a body is as colourful as people like it; greyer ones are drawn less often."""

DONORS = 24
"""How many drawn creatures are asked for the colour of a part before its usual one is taken."""

_PATTERNS = ("stripe", "spot", "marking", "segment", "plate")
_OWN = frozenset(["gem", "clothing", "weapon", "ribbon", "collar", "wheel", "crystal"])
"""Parts whose colour tells nothing of the creature's."""

_APART = 14.0
"""An accent is at least so far (CIEDE2000) from the body's colour."""


@dataclass(frozen=True)
class Palette:
    """The colours of one creature, CIE L*a*b*.

    Attributes:
        body: [3] main colour.
        accent: [3] the one other colour of unsaid parts.
        parts: part word -> [3] colours that this kind's parts usually have.
        donors: positions of drawn creatures to ask, the best first.
    """

    body: Array
    accent: Array
    parts: Mapping[str, Array]
    donors: tuple[int, ...]


def choose_palette(graph: SceneGraph, seed: int, drawn: DrawnColors) -> Palette:
    """Chooses the palette of a creature; the same graph and seed give the same one."""
    creature = graph.creature
    rng = np.random.default_rng([abs(seed), _digest(creature.kind or "")])
    usual = () if creature.types else typical_colors(creature.kind)
    typical = usual[int(rng.integers(len(usual)))] if usual else None
    body = _said_body(graph)
    if body is None:
        patterns = _said_patterns(graph)
        if typical is not None:
            body = typical.body
        elif patterns:
            body = max(patterns, key=lambda lab: float(lab[0]))
    elif typical is not None and not are_alike(body, typical.body):
        typical = None
    first = _donors(graph, body, drawn, rng)
    if body is None:
        body = drawn.body[first[0]]
        first = first[:1] + _donors(graph, body, drawn, rng)
    offered = [*said_colors(creature)[1:], *_said_accents(graph)]
    if typical is not None and typical.accent is not None:
        offered.append(typical.accent)
    accent = next((lab for lab in offered if float(delta_e_2000(lab, body)) >= _APART), None)
    if accent is None:
        accent = _drawn_accent(graph, body, first, drawn)
    parts = typical.parts if typical is not None else {}
    return Palette(body=body, accent=accent, parts=parts, donors=tuple(first))


def _said_body(graph: SceneGraph) -> Array | None:
    """The colour of the creature, or of its root or head, if one is said."""
    if graph.creature.colors:
        return said_colors(graph.creature)[0]
    roots = [p for p in graph.parts if p.on is None and p.colors]
    limbs = [p for p in graph.parts if p.part in ("torso", "body", "head") and p.colors]
    for part in (*roots, *limbs):
        return hex_to_lab(part.colors[0].hex)
    return None


def _said_patterns(graph: SceneGraph) -> list[Array]:
    """Colours that the text gives to two-coloured patterns; the creature is of one of them."""
    found = [p for p in graph.parts if p.part in _PATTERNS and len(p.colors) > 1]
    return [hex_to_lab(c.hex) for p in found for c in p.colors]


def _said_accents(graph: SceneGraph) -> list[Array]:
    """Colours that the text gives to larger parts; unsaid ones may echo them."""
    return [
        hex_to_lab(p.colors[0].hex)
        for p in graph.parts
        if p.colors and p.part not in PLAUSIBLE and p.part not in _OWN
    ]


def _drawn_accent(graph: SceneGraph, body: Array, donors: list[int], drawn: DrawnColors) -> Array:
    """The first accent among drawn creatures of this colour; a lighter tone where there is none."""
    words = list(dict.fromkeys(["belly", *(p.part for p in graph.parts if not p.colors)]))
    for donor in donors[:8]:
        for word in words:
            if word in PLAUSIBLE or word in COLOURED_BY_CREATURE - {"face"}:
                continue
            for row in drawn.rows_of(donor, word, "")[:1]:
                color: Array = drawn.main[row]
                near = float(delta_e_2000(color, drawn.body[donor])) < _APART
                if not near and 45.0 < color[0] and float(delta_e_2000(color, body)) >= _APART:
                    return color
    return fitting_second_tone(body)


def _donors(
    graph: SceneGraph, body: Array | None, drawn: DrawnColors, rng: np.random.Generator
) -> list[int]:
    """Drawn creatures to take colours from, drawn by lot by how well they fit."""
    scores = _likeness(graph, drawn)
    if body is None:
        chroma = np.hypot(drawn.body[:, 1], drawn.body[:, 2])
        scores = scores + 1.5 * np.minimum(chroma, COLOURFUL) / COLOURFUL
    else:
        scores = scores - (delta_e_2000(drawn.body, body) / 9.0) ** 1.5
    scores = scores + _agreement(graph, drawn)
    noisy = scores + 0.7 * rng.gumbel(size=len(scores))
    return [int(i) for i in np.argsort(-noisy, kind="stable")[:DONORS]]


def _agreement(graph: SceneGraph, drawn: DrawnColors) -> Array:
    """[D] how far drawings have the unsaid parts, and the said colours on the said parts."""
    total = np.zeros(len(drawn.drawings))
    unsaid = {p.part for p in graph.parts if not p.colors} & drawn.has.keys()
    for word in sorted(unsaid):
        total += 1.5 / len(unsaid) * drawn.has[word]
    for word, color in _said_colors(graph):
        if word in drawn.has:
            distances = delta_e_76(drawn.first[word], hex_to_lab(color.hex))
            total += 1.5 * drawn.has[word] * np.exp(-((distances / 25.0) ** 2))
    return total


def _said_colors(graph: SceneGraph) -> Iterator[tuple[str, Color]]:
    seen: set[str] = set()
    for part in graph.parts:
        if part.colors and part.part not in seen:
            seen.add(part.part)
            yield part.part, part.colors[0]


def _likeness(graph: SceneGraph, drawn: DrawnColors) -> Array:
    """[D] how much drawings are of the kind and of the types of a creature."""
    known = library()
    scores = 0.45 * kind_score(graph.creature.kind, known)
    for word in graph.creature.types:
        scores = scores + 4.0 / len(graph.creature.types) * known.of_type(word)
    by_drawing = dict(zip((t.drawing for t in known.templates), scores.tolist(), strict=True))
    return np.array([by_drawing.get(d, 0.0) for d in drawn.drawings])


def _digest(word: str) -> int:
    return int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
