"""From an annotation and its vector drawing to all that is known of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from scenegan.data.annotations import Drawing
from scenegan.data.cache import Encoded, encode_index_map, encode_picture, encode_shapes
from scenegan.data.part_colors import colors_of_pixels, lab_of
from scenegan.data.part_maps import part_maps
from scenegan.data.squares import square_of_file
from scenegan.errors import DataError


def measure(drawing: Drawing, svg: Path) -> Encoded:
    """Renders a drawing, finds its parts in the picture, and measures their colours.

    Parts of which nothing can be seen are left out; what hangs on one of them hangs on the
    nearest seen part above it instead.

    Raises:
        DataError: if the drawing cannot be rendered, or none of its parts can be seen.
    """
    picture = square_of_file(svg)
    lab = lab_of(picture)
    maps = part_maps(picture, lab, [part.poly for part in drawing.parts])
    if not maps.kept:
        raise DataError(f"None of the polygons of drawing '{drawing.id}' lies on {svg}.")
    colors = [colors_of_pixels(lab[mask]) for mask in maps.visible]
    return Encoded(
        drawing=only_parts(drawing, maps.kept),
        picture=encode_picture(picture),
        index_map=encode_index_map(maps.index_map),
        shapes=encode_shapes(maps.shapes),
        boxes=maps.boxes,
        colors=np.array(colors, np.float32).reshape(-1, 6),
    )


def only_parts(drawing: Drawing, kept: Sequence[int]) -> Drawing:
    """Returns a drawing with some of its parts; attachments are carried over to them.

    Args:
        drawing: the annotation.
        kept: positions of the parts to keep, ascending.
    """
    places = {number: place for place, number in enumerate(kept)}
    parts = tuple(
        drawing.parts[number].model_copy(update={"on": _parent(drawing, number, places)})
        for number in kept
    )
    return drawing.model_copy(update={"parts": parts})


def _parent(drawing: Drawing, number: int, places: Mapping[int, int]) -> int:
    """Place of the nearest kept part above a part, -1 if there is none."""
    above = drawing.parts[number].on
    while above >= 0 and above not in places:
        above = drawing.parts[above].on
    return places.get(above, -1)
