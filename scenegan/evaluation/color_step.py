"""Figures of colours: `colour.*`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from scenegan.evaluation.color_measures import UNDER, color_differences, measured
from scenegan.evaluation.figures import Figure, bootstrapped, by_graph, median, share_below
from scenegan.evaluation.outcome import Outcome, Sample, gathered, worst_cases
from scenegan.evaluation.specimens import Specimen


def measure_colors(sample: Sample) -> Outcome:
    """Measures how near painted colours are to those asked for.

    A person's drawing is compared with the names and values that were measured on it, so its
    figures are about zero: they check the measure.
    """
    drawn = [color_differences(s) for s in sample.drawn]
    real = [color_differences(s) for s in sample.real]
    scores = [
        (s, float(np.nanmax(d)), s.graph.parts[int(np.nanargmax(d))].id)
        for s, d in zip(sample.drawn, drawn, strict=True)
        if not np.isnan(d).all()
    ]
    figures = {
        **_figures(sample.drawn, drawn, sample, ""),
        **_figures(sample.real, real, sample, "_real"),
    }
    worst = {"colour.de_median": worst_cases(scores, highest=True)}
    return Outcome(gathered(figures), worst, {"colour.by_part": _by_word(sample.drawn, drawn)})


def _figures(
    specimens: Sequence[Specimen],
    differences: Sequence[NDArray[np.float64]],
    sample: Sample,
    suffix: str,
) -> dict[str, Figure | None]:
    rows = [measured(d) for d in differences]
    groups = by_graph(rows, [s.number for s in specimens], len(sample.held))
    return {
        f"colour.de_median{suffix}": bootstrapped(groups, median, sample.seed),
        f"colour.under_15{suffix}": bootstrapped(groups, share_below(UNDER), sample.seed),
    }


def _by_word(
    specimens: Sequence[Specimen], differences: Sequence[NDArray[np.float64]]
) -> dict[str, float]:
    """Median difference of each part word."""
    found: dict[str, list[float]] = defaultdict(list)
    for specimen, row in zip(specimens, differences, strict=True):
        for word, value in zip(specimen.words, row, strict=True):
            if not np.isnan(value):
                found[word].append(float(value))
    return {word: float(np.median(values)) for word, values in sorted(found.items())}
