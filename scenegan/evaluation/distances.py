"""Distances between sets of pictures, by features of a network that was not trained on them.

With some hundred drawings to compare with, no single distance is to be trusted; four stand side
by side: kernel distance (Bińkowski et al. 2018, "Demystifying MMD GANs"), Fréchet distance
(Heusel et al. 2017) on the main dimensions only, and precision and recall (Kynkäänniemi et al.
2019, "Improved Precision and Recall Metric for Assessing Generative Models").
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist

DIMENSIONS = 64
"""Principal dimensions of the reference on which the Fréchet distance is measured."""
NEIGHBOURS = 3
"""The neighbour whose distance is the reach of a picture, for precision and recall."""

Floats = NDArray[np.float64]


def kernel(first: Floats, second: Floats) -> Floats:
    """Polynomial kernel of all pairs: [N, D], [M, D] -> [N, M]."""
    return np.asarray((first @ second.T / first.shape[1] + 1) ** 3, np.float64)


@dataclass(frozen=True)
class KernelDistance:
    """Kernel distance of one set from a reference, ready to be weighted anew many times.

    Attributes:
        within: [N, N] kernel of the set with itself, its diagonal being zero.
        across: [N] mean kernel of each member with the reference.
        reference: mean kernel of different members of the reference.
    """

    within: Floats
    across: Floats
    reference: float

    @classmethod
    def between(cls, candidates: Floats, reference: Floats) -> KernelDistance:
        """Prepares features [N, D] and reference features [M, D]."""
        within = kernel(candidates, candidates)
        np.fill_diagonal(within, 0)
        own = kernel(reference, reference)
        m = len(reference)
        return cls(
            within,
            kernel(candidates, reference).mean(1),
            float((own.sum() - np.trace(own)) / (m * (m - 1))),
        )

    def value(self, weights: Floats | None = None) -> float:
        """Returns the unbiased squared distance.

        Args:
            weights: [N] how often each member counts; once without them. A member is never
                compared with itself, however often it counts.
        """
        w = np.ones(len(self.across)) if weights is None else weights
        pairs = w.sum() ** 2 - (w**2).sum()
        within = w @ self.within @ w / pairs
        return float(within + self.reference - 2 * (w @ self.across) / w.sum())


def frechet_distance(candidates: Floats, reference: Floats, dimensions: int = DIMENSIONS) -> float:
    """Squared distance of two Gaussians fitted to features on the reference's main dimensions.

    Args:
        candidates: [N, D].
        reference: [M, D].
        dimensions: how many principal dimensions of the reference count.
    """
    center = reference.mean(0)
    axes = np.linalg.svd(reference - center, full_matrices=False)[2][:dimensions]
    a, b = (candidates - center) @ axes.T, (reference - center) @ axes.T
    spread_a, spread_b = np.atleast_2d(np.cov(a.T)), np.atleast_2d(np.cov(b.T))
    # The product of two covariances is similar to a symmetric matrix: real, none below zero.
    roots = np.sqrt(np.clip(np.linalg.eigvals(spread_a @ spread_b).real, 0, None))
    shift = ((a.mean(0) - b.mean(0)) ** 2).sum()
    return float(shift + np.trace(spread_a) + np.trace(spread_b) - 2 * roots.sum())


def within_reach(points: Floats, reference: Floats, neighbours: int = NEIGHBOURS) -> Floats:
    """Which points lie within the reach of any reference point: [N] of 0 and 1.

    A reference point reaches as far as its k-th nearest neighbour among the reference. Points of
    a set within another's reach are that set's precision; the other way round, its recall.
    """
    own = np.sort(cdist(reference, reference), axis=1)
    reach = own[:, min(neighbours, len(reference) - 1)]
    return np.asarray((cdist(points, reference) <= reach).any(1), np.float64)
