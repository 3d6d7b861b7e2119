"""Runs on a cluster: what its actors do, and the whole of it where Ray is installed."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenegan.batch import cluster
from scenegan.batch.collecting import JOURNALS, collect_journals
from scenegan.batch.done_jobs import DoneJobs
from scenegan.batch.items import Defaults
from scenegan.batch.names import NumberedNames
from scenegan.batch.records import find_sources, read_records
from scenegan.batch.settings import RunSettings
from scenegan.errors import FileError
from tests.batch.stub import StubSource, entries, graph_line, pictures, render

SEEDS = Defaults(seeds=2)


def _source(folder: Path, count: int, **parts: int) -> Path:
    path = folder / "in.jsonl"
    at = {number: part for part, number in parts.items()}
    rows = [graph_line(i, at.get(i, "tail")) for i in range(count)]
    path.write_text("\n".join(rows) + "\n{broken\n", encoding="utf-8")
    return path


def _run(folder: Path, **more: Any) -> cluster.ClusterRun:
    folder.mkdir()
    settings: dict[str, Any] = {
        "inputs": (), "column": None, "pattern": None, "format": ".png", "seed": None, "seeds": 2,
        "size": None, "palettes": 0, "anchors": False, "tar": False, "engine": "ray",
        "shard": (1, 1), "model": "stub", "date": "2026-01-01", **more,
    }  # fmt: skip
    return cluster.ClusterRun(folder, RunSettings(**settings), SEEDS, StubSource())


def _rows(found: list[Any]) -> Any:
    column = np.empty(len(found), dtype=object)
    column[:] = found
    return column


def _drawn(run: cluster.ClusterRun, jobs: Any) -> list[str]:
    """What a drawing actor answers to a batch of jobs."""
    with closing(cluster._Drawer(run)) as drawer:
        return list(drawer({"job": _rows(list(jobs))})["entry"])


@settings(deadline=None, max_examples=50)
@given(st.lists(st.lists(st.sampled_from(["a", "A", "a-2", "a-000002", "-1"]), max_size=4)),
       st.sampled_from([None, "{index}-{slug}", "{slug}"]))  # fmt: skip
def test_names_differ_without_knowing_each_other(
    wanted: list[list[str]], pattern: str | None
) -> None:
    leads = pattern != "{slug}"
    found = []
    for number, names in enumerate(wanted, 1):
        maker = NumberedNames(pattern)
        asked = [f"{number:06d}-{name}" if leads else name for name in names]
        found += [maker.take(name, number) for name in asked]
    assert len({name.casefold() for name in found}) == len(found)


def test_actors_do_what_a_run_here_does(tmp_path: Path) -> None:
    source, folder = _source(tmp_path, 6, web=4), tmp_path / "out"
    render(source, tmp_path / "here", defaults=SEEDS)
    run = _run(folder)
    records = read_records(find_sources([str(source)]))
    blocks = cluster._written_blocks(run, records, DoneJobs())
    read = [row for block in blocks for row in cluster._read_block({"block": str(block)})]
    jobs = cluster._Parser(run)({"record": _rows([row["record"] for row in read])})["job"]
    told = _drawn(run, jobs)
    # The first actor died before its answer arrived, so another one draws all of it again.
    assert _drawn(run, jobs) == told
    assert len(told) == 10 + 2 + 1
    collect_journals(folder)
    assert not (folder / JOURNALS).exists()
    assert entries(folder) == entries(tmp_path / "here")
    names = {entry["file"] for entry in entries(folder)}
    here = pictures(tmp_path / "here")
    assert {name: (folder / name).read_bytes() for name in names} == here


def test_a_job_that_kills_two_actors_has_failed(tmp_path: Path) -> None:
    run = _run(tmp_path / "out")
    source = _source(tmp_path, 1)
    records = read_records(find_sources([str(source)]))
    (block,) = cluster._written_blocks(run, records, DoneJobs())
    (record, _) = cluster._read_block({"block": str(block)})
    jobs = cluster._Parser(run)({"record": _rows([record["record"]])})["job"]
    job = pickle.loads(jobs[0])
    mark = run.folder / JOURNALS / f"{job.number}-0.begun"
    mark.write_bytes(b"xx")
    told = _drawn(run, jobs)
    assert "killed twice" in told[0] and "message" not in told[1]


def test_without_ray_one_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(FileError, match=r"scenegan\[cluster\]"):
        render(_source(tmp_path, 1), tmp_path / "out", engine="ray")


def _kill_one_drawer(folder: Path, killed: list[int]) -> None:
    """Kills an actor as soon as one has drawn something, and notes which."""
    while not any(path.stat().st_size for path in (folder / JOURNALS).glob("*.jsonl")):
        time.sleep(0.05)
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if b"_Drawer" in (path / "cmdline").read_bytes():
                os.kill(int(path.name), signal.SIGKILL)
                killed.append(int(path.name))
                return
        except OSError:
            continue


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="finds the actor in /proc")
@pytest.mark.filterwarnings("ignore")
def test_an_actor_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    pytest.importorskip("ray.data")
    source, folder = _source(tmp_path, 60, web=4), tmp_path / "out"
    killed: list[int] = []
    killer = threading.Thread(target=_kill_one_drawer, args=(folder, killed), daemon=True)
    killer.start()
    painter = StubSource(delay=0.05)
    summary = render(source, folder, painter=painter, engine="ray", workers=2, defaults=SEEDS)
    killer.join(60)
    assert len(killed) == 1
    assert (summary.drawn, summary.failed) == (118, 3)
    render(source, tmp_path / "here", defaults=SEEDS)
    assert pictures(folder) == pictures(tmp_path / "here")
    assert entries(folder) == entries(tmp_path / "here")
