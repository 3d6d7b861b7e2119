"""Measures contestants one after the other, all by the same judges on the same creatures."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from skimage.color import deltaE_ciede2000

from scenegan.evaluation.attribute_step import measure_types
from scenegan.evaluation.color_measures import main_color
from scenegan.evaluation.distance_step import measure_distances
from scenegan.evaluation.figures import Figure, bootstrapped, by_graph, median
from scenegan.evaluation.held_out import HeldOut
from scenegan.evaluation.judging import Judges, in_batches
from scenegan.evaluation.outcome import Sample
from scenegan.evaluation.part_step import measure_parts
from scenegan.evaluation.retrieval_step import measure_retrieval
from scenegan.evaluation.specimens import Specimen
from scenegan.evaluation.systems.contestants import Contestant
from scenegan.evaluation.systems.word_change import measure_word_change
from scenegan.nn.systems.saved import UNCONDITIONAL

Floats = NDArray[np.float64]
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Standing:
    """What was measured of a contestant.

    Attributes:
        contestant: who it is.
        figures: by key; without those that it cannot have.
        pictures: one of each creature, for the sheet.
        milliseconds: median time of a picture, alone, on this machine.
        curve: kernel distance after shares of its training; empty where no weights were kept.
    """

    contestant: Contestant
    figures: Mapping[str, Figure]
    pictures: tuple[Specimen, ...]
    milliseconds: float
    curve: Mapping[float, Figure] = dataclasses.field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Returns it as plain values, without the pictures."""
        one = self.contestant
        return {
            "name": one.name,
            "asked_with": one.asked_with,
            "side": one.side,
            "parameters": one.n_parameters,
            "training": None if one.record is None else one.record.to_json(),
            "milliseconds": round(self.milliseconds, 2),
            "figures": {key: _plain(figure) for key, figure in self.figures.items()},
            "curve": {f"{share:g}": _plain(figure) for share, figure in self.curve.items()},
        }


@dataclass(frozen=True)
class Field:
    """What all contestants are measured on.

    Attributes:
        held: the creatures, with their drawings.
        judges: look at the pictures.
        captions: drawing and caption of all drawings that nothing was trained on.
        reference: features of training drawings, [M, D].
        seed: of everything.
        seeds: pictures of each creature.
    """

    held: tuple[HeldOut, ...]
    judges: Judges
    captions: Sequence[tuple[str, str]]
    reference: Floats
    seed: int
    seeds: int = 1


def measure(contestant: Contestant, field: Field, tell: Tell) -> Standing:
    """Draws all creatures and measures the pictures."""
    sample, times = draw_all(contestant, field, tell)
    drawn = sample.drawn
    figures = {
        **measure_types(sample, field.judges).figures,
        **measure_retrieval(sample, field.judges, field.captions).figures,
        **distances_of(sample, field),
    }
    color = main_color_figure(sample)
    if color is not None:
        figures["colour.main"] = color
    if contestant.has_parts:
        figures["parts.recall"] = measure_parts(sample, field.judges).figures["parts.recall"]
    if contestant.can_be_asked:
        figures |= measure_word_change(contestant, field.held, drawn[:: field.seeds], field.seed)
    kept = {k: f for k, f in figures.items() if not k.endswith("_real")}
    if contestant.asked_with == UNCONDITIONAL:
        kept = {k: f for k, f in kept.items() if k.startswith("distance")}
    tell(f"Measured: {contestant.name}", len(field.held), len(field.held))
    return Standing(contestant, kept, drawn, 1000 * float(np.median(times)))


def draw_all(contestant: Contestant, field: Field, tell: Tell) -> tuple[Sample, list[float]]:
    """Draws all creatures; returns the pictures and the seconds that each took."""
    drawn, times = [], []
    for number, held in enumerate(field.held):
        for seed in range(field.seeds):
            began = time.perf_counter()
            drawn.append(contestant.draw(held, number, field.seed * 1000 + seed))
            times.append(time.perf_counter() - began)
        tell(f"Drawing: {contestant.name}", number + 1, len(field.held))
    return Sample(field.held, tuple(drawn), (), field.seed), times


def distances_of(sample: Sample, field: Field) -> Mapping[str, Figure]:
    """Returns the distances of pictures from training drawings, by key."""
    features = _features(sample, field)
    return measure_distances({"": features}, field.reference, field.seed).figures


def main_color_figure(sample: Sample) -> Figure | None:
    """Median difference of a picture's main colour from that of the drawing, CIEDE2000.

    Both are the fullest colour of all that is opaque, outlines set aside: a measure that systems
    with and without parts can share.
    """
    rows = []
    for specimen in sample.drawn:
        cached = sample.held[specimen.number].cached
        found = None if cached is None else main_color(specimen.rgba)
        true = None if cached is None else main_color(cached.picture())
        value = [] if found is None or true is None else [float(deltaE_ciede2000(true, found))]
        rows.append(np.array(value, np.float64))
    groups = by_graph(rows, [s.number for s in sample.drawn], len(sample.held))
    return bootstrapped(groups, median, sample.seed)


def _plain(figure: Figure) -> dict[str, float | None]:
    return {"value": figure.value, "low": figure.low, "high": figure.high}


def _features(sample: Sample, field: Field) -> Floats:
    """Features of the pictures, [seeds, creatures, D]."""
    with torch.inference_mode():
        rows = in_batches(field.judges.features, sample.drawn)
    table = np.stack(rows).astype(np.float64)
    return table.reshape(len(field.held), field.seeds, -1).transpose(1, 0, 2)
