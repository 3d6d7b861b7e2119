"""Training the critic of layouts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import torch

from scenegan.assets import asset
from scenegan.nn.layout_critic import LayoutCritic
from scenegan.nn.layout_model import LayoutModel
from scenegan.nn.layout_tokens import Layout
from scenegan.nn.model_words import ModelWords
from scenegan.training.batches import Drawings
from scenegan.training.layout_critic import main, sampled_layouts, train_critic


def test_it_learns_to_tell_scattered_parts_from_drawn_ones(drawings: Drawings) -> None:
    torch.manual_seed(1)
    size = drawings.depth.shape
    center, half = torch.rand(*size, 2), 0.02 + 0.1 * torch.rand(*size, 2)
    scattered = Layout(
        torch.cat([center - half, center + half], -1),
        torch.randn(size),
        torch.zeros(*size, 32),
        drawings.graphs.colors,
    )
    critic = train_critic(drawings, [scattered], rounds=60)
    drawn = critic.scores(drawings.graphs, drawings.box, drawings.depth)
    other = critic.scores(drawings.graphs, scattered.box, scattered.depth)
    assert drawn.min() > other.max()
    again = train_critic(drawings, [scattered], rounds=60)
    assert all(map(torch.equal, critic.state_dict().values(), again.state_dict().values()))


def test_the_command_writes_a_critic_that_models_read(
    cache: Path,
    drawings: Drawings,
    words: ModelWords,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("model.json", "layout.safetensors", "shape.safetensors", "norm.safetensors"):
        shutil.copyfile(asset("weights", name), tmp_path / name)
    model = LayoutModel.load(tmp_path)
    assert model.critic is None
    sampled = sampled_layouts(model, drawings, 0)
    assert sampled.box.shape == drawings.box.shape
    torch.testing.assert_close(sampled.colors, drawings.graphs.colors)
    main([str(cache), str(tmp_path)])
    assert "critic.safetensors" in capsys.readouterr().out
    found = LayoutModel.load(tmp_path)
    assert isinstance(found.critic, LayoutCritic)
    assert torch.isfinite(found.critic.scores(drawings.graphs, drawings.box, drawings.depth)).all()
