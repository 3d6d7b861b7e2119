"""Figures with intervals: a statistic over graphs, and how far it would move with other graphs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ROUNDS = 1000
"""Resamples of a bootstrap."""
LEVEL = 0.95
"""Share of the resamples that an interval covers."""

Rows = NDArray[np.float64]
Statistic = Callable[[Rows], float]


@dataclass(frozen=True)
class Figure:
    """One measured number.

    Attributes:
        value: the number.
        low: lower end of its 95 % interval; None where there is none.
        high: upper end.
        count: how many things it was measured on (parts, pictures, texts ...).
    """

    value: float
    low: float | None = None
    high: float | None = None
    count: int = 0


def bootstrapped(
    groups: Sequence[Rows], statistic: Statistic, seed: int, rounds: int = ROUNDS
) -> Figure | None:
    """Measures a statistic over all rows, with the percentile interval of Efron (1979).

    Whole groups are resampled: pictures of one graph are not independent of each other.

    Args:
        groups: for each graph its rows, [k, ...]; empty ones are allowed.
        statistic: from rows [K, ...] to a number.
        seed: of the resamples.
        rounds: number of resamples.

    Returns:
        The figure; None if there are no rows at all.
    """
    filled = [group for group in groups if len(group)]
    if not filled:
        return None
    everything = np.concatenate(filled)
    low = high = None
    if len(filled) > 1:
        rng = np.random.default_rng(seed)
        draws = rng.integers(0, len(filled), (rounds, len(filled)))
        values = [statistic(np.concatenate([filled[i] for i in draw])) for draw in draws]
        tail = (1 - LEVEL) / 2
        low, high = (float(v) for v in np.quantile(values, [tail, 1 - tail]))
    return Figure(float(statistic(everything)), low, high, len(everything))


def mean(rows: Rows) -> float:
    """The mean of rows [K]."""
    return float(rows.mean())


def median(rows: Rows) -> float:
    """The median of rows [K]."""
    return float(np.median(rows))


def share_below(limit: float) -> Statistic:
    """Returns the statistic that tells which share of rows [K] lies below a limit."""
    return lambda rows: float((rows < limit).mean())


def f1_of_counts(rows: Rows) -> float:
    """Micro-averaged F1 of rows [K, 3]: true positives, false positives, misses."""
    hit, wrong, missed = rows.sum(0)
    return float(2 * hit / max(2 * hit + wrong + missed, 1e-9))


def mean_of_ratios(rows: Rows) -> float:
    """Mean over classes of a ratio of sums: rows [K, C, 2] hold numerators and denominators.

    Classes that never occur are left out.
    """
    totals = rows.sum(0)
    seen = totals[:, 1] > 0
    return float((totals[seen, 0] / totals[seen, 1]).mean()) if seen.any() else 0.0


def by_graph(values: Sequence[Rows], graphs: Sequence[int], count: int) -> list[Rows]:
    """Collects rows of pictures into groups of graphs.

    Args:
        values: rows of each picture, [k, ...].
        graphs: which graph each picture shows.
        count: number of graphs.
    """
    groups: list[list[Rows]] = [[] for _ in range(count)]
    for rows, graph in zip(values, graphs, strict=True):
        groups[graph].append(rows)
    return [np.concatenate(group) if group else np.zeros(0) for group in groups]
