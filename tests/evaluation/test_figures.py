from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenegan.evaluation.figures import (
    bootstrapped,
    by_graph,
    f1_of_counts,
    mean,
    mean_of_ratios,
    median,
    share_below,
)


def test_statistics_by_hand() -> None:
    assert mean(np.array([0.0, 1.0, 1.0, 1.0])) == 0.75
    assert median(np.array([9.0, 1.0, 2.0])) == 2.0
    assert share_below(15)(np.array([1.0, 14.9, 15.0, 80.0])) == 0.5


def test_f1_of_counts_by_hand() -> None:
    """Three hits, one wrong, two missed: precision 3/4, recall 3/5."""
    rows = np.array([[2.0, 0.0, 2.0], [1.0, 1.0, 0.0]])
    precision, recall = 3 / 4, 3 / 5
    assert f1_of_counts(rows) == pytest.approx(2 * precision * recall / (precision + recall))


def test_ratios_are_summed_before_they_are_averaged() -> None:
    """Class 0: (1 + 3) / (2 + 6), class 1: 1 / 1, class 2 never occurs."""
    rows = np.array([[[1, 2], [0, 0], [0, 0]], [[3, 6], [1, 1], [0, 0]]], np.float64)
    assert mean_of_ratios(rows) == pytest.approx((0.5 + 1.0) / 2)


def test_pictures_are_collected_by_graph() -> None:
    groups = by_graph([np.array([1.0]), np.array([2.0, 3.0]), np.array([4.0])], [1, 0, 1], 3)
    assert [g.tolist() for g in groups] == [[2.0, 3.0], [1.0, 4.0], []]


def test_interval_of_a_mean_is_that_of_theory() -> None:
    """64 fair coins: the standard error of their mean is 1 / 16."""
    coins = [np.array([float(i % 2)]) for i in range(64)]
    figure = bootstrapped(coins, mean, seed=3)
    assert figure is not None and figure.low is not None and figure.high is not None
    assert figure.value == 0.5
    assert figure.count == 64
    assert figure.high - figure.low == pytest.approx(2 * 1.96 / 16, rel=0.1)


def test_pictures_of_one_graph_count_as_one_draw() -> None:
    """A hundred copies of each of two graphs make nothing surer."""
    alone = bootstrapped([np.zeros(1), np.ones(1)], mean, seed=0)
    often = bootstrapped([np.zeros(100), np.ones(100)], mean, seed=0)
    assert alone is not None and often is not None
    assert (alone.low, alone.high) == (often.low, often.high) == (0.0, 1.0)


def test_nothing_measured_gives_no_figure() -> None:
    assert bootstrapped([np.zeros(0), np.zeros(0)], mean, seed=0) is None


@given(st.lists(st.floats(-100, 100), min_size=2, max_size=12), st.integers(0, 9))
def test_equal_seeds_give_equal_intervals_around_the_values(values: list[float], seed: int) -> None:
    groups = [np.array([v]) for v in values]
    figure = bootstrapped(groups, mean, seed, rounds=50)
    assert figure == bootstrapped(groups, mean, seed, rounds=50)
    assert figure is not None and figure.low is not None and figure.high is not None
    assert min(values) - 1e-9 <= figure.low <= figure.high <= max(values) + 1e-9
