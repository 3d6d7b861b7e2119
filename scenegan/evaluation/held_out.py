"""The graphs that everything is measured on, with their true drawings where a cache is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from scenegan.data.annotations import Drawing, Split, graph_of, read_annotations
from scenegan.data.cache import Cache, CachedDrawing
from scenegan.graph import SceneGraph

T = TypeVar("T")

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class HeldOut:
    """One graph of a split that the model was not trained on.

    Attributes:
        id: name of the drawing.
        graph: its graph; colours are those of the drawing, or unsaid where there is no cache.
        captions: its English descriptions, shortest first.
        chinese: its Chinese description; may be empty.
        boxes: true left, top, right, bottom of each part in 0..1, [N, 4].
        cached: the drawing itself; None where there is no cache.
    """

    id: str
    graph: SceneGraph
    captions: tuple[str, ...]
    chinese: str
    boxes: Floats
    cached: CachedDrawing | None = None


def held_out(cache: Cache | None, count: int = 0, split: Split = "test") -> tuple[HeldOut, ...]:
    """Returns the graphs of a split, in the order of the annotations.

    Args:
        cache: the built drawings; without them graphs carry no colours, and boxes are those of
            the annotated polygons.
        count: how many are taken, evenly spread over the split; 0 for all.
        split: which split.
    """
    if cache is None:
        found = [_of_annotation(d) for d in read_annotations() if d.split == split]
    else:
        found = [_of_cache(d) for d in cache.of_split(split)]
    return tuple(evenly(found, count))


def _of_cache(cached: CachedDrawing) -> HeldOut:
    boxes = cached.boxes.astype(np.float64)
    return _with_words(cached.drawing, cached.graph(), boxes, cached)


def _of_annotation(drawing: Drawing) -> HeldOut:
    corners = [np.array(part.poly, np.float64) / 100 for part in drawing.parts]
    boxes = np.stack([np.concatenate([c.min(0), c.max(0)]) for c in corners])
    return _with_words(drawing, graph_of(drawing), boxes, None)


def _with_words(
    drawing: Drawing, graph: SceneGraph, boxes: Floats, cached: CachedDrawing | None
) -> HeldOut:
    words = drawing.captions
    english = tuple(text for text in (words.short, words.medium, words.rich) if text)
    return HeldOut(drawing.id, graph, english, words.zh, boxes, cached)


def evenly(found: Sequence[T], count: int) -> list[T]:
    """Takes so many of some things, evenly spread over them; all of them for 0."""
    if not 0 < count < len(found):
        return list(found)
    return [found[i * len(found) // count] for i in range(count)]
