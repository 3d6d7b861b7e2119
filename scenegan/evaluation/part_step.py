"""Figures of parts as the segmenter sees them: `parts.*`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from scenegan.evaluation.figures import Figure, bootstrapped, by_graph, mean, mean_of_ratios
from scenegan.evaluation.judging import Judges, in_batches
from scenegan.evaluation.outcome import Outcome, Sample, gathered, worst_cases
from scenegan.evaluation.part_measures import Floats, agreement, enlarged, found_parts
from scenegan.evaluation.specimens import Specimen


def measure_parts(sample: Sample, judges: Judges) -> Outcome:
    """Segments all pictures again and compares with what was asked for."""
    figures: dict[str, Figure | None] = {}
    by_word: dict[str, dict[str, dict[str, float]]] = {}
    scores: list[tuple[Specimen, float, str]] = []
    for suffix, specimens in (("", sample.drawn), ("_real", sample.real)):
        labels = [enlarged(m) for m in in_batches(judges.segment, specimens)]
        names = judges.part_names
        pairs = list(zip(specimens, labels, strict=True))
        found = [found_parts(s, m, names) for s, m in pairs]
        maps = [agreement(s, m, names)[None] for s, m in pairs]
        numbers = [s.number for s in specimens]
        graphs = len(sample.held)
        recall = by_graph([f[~np.isnan(f)] for f in found], numbers, graphs)
        figures[f"parts.recall{suffix}"] = bootstrapped(recall, mean, sample.seed)
        figures[f"parts.miou{suffix}"] = bootstrapped(
            by_graph(maps, numbers, graphs), mean_of_ratios, sample.seed
        )
        by_word[suffix or "drawn"] = _by_word(specimens, found)
        if not suffix:
            scores = [_score(s, f) for s, f in zip(specimens, found, strict=True)]
    worst = {"parts.recall": worst_cases(scores, highest=False)}
    return Outcome(gathered(figures), worst, {"parts.by_word": by_word})


def _score(specimen: Specimen, found: Floats) -> tuple[Specimen, float, str]:
    missed = [w for w, f in zip(specimen.words, found, strict=True) if f == 0]
    known = found[~np.isnan(found)]
    return specimen, float(known.mean()) if len(known) else 1.0, ", ".join(missed)


def _by_word(specimens: Sequence[Specimen], found: Sequence[Floats]) -> dict[str, dict[str, float]]:
    """Recall of each part word."""
    values: dict[str, list[float]] = defaultdict(list)
    for specimen, row in zip(specimens, found, strict=True):
        for word, value in zip(specimen.words, row, strict=True):
            if not np.isnan(value):
                values[word].append(float(value))
    return {
        word: {"share": float(np.mean(v)), "count": len(v)} for word, v in sorted(values.items())
    }
