"""How good layouts are: near the true boxes, nothing hidden, in one piece, and not always alike."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.optimize import linear_sum_assignment

from scenegan.evaluation.specimens import Specimen
from scenegan.graph.vocabulary import FLOATING_PARTS
from scenegan.nn.composition import EMPTY

WIDE = 0.13
"""Parts whose longer side is shorter than this share of the square are not looked for."""
SAME_PLACE = 0.3
"""Overlap (intersection over union) at which a box counts as found."""
HIDDEN = 0.25
"""A part of which less than this share can be seen is hidden."""
PIECE = 0.005
"""Share of the painted area from which a separate piece counts."""

_OPAQUE = 128
_TOUCHING = np.ones((3, 3), dtype=bool)

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


def overlaps(first: Floats, second: Floats) -> Floats:
    """Intersection over union of all pairs of boxes: [N, 4], [M, 4] -> [N, M]."""
    low = np.maximum(first[:, None, :2], second[None, :, :2])
    high = np.minimum(first[:, None, 2:], second[None, :, 2:])
    shared = np.clip(high - low, 0, None).prod(-1)
    areas = [np.clip(b[:, 2:] - b[:, :2], 0, None).prod(-1) for b in (first, second)]
    union = areas[0][:, None] + areas[1][None] - shared
    return np.asarray(shared / np.maximum(union, 1e-12), np.float64)


def matched_overlaps(specimen: Specimen, true_boxes: Floats) -> Floats:
    """Overlap of each true box with the drawn one of the same part, [N].

    Parts of the same word and attributes on the same parent are interchangeable: nobody asked
    which of two legs is which. They are matched so that their overlaps are largest together.
    """
    result = np.zeros(len(true_boxes))
    for group in _interchangeable(specimen):
        table = overlaps(true_boxes[group], specimen.boxes[group])
        rows, columns = linear_sum_assignment(-table)
        result[np.array(group)[rows]] = table[rows, columns]
    return result


def found_boxes(specimens: Sequence[Specimen], true_boxes: Floats) -> Floats:
    """Which wide parts are found in the layouts of one graph: [K, W] of 0 and 1.

    Args:
        specimens: K pictures of the graph.
        true_boxes: [N, 4], of which W are wide.
    """
    wide = (true_boxes[:, 2:] - true_boxes[:, :2]).max(1) >= WIDE
    rows = [matched_overlaps(s, true_boxes)[wide] > SAME_PLACE for s in specimens]
    return np.array(rows, np.float64).reshape(len(specimens), int(wide.sum()))


def hidden_parts(specimen: Specimen) -> Floats:
    """Which parts are hidden: [N] of 0 and 1."""
    return np.asarray(specimen.visible < HIDDEN, np.float64)


def in_one_piece(specimen: Specimen) -> bool:
    """Whether the opaque pixels hold no second piece of any size.

    Pixels belong together if they touch at a side or a corner. A piece most of which is of parts
    that float by nature, or of what hangs on such parts, does not count.
    """
    opaque = specimen.rgba[..., 3] >= _OPAQUE
    labels, count = ndimage.label(opaque, _TOUCHING)
    if count < 2:
        return int(count) == 1
    floating = np.append(floating_parts(specimen), False)
    owner = np.where(specimen.part_map == EMPTY, len(floating) - 1, specimen.part_map)
    sizes = np.bincount(labels.ravel(), minlength=count + 1)[1:]
    afloat = np.bincount(labels[floating[owner]], minlength=count + 1)[1:]
    counts = (sizes > PIECE * sizes.sum()) & (afloat * 2 <= sizes)
    return int(counts.sum()) <= 1


def floating_parts(specimen: Specimen) -> Mask:
    """Which parts float by nature, or hang on one that does: [N]."""
    words, parents = specimen.words, specimen.parents
    result = np.zeros(len(words), dtype=bool)
    for k in range(len(words)):
        above = k
        while above >= 0 and not result[k]:
            result[k] = words[above] in FLOATING_PARTS
            above = parents[above]
    return result


def difference(first: Specimen, second: Specimen) -> float:
    """How different two layouts of one graph are: mean of 1 - overlap of their boxes."""
    return float(1 - matched_overlaps(first, second.boxes).mean())


def diversity(specimens: Sequence[Specimen]) -> float:
    """Mean difference of all pairs of layouts of one graph, in 0..1."""
    pairs = [difference(a, b) for a, b in combinations(specimens, 2)]
    return float(np.mean(pairs))


def _interchangeable(specimen: Specimen) -> list[list[int]]:
    groups: dict[tuple[object, ...], list[int]] = {}
    for k, part in enumerate(specimen.graph.parts):
        key = (part.part, part.on, tuple(sorted(part.attrs)))
        groups.setdefault(key, []).append(k)
    return list(groups.values())
