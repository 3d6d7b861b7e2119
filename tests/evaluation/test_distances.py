from __future__ import annotations

import numpy as np
import pytest

from scenegan.evaluation.distance_step import measure_distances
from scenegan.evaluation.distances import (
    KernelDistance,
    frechet_distance,
    kernel,
    within_reach,
)


def test_kernel_by_hand() -> None:
    """(1 * 3 + 2 * 4) / 2 + 1 = 6.5, cubed."""
    assert kernel(np.array([[1.0, 2.0]]), np.array([[3.0, 4.0]])).item() == pytest.approx(6.5**3)


def test_kernel_distance_by_hand() -> None:
    """Numbers on a line: kernels (xy + 1)^3 of {0, 1} and of {1, 2}, and across.

    Within: k(0, 1) = 1. Reference: k(1, 2) = 27. Across: k(0, .) = 1 and 1, k(1, .) = 8 and 27.
    """
    distance = KernelDistance.between(np.array([[0.0], [1.0]]), np.array([[1.0], [2.0]]))
    assert distance.value() == pytest.approx(1 + 27 - 2 * (1 + 1 + 8 + 27) / 4)


def test_a_member_is_not_compared_with_its_copies() -> None:
    """Counting each member twice changes the pairs within, not what they are worth."""
    rng = np.random.default_rng(0)
    distance = KernelDistance.between(rng.normal(size=(6, 4)), rng.normal(size=(9, 4)))
    twice = distance.value(np.full(6, 2.0))
    assert twice == pytest.approx(distance.value())
    assert distance.value(np.array([1, 1, 1, 1, 1, 0.0])) != pytest.approx(distance.value())


def test_kernel_distance_of_one_source_is_about_nothing() -> None:
    """It is unbiased: the mean over many pairs of sets from one source is zero."""
    rng = np.random.default_rng(1)
    values = [
        KernelDistance.between(rng.normal(size=(20, 8)), rng.normal(size=(30, 8))).value()
        for _ in range(200)
    ]
    error = np.std(values) / np.sqrt(len(values))
    assert abs(np.mean(values)) < 4 * error
    assert min(values) < 0 < max(values)


def test_frechet_distance_by_hand() -> None:
    """On a line: means 0 and 3, variances 1 and 4: 9 + 1 + 4 - 2 * 2 = 10."""
    first = np.array([[-1.0], [0.0], [1.0]])
    second = np.array([[1.0], [3.0], [5.0]])
    assert frechet_distance(first, second) == pytest.approx(9 + (2 - 1) ** 2)


def test_frechet_distance_looks_at_main_dimensions_only() -> None:
    """What differs in a direction in which the reference hardly varies is not seen."""
    rng = np.random.default_rng(2)
    reference = rng.normal(size=(200, 3)) * [5.0, 3.0, 0.01]
    shifted = reference + [0.0, 0.0, 50.0]
    assert frechet_distance(shifted, reference, dimensions=2) == pytest.approx(0.0, abs=0.01)
    assert frechet_distance(shifted, reference, dimensions=3) == pytest.approx(2500, rel=0.01)


def test_reach_by_hand() -> None:
    """0, 1 and 3 on a line reach, to their nearest neighbour, 1, 1 and 2."""
    reference = np.array([[0.0], [1.0], [3.0]])
    points = np.array([[-1.0], [-1.1], [4.9], [5.1], [2.0]])
    assert within_reach(points, reference, neighbours=1).tolist() == [1, 0, 1, 0, 1]


def test_same_source_beats_another_in_every_figure() -> None:
    rng = np.random.default_rng(3)
    reference = rng.normal(size=(120, 16))
    same = rng.normal(size=(2, 30, 16))
    other = rng.normal(size=(1, 30, 16)) + 1.5
    constant = np.repeat(reference[:1][None], 30, axis=1)
    found = measure_distances({"": same, "_flat": other, "_real": constant}, reference, seed=0)
    value = {key: figure.value for key, figure in found.figures.items()}
    assert value["distance.kid"] < value["distance.kid_flat"]
    assert value["distance.frechet"] < value["distance.frechet_flat"]
    assert value["distance.precision"] > value["distance.precision_flat"]
    assert value["distance.recall"] > value["distance.recall_flat"]
    assert value["distance.precision_real"] == 1.0
    assert value["distance.recall_real"] < 0.05
    kid = found.figures["distance.kid"]
    assert kid.low is not None and kid.high is not None and kid.low < kid.value < kid.high


def test_distances_are_those_of_torchmetrics() -> None:
    """Values of torchmetrics 1.8.2 (`poly_mmd`, `_compute_fid`) on the same numbers."""
    rng = np.random.default_rng(0)
    first = rng.normal(size=(40, 16))
    second = rng.normal(size=(90, 16)) * 1.3 + 0.2
    distance = KernelDistance.between(first, second[:40]).value()
    assert distance == pytest.approx(0.08320937532883566)
    assert frechet_distance(first, second, dimensions=16) == pytest.approx(5.254512021218325)
