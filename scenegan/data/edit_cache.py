"""A cache of edited drawings, made once, that training reads beside the drawings themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from scenegan.data.annotations import Drawing, PartAnnotation
from scenegan.data.cache import (
    CachedDrawing,
    Encoded,
    encode_index_map,
    encode_picture,
    encode_shapes,
    write_cache,
)
from scenegan.data.edit_pairs import DrawnCreature, EditPair
from scenegan.data.part_colors import colors_of_pixels
from scenegan.data.part_maps import boxed
from scenegan.errors import DataError

_LEAST_PIXELS = 12


def write_edit_cache(
    path: Path,
    pairs: Iterable[EditPair],
    sources: Iterable[CachedDrawing],
    progress: Callable[[int], None] = lambda done: None,
) -> int:
    """Writes the second halves of edit pairs as drawings of their own.

    Args:
        path: the cache, replaced if it exists.
        pairs: pairs made from drawings of the train split.
        sources: drawings that the pairs were made from.
        progress: is told how many are done.

    Returns:
        The number of edited drawings; those of which a part cannot be seen any more are left out.

    Raises:
        DataError: if no pair can be used.
        FileError: if the cache cannot be written.
    """
    annotations = {source.id: source.drawing for source in sources}
    encoded: list[Encoded] = []
    origins: dict[str, str] = {}
    for number, pair in enumerate(pairs):
        source = pair.before.source
        made = encoded_edit(pair.after, annotations[source], f"edit-{number}")
        progress(number + 1)
        if made is not None:
            encoded.append(made)
            origins[made.drawing.id] = source
    if not encoded:
        raise DataError("No drawing could be edited: take other drawings, or more pairs.")
    write_cache(path, encoded, species_facts=False, edits=origins)
    return len(encoded)


def encoded_edit(after: DrawnCreature, source: Drawing, name: str) -> Encoded | None:
    """Encodes an edited drawing as caches hold them; None if a part of it cannot be seen.

    Args:
        after: the edited drawing.
        source: annotation of the drawing before; view, pose and mood stay.
        name: id of the edited drawing.
    """
    visible = [after.index_map == place for place in range(len(after.wholes))]
    if any(mask.sum() < _LEAST_PIXELS for mask in visible):
        return None
    outlines = [boxed(whole | mask) for whole, mask in zip(after.wholes, visible, strict=True)]
    parts = tuple(
        PartAnnotation(
            part=part.part,
            attrs=part.attrs,
            poly=_corners(box),
            on=-1 if part.on is None else after.places[part.on],
        )
        for part, (box, _) in zip(after.graph.parts, outlines, strict=True)
    )
    colors = [colors_of_pixels(after.lab[mask]) for mask in visible]
    return Encoded(
        drawing=source.model_copy(update={"id": name, "split": "train", "parts": parts}),
        picture=encode_picture(after.picture),
        index_map=encode_index_map(after.index_map),
        shapes=encode_shapes(np.stack([shape for _, shape in outlines])),
        boxes=np.array([box for box, _ in outlines], np.float32),
        colors=np.stack(colors),
    )


def _corners(box: tuple[float, float, float, float]) -> tuple[tuple[float, float], ...]:
    """The box in 0..100: nobody has drawn a polygon round an edited part."""
    left, top, right, bottom = (round(100 * float(side), 2) for side in box)
    return ((left, top), (right, top), (right, bottom), (left, bottom))
