"""What is typical among the drawn creatures that are most like a graph.

One drawing has its oddities: a mask, a third arm, a gem that no other creature of its kind
wears. Which parts people expect is what the set model says (`part_sets`); how many of them, is
what most of the drawing's neighbours have. Neighbours are weighed by how well they agree with
what is said *and* with the body plan of the drawing that was taken as the
template, so that the opinion of birds is not asked about a creature on four legs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from scenegan.completion.library import Array, Library, Template

MOST_COUNTED = 8.0
"""Beyond this number more parts of a word are no more."""

MOST_WEIGHT = 0.2
"""Share of the opinion that one drawing has at most, before shares are made to sum to 1."""


@dataclass(frozen=True)
class Consensus:
    """The weighed opinion of the neighbours.

    Attributes:
        shares: word -> how probable such a part is, 0..1.
        numbers: word -> mean number of such parts among those that have any, at least 1.
        neighbours: the drawings with most weight, best first.
    """

    shares: Mapping[str, float]
    numbers: Mapping[str, float]
    neighbours: tuple[Template, ...]

    def share(self, word: str) -> float:
        """How probable a part of this word is."""
        return self.shares.get(word, 0.0)

    def number(self, word: str) -> int:
        """How many parts of this word those have that have any, rounded."""
        return max(1, round(self.numbers.get(word, 1.0)))


def consensus(
    shares: Mapping[str, float],
    scores: Array,
    row: int,
    library: Library,
    breadth: float,
    plan: float,
    most: int,
) -> Consensus:
    """Asks the neighbours of a template.

    Args:
        shares: word -> how probable such a part is; see `part_sets`.
        scores: [T] how well each drawing agrees with what is said.
        row: the template among them.
        library: the drawings.
        breadth: how much a point of score weighs (inverse temperature).
        plan: what full agreement of parts with the template adds to the exponent.
        most: number of neighbours that are asked.
    """
    logits = breadth * scores + plan * plan_likeness(row, library)
    rows = np.argsort(-logits, kind="stable")[:most]
    weights = np.exp(logits[rows] - logits[rows[0]])
    weights = np.minimum(weights / weights.sum(), MOST_WEIGHT)
    weights /= weights.sum()
    having = weights @ library.has[rows]
    counts = weights @ np.minimum(library.counts[rows], MOST_COUNTED)
    numbers = counts / np.where(having > 0, having, 1.0)
    return Consensus(
        shares=shares,
        numbers=dict(zip(library.words, numbers.tolist(), strict=True)),
        neighbours=tuple(library.templates[i] for i in rows),
    )


def plan_likeness(row: int, library: Library) -> Array:
    """[T] F1 of the kinds of parts of all drawings against those of one."""
    common = library.has @ library.has[row]
    return np.asarray(2.0 * common / (library.has.sum(axis=1) + library.has[row].sum()))
