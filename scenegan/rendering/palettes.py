"""The same creature in other colours: its layout stays, its colours turn together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from scenegan.data.color_names import named_color
from scenegan.graph import Color, Document, Part, Reading, SceneGraph
from scenegan.graph.color_values import delta_e_76, hex_to_lab, lab_to_hex, lab_to_rgb, rgb_to_lab

MOST_PALETTES = 16
"""Beyond these, palettes begin to look like earlier ones."""

_GOLDEN_ANGLE = 137.508
"""Steps of it come near no earlier one for as long as possible."""
_NEUTRAL = 10.0
"""Chroma below which a colour has no hue to turn: white, gray, black."""
_COLOURFUL = 30.0
_MIDDLE = 62.0
_TINT = 42.0
_TINT_LIGHTNESS = (38.0, 80.0)
_LIKE_THE_BODY = 14.0
_AS_THEY_ARE = frozenset(["mouth", "tongue", "fang"])
_BODIES = ("torso", "body", "head")

Array = npt.NDArray[np.float64]


def repainted(document: Document, palette: int) -> Document:
    """Returns a drawn document with other colours and the same places, shapes and looks.

    Hues turn about the circle by the same angle, so that what contrasted goes on contrasting; dark
    stays dark. White, gray and black stay as they are, but for a creature whose body has no hue:
    this is tinted. Mouths and locked parts keep their colours. Where the document has a text,
    which would name the old colours, it gets a new description.

    Args:
        document: a document in which every part has its place.
        palette: 0 for the colours that it has; each further number gives others.
    """
    if palette == 0:
        return document
    turned = _turned_by(palette * _GOLDEN_ANGLE % 360.0, _body(document))
    graph = document.graph
    creature = graph.creature.model_copy(update={"colors": _mapped(graph.creature.colors, turned)})
    parts = tuple(
        part if _stays(part) else part.model_copy(update={"colors": _mapped(part.colors, turned)})
        for part in graph.parts
    )
    layout = {
        node: place
        if _stays(graph.part(node))
        else place.model_copy(update={"colors": tuple(map(turned, place.colors))})
        for node, place in document.layout.items()
    }
    changes: dict[str, Any] = {
        "graph": graph.model_copy(update={"creature": creature, "parts": parts}),
        "layout": layout,
    }
    if document.text:
        changes |= {"text": _described(document.text, changes["graph"]), "reading": Reading()}
    return Document.model_validate(document.model_copy(update=changes).model_dump())


def _stays(part: Part) -> bool:
    return part.locked or part.part in _AS_THEY_ARE


def _described(text: str, graph: SceneGraph) -> str:
    from scenegan.language import describe

    is_chinese = any("\u4e00" <= character <= "\u9fff" for character in text)
    return describe(graph, language="zh" if is_chinese else "en")


def _body(document: Document) -> Array | None:
    """The colour of most of the creature, as it was painted."""
    parts = sorted(
        document.graph.parts, key=lambda p: (p.part not in _BODIES, p.on is not None, p.id)
    )
    for part in parts:
        place = document.layout.get(part.id)
        if place is not None and place.colors:
            return hex_to_lab(place.colors[0])
    return None


def _mapped(colors: tuple[Color, ...], turned: Callable[[str], str]) -> tuple[Color, ...]:
    found = []
    for color in colors:
        value = turned(color.hex)
        found.append(color if value == color.hex else named_color(hex_to_lab(value)))
    return tuple(found)


def _turned_by(angle: float, body: Array | None) -> Callable[[str], str]:
    """Returns what makes the new value of a colour from the old one."""
    tints = body is not None and _chroma(body) < _NEUTRAL

    def turned(value: str) -> str:
        lab = hex_to_lab(value)
        if _chroma(lab) >= _NEUTRAL:
            hue = np.degrees(np.arctan2(lab[2], lab[1])) + angle
            return lab_to_hex(_shown(lab[0], _chroma(lab), hue))
        if tints and float(delta_e_76(lab, body)) < _LIKE_THE_BODY:  # type: ignore[arg-type]
            return lab_to_hex(_shown(float(np.clip(lab[0], *_TINT_LIGHTNESS)), _TINT, angle))
        return value

    return turned


def _shown(lightness: float, chroma: float, hue: float) -> Array:
    """The Lab value of a colour, as colourful as sRGB can show it without another hue.

    A bright yellow has no counterpart in blue that is as light: it becomes darker, not white.
    """
    turn = np.radians(hue)
    lab = np.array([lightness, chroma * np.cos(turn), chroma * np.sin(turn)])
    while float(delta_e_76(rgb_to_lab(lab_to_rgb(lab)), lab)) > 2.0 and _chroma(lab) > 1.0:
        lab[1:] *= 0.95
        if chroma > _COLOURFUL:
            lab[0] += (_MIDDLE - lab[0]) * 0.08
    return lab


def _chroma(lab: Array) -> float:
    return float(np.hypot(lab[1], lab[2]))
