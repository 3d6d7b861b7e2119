"""Figures of looks: `looks.*`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from scenegan.evaluation.figures import bootstrapped, mean
from scenegan.evaluation.judging import Judges, in_batches
from scenegan.evaluation.look_seeds import draw_looks
from scenegan.evaluation.looks import looks_diversity
from scenegan.evaluation.outcome import Outcome, Sample, gathered
from scenegan.evaluation.part_measures import enlarged, found_parts
from scenegan.evaluation.specimens import Specimen
from scenegan.rendering.pipeline import Pipeline


def measure_looks(
    sample: Sample,
    pipeline: Pipeline,
    judges: Judges | None,
    count: int,
    tell: Callable[[int, int], None],
) -> Outcome:
    """Draws the first layout of some graphs with other looks, and measures how much they differ.

    Args:
        sample: the pictures.
        pipeline: draws.
        judges: tell whether the parts are still there; without them all looks count.
        count: number of layouts, evenly spread over the graphs.
        tell: is told how many of how many are done.
    """
    specimens = sample.first(1).drawn
    chosen = [specimens[i * len(specimens) // count] for i in range(min(count, len(specimens)))]
    rows, looks = [], []
    for done, specimen in enumerate(chosen):
        assert specimen.document is not None
        pictures = draw_looks(pipeline, specimen.document)
        painted = [replace(specimen, rgba=p.rgba, part_map=p.part_map) for p in pictures]
        recalls = None if judges is None else _recalls(painted, judges)
        found = looks_diversity([p.rgba for p in pictures], recalls=recalls)
        rows.append(np.array([found.pixels]))
        looks.append(found.looks)
        tell(done + 1, len(chosen))
    figures = {"looks.diversity": bootstrapped(rows, mean, sample.seed)}
    return Outcome(gathered(figures), {}, {"looks.counted": float(np.mean(looks))})


def _recalls(painted: list[Specimen], judges: Judges) -> list[float]:
    """Part recall of each picture."""
    labels = in_batches(judges.segment, painted)
    return [
        float(np.nanmean(found_parts(s, enlarged(m), judges.part_names)))
        for s, m in zip(painted, labels, strict=True)
    ]
