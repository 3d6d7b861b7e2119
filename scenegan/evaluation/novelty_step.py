"""Figures of novelty: `novelty.*`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from scenegan.data.cache import CachedDrawing
from scenegan.evaluation.figures import Figure
from scenegan.evaluation.novelty import Novelty, layout_vector, novelty
from scenegan.evaluation.outcome import WORST, Case, Outcome, Sample
from scenegan.graph import vocabulary

Floats = NDArray[np.float64]


def measure_picture_novelty(
    sample: Sample, features: Floats, real: Floats, reference: Floats, ids: Sequence[str]
) -> Outcome:
    """Compares pictures with the training drawings nearest to them in feature space.

    The figure is a ratio of medians: 1 means as far from training drawings as these are from each
    other, far below 1 means learnt by heart.

    Args:
        sample: the pictures.
        features: [len(sample.drawn), D] of them.
        real: [R, D] of test drawings; may be empty.
        reference: [M, D] of training drawings.
        ids: their ids.
    """
    found = novelty(features, reference, ids)
    return _outcome("novelty.picture", found, sample, _of(real, reference, ids))


def measure_layout_novelty(sample: Sample, train: Sequence[CachedDrawing]) -> Outcome:
    """Compares layouts with the training layouts nearest to them.

    Args:
        sample: the pictures.
        train: training drawings.
    """
    words = tuple(vocabulary().parts)
    reference = np.stack([layout_vector(d.part_names, d.boxes, words) for d in train])
    ids = [d.id for d in train]
    vectors = np.stack([layout_vector(s.words, s.boxes, words) for s in sample.drawn])
    real = [layout_vector(s.words, s.boxes, words) for s in sample.real]
    beside = _of(np.stack(real), reference, ids) if real else None
    return _outcome("novelty.layout", novelty(vectors, reference, ids), sample, beside)


def _of(vectors: Floats, reference: Floats, ids: Sequence[str]) -> Novelty | None:
    return novelty(vectors, reference, ids) if len(vectors) else None


def _outcome(key: str, found: Novelty, sample: Sample, real: Novelty | None) -> Outcome:
    """Puts a figure together with its copies and each picture's nearest drawing."""
    specimens = sample.drawn
    names = [f"{h.graph.creature.kind} {h.id}" for h in sample.held]
    figures = {key: Figure(found.ratio, count=len(specimens))}
    details = {
        f"{key}.copies": found.copies,
        f"{key}.distances": found.sample_levels,
        f"{key}.distances_of_training_drawings": found.train_levels,
        f"{key}.nearest": [
            {
                "graph": names[specimens[n.sample].number],
                "seed": specimens[n.sample].seed,
                "drawing": n.drawing,
                "percentile": n.percentile,
            }
            for n in found.neighbours
        ],
    }
    if real is not None:
        figures[f"{key}_real"] = Figure(real.ratio, count=len(real.neighbours))
        details[f"{key}.copies_real"] = real.copies
    worst = [
        Case(
            specimens[n.sample].number, specimens[n.sample].seed, n.percentile, f"near {n.drawing}"
        )
        for n in found.neighbours[:WORST]
    ]
    return Outcome(figures, {key: worst}, details)
