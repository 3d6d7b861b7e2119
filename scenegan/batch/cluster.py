"""A run on a Ray cluster: the same planning, drawing and keeping, in actors on many machines.

Ray Data streams blocks of records through actors that parse and actors that draw, starts those
again that die, and gives their work to others. Each drawing actor keeps its pictures itself and
notes them in a journal of its own, so nothing large passes through the machine that was asked. All
machines must see the output folder and the input files under the same names.
"""

from __future__ import annotations

import json
import logging
import os
import pickle
import shutil
import uuid
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from scenegan.atomic_files import write_atomically
from scenegan.batch.collecting import JOURNALS, collect_journals
from scenegan.batch.done_jobs import DoneJobs
from scenegan.batch.drawing import Job, PainterSource
from scenegan.batch.items import Defaults
from scenegan.batch.journal import Journal
from scenegan.batch.names import NumberedNames
from scenegan.batch.planning import Planner
from scenegan.batch.records import Record
from scenegan.batch.settings import RunSettings
from scenegan.batch.stores import FolderStore, Store, TarStore
from scenegan.batch.workers import KILLED_TWICE, Failed, Outcome, attempt, failure_entry
from scenegan.errors import FileError

RECORDS_PER_BLOCK = 256

_BLOCKS = ".blocks"
_DONE = "done"
_PARSED_TOGETHER, _DRAWN_TOGETHER = 8, 4
_LIGHT_CPU, _DRAWING_CPU = 0.05, 0.8
"""Shares of a core, so that those who draw leave room for those who read and parse."""
_DRAWERS_PER_PARSER = 64

Rows = dict[str, Any]


@dataclass(frozen=True)
class ClusterRun:
    """What every actor of a run has to know.

    Attributes:
        folder: output folder.
        settings: of the run.
        defaults: seeds and sizes of items that have none.
        painter: loads what draws.
        workers: actors that draw; 0 for one on each core of the cluster.
    """

    folder: Path
    settings: RunSettings
    defaults: Defaults
    painter: PainterSource
    workers: int = 0


