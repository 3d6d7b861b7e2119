"""The seven published systems as a user meets them, on generated drawings."""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file

from scenegan.graph import to_json
from scenegan.graph.model import Creature, SceneGraph
from scenegan.nn.model_words import ModelWords
from scenegan.nn.systems.saved import is_published
from scenegan.rendering.published import PublishedDrawer, Request
from scenegan.training.cache_reader import read_drawings
from scenegan.training.checkpoints import Checkpoints, Progress, restore
from scenegan.training.command import main
from scenegan.training.context import TrainingContext
from scenegan.training.devices import Devices
from scenegan.training.phase import Phase
from scenegan.training.presets import preset, with_overrides
from scenegan.training.randomness import start_step
from scenegan.training.run import make_phase
from scenegan.training.systems.settings import PUBLISHED
from tests.cli_runner import Done
from tests.nn.graphs import lizard

SMALL = (
    "drawings=0",
    "log_every=1",
    "save_every=2",
    "sample_every=100",
    "text.steps=2",
    "text.batch=4",
    "text.width=8",
    "text.channels=4",
    "gan.steps=2",
    "gan.batch=3",
    "gan.noise=4",
    "gan.code=4",
    "gan.width=4",
    "gan.judge_width=4",
    "gan.perceptual=0",
)
SYSTEMS = sorted(PUBLISHED)
SIZES = {name: "gan.sizes=16,32" for name in ("stackgan-pp", "attngan", "controlgan")}
SEED = 3


