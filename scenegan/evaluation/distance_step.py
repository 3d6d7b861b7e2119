"""Figures of distances to real drawings: `distance.*`."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from scenegan.evaluation.distances import KernelDistance, frechet_distance, within_reach
from scenegan.evaluation.figures import LEVEL, ROUNDS, Figure, bootstrapped, mean
from scenegan.evaluation.outcome import Outcome

Floats = NDArray[np.float64]


def measure_distances(sets: Mapping[str, Floats], reference: Floats, seed: int) -> Outcome:
    """Compares sets of pictures with training drawings.

    All sets hold one picture a graph, so that counts are equal; of a set with several pictures a
    graph, figures are means over the first pictures of all graphs, the second ones, and so on.

    Args:
        sets: by suffix of the key (none for the model's own), features [K, G, D] of K pictures
            of each of G graphs.
        reference: features [M, D] of training drawings.
        seed: of the resamples.
    """
    figures: dict[str, Figure] = {}
    for suffix, features in sets.items():
        precision = np.stack([within_reach(f, reference) for f in features], 1)
        recall = np.stack([within_reach(reference, f) for f in features], 1)
        frechet = [frechet_distance(f, reference) for f in features]
        figures[f"distance.kid{suffix}"] = _kid(features, reference, seed)
        figures[f"distance.frechet{suffix}"] = Figure(float(np.mean(frechet)), count=precision.size)
        found = bootstrapped(list(precision), mean, seed)
        assert found is not None
        figures[f"distance.precision{suffix}"] = found
        figures[f"distance.recall{suffix}"] = Figure(float(recall.mean()), count=len(reference))
    return Outcome(figures)


def _kid(features: Floats, reference: Floats, seed: int) -> Figure:
    """Kernel distance with its bootstrap interval over graphs."""
    prepared = [KernelDistance.between(f, reference) for f in features]
    graphs = features.shape[1]
    weights = np.random.default_rng(seed).multinomial(graphs, np.full(graphs, 1 / graphs), ROUNDS)
    # A picture is not compared with itself, so a resample of one picture alone has no distance.
    weights = weights[(weights > 0).sum(1) > 1]
    values = [np.mean([p.value(w.astype(np.float64)) for p in prepared]) for w in weights]
    tail = (1 - LEVEL) / 2
    low, high = (float(v) for v in np.quantile(values, [tail, 1 - tail]))
    value = float(np.mean([p.value() for p in prepared]))
    return Figure(value, low, high, features.shape[0] * graphs)
