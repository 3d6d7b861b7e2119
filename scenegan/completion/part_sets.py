"""Which parts a creature has, given its kind and those that are known already: a small set model.

Each of a few members guesses for every word of the vocabulary

    logit p(word) = s * logit(prior) + b + W U [known, meaning]

where the prior is how common the word is among drawings of like kinds, and the low-rank product
lets known parts speak for others (a wheel for no legs). It is learned by hiding parts of the
training creatures at random (denoising: Vincent et al., ICML 2008; as for sets in Deep Sets,
Zaheer et al. 2017, the order of the known parts cannot matter). The members' mean is calibrated
better than any of them (deep ensembles: Lakshminarayanan et al., NeurIPS 2017).
`python -m scenegan.training.part_sets` makes the table again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from safetensors import SafetensorError, safe_open

from scenegan.assets import asset
from scenegan.completion.library import Array, Library
from scenegan.errors import DataError
from scenegan.graph.kinds import KIND_DIMS, kind_vector, nearest_kinds
from scenegan.graph.model import SceneGraph

PART_SETS_FORMAT = "scenegan/part_sets@1"
MEANING_SCALE = 3.0
"""Makes a kind's unit vector weigh about as much as a known part."""

_BELIEF = 2.0
"""How many drawings the base rates of all creatures count as, in the prior of a kind."""
_SURE = 1e-3


@dataclass(frozen=True)
class PartSets:
    """Weights of M members of rank R over P words.

    Attributes:
        scale: [M, P] weight of the prior.
        bias: [M, P].
        inner: [M, R, P + 48] reads known parts and the kind's meaning.
        outer: [M, P, R].
    """

    scale: Array
    bias: Array
    inner: Array
    outer: Array

    def probabilities(self, known: Array, meaning: Array, prior: Array) -> Array:
        """Returns how probable each word is.

        Args:
            known: [P] 1 where a part is known to be there.
            meaning: [48] unit vector of the kind; zero where it is not known.
            prior: [P] how common each word is, 0..1.

        Returns:
            [P] probabilities; 1 for what is known.
        """
        given = np.concatenate([known, MEANING_SCALE * meaning])
        hidden = np.einsum("mri,i->mr", self.inner, given)
        logits = self.scale * log_odds(prior) + self.bias
        logits = logits + np.einsum("mpr,mr->mp", self.outer, hidden)
        return np.asarray(np.maximum((1.0 / (1.0 + np.exp(-logits))).mean(axis=0), known))


def log_odds(share: Array) -> Array:
    """Returns log(p / (1 - p)), with p kept away from 0 and 1."""
    kept = np.clip(share, _SURE, 1.0 - _SURE)
    return np.asarray(np.log(kept / (1.0 - kept)))


def kind_meaning(kind: str | None) -> Array:
    """[48] unit vector of a kind; zero for none."""
    if kind is None:
        return np.zeros(KIND_DIMS)
    vector = np.array(kind_vector(kind))
    length = float(np.linalg.norm(vector))
    return np.asarray(vector / length if length > 0 else vector)


def kind_prior(kind: str | None, library: Library, without: Collection[int] = ()) -> Array:
    """Returns how common each part is among drawings of like kinds.

    Args:
        kind: a noun; for none the shares are those of all drawings.
        library: the drawings.
        without: rows that are left out, such as the drawing that shall be guessed.

    Returns:
        [P] shares: drawings of the n-th nearest kind count 1 / n², all drawings together as two.
    """
    total = _BELIEF * library.has.mean(axis=0)
    number = _BELIEF
    for rank, (name, _) in enumerate(nearest_kinds(kind) if kind else ()):
        rows = [r for r in library.rows_of_kind.get(name, ()) if r not in without]
        weight = 1.0 / (1.0 + rank) ** 2
        total = total + weight * library.has[rows].sum(axis=0)
        number += weight * len(rows)
    return np.asarray(total / number)


def likely_parts(graph: SceneGraph, library: Library) -> Mapping[str, float]:
    """Returns how probable each part word is in the creature of an unfinished graph.

    What is said has probability 1, what is denied 0.
    """
    known = np.zeros(len(library.words))
    known[[library.column[p.part] for p in graph.parts if p.part in library.column]] = 1.0
    kind = graph.creature.kind
    found = part_sets().probabilities(known, kind_meaning(kind), kind_prior(kind, library))
    shares = dict(zip(library.words, found.tolist(), strict=True))
    return {word: 0.0 if word in graph.absent else share for word, share in shares.items()}


@cache
def part_sets() -> PartSets:
    """Reads the model that travels with the program, once."""
    return read_part_sets(asset("tables", "part_sets.safetensors"))


def read_part_sets(path: Path) -> PartSets:
    """Reads a model.

    Raises:
        DataError: if the file is damaged or of another version.
    """
    try:
        with safe_open(path, framework="numpy") as file:
            if (file.metadata() or {}).get("format") != PART_SETS_FORMAT:
                raise DataError(f"{path} is no table of format {PART_SETS_FORMAT}: install again.")
            names = ("scale", "bias", "inner", "outer")
            return PartSets(*(file.get_tensor(name).astype(np.float64) for name in names))
    except (SafetensorError, OSError) as error:
        raise DataError(f"{path} cannot be read as a table of parts: install again.") from error
