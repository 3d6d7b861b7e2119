"""One step of the painter: what learns of it, in both precisions, with and without edit pairs."""

from __future__ import annotations

import dataclasses

import pytest
import torch

from scenegan.nn.look_code import LookCode
from scenegan.nn.model_words import ModelWords
from scenegan.nn.weights import load_network
from scenegan.training.batches import Drawings
from scenegan.training.context import TrainingContext
from scenegan.training.devices import Devices
from scenegan.training.look_phase import LookPhase
from scenegan.training.painter_phase import PainterPhase
from scenegan.training.pairs import EditedDrawings
from scenegan.training.presets import preset, with_overrides
from scenegan.training.randomness import start_step
from scenegan.training.shape_phase import ShapePhase
from tests.training.conftest import SMALL

CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def context(
    drawings: Drawings, words: ModelWords, tmp_path_factory: pytest.TempPathFactory
) -> TrainingContext:
    """Shape and look code as they begin; each drawing serves as its own edit."""
    settings = with_overrides(preset("tiny"), (*SMALL, "painter.looks=1"))
    edited = EditedDrawings(drawings, torch.arange(len(drawings)))
    context = TrainingContext(
        settings=settings,
        devices=Devices(CPU),
        words=words,
        train=drawings,
        held_out=drawings.take(torch.tensor([0])),
        model=tmp_path_factory.mktemp("model"),
        initial=None,
        say=lambda text: None,
        edited=edited,
    )
    for phase in (ShapePhase, LookPhase):
        start_step(0, phase.name, -1, CPU)
        phase(context).finish(context.model)
    return context


def started(context: TrainingContext, *overrides: str) -> PainterPhase:
    """A painter before its first step."""
    settings = with_overrides(context.settings, overrides)
    start_step(0, "painter", -1, CPU)
    return PainterPhase(dataclasses.replace(context, settings=settings))


def step(phase: PainterPhase, number: int) -> dict[str, torch.Tensor]:
    return phase.step(number, start_step(0, "painter", number, CPU))


@pytest.fixture(scope="module")
def painter(context: TrainingContext) -> tuple[PainterPhase, dict[str, torch.Tensor]]:
    """A painter after a step in which everything happens, and the losses of that step."""
    phase = started(context, "painter.adversarial_from=0", "painter.r1=0.1")
    return phase, step(phase, 0)


def test_look_code_and_layers_learn_with_the_painter(
    context: TrainingContext, painter: tuple[PainterPhase, dict[str, torch.Tensor]]
) -> None:
    phase, losses = painter
    networks = phase.networks()
    before = LookCode(len(context.words.parts), 16)
    load_network(context.model, "look", before)
    moved = [
        (new - old).abs().max() > 1e-9
        for new, old in zip(networks["look"].parameters(), before.parameters(), strict=True)
    ]
    assert all(moved), "encoder and decoder both learn"
    assert networks["painter"].get_parameter("layer_projection.weight").abs().max() > 0
    told = {"looks", "pixels", "judges", "adversarial", "matching", "variety", "leak"}
    assert told <= losses.keys()
    assert all(torch.isfinite(loss) for loss in losses.values())
    # Drawings that are their own edits are painted alike before and after.
    assert losses["leak"].item() == pytest.approx(0, abs=1e-6)


def test_mixed_precision_learns_the_same(
    context: TrainingContext, painter: tuple[PainterPhase, dict[str, torch.Tensor]]
) -> None:
    mixed = started(context, "painter.adversarial_from=0", "precision=bf16", "painter.leak=0")
    losses = step(mixed, 0)
    for name in ("pixels", "looks", "judges", "matching"):
        assert losses[name].item() == pytest.approx(painter[1][name].item(), rel=0.1), name
    weights = mixed.networks()["painter"].parameters()
    assert all(p.dtype == torch.float32 and torch.isfinite(p).all() for p in weights)


def test_without_looks_the_painter_paints_plain(context: TrainingContext) -> None:
    phase = started(context, "painter.looks=0", "painter.leak=0", "painter.judge_steps=2")
    assert "looks" not in step(phase, 0)
    assert "look" not in phase.networks()
