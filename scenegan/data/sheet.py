"""Sheets for the eye: a drawing, its part map, and its graph with the measured colours."""

from __future__ import annotations

import colorsys
import textwrap
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from scipy import ndimage

from scenegan.data.cache import CachedDrawing
from scenegan.data.part_maps import NOTHING
from scenegan.graph.model import Part, SceneGraph

_PICTURE = 384
_MARGIN = 16
_LINE = 16
_SWATCH = 12
_LIST_WIDTH = 560
_WIDTH = 2 * _PICTURE + 4 * _MARGIN + _LIST_WIDTH
_PAPER = (250, 250, 250)
_INK = (20, 20, 20)
_GREY = (120, 120, 120)
_FONT_SIZE = 12

Rgb = tuple[int, int, int]
Draw = ImageDraw.ImageDraw


def sheet_of(drawings: Sequence[CachedDrawing]) -> Image.Image:
    """Returns one picture that shows drawings below each other, each beside its parts.

    From left to right: the drawing, its part map with a number on each part, and the parts as an
    indented tree: number, main and second colour as swatches, name, attributes, colour names.
    """
    rows = [_row(drawing) for drawing in drawings]
    sheet = Image.new("RGB", (_WIDTH, sum(row.height for row in rows)), _PAPER)
    top = 0
    for row in rows:
        sheet.paste(row, (0, top))
        top += row.height
    return sheet


def part_tint(number: int) -> Rgb:
    """Returns the colour that marks a part in the map; neighbours in number differ clearly."""
    hue = (number * 0.618034) % 1.0
    lightness = (0.45, 0.6, 0.75)[number % 3]
    red, green, blue = colorsys.hls_to_rgb(hue, lightness, 0.75)
    return int(red * 255), int(green * 255), int(blue * 255)


def _row(drawing: CachedDrawing) -> Image.Image:
    graph = drawing.graph()
    title, caption = _title(drawing)
    top = _MARGIN + _LINE * (len(caption) + 2)
    height = top + max(_PICTURE, _LINE * len(graph.parts)) + _MARGIN
    row = Image.new("RGB", (_WIDTH, height), _PAPER)
    draw = ImageDraw.Draw(row)
    draw.line([(0, 0), (_WIDTH, 0)], fill=_GREY)
    _write(draw, _MARGIN, _MARGIN, title)
    for number, line in enumerate(caption, start=1):
        _write(draw, _MARGIN, _MARGIN + _LINE * number, line, _GREY)
    row.paste(_on_checks(drawing.picture()), (_MARGIN, top))
    row.paste(_map(drawing), (2 * _MARGIN + _PICTURE, top))
    _tree(draw, graph, 3 * _MARGIN + 2 * _PICTURE, top)
    return row


def _title(drawing: CachedDrawing) -> tuple[str, list[str]]:
    facts = drawing.drawing
    creature = drawing.graph().creature
    words = [facts.kind, facts.view, facts.pose, facts.mood, creature.size, *creature.types]
    title = f"{facts.id} ({facts.split}): " + ", ".join(word for word in words if word)
    return title, textwrap.wrap(facts.captions.medium, width=190)


def _on_checks(picture: NDArray[np.uint8]) -> Image.Image:
    """The drawing on a ground of checks, so that what is transparent can be seen."""
    rows, columns = np.indices((_PICTURE, _PICTURE)) // 16
    checks = np.where((rows + columns) % 2, 225, 250).astype(np.uint8)
    ground = Image.fromarray(checks).convert("RGBA")
    ground.alpha_composite(Image.fromarray(picture).resize(ground.size, Image.Resampling.LANCZOS))
    return ground.convert("RGB")


def _map(drawing: CachedDrawing) -> Image.Image:
    """The part map in tints, each part with its number where it is widest."""
    index_map = drawing.index_map()
    count = len(drawing.boxes)
    tints = np.full((256, 3), _PAPER, np.uint8)
    tints[:count] = [part_tint(number) for number in range(count)]
    tints[NOTHING] = _PAPER
    image = Image.fromarray(tints[index_map]).resize((_PICTURE, _PICTURE), Image.Resampling.NEAREST)
    draw = ImageDraw.Draw(image)
    scale = _PICTURE / len(index_map)
    for number in range(count):
        mask = index_map == number
        if mask.any():
            depth = ndimage.distance_transform_edt(np.pad(mask, 1))[1:-1, 1:-1]
            y, x = np.unravel_index(int(depth.argmax()), depth.shape)
            place = (float(x + 0.5) * scale, float(y + 0.5) * scale)
            draw.text(place, str(number + 1), _INK, _font(), anchor="mm")
    return image


def _tree(draw: Draw, graph: SceneGraph, left: int, top: int) -> None:
    numbers = {part.id: number for number, part in enumerate(graph.parts)}
    for line, (depth, part) in enumerate(graph.walk()):
        y = top + line * _LINE
        number = numbers[part.id]
        _swatch(draw, left, y, part_tint(number), width=22)
        draw.text((left + 11, y + _SWATCH / 2), str(number + 1), _INK, _font(), anchor="mm")
        for place, color in enumerate(part.colors):
            _swatch(draw, left + 28 + place * (_SWATCH + 2), y, color.hex)
        _write(draw, left + 60 + 14 * depth, y - 1, _words(part))


def _words(part: Part) -> str:
    group = " (group)" if part.group else ""
    colors = " + ".join(f"{color.name} {color.hex}" for color in part.colors)
    return f"{part.id}{group}: {' '.join(part.attrs)}{'; ' if part.attrs else ''}{colors}"


def _swatch(draw: Draw, x: int, y: int, color: Rgb | str, width: int = _SWATCH) -> None:
    draw.rectangle((x, y, x + width, y + _SWATCH), fill=color, outline=_GREY)


def _write(draw: Draw, x: int, y: int, text: str, color: Rgb = _INK) -> None:
    draw.text((x, y), text, color, _font())


def _font() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(_FONT_SIZE)
