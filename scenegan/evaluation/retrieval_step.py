"""Figures of retrieval: `retrieval.*`, R-precision as in AttnGAN (Xu et al. 2018)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from scenegan.evaluation.figures import Figure, bootstrapped, by_graph, mean
from scenegan.evaluation.judging import Judges, in_batches
from scenegan.evaluation.outcome import Outcome, Sample, gathered, worst_cases

AMONG = 100
"""Captions among which a picture's own one is looked for."""

Floats = NDArray[np.float64]


def measure_retrieval(
    sample: Sample, judges: Judges, captions: Sequence[tuple[str, str]]
) -> Outcome:
    """Looks for the caption of each picture among those of other drawings.

    Args:
        sample: the pictures.
        judges: tell how well pictures fit captions.
        captions: drawing and caption, of drawings that neither model nor judges were trained on.
    """
    owners = np.array([drawing for drawing, _ in captions])
    texts = [text for _, text in captions]
    figures: dict[str, Figure | None] = {}
    scores = []
    for suffix, specimens in (("", sample.drawn), ("_real", sample.real)):
        fits = in_batches(lambda pictures: judges.match(pictures, texts), specimens)
        found = [
            retrieved(
                fit.astype(np.float64),
                owners == sample.held[s.number].id,
                np.random.default_rng([sample.seed, s.number]),
            )
            for s, fit in zip(specimens, fits, strict=True)
        ]
        groups = by_graph(found, [s.number for s in specimens], len(sample.held))
        figures[f"retrieval.r_precision{suffix}"] = bootstrapped(groups, mean, sample.seed)
        if not suffix:
            scores = [
                (s, float(f.mean()), "") for s, f in zip(specimens, found, strict=True) if len(f)
            ]
    worst = {"retrieval.r_precision": worst_cases(scores, highest=False)}
    return Outcome(gathered(figures), worst)


def retrieved(fits: Floats, own: NDArray[np.bool_], rng: np.random.Generator) -> Floats:
    """Whether each of a picture's captions fits it better than 99 captions of others.

    Args:
        fits: [C] how well the picture fits each caption.
        own: [C] which captions are its own, P of them.
        rng: draws the others, anew for each.

    Returns:
        [P] of 0 and 1.
    """
    others = np.flatnonzero(~own)
    count = min(AMONG - 1, len(others))
    return np.array(
        [
            float(fits[mine] > fits[rng.choice(others, count, replace=False)].max())
            for mine in np.flatnonzero(own)
        ]
    )
