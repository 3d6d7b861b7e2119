"""Runs that take seconds of computing instead of numbers of steps, by a clock that a test winds."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenegan.evaluation.systems.training_record import TrainingRecord
from scenegan.nn.weights import read_config
from scenegan.training import budget as module
from scenegan.training.budget import SHARES, Budget, budget_of
from scenegan.training.command import main
from scenegan.training.presets import SettingError, preset, with_overrides
from scenegan.training.settings import PHASES
from scenegan.training.systems.settings import PUBLISHED
from tests.training.conftest import SMALL


@pytest.mark.parametrize("phases", [PHASES, *PUBLISHED.values()])
def test_the_phases_share_all_of_the_time(phases: tuple[str, ...]) -> None:
    assert set(phases) <= SHARES.keys()
    parts = [budget_of(120, phases, phase).seconds for phase in phases]
    assert sum(parts) == pytest.approx(120) and min(parts) > 0


def test_without_time_the_steps_of_the_settings_hold() -> None:
    budget = budget_of(0, ("gan",), "gan")
    budget.add(100.0)
    assert not budget.is_spent and budget.steps(3, 10) == 10


@given(st.lists(st.floats(0.01, 3.0), min_size=1, max_size=12), st.floats(1.0, 20.0))
@settings(max_examples=30, deadline=None)
def test_the_guess_ends_where_the_time_does(steps: list[float], seconds: float) -> None:
    budget, done = Budget(seconds), 0
    assert budget.steps(0, 5) >= 1
    for taken in steps:
        if budget.is_spent:
            break
        budget.add(taken)
        done += 1
        guess = budget.steps(done, 5)
        assert guess == done if budget.is_spent else guess > done


def test_even_steps_are_guessed_exactly() -> None:
    budget = Budget(10.0)
    budget.add(0.5)
    assert budget.steps(1, 7) == 20


def test_negative_time_is_refused() -> None:
    with pytest.raises(SettingError, match="seconds=-3"):
        with_overrides(preset("tiny"), ["seconds=-3"])


@pytest.fixture
def steady(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that goes on by half a second each time it is read: by that much a step."""
    ticks = count()

    class Steady:
        def __init__(self, device: object) -> None:
            del device

        def read(self) -> float:
            return next(ticks) / 2

    monkeypatch.setattr("scenegan.training.stopwatch.ComputeClock", Steady)
    assert module.ComputeClock is not Steady


def rows_of(run: Path) -> list[dict[str, Any]]:
    lines = (run / "stats.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if "examples_per_second" in row]


@pytest.mark.usefixtures("steady")
def test_a_run_stops_when_its_time_is_spent_and_counts_on_when_resumed(
    cache: Path, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    words = ["--preset", "tiny", "--phases", "shapes,looks", "--seconds", "6", "keep_at=0.5"]
    assert main([*words, "--data", str(cache), "--out", str(out), *SMALL]) == 0
    taken = [(row["phase"], row["step"], row["computed"]) for row in rows_of(out)]
    assert taken == [(p, s, s / 2) for p in ("shapes", "looks") for s in range(1, 7)]
    record = TrainingRecord.of_run(out)
    assert record is not None
    assert (record.seconds, record.seconds_a_step, record.steps) == (6.0, 0.5, 6)
    assert (out / "model-0.5" / "look.safetensors").exists()
    assert read_config(out / "model-0.5") == read_config(out / "model")

    # As if it had been killed before the last phase was noted as done, and then got more time.
    (out / "checkpoints" / "2-0000000.safetensors").unlink()
    assert main(["--out", str(out), "--resume", "--seconds", "8"]) == 0
    again = [(row["phase"], row["step"], row["computed"]) for row in rows_of(out)]
    assert again == [*taken, ("looks", 7, 3.5), ("looks", 8, 4.0)]


def test_weights_are_kept_after_a_share_of_the_steps_too(cache: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    words = ["--preset", "tiny", "--phases", "shapes", "keep_at=0.5", "shapes.steps=2"]
    assert main([*words, "--data", str(cache), "--out", str(out), *SMALL]) == 0
    assert (out / "model-0.5" / "shape.safetensors").exists()
