from __future__ import annotations

import pytest

from scenegan.evaluation.figures import Figure
from scenegan.evaluation.measures import MEASURES, measure_of
from scenegan.evaluation.report import all_keys
from scenegan.evaluation.steps import GROUPS, STEPS
from scenegan.evaluation.table import table_rows

DESIGNED = """
parser.en.f1 parser.zh.f1 parser.captions.recall
layout.box_recall_03_first layout.box_recall_03_best5 layout.hidden layout.one_piece
layout.diversity parts.recall parts.miou colour.de_median colour.under_15 attributes.f1
types.accuracy relations.accuracy distance.kid distance.frechet distance.precision distance.recall
retrieval.r_precision edit.leak edit.seam novelty.picture novelty.layout looks.diversity
""".split()
"""Keys that other programs read."""


def test_all_designed_keys_are_measured() -> None:
    keys = [m.key for m in MEASURES]
    assert len(set(keys)) == len(keys)
    assert set(DESIGNED) <= set(keys)
    assert {k for k in keys if not k.startswith("speed.")} == set(DESIGNED)


@pytest.mark.parametrize("suffix", ["_real", "_flat", "_true_maps"])
def test_distances_have_companions(suffix: str) -> None:
    assert f"distance.kid{suffix}" in all_keys()
    assert measure_of(f"distance.kid{suffix}") == measure_of("distance.kid")


def test_unknown_keys_belong_to_nothing() -> None:
    assert measure_of("distance.kid_imagined") is None


def test_every_measure_has_a_step_and_every_step_a_group() -> None:
    for measure in MEASURES:
        keys = [k for step in STEPS for k in step.keys]
        assert any(measure.key == k or measure.key.startswith(f"{k}.") for k in keys), measure.key
    assert {step.group for step in STEPS} == set(GROUPS)


def test_goals() -> None:
    hidden, whole = measure_of("layout.hidden"), measure_of("layout.one_piece")
    assert hidden is not None and whole is not None
    assert [hidden.meets_goal(v) for v in (0.05, 0.051)] == [True, False]
    assert [whole.meets_goal(v) for v in (0.99, 0.989)] == [True, False]
    diversity = measure_of("layout.diversity")
    assert diversity is not None and diversity.meets_goal(0.5) is None


def test_rows_of_the_table() -> None:
    figures = {
        "parts.recall": Figure(0.8, 0.75, 0.85, 100),
        "parts.recall_real": Figure(0.9),
        "speed.draw": Figure(250.0),
    }
    first, second = table_rows(figures, {"parts.recall": 0.7})
    assert (first.key, first.value, first.interval) == (
        "parts.recall",
        "80.0 %",
        "75.0 % to 85.0 %",
    )
    assert first.companions == "real drawings 90.0 %"
    assert (first.before, first.reached, first.begins_group) == ("70.0 %", None, False)
    assert (second.value, second.interval, second.before) == ("250 ms", "", "")
    assert (second.reached, second.begins_group) == (True, True)
