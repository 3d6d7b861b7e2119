"""Whether a picture shows the parts that it was asked for, as a segmenter of pixels sees it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from scenegan.evaluation.specimens import SIDE, Specimen
from scenegan.nn.composition import EMPTY

FOUND = 0.5
"""Share of a part's visible pixels that must be labelled with its word."""
LEAST_PIXELS = 12
"""A part of which fewer pixels can be seen is missed."""

Labels = NDArray[np.int64]
Floats = NDArray[np.float64]


def label_of_parts(specimen: Specimen, names: Sequence[str]) -> Labels:
    """Label of each part for a segmenter, [N]; -1 for words that it does not know."""
    index = {name: k + 1 for k, name in enumerate(names)}
    return np.array([index.get(word, -1) for word in specimen.words], np.int64)


def enlarged(labels: Labels) -> Labels:
    """Repeats the labels of a smaller map [S, S] up to [256, 256]."""
    return np.kron(labels, np.ones((SIDE // len(labels),) * 2, np.int64))


def found_parts(specimen: Specimen, labels: Labels, names: Sequence[str]) -> Floats:
    """Which parts are seen in their place: [N], 1 found, 0 missed, NaN unknown to the segmenter.

    Args:
        specimen: the picture.
        labels: [256, 256] what the segmenter sees in it.
        names: its words; label k is `names[k - 1]`.
    """
    wanted = label_of_parts(specimen, names)
    result = np.zeros(len(wanted))
    for k, label in enumerate(wanted):
        mine = specimen.part_map == k
        if label < 0:
            result[k] = np.nan
        elif mine.sum() >= LEAST_PIXELS:
            result[k] = float((labels[mine] == label).mean() >= FOUND)
    return result


def agreement(specimen: Specimen, labels: Labels, names: Sequence[str]) -> Floats:
    """Pixels of each word in both maps and in either: [len(names), 2].

    Summed over pictures and divided, they are each word's intersection over union. Pixels of
    parts that the segmenter does not know count nowhere.
    """
    wanted = np.append(label_of_parts(specimen, names), 0)
    asked = wanted[np.where(specimen.part_map == EMPTY, len(wanted) - 1, specimen.part_map)]
    seen = np.where(asked < 0, 0, labels)
    count = len(names) + 1
    both = np.bincount(asked[(asked == seen) & (asked > 0)], minlength=count)
    either = np.bincount(asked[asked > 0], minlength=count) + np.bincount(
        seen[seen > 0], minlength=count
    )
    return np.stack([both, either - both], 1)[1:].astype(np.float64)
