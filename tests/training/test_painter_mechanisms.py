"""Each mechanism of the painter is switched by a setting, changes what is learned, and learns."""

from __future__ import annotations

import dataclasses

import pytest
import torch

from scenegan.nn.model_words import ModelWords
from scenegan.nn.node_reader import NodeReader
from scenegan.training.batches import Drawings
from scenegan.training.context import TrainingContext
from scenegan.training.devices import Devices
from scenegan.training.objectives.damsm import damsm_loss
from scenegan.training.painter_examples import shrunk_drawings
from scenegan.training.painter_mechanisms import SMALLEST_CROP, PainterMechanisms, cut_parts
from scenegan.training.painter_phase import PainterPhase
from scenegan.training.presets import SettingError, preset, with_overrides
from scenegan.training.randomness import start_step
from scenegan.training.settings import PainterSettings
from scenegan.training.shape_phase import ShapePhase
from tests.training.conftest import SMALL

CPU = torch.device("cpu")
SWITCHES = {
    "painter.unconditional=0": "judges",
    "painter.mismatch=0": "",
    "painter.color=1": "color",
    "painter.damsm=1": "damsm",
    "painter.crops=1": "crops",
    "painter.classes=1": "classes",
    "painter.conditioning=true": "kl",
    "painter.coarse=false": "judges",
    "painter.channel_attention=true": "",
    "painter.node_attention=false": "",
    "painter.graph_layers=0": "pixels",
    "painter.late_layout=false": "pixels",
}
"""Switches, and a loss that each adds or changes in the very first step."""


@pytest.fixture(scope="module")
def context(
    drawings: Drawings, words: ModelWords, tmp_path_factory: pytest.TempPathFactory
) -> TrainingContext:
    """A small painter's surroundings, with a shape code as it begins."""
    small = ("painter.side=64", "painter.looks=0", "painter.adversarial_from=0")
    context = TrainingContext(
        settings=with_overrides(preset("tiny"), (*SMALL, *small)),
        devices=Devices(CPU),
        words=words,
        train=drawings,
        held_out=drawings.take(torch.tensor([0])),
        model=tmp_path_factory.mktemp("model"),
        initial=None,
        say=lambda text: None,
    )
    start_step(0, ShapePhase.name, -1, CPU)
    ShapePhase(context).finish(context.model)
    return context


def started(context: TrainingContext, *overrides: str) -> PainterPhase:
    """A painter before its first step."""
    settings = with_overrides(context.settings, overrides)
    start_step(0, "painter", -1, CPU)
    return PainterPhase(dataclasses.replace(context, settings=settings))


def step(phase: PainterPhase, number: int = 0) -> dict[str, float]:
    losses = phase.step(number, start_step(0, "painter", number, CPU))
    return {name: loss.item() for name, loss in losses.items()}


@pytest.fixture(scope="module")
def plain(context: TrainingContext) -> tuple[PainterPhase, dict[str, float]]:
    """A painter without any switch, after a step, and the losses of that step."""
    phase = started(context)
    return phase, step(phase)


@pytest.mark.parametrize("switch", SWITCHES)
def test_a_switch_changes_what_is_learned(
    context: TrainingContext, plain: tuple[PainterPhase, dict[str, float]], switch: str
) -> None:
    phase, told = started(context, switch), SWITCHES[switch]
    before = {k: v.clone() for k, v in phase.networks()["painter"].state_dict().items()}
    losses = step(phase)
    assert all(abs(value) < float("inf") for value in losses.values())
    if told:
        assert losses[told] != plain[1].get(told)
    after = phase.networks()["painter"].state_dict()
    assert any(not torch.equal(before[k], after[k]) for k in after), "it learns"
    others = {**plain[0].networks()["painter"].state_dict()}
    others |= {f"judges.{k}": v for k, v in plain[0].networks()["judges"].state_dict().items()}
    after |= {f"judges.{k}": v for k, v in phase.networks()["judges"].state_dict().items()}
    same = after.keys() == others.keys() and all(torch.equal(after[k], others[k]) for k in after)
    assert not same


