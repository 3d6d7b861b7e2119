from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import Tensor, nn
from torch.optim import Optimizer

from scenegan.errors import DataError
from scenegan.training.checkpoints import Checkpoints, Progress, restore
from scenegan.training.phase import Phase, optimize
from scenegan.training.randomness import number_of, start_step


class Regression(Phase):
    """The smallest phase: a convolution learns to answer with its input."""

    name, steps, batch = "regression", 10, 4

    def __init__(self, width: int = 3) -> None:
        start_step(0, self.name, -1, torch.device("cpu"))
        self.network = nn.Conv2d(3, width, 3, padding=1)
        self.network.to(memory_format=torch.channels_last)
        self.optimizer = torch.optim.Adam(self.network.parameters(), 0.1)

    def networks(self) -> dict[str, nn.Module]:
        return {"network": self.network}

    def optimizers(self) -> dict[str, Optimizer]:
        return {"network": self.optimizer}

    def step(self, number: int, generator: torch.Generator) -> dict[str, Tensor]:
        x = torch.randn(4, 3, 5, 5, generator=generator)
        answer = nn.functional.dropout(self.network(x), 0.2)
        loss = (answer[:, :3] - x).square().mean()
        optimize(self.optimizer, loss, clip=1.0)
        return {"error": loss.detach()}

    def sample(self) -> Tensor:
        return torch.zeros(3, 4, 4)

    def finish(self, folder: Path) -> None:
        del folder

    def take(self, first: int, last: int) -> None:
        for number in range(first, last):
            self.step(number, start_step(3, self.name, number, torch.device("cpu")))


def test_a_restored_phase_goes_on_as_if_nothing_happened(tmp_path: Path) -> None:
    whole = Regression()
    whole.take(0, 10)
    first = Regression()
    first.take(0, 6)
    path = Checkpoints(tmp_path / "points").save(Progress(0, 6), first)
    second = Regression()
    restore(path, second)
    moments = second.optimizer.state_dict()["state"][0]["exp_avg"]
    assert moments.stride() == second.network.weight.stride()
    second.take(6, 10)
    assert torch.equal(second.network.weight, whole.network.weight)
    assert torch.equal(second.network.bias, whole.network.bias)


def test_the_newest_is_found_and_old_ones_go(tmp_path: Path) -> None:
    points, phase, said = Checkpoints(tmp_path), Regression(), []
    phase.take(0, 1)
    for step in (2, 4, 6):
        points.save(Progress(0, step), phase)
    points.save(Progress(1, 0), None)
    assert [p.name for p in points.files()] == ["0-0000006.safetensors", "1-0000000.safetensors"]
    assert points.newest(said.append)[1] == Progress(1, 0)
    points.files()[-1].write_bytes(b"not a checkpoint")
    path, progress = points.newest(said.append)
    assert progress == Progress(0, 6) and path == points.files()[0]
    assert "is damaged" in said[0]


def test_mistakes_are_told(tmp_path: Path) -> None:
    points = Checkpoints(tmp_path)
    with pytest.raises(DataError, match="start without --resume"):
        points.newest(print)
    path = points.save(Progress(0, 1), Regression())
    with pytest.raises(DataError, match="does not fit the settings"):
        restore(path, Regression(width=5))


def test_random_numbers_depend_on_seed_phase_and_step() -> None:
    def draw(*what: object) -> tuple[float, float]:
        generator = start_step(*what, torch.device("cpu"))
        return torch.rand((), generator=generator).item(), torch.rand(()).item()

    assert draw(0, "a", 5) == draw(0, "a", 5)
    drawn = [draw(0, "a", 5), draw(1, "a", 5), draw(0, "b", 5), draw(0, "a", 6)]
    assert len({value for pair in drawn for value in pair}) == 8
    assert 0 <= number_of("x") < 2**62
