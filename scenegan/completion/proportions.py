"""How proportions go with size: small creatures have large heads and eyes for their bodies."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import numpy as np

from scenegan.completion.library import Array, Library, Template, library
from scenegan.graph.model import SceneGraph
from scenegan.graph.vocabulary import SIZES

SCALED = ("head", "eye", "ear", "arm", "leg")
"""Parts whose share of the body goes with the size of drawn creatures beyond doubt."""

_TRUNK = frozenset(["torso", "body", "head", "neck"])
_FEWEST = 20
_STRENGTH = 0.6
"""Share of the trend that is applied; attributes such as `large` tell the rest."""


def proportions(graph: SceneGraph) -> dict[str, float]:
    """Returns by how much each part is larger or smaller than usual, given the creature's size.

    Learned from drawn creatures of one kind and different height, so that it tells nothing that
    the kind tells already.

    Args:
        graph: a graph; where its creature's size is unsaid, nothing is scaled.

    Returns:
        Node id -> factor on its sides, beyond that of what it hangs on; parts that keep their
        size are left out.
    """
    size = graph.creature.size
    if size is None:
        return {}
    whole = {word: factors[SIZES.index(size)] for word, factors in size_factors().items()}
    found: dict[str, float] = {}
    inherited: dict[str, float] = {}
    for _, part in graph.walk():
        above = 1.0 if part.on is None else inherited[part.on]
        inherited[part.id] = whole.get(part.part, above) if part.on is not None else 1.0
        if inherited[part.id] != above:
            found[part.id] = inherited[part.id] / above
    return found


@cache
def size_factors() -> Mapping[str, tuple[float, ...]]:
    """Returns the factor on the sides of some parts for each size, tiny to huge."""
    known = library()
    found = {}
    for word in SCALED:
        slope, middle = _trend(known, word)
        factors = np.exp(_STRENGTH * slope / 2 * (np.arange(len(SIZES)) - middle))
        found[word] = tuple(float(f) for f in factors)
    return MappingProxyType(found)


def _trend(known: Library, word: str) -> tuple[float, float]:
    """Change of the logarithm of a part's area for each step of size, and the mean size.

    The area counts against that of the trunk, and within kinds: the mean of each kind is taken
    from both.
    """
    rows = [(t, share) for t in known.templates if (share := _share(t, word)) > 0]
    if len(rows) < _FEWEST:
        return 0.0, 0.0
    steps = np.array([float(SIZES.index(t.size)) for t, _ in rows])
    logs = np.log([share for _, share in rows])
    kinds = np.array([t.kind for t, _ in rows])
    x, y = _without_means(steps, kinds), _without_means(logs, kinds)
    return float((x @ y) / max(float(x @ x), 1e-9)), float(steps.mean())


def _share(template: Template, word: str) -> float:
    """Mean area of a part against that of the trunk; of the head, against the torso."""
    areas = [p.area for p in template.parts if p.part == word]
    against = {"torso"} if word == "head" else _TRUNK
    trunk = sum(p.area for p in template.parts if p.part in against)
    return sum(areas) / len(areas) / trunk if areas and trunk > 0 else 0.0


def _without_means(values: Array, groups: np.ndarray) -> Array:
    result = values.copy()
    for group in np.unique(groups):
        result[groups == group] -= values[groups == group].mean()
    return result
