"""A model that was broken on purpose is caught, each time by the figure that is there for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from scenegan.evaluation.color_step import measure_colors
from scenegan.evaluation.damage import Damage, damaged
from scenegan.evaluation.distance_step import measure_distances
from scenegan.evaluation.layout_step import measure_layouts
from scenegan.evaluation.outcome import Outcome, Sample
from scenegan.evaluation.part_step import measure_parts
from scenegan.evaluation.retrieval_step import measure_retrieval
from scenegan.evaluation.specimens import stacked
from scenegan.rendering import Pipeline
from tests.evaluation.memorising_judges import MemorisingJudges

Broken = Callable[[Damage], Sample]


@pytest.fixture(scope="module")
def judges(drawn_sample: Sample) -> MemorisingJudges:
    return MemorisingJudges(drawn_sample)


@pytest.fixture(scope="module")
def broken(drawn_sample: Sample, pipeline: Pipeline) -> Broken:
    def of(damage: Damage) -> Sample:
        drawn = damaged(drawn_sample.drawn, damage, pipeline, seed=0)
        return replace(drawn_sample, drawn=drawn)

    return of


def _value(outcome: Outcome, key: str) -> float:
    return outcome.figures[key].value


def test_the_whole_model_passes(drawn_sample: Sample, judges: MemorisingJudges) -> None:
    layouts = measure_layouts(drawn_sample)
    colors = measure_colors(drawn_sample)
    parts = measure_parts(drawn_sample, judges)
    assert _value(layouts, "layout.one_piece") == 1.0
    assert _value(layouts, "layout.hidden") <= 0.05
    assert _value(colors, "colour.de_median") < 10
    assert _value(parts, "parts.recall") > 0.9
    assert parts.details["parts.by_word"]["drawn"]["eye"]["share"] > 0.6


def test_shuffled_colours_show_in_colour_and_not_in_layout(
    drawn_sample: Sample, broken: Broken
) -> None:
    shuffled = broken("colours")
    whole, found = measure_colors(drawn_sample), measure_colors(shuffled)
    assert _value(found, "colour.de_median") > 10 > _value(whole, "colour.de_median")
    assert _value(found, "colour.under_15") < _value(whole, "colour.under_15") - 0.3
    assert _value(measure_layouts(shuffled), "layout.hidden") == _value(
        measure_layouts(drawn_sample), "layout.hidden"
    )


def test_moved_parts_show_in_layout_and_not_in_colour(drawn_sample: Sample, broken: Broken) -> None:
    moved = broken("places")
    true = [replace(h, boxes=s.boxes) for h, s in zip(moved.held, drawn_sample.drawn, strict=True)]
    found = measure_layouts(replace(moved, held=tuple(true)))
    assert _value(found, "layout.box_recall_03_first") < 0.9
    assert _value(found, "layout.one_piece") < 1.0
    assert _value(measure_colors(moved), "colour.de_median") < 10


def test_missing_eyes_show_in_part_recall_and_nowhere_else(
    drawn_sample: Sample, broken: Broken, judges: MemorisingJudges
) -> None:
    blind = broken("eyes")
    whole, found = measure_parts(drawn_sample, judges), measure_parts(blind, judges)
    assert found.details["parts.by_word"]["drawn"]["eye"]["share"] < 0.2
    assert _value(found, "parts.recall") < _value(whole, "parts.recall") - 0.1
    assert "eye" in found.worst["parts.recall"][0].note
    assert _value(measure_layouts(blind), "layout.one_piece") == 1.0


def test_a_constant_picture_shows_in_distances_and_retrieval(
    drawn_sample: Sample, broken: Broken, judges: MemorisingJudges
) -> None:
    constant = broken("constant")
    captions = [(h.id, f"{k} {h.captions[0]}") for k, h in enumerate(drawn_sample.held)]
    judges_by_number = _NumberedJudges(judges, drawn_sample)
    whole = measure_retrieval(drawn_sample, judges_by_number, captions)
    found = measure_retrieval(constant, judges_by_number, captions)
    assert _value(whole, "retrieval.r_precision") == 1.0
    assert _value(found, "retrieval.r_precision") == pytest.approx(1 / 3)
    rng = np.random.default_rng(0)
    features = {
        suffix: judges.features(stacked(sample.drawn)).numpy().astype(np.float64)
        for suffix, sample in (("", drawn_sample), ("_flat", constant))
    }
    reference = np.concatenate([features[""] + rng.normal(0, 0.02, features[""].shape)] * 4)
    distances = measure_distances({k: f[None] for k, f in features.items()}, reference, seed=0)
    assert _value(distances, "distance.kid_flat") > _value(distances, "distance.kid")
    assert _value(distances, "distance.recall_flat") <= _value(distances, "distance.recall")
    assert _value(distances, "distance.frechet_flat") > _value(distances, "distance.frechet")


class _NumberedJudges(MemorisingJudges):
    """Knows the captions `0 ...`, `1 ...` of the pictures that it knows by heart."""

    def __init__(self, judges: MemorisingJudges, sample: Sample) -> None:
        self.__dict__.update(judges.__dict__)
        known = self.features(stacked(sample.drawn))
        self._by_caption = {f"{k} {h.captions[0]}": known[k] for k, h in enumerate(sample.held)}