def draw_on_ray(
    run: ClusterRun, records: Iterable[Record], done: DoneJobs
) -> Generator[dict[str, Any]]:
    """Draws what is missing and yields an entry for each picture and each failure.

    An entry with a `message` is a failure and belongs into `errors.jsonl`. Pictures are in the
    manifest when the iterator ends or is closed, and after a sudden end once `collect_journals`
    has been called.

    Raises:
        FileError: if Ray is not installed, or blocks cannot be written.
    """
    ray = _ray()
    blocks = _written_blocks(run, records, done)
    try:
        with _cluster(ray, run.workers) as cores:
            pool = ray.data.ActorPoolStrategy
            drawers = run.workers or max(1, cores)
            data = ray.data.from_items(
                [{"block": str(path)} for path in blocks], override_num_blocks=len(blocks)
            )
            data = data.flat_map(_read_block, num_cpus=_LIGHT_CPU).map_batches(
                _Parser,
                fn_constructor_args=(run,),
                batch_size=_PARSED_TOGETHER,
                num_cpus=_LIGHT_CPU,
                compute=pool(size=max(1, drawers // _DRAWERS_PER_PARSER)),
            )
            data = data.map_batches(
                _Drawer,
                fn_constructor_args=(run,),
                batch_size=_DRAWN_TOGETHER,
                num_cpus=_DRAWING_CPU,
                compute=pool(size=drawers),
            )
            for row in data.iter_rows():
                yield json.loads(row["entry"])
    finally:
        collect_journals(run.folder)
        shutil.rmtree(run.folder / _BLOCKS, ignore_errors=True)


class _Parser:
    """Makes jobs from records."""

    def __init__(self, run: ClusterRun) -> None:
        done: DoneJobs = pickle.loads((run.folder / _BLOCKS / _DONE).read_bytes())
        self._complaints: list[dict[str, Any]] = []
        names = NumberedNames(run.settings.pattern)
        self._planner = Planner(run.settings, run.defaults, done, self._complain, names)

    def _complain(self, record: Record, message: str) -> None:
        self._complaints.append(
            {"item": record.number, "source": record.source, "message": message}
        )

    def __call__(self, batch: Rows) -> Rows:
        self._complaints.clear()
        jobs = list(self._planner.jobs(map(pickle.loads, batch["record"])))
        return {"job": _column([pickle.dumps(job) for job in (*jobs, *self._complaints)])}


class _Drawer:
    """Draws jobs and keeps the pictures."""

    def __init__(self, run: ClusterRun) -> None:
        self._painter = run.painter.load()
        own = uuid.uuid4().hex
        self._store: Store = FolderStore(run.folder)
        self._prefix = ""
        if run.settings.tar:
            self._prefix = f"part-{own}/"
            (run.folder / self._prefix).mkdir()
            self._store = TarStore(run.folder / self._prefix, ())
        self._marks = run.folder / JOURNALS
        self._journal = Journal(self._marks / f"{own}.jsonl")

    def __call__(self, batch: Rows) -> Rows:
        told = [entry for job in map(pickle.loads, batch["job"]) for entry in self._drawn(job)]
        return {"entry": np.array([json.dumps(entry) for entry in told], dtype=object)}

    def close(self) -> None:
        """Closes its files; one that is killed leaves that to `collect_journals`."""
        self._store.close()
        self._journal.close()

    def _drawn(self, job: Job | dict[str, Any]) -> Iterator[dict[str, Any]]:
        if isinstance(job, dict):
            yield job
            return
        outcome = self._attempt(job)
        if isinstance(outcome, Failed):
            yield failure_entry(outcome)
            return
        for drawn in outcome:
            kept = dict(self._store.keep(drawn))
            if self._prefix:
                kept["file"] = self._prefix + kept["file"]
            self._journal.append(kept)
            yield {"item": kept["item"], "variant": kept["variant"]}

    def _attempt(self, job: Job) -> Outcome:
        """Draws a job, unless it has killed two actors already: Ray would try for ever."""
        mark = self._marks / f"{job.number}-{job.shots[0].variant}.begun"
        try:
            if mark.exists() and mark.stat().st_size >= 2:
                return Failed(job, KILLED_TWICE)
            with open(mark, "ab") as file:
                file.write(b"x")
            outcome = attempt(self._painter, job)
            mark.unlink(missing_ok=True)
        except OSError as error:
            return Failed(job, f"Cannot write {mark}: {error.strerror}.")
        return outcome


def _read_block(row: dict[str, Any]) -> list[dict[str, Any]]:
    with open(row["block"], "rb") as file:
        records = pickle.load(file)
    return [{"record": pickle.dumps(Record(**record))} for record in records]


def _written_blocks(run: ClusterRun, records: Iterable[Record], done: DoneJobs) -> list[Path]:
    """Writes what is done, and records in blocks that are read when they are due."""
    folder = run.folder / _BLOCKS
    try:
        for made in (folder, run.folder / JOURNALS):
            shutil.rmtree(made, ignore_errors=True)
            made.mkdir()
    except OSError as error:
        raise FileError(f"Cannot write to {run.folder}: {error.strerror}.") from None
    write_atomically(folder / _DONE, pickle.dumps(done))
    found: list[Path] = []
    rest = iter(records)
    while block := list(islice(rest, RECORDS_PER_BLOCK)):
        found.append(folder / f"{len(found):08d}")
        write_atomically(found[-1], pickle.dumps([asdict(record) for record in block]))
    return found


def _column(values: list[bytes]) -> Any:
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column


@contextmanager
def _cluster(ray: Any, workers: int) -> Iterator[int]:
    """Joins the cluster that RAY_ADDRESS names, or makes one of this machine; gives its cores."""
    own = not ray.is_initialized()
    if own:
        alone = None if os.environ.get("RAY_ADDRESS") else (workers or None)
        ray.init(
            num_cpus=alone,
            include_dashboard=False,
            log_to_driver=False,
            logging_level=logging.ERROR,
        )
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    try:
        yield int(ray.cluster_resources().get("CPU", 1))
    finally:
        if own:
            ray.shutdown()


def _ray() -> Any:
    try:
        import ray
        import ray.data
    except ImportError:
        raise FileError(
            "--engine ray needs Ray, which is not installed: pip install 'scenegan[cluster]'."
        ) from None
    return ray
