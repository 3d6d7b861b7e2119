"""A narrower painter begins with the weights of a wide one, which then shows it how to paint."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
import torch

from scenegan.errors import ModelError
from scenegan.nn.cascade import Painter
from scenegan.nn.composition import shrunk_map
from scenegan.nn.model_words import ModelWords
from scenegan.nn.weights import ModelConfig, read_config, save_network, write_config
from scenegan.training.augmentation import premultiplied
from scenegan.training.batches import Drawings
from scenegan.training.context import TrainingContext
from scenegan.training.devices import Devices
from scenegan.training.narrowed_painter import STREAMS, kept_channels, main, narrowed
from scenegan.training.painter_examples import PainterExamples
from scenegan.training.painter_phase import PainterPhase
from scenegan.training.painter_teacher import PainterTeacher
from scenegan.training.presets import preset, with_overrides
from scenegan.training.randomness import start_step
from scenegan.training.shape_phase import ShapePhase, load_shape_code
from tests.training.conftest import SMALL

CPU = torch.device("cpu")
WIDE, NARROW = (12, 12, 10, 10, 8, 8), (8, 8, 6, 6, 6, 4)


@pytest.fixture(scope="module")
def teacher(words: ModelWords, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a wide painter that has not learned much."""
    folder = tmp_path_factory.mktemp("teacher")
    torch.manual_seed(1)
    painter = Painter(len(words.parts), len(words.attributes), width=8, channels=WIDE, side=64)
    save_network(folder, "painter", painter)
    options = {"width": 8, "channels": list(WIDE), "side": 64}
    write_config(folder, ModelConfig("wide", words, {"painter": options}))
    return folder


def painter_in(folder: Path) -> Painter:
    return Painter.read(folder).eval()


@torch.no_grad()
def paint(painter: Painter, drawings: Drawings) -> torch.Tensor:
    graphs = drawings.graphs
    maps = shrunk_map(drawings.index_map, 64)
    picture: torch.Tensor = painter(graphs, drawings.box, maps, graphs.colors)[-1]
    return picture


def test_all_channels_kept_is_the_same_painter(
    teacher: Path, drawings: Drawings, words: ModelWords
) -> None:
    wide = painter_in(teacher)
    sizes = len(words.parts), len(words.attributes)
    copy = Painter(*sizes, width=8, channels=WIDE, side=64).eval()
    narrowed(wide, copy, kept_channels(wide, drawings, WIDE))
    torch.testing.assert_close(paint(copy, drawings), paint(wide, drawings), atol=1e-5, rtol=0)


def test_channels_that_nobody_listens_to_go(teacher: Path, drawings: Drawings) -> None:
    wide = painter_in(teacher)
    kept = kept_channels(wide, drawings, NARROW)
    assert [len(kept[stream]) for stream in STREAMS] == list(NARROW)
    assert torch.equal(kept[8], kept[16]) and torch.equal(kept[32], kept[64])
    ignored = kept[256][1:3]
    for name in ("block256.conv1", "block256.conv2", "heads.2.from_features"):
        weight = wide.get_parameter(f"{name}.weight")
        weight.data[:, ignored] = 0
    assert not set(ignored.tolist()) & set(kept_channels(wide, drawings, NARROW)[256].tolist())


def test_numbers_that_part_what_is_joined_are_told(teacher: Path, words: ModelWords) -> None:
    sizes = len(words.parts), len(words.attributes)
    narrow = Painter(*sizes, width=8, channels=(8, 6, 6, 6, 6, 4), side=64)
    with pytest.raises(ModelError, match=r"needs equal numbers too.*block16\.skip"):
        narrowed(painter_in(teacher), narrow, {})


def test_command_writes_a_whole_model(teacher: Path, cache: Path, tmp_path: Path) -> None:
    out = tmp_path / "narrow"
    main([str(cache), str(teacher), str(out), "--channels", ",".join(map(str, NARROW))])
    assert read_config(out).options("painter") == {
        "width": 8,
        "channels": list(NARROW),
        "side": 64,
    }
    assert painter_in(out).reduce256.weight.shape[:2] == (4, 6)


@pytest.fixture(scope="module")
def context(
    drawings: Drawings, words: ModelWords, tmp_path_factory: pytest.TempPathFactory
) -> TrainingContext:
    overrides = (
        *SMALL,
        "painter.looks=0",
        "painter.side=64",
        "painter.adversarial_from=1000",
        "painter.batch=4",
    )
    context = TrainingContext(
        settings=with_overrides(preset("tiny"), overrides),
        devices=Devices(CPU),
        words=words,
        train=drawings,
        held_out=drawings.take(torch.tensor([0])),
        model=tmp_path_factory.mktemp("model"),
        initial=None,
        say=lambda text: None,
    )
    start_step(0, "shapes", -1, CPU)
    ShapePhase(context).finish(context.model)
    return context


def test_a_teacher_shows_a_share_of_the_batch(teacher: Path, context: TrainingContext) -> None:
    example = PainterExamples(context, load_shape_code(context)).draw(4, start_step(0, "p", 0, CPU))
    taught = dataclasses.replace(
        context, settings=with_overrides(context.settings, ["painter.taught=0.5"])
    )
    wanted = PainterTeacher(teacher, taught).wanted(example, None)
    painted = painter_in(teacher).train()(*example.asked, example.noise)
    for found, drawn, picture in zip(wanted, example.drawn, painted, strict=True):
        assert torch.equal(found[2:], drawn[2:])
        shown = premultiplied(picture.clamp(0, 1))[:2]
        torch.testing.assert_close(found[:2], shown, atol=1e-5, rtol=0)


def test_a_pupil_comes_nearer_to_its_teacher(teacher: Path, context: TrainingContext) -> None:
    overrides = [f"painter.teacher={teacher}", "painter.taught=1", "painter.rate=3e-3"]
    settings = with_overrides(context.settings, [*overrides, "painter.steps=24"])
    start_step(0, "painter", -1, CPU)
    phase = PainterPhase(dataclasses.replace(context, settings=settings))
    losses = [
        phase.step(number, start_step(0, "painter", number, CPU))["pixels"].item()
        for number in range(24)
    ]
    assert sum(losses[-4:]) < 0.7 * sum(losses[:4])


def test_a_teacher_that_does_not_fit_is_told(teacher: Path, context: TrainingContext) -> None:
    smaller = with_overrides(context.settings, ["painter.side=128"])
    with pytest.raises(ModelError, match=r"paints 64 pixels a side: set painter\.side=64"):
        PainterTeacher(teacher, dataclasses.replace(context, settings=smaller))
    fewer = dataclasses.replace(context.words, parts=context.words.parts[:-1])
    with pytest.raises(ModelError, match="knows other words"):
        PainterTeacher(teacher, dataclasses.replace(context, words=fewer))
