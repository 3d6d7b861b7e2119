"""Figures of attributes and types as classifiers see them: `attributes.*`, `types.*`."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from scenegan.evaluation.figures import Figure, Rows, bootstrapped, by_graph, f1_of_counts, mean
from scenegan.evaluation.judging import Judges, in_batches
from scenegan.evaluation.outcome import Outcome, Sample, gathered, worst_cases
from scenegan.evaluation.specimens import Specimen, stacked

LEAST_PIXELS = 24
"""Parts with fewer visible pixels show no attribute that could be judged."""


def measure_attributes(sample: Sample, judges: Judges) -> Outcome:
    """Asks which attributes each visible part shows, and counts against those asked for."""
    figures: dict[str, Figure | None] = {}
    for suffix, specimens in (("", sample.drawn), ("_real", sample.real)):
        rows = [attribute_counts(s, judges) for s in specimens]
        groups = by_graph(rows, [s.number for s in specimens], len(sample.held))
        figures[f"attributes.f1{suffix}"] = bootstrapped(groups, f1_of_counts, sample.seed)
    return Outcome(gathered(figures))


def measure_types(sample: Sample, judges: Judges) -> Outcome:
    """Asks which type each picture looks like most; any of the asked ones is right."""
    figures: dict[str, Figure | None] = {}
    wrong: list[tuple[Specimen, float, str]] = []
    for suffix, specimens in (("", sample.drawn), ("_real", sample.real)):
        asked = [s for s in specimens if s.graph.creature.types]
        guesses = [judges.type_names[int(p.argmax())] for p in in_batches(judges.types, asked)]
        right = [float(g in s.graph.creature.types) for s, g in zip(asked, guesses, strict=True)]
        groups = by_graph(
            [np.array([r]) for r in right], [s.number for s in asked], len(sample.held)
        )
        figures[f"types.accuracy{suffix}"] = bootstrapped(groups, mean, sample.seed)
        if not suffix:
            wrong = [
                (s, r, f"{g}, not {' '.join(s.graph.creature.types)}")
                for s, g, r in zip(asked, guesses, right, strict=True)
                if not r
            ]
    return Outcome(gathered(figures), {"types.accuracy": worst_cases(wrong, highest=False)})


def attribute_counts(specimen: Specimen, judges: Judges) -> Rows:
    """Counts attributes of all parts that can be seen: [1, 3] right, wrong and missed."""
    masks = [specimen.part_map == k for k in range(len(specimen.graph.parts))]
    seen = [k for k, mask in enumerate(masks) if mask.sum() >= LEAST_PIXELS]
    if not seen:
        return np.zeros((1, 3))
    shown = _attributes(specimen, np.stack([masks[k] for k in seen]), judges)
    names = judges.attribute_names
    asked = np.array(
        [[name in specimen.graph.parts[k].attrs for name in names] for k in seen], dtype=bool
    )
    counts = (shown & asked).sum(), (shown & ~asked).sum(), (~shown & asked).sum()
    return np.array([counts], np.float64)


def _attributes(specimen: Specimen, masks: NDArray[np.bool_], judges: Judges) -> NDArray[np.bool_]:
    """Which attributes the parts in masks [K, 256, 256] show: [K, A]."""
    owners = torch.zeros(len(masks), dtype=torch.long)
    with torch.inference_mode():
        scores = judges.attributes(stacked([specimen]), torch.from_numpy(masks), owners)
    return np.asarray(scores.numpy() >= np.asarray(judges.attribute_thresholds), dtype=bool)
