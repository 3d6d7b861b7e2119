"""A picture as SVG: one group of filled outlines for each part, named by the part."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from scenegan.rendering.enlarging import enlarged

if TYPE_CHECKING:
    from scenegan.rendering.picture import Picture

SVG_NAMESPACE = "http://www.w3.org/2000/svg"
DOCUMENT_NAMESPACE = "urn:scenegan:document@1"

_SIDE = 1024
"""Outlines are traced at this size, so that a drawn line is several pixels wide."""
_STEEPNESS = 6.0
_MOST_COLORS = 8
_APART = 28
"""Tones that differ by less in every channel (0..255) become one."""
_SAMPLED = 3
_OPAQUE = 128
_BLUR = 0.8
_LEAST = 0.02
_STROKE = 1.2
"""Every shape is so much wider (in units of `_SIDE`) that no gap opens between neighbours."""
_PATH = re.compile(r'<path d="([^"]*)" fill="([^"]*)" transform="translate\(([^,]*),([^)]*)\)"')

Pixels = NDArray[np.uint8]
Mask = NDArray[np.bool_]


def svg_text(picture: Picture, document: str) -> str:
    """Traces a picture; equal pictures give equal texts.

    Parts are traced one by one, so that each can be moved, coloured or hidden alone; editors such
    as Inkscape show them as layers, the farthest at the bottom. Shade and highlights become areas
    of one colour each.

    Args:
        picture: what is traced.
        document: JSON that is carried along.
    """
    size = picture.rgba.shape[0]
    ground = picture.document.recipe.background
    groups = [_group(name, *window) for name, window in _layers(picture)]
    back = f'<rect width="{_SIDE}" height="{_SIDE}" fill="{ground}"/>' if ground else ""
    return "\n".join(
        [
            f'<svg xmlns="{SVG_NAMESPACE}" '
            'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" '
            f'width="{size}" height="{size}" viewBox="0 0 {_SIDE} {_SIDE}">',
            f'<metadata><document xmlns="{DOCUMENT_NAMESPACE}">{escape(document)}</document>'
            f'</metadata>{back}<g stroke-width="{_STROKE}" stroke-linejoin="round">',
            *groups,
            "</g></svg>\n",
        ]
    )


Window = tuple[Pixels, Mask, int, int]
"""Colours [H, W, 3] and mask [H, W] of a part, and the place of their upper left corner."""


def _layers(picture: Picture) -> Iterator[tuple[str, Window]]:
    """Yields what is seen of each part, the farthest from the viewer first."""
    large = _traced_pixels(picture.rgba)
    owner = _owners(picture, large[..., 3] >= _OPAQUE)
    places = picture.document.layout
    order = sorted(range(len(picture.nodes)), key=lambda i: places[picture.nodes[i]].depth)
    named = [(picture.nodes[i], owner == i) for i in order]
    around = (owner >= len(picture.nodes)) & (large[..., 3] >= _OPAQUE)
    for name, mask in (("around", around), *named):
        if mask.any():
            rows, columns = _extent(mask)
            yield name, (large[rows, columns, :3], mask[rows, columns], columns.start, rows.start)


def _traced_pixels(rgba: Pixels) -> Pixels:
    if rgba.shape[0] < _SIDE:
        return enlarged(rgba, _SIDE, _STEEPNESS)
    small = Image.fromarray(rgba).convert("RGBa").resize((_SIDE, _SIDE), Image.Resampling.LANCZOS)
    return np.asarray(small.convert("RGBA"))


def _owners(picture: Picture, seen: Mask) -> NDArray[np.uint8]:
    """Enlarges the part map with smooth borders: [1024, 1024], 255 where nothing is seen.

    What the painter put around the parts (the last of an outline) goes to the nearest part.
    """
    side = picture.part_map.shape[0]
    factor = _SIDE // side
    near = seen.reshape(side, factor, side, factor).any((1, 3))
    owner = _filled_up(picture.part_map, ndimage.binary_dilation(near, iterations=2))
    best = np.full((_SIDE, _SIDE), _LEAST, np.float32)
    found = np.full((_SIDE, _SIDE), 255, np.uint8)
    for i in range(len(picture.nodes)):
        mask = owner == i
        if mask.any():
            rows, columns = _extent(mask, margin=3)
            soft = ndimage.gaussian_filter(mask[rows, columns].astype(np.float32), _BLUR)
            shape = (soft.shape[1] * factor, soft.shape[0] * factor)
            large = np.asarray(Image.fromarray(soft).resize(shape, Image.Resampling.BICUBIC))
            window = _scaled(rows, factor), _scaled(columns, factor)
            won = large > best[window]
            best[window][won] = large[won]
            found[window][won] = i
    found[~seen] = 255
    return found


def _filled_up(part_map: Pixels, where: Mask) -> Pixels:
    """Gives pixels without a part to the nearest one."""
    empty = part_map == 255
    if empty.all() or not empty.any():
        return part_map
    rows, columns = ndimage.distance_transform_edt(
        empty, return_distances=False, return_indices=True
    )
    filled: Pixels = np.where(where, part_map[rows, columns], np.uint8(255))
    return filled


def _extent(mask: Mask, margin: int = 0) -> tuple[slice, slice]:
    """Rows and columns that hold all of a mask."""

    def along(axis: int) -> slice:
        line = np.asarray(mask.any(axis))
        held = np.flatnonzero(line)
        return slice(max(int(held[0]) - margin, 0), min(int(held[-1]) + 1 + margin, len(line)))

    return along(1), along(0)


def _scaled(span: slice, factor: int) -> slice:
    return slice(span.start * factor, span.stop * factor)


def _group(name: str, colors: Pixels, mask: Mask, left: int, top: int) -> str:
    paths = "".join(
        f'<path d="{line.strip()}" fill="{fill}" stroke="{fill}" transform="translate({x},{y})"/>'
        for line, fill, x, y in _PATH.findall(_traced(colors, mask))
    )
    label = quoteattr(name)
    return (
        f'<g id={label} inkscape:groupmode="layer" inkscape:label={label} '
        f'transform="translate({left},{top})">{paths}</g>'
    )


def _traced(colors: Pixels, mask: Mask) -> str:
    """Traces one part, reduced to its few tones, as SVG."""
    import vtracer

    flat = np.zeros((*mask.shape, 4), np.uint8)
    inside = colors[mask]
    tones = _tones(inside)
    distance = ((inside[:, None].astype(np.int32) - tones) ** 2).sum(-1)
    flat[mask, :3] = tones[distance.argmin(1)]
    flat[mask, 3] = 255
    png = io.BytesIO()
    Image.fromarray(flat).save(png, "PNG", compress_level=1)
    found: str = vtracer.convert_raw_image_to_svg(
        png.getvalue(),
        img_format="png",
        colormode="color",
        hierarchical="stacked",
        mode="spline",
        filter_speckle=6,
        color_precision=8,
        layer_difference=0,
        corner_threshold=60,
        length_threshold=3.5,
        splice_threshold=45,
        path_precision=1,
    )
    return found


def _tones(colors: Pixels) -> NDArray[np.int32]:
    """The tones of a part [K, 3] from its pixels [P, 3], the most frequent first."""
    line = Image.fromarray(np.ascontiguousarray(colors[::_SAMPLED])[None])
    reduced = line.quantize(_MOST_COLORS, Image.Quantize.MEDIANCUT, kmeans=1)
    palette = np.array(reduced.getpalette(), np.int32).reshape(-1, 3)
    counts = np.bincount(np.asarray(reduced)[0], minlength=len(palette))
    kept: list[NDArray[np.int32]] = []
    for k in np.argsort(-counts, kind="stable"):
        if counts[k] and all(np.abs(palette[k] - tone).max() >= _APART for tone in kept):
            kept.append(palette[k])
    return np.stack(kept)
