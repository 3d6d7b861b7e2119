"""The command with the real model: the same bytes however many workers draw."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from scenegan.rendering.picture_files import read_document
from tests.batch.stub import entries, pictures
from tests.cli_runner import Done

Run = Callable[..., Done]

TEXTS = """\
# three creatures and a line without one
a small orange lizard with a cream belly and a flame at the tip of its tail
Lunch is at noon.
a blue bird with long wings
a pink snail with glimmering frobnicators
"""


def test_workers_change_no_byte(scenegan: Run, tmp_path: Path) -> None:
    source = tmp_path / "in.txt"
    source.write_text(TEXTS, encoding="utf-8")
    alone, shared = tmp_path / "1" / "out", tmp_path / "2" / "out"
    done = scenegan("render", source, "-o", alone, "--workers", 1, "--anchors")
    assert done.code == 1
    assert "1 items failed" in done.err and "errors.jsonl" in done.err
    done = scenegan("render", source, "-o", shared, "--workers", 2, "--anchors")
    assert done.code == 1, done.err
    assert pictures(alone) == pictures(shared)
    assert entries(alone) == entries(shared)
    assert {"contact-sheet.png", "gallery.html"} < set(pictures(alone))
    last = entries(alone)[-1]
    assert any("frobnicators" in word for word in last["unknown"])
    document = read_document(alone / last["file"])
    assert document.graph.creature.kind == "snail"
    _sizes_of_a_picture(scenegan, alone / last["file"], tmp_path)


def _sizes_of_a_picture(scenegan: Run, picture: Path, folder: Path) -> None:
    """Draws a finished picture again: the same at its size, larger with `--size`."""
    done = scenegan("render", picture, "-o", folder / "same", "--workers", 1, "--no-gallery")
    assert done.code == 0, done.err
    (again,) = pictures(folder / "same").values()
    assert again == picture.read_bytes()
    large = folder / "large"
    done = scenegan("render", picture, "-o", large, "--workers", 1, "--size", 1024,
                    "--format", "webp", "--name", "{kind}")  # fmt: skip
    assert done.code == 0, done.err
    with Image.open(large / "snail.webp") as image:
        assert image.size == (1024, 1024)
        alpha = image.convert("RGBA").getchannel("A")
    assert alpha.getextrema() == (0, 255)
    assert read_document(large / "snail.webp").recipe.size == 1024


def test_wrong_use_ends_with_two(scenegan: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = scenegan("render", tmp_path / "none.txt", "-o", out)
    assert (done.code, "no file" in done.err) == (2, True)
    done = scenegan("render", "-", "-o", out, "--shard", "5/4", stdin=b"a cat\n")
    assert (done.code, "--shard 5/4" in done.err) == (2, True)
    done = scenegan("render", "-", "-o", out, "--name", "../{index}", stdin=b"a cat\n")
    assert (done.code, "leads out" in done.err) == (2, True)
    done = scenegan("render", "-", "-o", out, "--model", tmp_path, stdin=b"a cat\n")
    assert (done.code, "model.json" in done.err) == (2, True)
    assert not out.exists()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder nobody can write to")
def test_a_folder_that_takes_no_file_is_told(scenegan: Run) -> None:
    done = scenegan("render", "-", "-o", "/proc/out", stdin=b"a cat\n")
    assert (done.code, "/proc/out cannot be made" in done.err) == (2, True)


def test_plain_lines_show_progress(
    scenegan: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from scenegan.cli import rendering

    times = iter(range(0, 10_000, 6))
    monkeypatch.setattr(rendering, "monotonic", lambda: next(times))
    lines = "".join(f"{json.dumps(i)}\n" for i in range(9))
    source = tmp_path / "in.jsonl"
    source.write_text(lines, encoding="utf-8")
    monkeypatch.setattr("scenegan.batch.run.draw_jobs", lambda jobs, *_: iter(list(jobs)))
    done = scenegan("render", source, "-o", tmp_path / "out")
    assert done.code == 1
    assert "0 of 9 drawn" in done.err and "a second, about" in done.err
