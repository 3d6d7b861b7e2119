"""Shortcuts: the network learns to end in few calls where many end, and still knows the way."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
import torch

from scenegan.nn.layout import SHORTCUTS, LayoutFlow
from scenegan.nn.layout_sampling import sample_tokens
from scenegan.nn.layout_tokens import TOKEN_DIMS
from scenegan.nn.model_words import ModelWords
from scenegan.nn.packed_flow import PackedFlow
from scenegan.nn.weights import ModelConfig, read_config, read_tensors, save_network, write_config
from scenegan.training.batches import Drawings
from scenegan.training.context import TrainingContext
from scenegan.training.devices import Devices
from scenegan.training.layout_phase import LayoutPhase
from scenegan.training.presets import preset, with_overrides
from scenegan.training.randomness import start_step
from scenegan.training.run_folder import RunOrigin, sized_like, start_run
from scenegan.training.shape_phase import ShapePhase
from scenegan.training.shortcut_phase import ShortcutPhase
from tests.training.conftest import SMALL

CPU = torch.device("cpu")
SETTINGS = (*SMALL, "shortcuts.batch=8", "shortcuts.steps=120", "shortcuts.rate=1e-2")


@pytest.fixture(scope="module")
def context(
    drawings: Drawings, words: ModelWords, tmp_path_factory: pytest.TempPathFactory
) -> TrainingContext:
    """A shape code as it begins, and a layout network whose ways are far from straight."""
    context = TrainingContext(
        settings=with_overrides(preset("tiny"), SETTINGS),
        devices=Devices(CPU),
        words=words,
        train=drawings,
        held_out=drawings.take(torch.tensor([0, 1])),
        model=tmp_path_factory.mktemp("model"),
        initial=None,
        say=lambda text: None,
    )
    start_step(0, "shapes", -1, CPU)
    ShapePhase(context).finish(context.model)
    start_step(0, "layout", -1, CPU)
    LayoutPhase(context).finish(context.model)
    winding = LayoutFlow(len(words.parts), len(words.attributes), 16, 1, 2)
    for name in ("out.weight", "time_mlp.2.weight"):
        torch.nn.init.normal_(winding.get_parameter(name), std=0.5)
    save_network(context.model, "layout", winding)
    return context


@pytest.fixture(scope="module")
def phase(context: TrainingContext) -> ShortcutPhase:
    """The phase after its steps, with what it measured before them."""
    start_step(0, "shortcuts", -1, CPU)
    return ShortcutPhase(context)


@pytest.fixture(scope="module")
def measures(phase: ShortcutPhase) -> list[dict[str, float]]:
    found = [phase.measure()]
    for number in range(phase.steps):
        losses = phase.step(number, start_step(0, "shortcuts", number, CPU))
        assert all(torch.isfinite(loss) for loss in losses.values())
    return [*found, phase.measure()]


def test_shortcuts_come_nearer_to_where_the_way_leads(measures: list[dict[str, float]]) -> None:
    before, after = (m["held_out_missed"] for m in measures)
    assert after < 0.5 * before
    assert measures[0]["two_steps_miss"] == measures[1]["two_steps_miss"]


def test_what_is_written_draws_in_so_many_calls(
    phase: ShortcutPhase,
    measures: list[dict[str, float]],
    context: TrainingContext,
    words: ModelWords,
    tmp_path: Path,
) -> None:
    phase.finish(tmp_path)
    options = {"width": 16, "depth": 1, "heads": 2, "jumps": 2}
    flow = LayoutFlow(len(words.parts), len(words.attributes), **options).eval()
    flow.load_state_dict(read_tensors(tmp_path, "layout"))
    graphs = context.train.graphs
    times = []
    flow.time_mlp.register_forward_hook(lambda *_: times.append(1))
    noise = torch.randn(*graphs.pad.shape, TOKEN_DIMS, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        plain = sample_tokens(flow, flow.condition(graphs), noise, steps=7)
        assert len(times) == 2, "the number of steps is that of the network"
        packed = PackedFlow(flow)
        fast = sample_tokens(packed, packed.condition(graphs), noise)
    present = ~graphs.pad
    torch.testing.assert_close(fast[present], plain[present], atol=1e-4, rtol=1e-4)


def test_the_layout_phase_goes_on_from_the_way(
    phase: ShortcutPhase, context: TrainingContext, tmp_path: Path, words: ModelWords
) -> None:
    """Weights with shortcuts can be trained further; the shortcuts, which would be stale, go."""
    phase.finish(tmp_path)
    for name in ("norm", "shape"):
        (tmp_path / f"{name}.safetensors").write_bytes(
            (context.model / f"{name}.safetensors").read_bytes()
        )
    write_config(tmp_path, ModelConfig("small", words, {"layout": {"jumps": 2}}))
    further = dataclasses.replace(context, initial=tmp_path)
    layout = LayoutPhase(further)
    layout.step(0, start_step(0, "layout", 0, CPU))
    layout.finish(tmp_path / "model")
    assert not set(SHORTCUTS) & read_tensors(tmp_path / "model", "layout").keys()


@pytest.mark.parametrize(
    ("phases", "jumps"),
    [("painter", 2), ("layout,painter", None), ("layout,shortcuts", 3), ("shortcuts", 3)],
)
def test_a_run_notes_the_shortcuts_of_its_model(
    phases: str, jumps: int | None, words: ModelWords, tmp_path: Path
) -> None:
    initial = tmp_path / "initial"
    sizes = {"width": 16, "depth": 1, "heads": 2}
    config = ModelConfig("small", words, {"layout": {**sizes, "jumps": 2}})
    write_config(initial, config)
    settings = sized_like(preset("tiny"), config)
    assert settings.shortcuts.jumps == 2
    overrides = [f"phases={phases}", *(["shortcuts.jumps=3"] if "shortcuts" in phases else [])]
    origin = RunOrigin("none.cache", "", str(initial))
    start_run(tmp_path / "run", origin, with_overrides(settings, overrides), words, {})
    found = read_config(tmp_path / "run" / "model").options("layout")
    assert found.get("jumps") == jumps and found["width"] == 16
