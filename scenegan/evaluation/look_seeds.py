"""Draws one layout with other look seeds, for `looks.diversity`."""

from __future__ import annotations

from scenegan.graph import Document
from scenegan.rendering.picture import Picture
from scenegan.rendering.pipeline import Pipeline
from scenegan.rendering.seeds import derived_seed

LOOK_SEEDS = 8
"""Looks that are drawn of one layout."""


def draw_looks(pipeline: Pipeline, document: Document, count: int = LOOK_SEEDS) -> list[Picture]:
    """Draws a planned document with several looks; boxes, depths, shapes and masks stay the same.

    Args:
        pipeline: draws; one without looks draws the same picture each time.
        document: every part has its place.
        count: number of pictures; the first is the document as it is.
    """
    return [pipeline.draw(_with_look(pipeline, document, number)) for number in range(count)]


def _with_look(pipeline: Pipeline, document: Document, number: int) -> Document:
    if number == 0 or pipeline.looks is None:
        return document
    reseeded = {
        node: place.model_copy(update={"seed": derived_seed(place.seed, node, number)})
        for node, place in document.layout.items()
    }
    looked = pipeline.looks.choose(document.graph, reseeded, list(reseeded))
    return document.model_copy(update={"layout": looked})
