"""What a night's work rests on: crashes, resuming, bad items, workers that die."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scenegan.batch.items import Defaults
from scenegan.errors import FileError
from tests.batch.stub import StubSource, entries, graph_line, pictures, render

KILLS = 50


def _lines(folder: Path, count: int, bad: tuple[int, ...] = ()) -> Path:
    path = folder / "in.jsonl"
    rows = ["{broken" if i in bad else graph_line(i) for i in range(count)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def _go_on(source: Path, folder: Path, log: Path) -> None:
    """One life of a run that will be killed."""
    painter = StubSource(delay=0.001, log=log)
    render(source, folder, painter=painter, resume=True, defaults=Defaults(seeds=2))


def test_fifty_random_kills_lose_nothing_and_draw_nothing_twice(tmp_path: Path) -> None:
    source = _lines(tmp_path, 150, bad=(7, 100))
    calm, shaken, log = tmp_path / "calm", tmp_path / "shaken", tmp_path / "log"
    render(source, calm, defaults=Defaults(seeds=2))
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.batch.test_trust"])
    chance = random.Random(5)
    kills = 0
    codes: list[int | None] = []
    while not codes or codes[-1] != 0:
        process = context.Process(target=_go_on, args=(source, shaken, log))
        process.start()
        if kills < KILLS:
            _wait_for_pictures(shaken, process, chance.randint(0, 3))
            process.kill()
            kills += 1
        process.join()
        codes.append(process.exitcode)
        names = {entry["file"] for entry in _whole_lines(shaken)}
        assert all((shaken / name).is_file() for name in names)
    assert codes.count(-signal.SIGKILL) >= KILLS / 2, codes
    assert pictures(shaken) == pictures(calm)
    assert entries(shaken) == entries(calm)
    assert entries(shaken, "errors.jsonl") == entries(calm, "errors.jsonl")
    # Beyond those in hand, and those on their way to the disk, at each kill.
    assert 2 * 148 <= log.stat().st_size <= 2 * 148 + KILLS * 11


def _whole_lines(folder: Path) -> list[dict[str, str]]:
    path = folder / "manifest.jsonl"
    lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
    return [json.loads(line) for line in lines]


def _wait_for_pictures(
    folder: Path, process: multiprocessing.process.BaseProcess, more: int
) -> None:
    """Waits until a life has drawn some pictures, so that kills fall into all of its work."""
    wanted = _count(folder) + more
    while process.is_alive() and _count(folder) < wanted:
        time.sleep(0.002)


def _count(folder: Path) -> int:
    return sum(name.endswith(".png") for name in os.listdir(folder)) if folder.exists() else 0


def test_resume_draws_only_what_is_missing(tmp_path: Path) -> None:
    source, folder, log = _lines(tmp_path, 20), tmp_path / "out", tmp_path / "log"
    first = render(source, folder)
    before = pictures(folder)
    gone = sorted(before)[3]
    (folder / gone).unlink()
    (folder / ".000001-cat.png.abcdefg1").write_bytes(b"half")
    with open(folder / "manifest.jsonl", "ab") as manifest:
        manifest.write(b'{"item": 99, "vari')
    again = render(source, folder, resume=True, painter=StubSource(log=log))
    assert (first.drawn, again.drawn, again.before) == (20, 1, 19)
    assert log.read_bytes() == b"x"
    assert pictures(folder) == before
    assert [entry["item"] for entry in entries(folder)] == list(range(1, 21))


def test_another_setting_is_refused(tmp_path: Path) -> None:
    source, folder = _lines(tmp_path, 3), tmp_path / "out"
    render(source, folder)
    with pytest.raises(FileError, match="earlier run"):
        render(source, folder)
    seeds = (
        r"what differs is the number of seeds \(1, now 2\) and the size \(the usual, now 64\): give"
    )
    with pytest.raises(FileError, match=seeds):
        render(source, folder, resume=True, defaults=Defaults(seeds=2, size=64))
    with pytest.raises(FileError, match="the weights"):
        render(source, folder, resume=True, painter=StubSource(name="other"))
    source.write_text(graph_line(0), encoding="utf-8")
    with pytest.raises(FileError, match="the input files"):
        render(source, folder, resume=True)


def test_folders_that_cannot_be_used_are_told(tmp_path: Path) -> None:
    source = _lines(tmp_path, 2)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("dear")
    with pytest.raises(FileError, match="not empty"):
        render(source, tmp_path / "full")
    with pytest.raises(FileError, match="is a file"):
        render(source, source)
    with pytest.raises(FileError, match="cannot be made"):
        render(source, source / "below")
    with pytest.raises(FileError, match="no file"):
        render(tmp_path / "none.txt", tmp_path / "out")


def test_a_full_disk_is_told_and_gone_on_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, folder = _lines(tmp_path, 12), tmp_path / "out"
    written, sync = [], os.fsync

    def fsync(file: int) -> None:
        written.append(file)
        if len(written) > 6:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        sync(file)

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", fsync)
        with pytest.raises(FileError, match="No space left on device.*--resume"):
            render(source, folder)
    assert 0 < len(entries(folder)) < 12
    summary = render(source, folder, resume=True)
    assert summary.before + summary.drawn == 12


def test_a_bad_item_stops_no_other(tmp_path: Path) -> None:
    source, folder = tmp_path / "in.jsonl", tmp_path / "out"
    rows = [graph_line(1), "{", graph_line(2, "web"), graph_line(3, "elbow"), '{"seed": 1}', "7"]
    rows += ['{"text": "a cat", "size": 5}', '{"text": 4}', "[" * 100_000, graph_line(4)]
    source.write_text("\n".join(rows) + "\n", encoding="utf-8")
    summary = render(source, folder)
    assert (summary.drawn, summary.failed) == (2, 8)
    failures = entries(folder, "errors.jsonl")
    assert [entry["item"] for entry in failures] == [2, 3, 4, 5, 6, 7, 8, 9]
    told = " | ".join(entry["message"] for entry in failures)
    for words in ("not valid JSON", "web cannot", "elbow", "needs a 'text'", "64 to 1024"):
        assert words in told
    assert failures[1]["source"] == f"{source}:3"


def test_workers_that_die_are_replaced(tmp_path: Path) -> None:
    source, folder = tmp_path / "in.jsonl", tmp_path / "out"
    rows = [graph_line(i, "bell" if i == 4 else "tail") for i in range(8)]
    source.write_text("\n".join(rows) + "\n", encoding="utf-8")
    summary = render(source, folder, workers=2)
    assert (summary.drawn, summary.failed) == (7, 1)
    assert "killed twice" in entries(folder, "errors.jsonl")[0]["message"]
    alone = tmp_path / "alone"
    rows[4] = "{"
    source.write_text("\n".join(rows) + "\n", encoding="utf-8")
    render(source, alone)
    assert pictures(alone) == pictures(folder)


def test_ctrl_c_finishes_the_picture_in_hand(tmp_path: Path) -> None:
    source, folder = _lines(tmp_path, 200), tmp_path / "out"
    code = (
        "from pathlib import Path; from tests.batch.stub import StubSource, render; "
        f"s = render(Path({str(source)!r}), Path({str(folder)!r}), "
        "painter=StubSource(delay=0.05)); print(s.stopped, s.drawn)"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    while not list(folder.glob("*.png")):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=20)
    assert out.split()[0] == "True"
    assert 0 < int(out.split()[1]) == len(entries(folder)) < 200
    summary = render(source, folder, resume=True)
    assert summary.before + summary.drawn == 200


def test_two_runs_never_share_a_folder(tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    source, folder = _lines(tmp_path, 2), tmp_path / "out"
    render(source, folder)
    with open(folder / ".lock", "ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(FileError, match="Another"):
            render(source, folder, resume=True)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs Linux's memory figures")
def test_memory_stays_flat_over_many_items(tmp_path: Path) -> None:
    source, folder = _lines(tmp_path, 1500), tmp_path / "out"
    code = f"""
import os
from pathlib import Path
from scenegan.batch import drawing, run, stores
from tests.batch.stub import StubSource
stores.write_atomically = lambda path, content: None
drawing.picture_bytes = lambda picture, format: picture.rgba.tobytes()
seen = []
def tell(done, failed, total):
    if done in (500, total):
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        seen.append(pages * os.sysconf("SC_PAGE_SIZE"))
options = run.Options(({str(source)!r},), Path({str(folder)!r}), painter=StubSource(), workers=1,
                      gallery=False)
assert run.render_files(options, tell).drawn == 1500
print(seen[-1] - seen[0])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 6e6
    assert os.path.getsize(folder / "manifest.jsonl") > 1500 * 100
