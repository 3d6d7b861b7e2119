"""`looks.diversity`: other looks at a fixed layout have to be seen, with all parts still there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Rgba = NDArray[np.uint8]
Vectors = NDArray[np.floating]

RECALL_SLACK = 0.05
"""Part recall that a look may lose against the first one and still count."""


@dataclass(frozen=True)
class LooksDiversity:
    """How much looks of one layout differ.

    Attributes:
        pixels: mean difference of two looks in 0..1, see `visible_difference`.
        features: mean distance of two looks in the feature space; None without features.
        looks: number of looks that counted, the first one included.
        recalls: part recall of each look as given; empty if not given.
    """

    pixels: float
    features: float | None
    looks: int
    recalls: tuple[float, ...]


def visible_difference(first: Rgba, second: Rgba) -> float:
    """Returns how much two pictures of one layout differ where there is something to see, 0..1.

    It is the mean over colour channels of the absolute difference in premultiplied colour, over
    the pixels of which either alpha is above one half; 0 if there are none.
    """
    a, b = _premultiplied(first), _premultiplied(second)
    inside = np.maximum(first[..., 3], second[..., 3]) > 127
    return float(np.abs(a - b)[inside].mean()) if inside.any() else 0.0


def feature_distance(first: Vectors, second: Vectors) -> float:
    """Returns a perceptual distance of two feature maps, [C, H, W] each.

    Features are scaled to unit length over channels at each place, their squared differences
    summed over channels and averaged over places (Zhang et al. 2018, LPIPS, with equal weights
    of all channels): 0 for equal directions, 2 at a right angle, 4 for opposite ones.
    """
    a, b = _unit(first), _unit(second)
    return float(((a - b) ** 2).sum(0).mean())


def looks_diversity(
    pictures: Sequence[Rgba],
    features: Sequence[Vectors] | None = None,
    recalls: Sequence[float] | None = None,
) -> LooksDiversity:
    """Measures how much looks of one layout differ, at equal part recall.

    Looks that lose more than 0.05 of part recall against the first one are left out: they differ
    because parts broke, not because they look otherwise.

    Args:
        pictures: one for each look seed, [S, S, 4], straight alpha.
        features: feature map of each picture, [C, H, W]; None leaves that figure out.
        recalls: part recall of each picture in 0..1; None lets all count.

    Returns:
        Means over all pairs of looks that count; 0 where but one does.

    Raises:
        ValueError: if lengths differ or there is no picture.
    """
    for others in (features, recalls):
        if not pictures or (others is not None and len(others) != len(pictures)):
            raise ValueError("looks need a picture each, and as many features and recalls")
    kept = list(range(len(pictures)))
    if recalls is not None:
        kept = [i for i in kept if recalls[i] >= recalls[0] - RECALL_SLACK]
    pairs = list(combinations(kept, 2))
    pixels = [visible_difference(pictures[i], pictures[j]) for i, j in pairs]
    far = None
    if features is not None:
        far = _mean([feature_distance(features[i], features[j]) for i, j in pairs])
    return LooksDiversity(_mean(pixels), far, len(kept), tuple(recalls or ()))


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else 0.0


def _premultiplied(picture: Rgba) -> NDArray[np.float64]:
    """Colours weighted by alpha, [S, S, 3] in 0..1."""
    values = picture.astype(np.float64) / 255.0
    colors: NDArray[np.float64] = values[..., :3] * values[..., 3:]
    return colors


def _unit(features: Vectors) -> NDArray[np.float64]:
    values = np.asarray(features, np.float64)
    length = np.sqrt((values**2).sum(0, keepdims=True))
    unit: NDArray[np.float64] = values / np.maximum(length, 1e-10)
    return unit
