"""Which drawn creature an unfinished graph is completed after.

Creatures are scored by how well they agree with what is said (kind, parts and their numbers,
denied parts, attributes, types, size, view, pose, mood). The scores make a distribution over
drawn creatures; the one that is taken agrees best with that distribution as a whole (highest
expected F1 of its parts, which is minimum Bayes risk: Kumar and Byrne, HLT-NAACL 2004) plus
seeded noise, so that other seeds give other, but typical, creatures.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from scenegan.completion.consensus import Consensus, consensus
from scenegan.completion.library import Array, Library, Template
from scenegan.completion.part_sets import likely_parts
from scenegan.completion.typical import PROFILES
from scenegan.completion.typical_bodies import body_agreement
from scenegan.graph.kinds import kind_vector, nearest_kinds
from scenegan.graph.model import SceneGraph
from scenegan.graph.typical_bodies import typical_body

SHORTLIST = 48
"""How many of the best scored creatures are looked at closely."""


MOST_COUNTED = 4.0
"""Beyond this number more parts of a word make a creature neither more nor less typical."""


@dataclass(frozen=True)
class Weights:
    """What each kind of agreement counts in the score of a drawn creature."""

    kind: float = 4.0
    meaning: float = 6.0
    part: float = 0.6
    rarity: float = 0.25
    number: float = 0.15
    absent: float = 0.35
    plan: float = 1.2
    look: float = 0.15
    types: float = 3.0
    size: float = 0.2
    mood: float = 0.1
    pose: float = 0.5
    view: float = 0.8
    sharpness: float = 0.6
    breadth: float = 0.45
    typical: float = 10.0
    heads: float = 2.0
    noise: float = 1.5
    front: float = 3.0
    neighbours: int = 60
    agreement: float = 0.5
    body: float = 8.0


WEIGHTS = Weights()


@dataclass(frozen=True)
class Choice:
    """The drawn creatures that fit a graph, the one to complete it after first.

    Attributes:
        templates: best first.
        opinion: what is typical among those that are like the first.
        likeness: [len(templates)] how probable each creature is, sums to 1.
    """

    templates: tuple[Template, ...]
    opinion: Consensus
    likeness: tuple[float, ...]


def choose(
    graph: SceneGraph,
    library: Library,
    rng: np.random.Generator,
    weights: Weights = WEIGHTS,
) -> Choice:
    """Chooses the drawn creatures that a graph is completed after."""
    scores = score(graph, library, weights)
    rows = np.argsort(-scores, kind="stable")[:SHORTLIST]
    likeness = _softmax(weights.sharpness * scores[rows])
    typical = _expected_f1(np.minimum(library.counts[rows], MOST_COUNTED), likeness)
    taste = weights.noise * rng.gumbel(size=len(rows))
    total = scores[rows] + weights.typical * typical + taste
    if graph.creature.view is None:
        total -= weights.front * np.isin(library.facts["view"][rows], sorted(PROFILES))
    order = np.argsort(-total, kind="stable")
    first = int(rows[order[0]])
    return Choice(
        templates=tuple(library.templates[rows[i]] for i in order),
        opinion=consensus(
            likely_parts(graph, library),
            scores,
            first,
            library,
            weights.breadth,
            weights.agreement,
            weights.neighbours,
        ),
        likeness=tuple(likeness[order].tolist()),
    )


def score(graph: SceneGraph, library: Library, weights: Weights = WEIGHTS) -> Array:
    """Returns how well each drawn creature agrees with a graph, [T]; higher is better."""
    return (
        kind_score(graph.creature.kind, library, weights)
        + _part_score(graph, library, weights)
        + _look_score(graph, library, weights)
        + _creature_score(graph, library, weights)
        + weights.body * body_agreement(typical_body(graph.creature.kind), library)
    )


def kind_score(kind: str | None, library: Library, weights: Weights = WEIGHTS) -> Array:
    """Returns how much each drawn creature is of a kind, [T].

    Drawn kinds that look like it count by rank; meaning orders all others.
    """
    total = np.zeros(len(library.templates))
    if kind is None:
        return total
    near = nearest_kinds(kind)
    meaning = _meaning(kind, [name for name, _ in near])
    total += weights.meaning * np.clip(library.meanings @ meaning, 0.0, 1.0)
    for rank, (name, _) in enumerate(near):
        rows = list(library.rows_of_kind.get(name, ()))
        total[rows] += weights.kind / (1.0 + rank)
    return total


def _meaning(kind: str, near: list[str]) -> Array:
    """[48] unit vector of a kind; of an undrawn one, that of the drawn kinds it looks like.

    Sentence embeddings follow names more than looks, and the nearest kinds were put right by
    hand.
    """
    names = [kind] if kind in near or not near else near
    weighted = np.array([np.array(kind_vector(n)) / (i + 1.0) for i, n in enumerate(names)])
    total = weighted.sum(axis=0)
    length = float(np.linalg.norm(total))
    return np.asarray(total / length if length > 0 else total)


def _part_score(graph: SceneGraph, library: Library, weights: Weights) -> Array:
    total = np.zeros(len(library.templates))
    for word, number in Counter(p.part for p in graph.parts).items():
        column = library.column.get(word)
        if column is None:
            continue
        gain = weights.part + weights.rarity * library.rarity[column]
        off = np.minimum(np.abs(library.counts[:, column] - number), 3.0)
        total += library.has[:, column] * (gain - weights.number * off)
    if len(graph.of("head")) < 2:
        total -= weights.heads * (library.counts[:, library.column["head"]] > 1)
    for word in graph.absent:
        column = library.column.get(word)
        if column is not None:
            total -= weights.absent * library.has[:, column]
    return total + weights.plan * _plan_score(graph, library)


def _plan_score(graph: SceneGraph, library: Library) -> Array:
    """A head or torso that is said asks for creatures with both; a body for those without."""
    named = {p.part for p in graph.parts}
    trunk = library.has[:, library.column["torso"]] * library.has[:, library.column["head"]]
    if named & {"torso", "head", "neck"}:
        return trunk
    return 1.0 - trunk if "body" in named else np.zeros(len(library.templates))


def _look_score(graph: SceneGraph, library: Library, weights: Weights) -> Array:
    total = np.zeros(len(library.templates))
    for look in {(p.part, a) for p in graph.parts for a in p.attrs}:
        total[list(library.rows_of_look.get(look, ()))] += weights.look
    return total


def _creature_score(graph: SceneGraph, library: Library, weights: Weights) -> Array:
    said = graph.creature
    total = np.zeros(len(library.templates))
    for word in said.types:
        total += weights.types / len(said.types) * library.of_type(word)
    for name, weight in (
        ("size", weights.size),
        ("mood", weights.mood),
        ("pose", weights.pose),
        ("view", weights.view),
    ):
        word = getattr(said, name)
        if word is not None:
            total += weight * (library.facts[name] == word)
    return total


def _softmax(values: Array) -> Array:
    exponentials = np.exp(values - values.max())
    return np.asarray(exponentials / exponentials.sum())


def _expected_f1(counts: Array, likeness: Array) -> Array:
    """[K] mean F1 of each creature's parts against those of all K, weighted by their likeness."""
    common = np.minimum(counts[:, None, :], counts[None, :, :]).sum(axis=-1)
    sizes = counts.sum(axis=1)
    return np.asarray((2.0 * common / (sizes[:, None] + sizes[None, :])) @ likeness)
