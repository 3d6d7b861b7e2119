"""The command with the real model: the same bytes however many workers draw."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from scenegan.graph import to_json
from scenegan.rendering.picture_files import read_document
from tests.batch.stub import entries, pictures
from tests.cli_runner import Done

Run = Callable[..., Done]

TEXTS = """\
# two creatures and a line without one
a small orange lizard with a cream belly and a flame at the tip of its tail
Lunch is at noon.
a pink snail with glimmering frobnicators
"""


def test_workers_and_draw_give_the_same_bytes(scenegan: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "in.txt", tmp_path / "out"
    source.write_text(TEXTS, encoding="utf-8")
    done = scenegan("render", source, "-o", out, "--workers", 2, "--anchors")
    assert done.code == 1, done.err
    assert "1 item failed" in done.err and "errors.jsonl" in done.err
    assert {"contact-sheet.png", "gallery.html"} < set(pictures(out))
    last = entries(out)[-1]
    assert any("frobnicators" in word for word in last["unknown"])
    assert read_document(out / last["file"]).graph.creature.kind == "snail"
    drawn = tmp_path / "drawn.png"
    assert scenegan("draw", TEXTS.splitlines()[-1], "-o", drawn).code == 0
    assert drawn.read_bytes() == (out / last["file"]).read_bytes()
    _other_forms_of_a_picture(scenegan, drawn, tmp_path)


def _other_forms_of_a_picture(scenegan: Run, picture: Path, folder: Path) -> None:
    """Draws a finished picture again: the same, in other colours, and larger."""
    source, out = folder / "again.jsonl", folder / "again"
    document = read_document(picture)
    asked: list[dict[str, object]] = [
        {"name": "same", "palettes": 1},
        {"name": "large", "size": 320, "format": "webp"},
    ]
    rows = [json.dumps({"document": json.loads(to_json(document)), **more}) for more in asked]
    source.write_text("\n".join(rows), encoding="utf-8")
    done = scenegan("render", source, "-o", out, "--workers", 1, "--no-gallery")
    assert done.code == 0, done.err
    assert sorted(pictures(out)) == ["large.webp", "same-c1.png", "same.png"]
    assert (out / "same.png").read_bytes() == picture.read_bytes()
    with Image.open(out / "large.webp") as image:
        assert image.size == (320, 320)
        assert image.convert("RGBA").getchannel("A").getextrema() == (0, 255)
    assert read_document(out / "large.webp").recipe.size == 320
    other = read_document(out / "same-c1.png")
    for node, place in other.layout.items():
        assert place.box == document.layout[node].box
    assert other.graph.creature.colors != document.graph.creature.colors


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
    from scenegan.cli import progress

    times = iter(range(0, 10_000, 6))
    monkeypatch.setattr(progress, "monotonic", lambda: next(times))
    lines = "".join(f"{json.dumps(i)}\n" for i in range(9))
    source = tmp_path / "in.jsonl"
    source.write_text(lines, encoding="utf-8")
    monkeypatch.setattr("scenegan.batch.run.draw_jobs", lambda jobs, *_: iter(list(jobs)))
    done = scenegan("render", source, "-o", tmp_path / "out")
    assert done.code == 1
    assert "Drawing: 9 of 9, 9 failed" in done.err and "a second, about" in done.err