@pytest.fixture(scope="module")
def runs(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a short run of every system, named as the system."""
    torch.set_num_threads(1)
    folder = tmp_path_factory.mktemp("published")
    for system in SYSTEMS:
        words = ["--system", system, "--preset", "tiny", "--data", str(cache), *SMALL]
        words += [SIZES[system]] if system in SIZES else []
        assert main([*words, "--out", str(folder / system)]) == 0
    return folder


def phase_of(runs: Path, cache: Path, system: str, name: str, *overrides: str) -> Phase:
    """Makes a phase anew, with what earlier phases of a run have made."""
    own = [SIZES[system]] if system in SIZES else []
    settings = with_overrides(preset("tiny", system), [*SMALL, *own, *overrides])
    words = ModelWords.of_vocabulary()
    context = TrainingContext(
        settings=dataclasses.replace(settings, seed=SEED),
        devices=Devices(torch.device("cpu")),
        words=words,
        train=read_drawings(cache, "train", words),
        held_out=read_drawings(cache, "val", words),
        model=runs / system / "model",
        initial=None,
        say=print,
    )
    start_step(SEED, name, -1, torch.device("cpu"))
    return make_phase(context, name)


def take(phase: Phase, *steps: int) -> list[dict[str, float]]:
    """Takes steps by their numbers; the same number is the same batch and the same noise."""
    told = []
    for step in steps:
        losses = phase.step(step, start_step(SEED, phase.name, step, torch.device("cpu")))
        told.append({name: loss.item() for name, loss in losses.items()})
    return told


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_run_leaves_figures_samples_and_weights(runs: Path, system: str) -> None:
    run = runs / system
    lines = (run / "stats.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if "examples_per_second" in row]
    assert list(dict.fromkeys(row["phase"] for row in rows)) == list(PUBLISHED[system])
    for phase in PUBLISHED[system]:
        with Image.open(run / "samples" / f"{phase}-0000002.png") as sheet:
            assert sheet.mode == "RGB"
    assert is_published(run / "model") and (run / "model" / "generator.safetensors").exists()


EXPECTED = {
    "gan": {"judge_drawn", "painted_drawn"},
    "gan-int-cls": {"judge_shown", "painted_shown", "between"},
    "stackgan": {"judge_shown", "painted_shown", "kl"},
    "stackgan-pp": {"judge_drawn", "judge_shown", "painted_drawn", "painted_shown", "kl", "color"},
    "attngan": {"judge_drawn", "judge_shown", "painted_drawn", "painted_shown", "kl", "damsm"},
    "controlgan": {
        *("judge_drawn", "judge_shown", "judge_words"),
        *("painted_drawn", "painted_shown", "kl", "damsm", "words"),
    },
    "sg2im": {
        *("judge_drawn", "judge_crops", "judge_classes", "boxes", "masks", "pixels"),
        *("painted_drawn", "crops", "classes"),
    },
}
"""The losses that make each system what it is."""


@pytest.mark.parametrize("system", SYSTEMS)
def test_steps_lower_the_losses_of_both_sides(runs: Path, cache: Path, system: str) -> None:
    last = PUBLISHED[system][-1]
    judges_only = ("gan.rate=0", "gan.judge_rate=3e-3")
    painter_only = ("gan.judge_rate=0", "gan.rate=3e-3")
    for overrides, of_judges in ((judges_only, True), (painter_only, False)):
        phase = phase_of(runs, cache, system, last, *overrides)
        told = take(phase, 0, 0, 0)
        assert told[0].keys() == EXPECTED[system]
        totals = [
            sum(v for name, v in losses.items() if name.startswith("judge") == of_judges)
            for losses in told
        ]
        assert totals[-1] < totals[0], (overrides, totals)


@pytest.mark.parametrize("system", ["attngan", "gan-int-cls"])
def test_texts_and_drawings_come_to_match(runs: Path, cache: Path, system: str) -> None:
    phase = phase_of(runs, cache, system, "text", "text.rate=1e-2", "text.steps=100")
    told = take(phase, *[5] * 8)
    assert sum(told[-1].values()) < sum(told[0].values())
    assert 0 <= phase.measure()["held_out_found"] <= 1


@pytest.mark.parametrize("system", ["stackgan", "controlgan", "sg2im"])
def test_a_restored_phase_goes_on_as_if_nothing_happened(
    runs: Path, cache: Path, system: str, tmp_path: Path
) -> None:
    last = PUBLISHED[system][-1]
    whole = phase_of(runs, cache, system, last)
    take(whole, 0, 1, 2)
    first = phase_of(runs, cache, system, last)
    take(first, 0, 1)
    path = Checkpoints(tmp_path).save(Progress(0, 2), first)
    second = phase_of(runs, cache, system, last)
    restore(path, second)
    take(second, 2)
    for name, network in whole.networks().items():
        again = second.networks()[name].state_dict()
        assert all(torch.equal(again[k], v) for k, v in network.state_dict().items()), name


def test_a_run_goes_on_from_the_end_of_a_phase(runs: Path, tmp_path: Path) -> None:
    out = tmp_path / "again"
    shutil.copytree(runs / "stackgan", out)
    for file in (out / "checkpoints").iterdir():
        file.unlink()
    (out / "model" / "generator.safetensors").unlink()
    Checkpoints(out / "checkpoints").save(Progress(2, 0), None)
    assert main(["--out", str(out), "--resume"]) == 0
    name = Path("model") / "generator.safetensors"
    mine, whole = load_file(out / name), load_file(runs / "stackgan" / name)
    assert all(torch.equal(mine[key], whole[key]) for key in whole)


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_trained_system_draws_each_request_by_itself(runs: Path, system: str) -> None:
    drawer = PublishedDrawer.load(runs / system)
    fire = lizard().model_copy(update={"creature": Creature(kind="lizard", types=("fire",))})
    requests = [
        Request("fire type. A round bear with long ears.", fire, 1),
        Request("A round bear.", lizard(), 1),
        Request("A round bear with long ears.", lizard(), 2),
    ]
    pictures = drawer.draw(requests)
    side = 32 if system in SIZES else 64
    assert [p.rgba.shape for p in pictures] == [(side, side, 4)] * 3
    alone = drawer.draw(requests[1:2])[0].rgba
    assert np.abs(alone.astype(int) - pictures[1].rgba).max() <= 1
    asked = drawer.system.asked_with
    assert asked == {"gan": "nothing", "sg2im": "graph"}.get(system, "text")
    same_noise = np.array_equal(pictures[0].rgba, pictures[1].rgba)
    assert same_noise == (asked == "nothing") or asked == "graph", "a type and other words show"
    assert not np.array_equal(pictures[1].rgba, pictures[2].rgba)
    assert (pictures[0].part_map is not None) == (system == "sg2im")
    assert (pictures[0].attention is not None) == (system in ("attngan", "controlgan"))


def test_mistakes_are_told(
    runs: Path, cache: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--preset", "tiny", "--data", str(cache), "--out", str(tmp_path / "run")]
    wrong = [
        (["--system", "attngan", "--phases", "gan"], "needs a text encoder: begin with"),
        (["--system", "gan", "--phases", "painter"], "There is no phase 'painter'"),
        (["--system", "gan", "gan.sizes=16,64"], "has to double from size to size"),
        (["--system", "stackgan", "gan.sizes=16,32"], "have to end at 64 or more"),
        (["--system", "attngan", "text.width=7"], "an even number"),
    ]
    for more, told in wrong:
        assert main([*words, *more]) == 2
        captured = capsys.readouterr()
        assert told in captured.err and captured.err.count("\n") == 1, captured.err


def test_a_dry_run_tells_what_the_seconds_hold(
    cache: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--system", "stackgan", "--preset", "tiny", "--data", str(cache), *SMALL]
    words += ["--out", str(tmp_path / "run"), "--dry-run", "--seconds", "3600"]
    assert main(words) == 0
    told = capsys.readouterr().out
    for phase, batch in (("text", 4), ("stage1", 3), ("stage2", 3)):
        found = re.search(rf"^{phase}: about (\d+) steps of {batch}, ", told, re.MULTILINE)
        assert found and int(found[1]) > 2, "an hour holds more than the two steps of the settings"
    assert "In all about 60 min" in told


def test_the_text_encoder_of_another_run_can_be_taken(
    runs: Path, cache: Path, tmp_path: Path
) -> None:
    out = tmp_path / "adopted"
    words = ["--system", "controlgan", "--preset", "tiny", "--data", str(cache), *SMALL]
    words.append(SIZES["controlgan"])
    init = ["--phases", "gan", "--init", str(runs / "attngan" / "model")]
    assert main([*words, *init, "--out", str(out)]) == 0
    mine, theirs = (load_file(r / "model" / "text.safetensors") for r in (out, runs / "attngan"))
    assert all(torch.equal(mine[key], theirs[key]) for key in theirs)
    assert PublishedDrawer.load(out).system.name == "controlgan"


def test_no_graph_is_too_small_for_sg2im(runs: Path) -> None:
    alone = SceneGraph(creature=Creature(), parts=lizard().parts[:1])
    picture = PublishedDrawer.load(runs / "sg2im").draw([Request("", alone, 0)])[0]
    assert picture.rgba.shape == (64, 64, 4)


def test_the_command_draws_with_a_run(
    scenegan: Callable[..., Done], runs: Path, tmp_path: Path
) -> None:
    graph = tmp_path / "lizard.json"
    graph.write_text(to_json(lizard()), encoding="utf-8")
    out = tmp_path / "lizard.png"
    done = scenegan("draw", graph, "--model", runs / "attngan", "-o", out, "--layout", "--size", 80)
    assert done.code == 0 and "Drawn by attngan" in done.err, done.err
    with Image.open(out) as picture, Image.open(tmp_path / "lizard.words.png") as words:
        assert picture.size == (80, 80) and picture.mode == "RGBA" and words.width > 500
    sheet = tmp_path / "sheet.png"
    done = scenegan("draw", graph, "--model", runs / "sg2im", "-o", sheet, "--variations", 2)
    assert done.code == 0 and sheet.is_file()
    refused = scenegan("draw", graph, "--model", runs / "gan", "-o", tmp_path / "lizard.svg")
    assert refused.code == 2 and "published systems draw pixels only" in refused.err
