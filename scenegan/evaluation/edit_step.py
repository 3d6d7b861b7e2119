"""Figures of edits: `edit.*`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

import numpy as np

from scenegan.evaluation.edit_trials import edit_figures, try_edits, worst_trials
from scenegan.evaluation.figures import bootstrapped, by_graph, mean
from scenegan.evaluation.outcome import Case, Outcome, Sample, gathered
from scenegan.evaluation.specimens import picture_of
from scenegan.rendering.pipeline import Pipeline


def measure_edits(
    sample: Sample, pipeline: Pipeline, count: int, tell: Callable[[int, int], None]
) -> Outcome:
    """Edits the first picture of each graph at random and measures what the edits leave behind.

    Args:
        sample: the pictures.
        pipeline: draws the edited documents.
        count: number of edits; kinds of edit and pictures take turns.
        tell: is told how many of how many are done.
    """
    specimens = sample.first(1).drawn
    pictures = [picture_of(s) for s in specimens]
    trials = try_edits(pipeline, pictures, count, sample.seed, tell)
    figures = {}
    worst = {}
    numbers = [t.number for t in trials]
    for measure in ("leak", "seam"):
        rows = [np.array([getattr(t, measure)]) for t in trials]
        groups = by_graph(rows, numbers, len(pictures))
        figures[f"edit.{measure}"] = bootstrapped(groups, mean, sample.seed)
        worst[f"edit.{measure}"] = [
            Case(
                specimens[t.number].number,
                specimens[t.number].seed,
                float(getattr(t, measure)),
                t.words,
            )
            for t in worst_trials(trials, "leak" if measure == "leak" else "seam")
        ]
    by_kind = {kind: asdict(found) for kind, found in edit_figures(trials).items()}
    return Outcome(gathered(figures), worst, {"edit.by_kind": by_kind})
