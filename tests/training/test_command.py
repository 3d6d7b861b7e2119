"""The command as a user meets it, on generated drawings."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from PIL import Image
from safetensors.torch import load_file

from scenegan.nn.cascade import Painter
from scenegan.nn.layout_model import LayoutModel
from scenegan.nn.look_code import LOOK_CODE_DIMS
from scenegan.nn.model_words import ModelWords
from scenegan.training.cache_reader import read_drawings
from scenegan.training.command import INTERRUPTED, main
from scenegan.training.config_file import read_run_config
from tests.training.conftest import SMALL

ENVIRONMENT = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONUNBUFFERED": "1"}


def arguments(cache: Path, out: Path, *more: str) -> list[str]:
    return ["--preset", "tiny", "--data", str(cache), "--out", str(out), *SMALL, *more]


@pytest.fixture(scope="module")
def whole(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run that was never stopped."""
    torch.set_num_threads(1)
    out = tmp_path_factory.mktemp("runs") / "whole"
    assert main(arguments(cache, out)) == 0
    return out


def stats(run: Path) -> list[dict[str, float]]:
    lines = (run / "stats.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def start(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "scenegan.training.command", "--threads", "1", *words],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def wait_for(found: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    for _ in range(6000):
        if found():
            return
        if process.poll() is not None:
            raise AssertionError(process.communicate()[0])
        time.sleep(0.02)
    raise AssertionError("it took too long")


def same_tensors(one: Path, other: Path) -> bool:
    mine, theirs = load_file(one), load_file(other)
    return mine.keys() == theirs.keys() and all(torch.equal(mine[k], theirs[k]) for k in mine)


def test_a_run_leaves_figures_samples_and_weights(whole: Path) -> None:
    rows = [row for row in stats(whole) if "examples_per_second" in row]
    taken = [(row["phase"], row["step"]) for row in rows]
    assert taken == [(p, s) for p in ("shapes", "looks", "layout", "painter") for s in (1, 2, 3, 4)]
    assert {"pixels", "judges", "adversarial", "matching"} <= rows[-1].keys()
    for phase in ("shapes", "layout", "painter"):
        with Image.open(whole / "samples" / f"{phase}-0000004.png") as picture:
            assert picture.mode == "RGB" and picture.width >= 32
    assert all(0 <= row["preparing"] <= 1 for row in rows)
    held_out = [row for row in stats(whole) if "held_out_pixels" in row]
    assert 0 < held_out[0]["held_out_pixels"] < 1


def test_a_run_writes_looks_that_its_painter_has_learned(whole: Path) -> None:
    """The layers begin without effect; a library of looks stands beside the code."""
    painter = load_file(whole / "model" / "painter.safetensors")
    assert painter["layer_projection.weight"].abs().max() > 0
    assert (whole / "model" / "look.safetensors").exists()
    library = load_file(whole / "model" / "looks.safetensors")
    assert library["code"].shape == (len(library["part"]), LOOK_CODE_DIMS)
    assert len(load_file(whole / "model" / "shapes.safetensors")["part"]) > 20
    assert read_run_config(whole / "config.yaml").options["data"].endswith("drawings.cache")


def test_the_weights_draw(whole: Path, cache: Path, words: ModelWords) -> None:
    model, painter = LayoutModel.load(whole / "model"), Painter.load(whole / "model")
    drawings = read_drawings(cache, "test", words)
    noise = torch.randn(1, drawings.graphs.n_nodes, 43)
    layout = model.propose(drawings.graphs, noise)
    with torch.inference_mode():
        picture = painter(drawings.graphs, layout.box, drawings.index_map, layout.colors)[-1]
    assert picture.shape == (1, 4, 256, 256) and torch.isfinite(picture).all()


def test_a_killed_run_ends_as_if_it_had_never_been_killed(
    whole: Path, cache: Path, tmp_path: Path
) -> None:
    out = tmp_path / "killed"
    process = start(*arguments(cache, out))
    wait_for(lambda: (out / "checkpoints" / "3-0000002.safetensors").exists(), process)
    process.kill()
    process.communicate()
    assert main(["--out", str(out), "--resume"]) == 0
    last = Path("checkpoints") / "3-0000004.safetensors"
    weights = [Path("model") / f"{n}.safetensors" for n in ("shape", "layout", "norm", "painter")]
    assert [same_tensors(out / file, whole / file) for file in (last, *weights)] == [True] * 5
    steps = [(row["phase"], row["step"]) for row in stats(out)]
    assert steps == [(row["phase"], row["step"]) for row in stats(whole)]


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_saves_and_tells_how_to_go_on(
    sent: signal.Signals, cache: Path, tmp_path: Path
) -> None:
    out = tmp_path / "a run"
    process = start(*arguments(cache, out, "shapes.steps=100000", "save_every=100000"))
    wait_for(lambda: (out / "stats.jsonl").exists(), process)
    process.send_signal(sent)
    told = process.communicate(timeout=60)[0]
    assert process.returncode == INTERRUPTED, told
    assert "Traceback" not in told
    assert f"scenegan-train --out '{out}' --resume" in told
    assert len(list((out / "checkpoints").iterdir())) == 1


def test_losses_go_down(cache: Path, tmp_path: Path) -> None:
    out = tmp_path / "longer"
    longer = ("shapes.steps=60", "layout.steps=80", "layout.batch=16", "log_every=10")
    assert main(arguments(cache, out, *longer, "--phases", "shapes,layout")) == 0
    rows = [row for row in stats(out) if "examples_per_second" in row]
    for phase, loss in (("shapes", "outline"), ("layout", "flow")):
        values = [row[loss] for row in rows if row["phase"] == phase]
        assert values[-1] < 0.93 * values[0], (phase, values)


def test_the_painter_goes_on_from_given_weights(whole: Path, cache: Path, tmp_path: Path) -> None:
    """A single phase, with the perceptual loss, on what another run has made."""
    out = tmp_path / "tuned"
    more = ("--phases", "painter", "--init", str(whole / "model"))
    tuned = ("painter.perceptual=1", "painter.steps=1", "painter.rate=1e-5")
    assert main(arguments(cache, out, *tuned, *more)) == 0
    rows = stats(out)
    assert {row["phase"] for row in rows} == {"painter"}
    assert rows[-2]["perceptual"] > 0
    before = load_file(whole / "model" / "painter.safetensors")
    after = load_file(out / "model" / "painter.safetensors")
    differences = [(before[k].float() - after[k].float()).abs().max().item() for k in before]
    assert 0 < max(differences) < 1e-2
    assert (out / "model" / "layout.safetensors").exists()


def test_mixed_precision_is_close_to_full(whole: Path, cache: Path, tmp_path: Path) -> None:
    out = tmp_path / "mixed"
    more = ("--phases", "shapes,layout", "precision=bf16", "layout.steps=4")
    assert main(arguments(cache, out, *more)) == 0
    full, mixed = (
        [row["flow"] for row in stats(run) if row["phase"] == "layout" and "flow" in row]
        for run in (whole, out)
    )
    assert full != mixed and mixed == pytest.approx(full, rel=0.03)


def test_a_dry_run_tells_the_settings_and_writes_nothing(
    cache: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "dry"
    config = tmp_path / "run.json"
    config.write_text(json.dumps({"out": str(out), "seed": 5, "painter": {"rate": 0.1}}))
    words = ("--data", str(cache), "--preset", "tiny", *SMALL, "--phases", "shapes,looks")
    more = ("--config", str(config), "--set", "painter.rate=0.5", "--dry-run")
    assert main([*words, *more]) == 0
    told = capsys.readouterr().out
    assert "4 drawings to learn from, 1 held out" in told
    assert "painter.rate=0.5" in told and "seed=5" in told
    for phase in ("shapes", "looks"):
        line = next(line for line in told.splitlines() if line.startswith(f"{phase}: "))
        assert "4 steps of 8" in line and "GFLOP an example" in line and "weights: " in line
    assert "In all about" in told and not out.exists()


def test_mistakes_are_told_in_a_sentence(
    whole: Path, cache: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "run"
    other = tmp_path / "other.cache"
    other.write_bytes(cache.read_bytes() + b"\n")
    wrong = [
        (arguments(tmp_path / "none.cache", out), "There is no cache"),
        (arguments(cache, out, "painter.bach=3"), "did you mean 'painter.batch'?"),
        (arguments(cache, whole), "holds a run already: go on with --resume"),
        (arguments(cache, out, "--phases", "painter"), "needs a shape code"),
        (arguments(cache, out, "--device", "cuda:77"), "The device 'cuda:77' is not there"),
        (arguments(cache, out, "--init", str(tmp_path)), "There is no model.json in"),
        (["--out", str(out), "--resume"], "holds no run: start one without --resume"),
        (["--out", str(out), "--preset", "tiny"], "name a cache or a folder with --data"),
        (["--out", str(whole), "--resume", "--preset", "cpu"], "leave out --system, --preset"),
        (["--out", str(whole), "--resume", "--data", str(other)], "is not the one that the run"),
    ]
    for words, told in wrong:
        assert main(words) == 2, words
        captured = capsys.readouterr()
        assert told in captured.err and captured.err.count("\n") == 1, captured.err
        assert "Traceback" not in captured.err
    assert not out.exists()


def test_a_loss_that_is_no_number_stops_the_run(
    cache: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "diverged"
    assert main(arguments(cache, out, "shapes.rate=1e38", "shapes.steps=50")) == 1
    assert "lower shapes.rate" in capsys.readouterr().err


def test_training_needs_neither_pydantic_nor_spacy_nor_qt(cache: Path, tmp_path: Path) -> None:
    blocked = ("pydantic", "spacy", "PySide6", "typer", "rich", "skimage", "scipy")
    program = (
        f"import sys; sys.modules.update(dict.fromkeys({blocked!r}))\n"
        "from scenegan.training.command import main\n"
        f"sys.exit(main({[*arguments(cache, tmp_path / 'run'), '--phases', 'shapes']!r}))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], env=ENVIRONMENT, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
