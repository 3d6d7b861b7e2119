"""Training the critic of layouts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import torch

from scenegan.assets import asset
from scenegan.nn.filling_square import filling_square
from scenegan.nn.flat_layouts import FlatLayouts
from scenegan.nn.layout_critic import LayoutCritic
from scenegan.nn.layout_model import LayoutModel
from scenegan.training.batches import Drawings
from scenegan.training.layout_critic import main, train_critic


def scores(critic: LayoutCritic, drawings: Drawings, box: torch.Tensor) -> torch.Tensor:
    graphs = drawings.graphs
    filling = filling_square(box, graphs.pad)
    outlines = drawings.shape / 255
    flat = FlatLayouts.of(filling, drawings.depth, graphs.colors, outlines, graphs.pad)
    return critic.scores(flat, graphs.part, graphs.pad)


def test_it_learns_what_parts_look_like(drawings: Drawings) -> None:
    critic = train_critic(drawings, steps=40)
    generator = torch.Generator().manual_seed(1)
    size = drawings.depth.shape
    center = torch.rand(*size, 2, generator=generator)
    half = 0.02 + 0.1 * torch.rand(*size, 2, generator=generator)
    scattered = torch.cat([center - half, center + half], -1)
    drawn = scores(critic, drawings, drawings.box)
    assert (drawn > scores(critic, drawings, scattered)).all()
    untaught = train_critic(drawings, steps=0)
    assert drawn.mean() > scores(untaught, drawings, drawings.box).mean() + 0.5


def test_it_learns_the_same_from_the_same_seed(drawings: Drawings) -> None:
    first, again, other = (train_critic(drawings, steps=3, seed=seed) for seed in (0, 0, 1))
    weights = [torch.cat([p.flatten() for p in c.parameters()]) for c in (first, again, other)]
    assert torch.equal(weights[0], weights[1]) and not torch.equal(weights[0], weights[2])


def test_mixed_precision_learns_too(drawings: Drawings) -> None:
    critic = train_critic(drawings, steps=3, bf16=True)
    assert all(torch.isfinite(p).all() and p.dtype == torch.float32 for p in critic.parameters())


def test_the_command_writes_a_critic_that_models_read(
    cache: Path, drawings: Drawings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("model.json", "layout.safetensors", "shape.safetensors", "norm.safetensors"):
        shutil.copyfile(asset("weights", name), tmp_path / name)
    assert LayoutModel.load(tmp_path).critic is None
    main([str(cache), str(tmp_path), "--steps", "2"])
    assert "critic.safetensors" in capsys.readouterr().out
    found = LayoutModel.load(tmp_path).critic
    assert isinstance(found, LayoutCritic)
    assert torch.isfinite(scores(found, drawings, drawings.box)).all()
