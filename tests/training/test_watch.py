"""Breakdowns of learning: seen, told, and rolled back."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn
from torch.optim import Optimizer

from scenegan.errors import FileError
from scenegan.nn.model_words import ModelWords
from scenegan.training import run as run_module
from scenegan.training.batches import Drawings
from scenegan.training.context import TrainingContext
from scenegan.training.devices import Devices
from scenegan.training.phase import Phase, optimize
from scenegan.training.presets import preset
from scenegan.training.run import TrainingRun
from scenegan.training.statistics import TrainingError
from scenegan.training.watch import trouble


def test_signs_of_trouble() -> None:
    well = {"pixels": 0.1, "judges": 3.0, "adversarial": 2.0, "variety": 0.9}
    assert trouble(well, {"pixels": 0.09}, 6.0) is None
    for change, told in (
        ({"pixels": float("nan")}, "the loss 'pixels' is nan"),
        ({"matching": float("inf")}, "the loss 'matching' is inf"),
        ({"pixels": 0.5}, "has risen from 0.0900 to 0.5000"),
        ({"judges": 0.01, "adversarial": 30.0}, "discriminators have run away"),
        ({"variety": 0.01}, "paintings have collapsed"),
    ):
        said = trouble({**well, **change}, {"pixels": 0.09}, 6.0)
        assert said is not None and told in said
    assert trouble({"judges": 0.01, "adversarial": 30.0}, {}, None) is None


class Fragile(Phase):
    """A line that learns a number; what happens to it is told by a script."""

    name, steps, batch = "fragile", 8, 4

    def __init__(self, accidents: dict[int, str], tries: list[float], rate: float) -> None:
        self.weight = nn.Linear(1, 1)
        self.optimizer = torch.optim.SGD(self.weight.parameters(), rate)
        self._accidents = accidents
        tries.append(rate)

    def networks(self) -> dict[str, nn.Module]:
        return {"line": self.weight}

    def optimizers(self) -> dict[str, Optimizer]:
        return {"line": self.optimizer}

    def step(self, number: int, generator: torch.Generator) -> dict[str, Tensor]:
        x = torch.rand(4, 1, generator=generator)
        loss = (self.weight(x) - 2 * x).square().mean()
        optimize(self.optimizer, loss)
        found = {"pixels": torch.tensor(0.1), "error": loss.detach()}
        match self._accidents.pop(number, ""):
            case "nan":
                found["error"] = torch.tensor(float("nan"))
            case "weights":
                nn.init.constant_(self.weight.bias, float("inf"))
            case "diverged":
                found["pixels"] = torch.tensor(9.0)
            case "full disk":
                raise FileError("Cannot write x: No space left on device; nothing was changed.")
        return found

    def sample(self) -> Tensor:
        return torch.zeros(3, 4, 4)

    def finish(self, folder: Path) -> None:
        torch.save(self.weight.state_dict(), folder / "line.pt")


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def context(
    drawings: Drawings, words: ModelWords, tmp_path: Path, told: list[str]
) -> Iterator[TrainingContext]:
    settings = dataclasses.replace(
        preset("tiny"), phases=("fragile",), save_every=2, log_every=2, sample_every=100, retries=2
    )
    (tmp_path / "model").mkdir()
    yield TrainingContext(
        settings=settings,
        devices=Devices(torch.device("cpu")),
        words=words,
        train=drawings,
        held_out=drawings,
        model=tmp_path / "model",
        initial=None,
        say=told.append,
    )


def run_with(
    monkeypatch: pytest.MonkeyPatch,
    context: TrainingContext,
    folder: Path,
    accidents: dict[int, str],
    resume: bool = False,
) -> list[float]:
    tries: list[float] = []

    def make(phase_context: TrainingContext, name: str) -> Phase:
        rate = phase_context.settings.painter.rate
        return Fragile(accidents, tries, rate)

    monkeypatch.setattr(run_module, "make_phase", make)
    TrainingRun(folder, context).run(resume)
    return tries


@pytest.mark.parametrize("accident", ["nan", "weights", "diverged"])
def test_a_breakdown_is_told_and_rolled_back(
    accident: str,
    monkeypatch: pytest.MonkeyPatch,
    context: TrainingContext,
    tmp_path: Path,
    told: list[str],
) -> None:
    tries = run_with(monkeypatch, context, tmp_path, {5: accident})
    assert len(tries) == 2 and (tmp_path / "model" / "line.pt").exists()
    assert "Going on from the checkpoint at step 4 with half the rate" in " ".join(told)
    lines = (tmp_path / "stats.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["step"] for line in lines] == [2, 4, 6, 8]
    weights = torch.load(tmp_path / "model" / "line.pt")
    assert all(torch.isfinite(value).all() for value in weights.values())


def test_a_phase_that_breaks_down_again_and_again_is_given_up(
    monkeypatch: pytest.MonkeyPatch, context: TrainingContext, tmp_path: Path, told: list[str]
) -> None:
    class Always(dict[int, str]):
        def pop(self, number: int, other: str = "") -> str:  # type: ignore[override]
            return "nan" if number == 5 else other

    with pytest.raises(TrainingError, match="tried 3 times.*lower fragile.rate"):
        run_with(monkeypatch, context, tmp_path, Always())
    starts = [line for line in told if "Going on from" in line]
    assert "step 4" in starts[0] and "step 2" in starts[1]


def test_a_full_disk_is_told_and_the_last_checkpoint_is_whole(
    monkeypatch: pytest.MonkeyPatch, context: TrainingContext, tmp_path: Path
) -> None:
    with pytest.raises(FileError, match=r"No space left.*0-0000004.* is whole.*--resume"):
        run_with(monkeypatch, context, tmp_path, {4: "full disk"})
    run_with(monkeypatch, context, tmp_path, {}, resume=True)
    assert (tmp_path / "model" / "line.pt").exists()


def test_rates_are_halved_for_the_phase_alone() -> None:
    from scenegan.training.presets import with_lower_rates

    settings = preset("gpu")
    lower = with_lower_rates(settings, "painter", 0.5)
    assert lower.painter.rate == settings.painter.rate / 2
    assert lower.painter.judge_rate == settings.painter.judge_rate / 2
    assert lower.layout == settings.layout and lower.painter.steps == settings.painter.steps
    assert with_lower_rates(settings, "fragile", 0.5) == settings
    staged = preset("gpu", "stackgan")
    lower = with_lower_rates(staged, "stage1", 0.5)
    assert lower.gan.judge_rate == staged.gan.judge_rate / 2 and lower.text == staged.text
