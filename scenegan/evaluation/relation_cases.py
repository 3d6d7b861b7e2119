"""Graphs that ask for spatial relations, to see whether layouts obey them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

import numpy as np

from scenegan.evaluation.held_out import HeldOut
from scenegan.graph import Relation, SceneGraph
from scenegan.nn.spatial_relations import Placed, relation_holds

PREDICATES = (
    "between",
    "at the tip of",
    "around",
    "left of",
    "right of",
    "above",
    "below",
    "in front of",
    "behind",
)
"""Relations that are measured."""

RELATIONS_A_GRAPH = 3

_MIRRORED = {"left of": "right of", "right of": "left of"}
_HANGING = frozenset(["at the tip of", "around"])
"""Relations in which the subject may hang on the object."""


@dataclass(frozen=True)
class RelationCase:
    """A graph with relations that its layout shall obey.

    Attributes:
        number: position of the held-out graph that it comes from.
        graph: carries the relations.
        complete: whether the graph is whole; one that was read from a caption is not.
    """

    number: int
    graph: SceneGraph
    complete: bool


def synthetic_case(
    number: int, held: HeldOut, placed: dict[str, Placed], used: Counter[str], seed: int
) -> RelationCase | None:
    """Adds relations to a held-out graph.

    Each holds in the true drawing, so that it is no nonsense, or, for left and right, in its
    mirror image. Predicates that were asked less often so far come first.

    Args:
        number: position of the graph.
        held: the graph.
        placed: its parts as they truly are.
        used: how often each predicate was asked; brought up to date.
        seed: draws the parts.

    Returns:
        The case; None if the graph has too few parts.
    """
    rng = np.random.default_rng([seed, number])
    chosen: list[Relation] = []
    for predicate in sorted(PREDICATES, key=lambda p: used[p]):
        if len(chosen) == RELATIONS_A_GRAPH:
            break
        sideways = any(r.predicate in _MIRRORED for r in chosen)
        if predicate in _MIRRORED and sideways:
            continue
        found = _true_relations(predicate, held.graph, placed)
        if found:
            chosen.append(found[int(rng.integers(len(found)))])
            used[predicate] += 1
    if not chosen:
        return None
    return RelationCase(
        number, held.graph.model_copy(update={"relations": tuple(chosen)}), complete=True
    )


def caption_cases(held: Sequence[HeldOut]) -> Iterator[RelationCase]:
    """Yields the graphs that are read from captions which state relations."""
    from scenegan.language import parse

    for number, one in enumerate(held):
        for caption in one.captions:
            graph = parse(caption)
            kept = tuple(r for r in graph.relations if r.predicate in PREDICATES)
            if kept:
                asked = graph.model_copy(update={"relations": kept})
                yield RelationCase(number, asked, complete=False)


def _true_relations(predicate: str, graph: SceneGraph, placed: dict[str, Placed]) -> list[Relation]:
    """All relations of one predicate that hold, and that a person might state."""
    asked = _MIRRORED.get(predicate, predicate)
    pairs = _between(graph) if predicate == "between" else _pairs(predicate, graph)
    relations = [Relation(subject=s, predicate=predicate, object=o) for s, o in pairs]
    held = [r for r in relations if relation_holds(r, graph, placed)]
    if asked != predicate:
        held += [
            r
            for r in relations
            if relation_holds(r.model_copy(update={"predicate": asked}), graph, placed)
        ]
    return held


def _pairs(predicate: str, graph: SceneGraph) -> Iterator[tuple[str, str]]:
    """Pairs of parts of which none hangs on the other, and which are no twins."""
    for subject, other in permutations(graph.parts, 2):
        twins = subject.part == other.part and subject.on == other.on
        hangs = subject.on == other.id and predicate in _HANGING
        related = other.id in graph.subtree(subject.id) or subject.id in graph.subtree(other.id)
        if hangs or not (twins or related or predicate in _HANGING):
            yield subject.id, other.id


def _between(graph: SceneGraph) -> Iterator[tuple[str, tuple[str, str]]]:
    """A part and two twins on the same parent, as a nose between eyes."""
    for one, two in combinations(graph.parts, 2):
        if one.part == two.part and one.on == two.on and one.on is not None:
            for subject in graph.parts:
                if subject.on == one.on and subject.part != one.part:
                    yield subject.id, (one.id, two.id)
