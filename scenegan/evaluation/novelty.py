"""Is anything learned by heart? Distances of samples to the nearest training drawing.

A sample that copies a training drawing lies much nearer to it than training drawings lie to each
other. The comparison works on vectors: features of pictures, or layouts written as vectors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEVELS = (5, 25, 50, 75, 95)
"""Percentiles that are told of each distribution."""
SUSPECT = 1.0
"""Percentile of the train-train distances below which a sample counts as a copy."""

Vectors = NDArray[np.floating]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Neighbour:
    """The training drawing that is nearest to a sample.

    Attributes:
        sample: position of the sample.
        drawing: id of the training drawing.
        distance: Euclidean, in the feature space.
        percentile: share of training drawings, 0..100, that lie nearer to their own nearest
            training drawing than this sample does to its.
    """

    sample: int
    drawing: str
    distance: float
    percentile: float


@dataclass(frozen=True)
class Novelty:
    """Distances of samples to training drawings beside those among training drawings.

    Attributes:
        ratio: median distance of the samples over the median train-train distance; about 1 is
            as new as another drawing of the set, far below 1 is learned by heart.
        copies: share of samples that lie nearer than all but 1 % of the training drawings do.
        sample_levels: percentiles 5, 25, 50, 75, 95 of the samples' distances.
        train_levels: the same of the train-train distances.
        neighbours: one for each sample, nearest first.
    """

    ratio: float
    copies: float
    sample_levels: tuple[float, ...]
    train_levels: tuple[float, ...]
    neighbours: tuple[Neighbour, ...]


def novelty(samples: Vectors, train: Vectors, ids: Sequence[str]) -> Novelty:
    """Compares samples with training drawings.

    Args:
        samples: [K, D] features or layouts, K at least 1.
        train: [M, D] of the training drawings, M at least 2.
        ids: their M ids.

    Raises:
        ValueError: if there are too few of either, or the lengths differ.
    """
    if len(samples) < 1 or len(train) < 2 or len(ids) != len(train):
        raise ValueError("novelty needs a sample, two training drawings, and an id for each")
    nearest, distance = _nearest(samples, train)
    _, among = _nearest(train, train, itself=False)
    # Shares are counted without rounding: a tie with a training distance is not nearer.
    percentiles = 100.0 * np.searchsorted(np.sort(among), distance, side="left") / len(among)
    order = np.argsort(distance, kind="stable")
    return Novelty(
        ratio=float(np.median(distance) / max(np.median(among), 1e-12)),
        copies=float((percentiles < SUSPECT).mean()),
        sample_levels=_levels(distance),
        train_levels=_levels(among),
        neighbours=tuple(
            Neighbour(int(i), ids[nearest[i]], float(distance[i]), float(percentiles[i]))
            for i in order
        ),
    )


def layout_vector(
    words: Sequence[str], boxes: Vectors, vocabulary: Sequence[str], slots: int = 2
) -> Floats:
    """Writes a layout as a vector, so that layouts with other parts can be compared.

    Each part word has some slots, filled by its largest instances from left to right: centre and
    size of the box, and a 1. Slots that stay empty are zero.

    Args:
        words: word of each part, N of them.
        boxes: [N, 4] left, top, right, bottom in 0..1.
        vocabulary: all words, in a fixed order; parts with other words are left out.
        slots: instances of a word that are told apart.

    Returns:
        [len(vocabulary) * slots * 5].
    """
    vector = np.zeros((len(vocabulary), slots, 5))
    rows = np.asarray(boxes, np.float64).reshape(-1, 4)
    low, high = rows[:, :2], rows[:, 2:]
    places = np.concatenate([(low + high) / 2, high - low, np.ones((len(rows), 1))], 1)
    for position, word in enumerate(vocabulary):
        mine = places[[i for i, w in enumerate(words) if w == word]]
        largest = mine[np.argsort(-mine[:, 2] * mine[:, 3], kind="stable")[:slots]]
        ordered = largest[np.argsort(largest[:, 0], kind="stable")]
        vector[position, : len(ordered)] = ordered
    return vector.reshape(-1)


def _nearest(
    points: Vectors, others: Vectors, itself: bool = True
) -> tuple[NDArray[np.intp], Floats]:
    """Position of the nearest of `others` and its distance, for each point.

    `itself=False` is for a set against itself: a point is not its own neighbour.
    """
    a, b = np.asarray(points, np.float64), np.asarray(others, np.float64)
    positions = np.empty(len(a), np.intp)
    distances = np.empty(len(a))
    for row, point in enumerate(a):
        # Differences, not the expanded square: a copy must come out at exactly zero.
        square = ((b - point) ** 2).sum(1)
        if not itself:
            square[row] = np.inf
        positions[row] = square.argmin()
        distances[row] = np.sqrt(square[positions[row]])
    return positions, distances


def _levels(distances: Floats) -> tuple[float, ...]:
    return tuple(float(value) for value in np.percentile(distances, LEVELS))
