"""Figures of layouts: `layout.*`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenegan.evaluation.figures import Figure, Rows, bootstrapped, by_graph, mean
from scenegan.evaluation.layout_measures import (
    diversity,
    found_boxes,
    hidden_parts,
    in_one_piece,
)
from scenegan.evaluation.outcome import Case, Outcome, Sample, gathered, worst_cases
from scenegan.evaluation.specimens import Specimen

BEST_OF = 5
"""Pictures of a graph of which the best place of each part counts."""


def measure_layouts(sample: Sample) -> Outcome:
    """Measures places, hiding, wholeness and variety of all pictures.

    Box recall is a share of parts; of the best of five, a part counts as found if any of the
    first five layouts has it in its place.
    """
    graphs = len(sample.held)
    found = [found_boxes(sample.of_graph(k), held.boxes) for k, held in enumerate(sample.held)]
    figures = {
        **_of_places(found, sample.seed),
        "layout.diversity": bootstrapped(_varieties(sample), mean, sample.seed),
        **_of_pictures(sample.drawn, graphs, sample.seed, ""),
        **_of_pictures(sample.real, graphs, sample.seed, "_real"),
    }
    return Outcome(gathered(figures), _worst(sample, found))


def _of_places(found: Sequence[Rows], seed: int) -> dict[str, Figure | None]:
    """Figures of the wide parts that are found in the layouts of each graph, [K, W]."""
    first = bootstrapped([f[0] for f in found], mean, seed)
    best = None
    if all(len(f) >= BEST_OF for f in found):
        best = bootstrapped([f[:BEST_OF].max(0) for f in found], mean, seed)
    return {"layout.box_recall_03_first": first, "layout.box_recall_03_best5": best}


def _varieties(sample: Sample) -> list[Rows]:
    """Diversity of each graph that has several pictures, one row each."""
    several = [sample.of_graph(k) for k in range(len(sample.held))]
    return [np.array([diversity(drawn)]) for drawn in several if len(drawn) > 1]


def _worst(sample: Sample, found: Sequence[Rows]) -> dict[str, list[Case]]:
    hiding = [(s, float(hidden_parts(s).sum()), _hidden_words(s)) for s in sample.drawn]
    broken = [(s, 0.0, "in pieces") for s in sample.drawn if not in_one_piece(s)]
    places = [
        (sample.of_graph(k)[0], float(f[0].mean()), f"{int(f[0].sum())} of {f.shape[1]} in place")
        for k, f in enumerate(found)
        if f.size
    ]
    return {
        "layout.hidden": worst_cases([h for h in hiding if h[1]], highest=True),
        "layout.one_piece": worst_cases(broken, highest=False),
        "layout.box_recall_03_first": worst_cases(places, highest=False),
    }


def _of_pictures(
    specimens: Sequence[Specimen], graphs: int, seed: int, suffix: str
) -> dict[str, Figure | None]:
    """Figures that need nothing but the pictures themselves."""
    numbers = [s.number for s in specimens]
    hidden = by_graph([hidden_parts(s) for s in specimens], numbers, graphs)
    whole = by_graph([np.array([float(in_one_piece(s))]) for s in specimens], numbers, graphs)
    return {
        f"layout.hidden{suffix}": bootstrapped(hidden, mean, seed),
        f"layout.one_piece{suffix}": bootstrapped(whole, mean, seed),
    }


def _hidden_words(specimen: Specimen) -> str:
    hidden = hidden_parts(specimen) > 0
    return ", ".join(w for w, gone in zip(specimen.words, hidden, strict=True) if gone)