def test_networks_beside_the_painter_learn_and_are_kept(context: TrainingContext) -> None:
    still = ("painter.rate=0", "painter.judge_rate=5e-3")
    phase = started(context, "painter.crops=1", "painter.damsm=1", *still)
    assert {"mechanisms"} <= phase.networks().keys() & phase.optimizers().keys()
    told = [step(phase) for _ in range(4)]
    first, last = (
        sum(v for name, v in losses.items() if name.startswith("judge_"))
        for losses in (told[0], told[-1])
    )
    assert last < first, "of the same batch"


def test_without_a_switch_nothing_stands_beside_the_painter(
    plain: tuple[PainterPhase, dict[str, float]],
) -> None:
    phase, losses = plain
    assert "mechanisms" not in phase.networks()
    assert not {"color", "damsm", "crops", "classes", "kl"} & losses.keys()


def test_nodes_are_read_as_words_and_padding_is_not(drawings: Drawings) -> None:
    torch.manual_seed(0)
    graphs = drawings.graphs
    reader = NodeReader(graphs.n_parts, graphs.attributes.shape[-1], 16)
    read = reader(graphs, graphs.colors)
    assert read.words.shape == (len(graphs), graphs.n_nodes, 16)
    assert (read.words[graphs.pad] == 0).all() and torch.equal(read.pad, graphs.pad)
    moved = reader(graphs, graphs.colors + 30 * graphs.pad[..., None])
    torch.testing.assert_close(moved.sentence, read.sentence)
    assert not torch.allclose(reader(graphs, graphs.colors + 30).sentence, read.sentence)


def test_a_picture_that_fits_its_nodes_costs_less(drawings: Drawings) -> None:
    """Regions that are the nodes' own features, against those of another graph."""
    torch.manual_seed(0)
    graphs = drawings.graphs
    read = NodeReader(graphs.n_parts, graphs.attributes.shape[-1], 16)(graphs, graphs.colors)
    regions = read.words.transpose(1, 2)[..., None]
    mechanisms = PainterMechanisms(PainterSettings(damsm=1, side=64), 3, 2)
    assert mechanisms.regions is not None
    seen = mechanisms.regions(torch.zeros(len(graphs), 4, 64, 64))
    own = damsm_loss(seen._replace(regions=regions, whole=read.sentence), read)
    wrong = damsm_loss(
        seen._replace(regions=regions.roll(1, 0), whole=read.sentence.roll(1, 0)), read
    )
    assert own.words < wrong.words and own.sentences < wrong.sentences


def test_parts_that_are_too_small_are_not_cut_out(drawings: Drawings) -> None:
    box = drawings.box.clone()
    box[0, 0, 2:] = box[0, 0, :2] + SMALLEST_CROP / 2
    owners, boxes, part = cut_parts(drawings.graphs, box)
    present = int((~drawings.graphs.pad).sum())
    assert len(owners) == len(boxes) == len(part) < present
    nothing = cut_parts(drawings.graphs, torch.zeros_like(box))
    assert len(nothing[0]) == present, "rather small ones than none"


def test_small_drawings_keep_their_colours(drawings: Drawings) -> None:
    small = shrunk_drawings(drawings, 64)
    assert small.picture.shape[-1] == small.index_map.shape[-1] == 64
    opaque = small.picture[:, 3] == 255
    shown = drawings.picture[:, :, 2::4, 2::4].float()
    difference = (small.picture.float() - shown).abs().mean(1)[opaque]
    assert difference.median() <= 2
    assert shrunk_drawings(small, 64) is small


def test_a_side_that_the_painter_cannot_paint_is_refused() -> None:
    with pytest.raises(SettingError, match="painter.side=100"):
        with_overrides(preset("tiny"), ["painter.side=100"])
