"""Draws jobs one after another in this process, or several at once in processes of their own."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass

from scenegan.batch.drawing import Drawn, Job, Painter, PainterSource, draw_job
from scenegan.errors import SceneGANError

_AHEAD = 2
"""Jobs that wait for each worker."""
KILLED_TWICE = "The process that drew it was killed twice: out of memory?"


@dataclass(frozen=True)
class Failed:
    """A job that could not be drawn.

    Attributes:
        job: which one.
        message: why.
    """

    job: Job
    message: str


Outcome = tuple[Drawn, ...] | Failed


def usable_cores() -> int:
    """Returns the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def draw_jobs(
    jobs: Iterable[Job], source: PainterSource, workers: int, stopped: Callable[[], bool]
) -> Iterator[Outcome]:
    """Draws jobs and yields what came of each, in the order in which they are done.

    One worker draws in this process. More are processes that load the painter once each; a job
    whose process dies twice, as when memory runs out, has failed.

    Args:
        jobs: taken only as workers get free.
        source: gives each worker its painter.
        workers: how many.
        stopped: asked before each new job; pictures that are begun are finished.

    Raises:
        ModelError: if the painter cannot be loaded.
    """
    if workers == 1:
        yield from _draw_here(jobs, source, stopped)
        return
    pool = _Pool(source, workers)
    try:
        yield from pool.draw(jobs, stopped)
    finally:
        pool.close()


def _draw_here(
    jobs: Iterable[Job], source: PainterSource, stopped: Callable[[], bool]
) -> Iterator[Outcome]:
    painter = source.load()
    for job in jobs:
        if stopped():
            return
        yield attempt(painter, job)


def attempt(painter: Painter, job: Job) -> Outcome:
    """Draws; whatever goes wrong with one item is told of it and stops no other."""
    try:
        return draw_job(painter, job)
    except SceneGANError as error:
        return Failed(job, str(error))
    except Exception as error:
        return Failed(job, f"The program failed: {type(error).__name__}: {error}")


def failure_entry(failed: Failed) -> dict[str, object]:
    """Returns what `errors.jsonl` says of a job."""
    job = failed.job
    return {
        "item": job.number,
        "variant": job.shots[0].variant,
        "source": job.source,
        "message": failed.message,
    }


class _Pool:
    """Worker processes, renewed when one of them dies."""

    def __init__(self, source: PainterSource, workers: int) -> None:
        self._source = source
        self._workers = workers
        self._executor = self._started(workers)

    def draw(self, jobs: Iterable[Job], stopped: Callable[[], bool]) -> Iterator[Outcome]:
        waiting: dict[Future[Outcome], Job] = {}
        left = iter(jobs)
        more = True
        while more or waiting:
            while more and len(waiting) < self._workers * _AHEAD:
                job = None if stopped() else next(left, None)
                more = job is not None
                if job is not None:
                    waiting[self._submitted(job)] = job
            if stopped():
                waiting = {f: job for f, job in waiting.items() if not f.cancel()}
            done = wait(waiting, return_when=FIRST_COMPLETED).done if waiting else ()
            suspects = []
            for future in done:
                job = waiting.pop(future)
                try:
                    yield future.result()
                except BrokenProcessPool:
                    suspects.append(job)
            if suspects:
                yield from self._alone([*suspects, *waiting.values()])
                waiting.clear()
                self._executor = self._started(self._workers)

    def close(self) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _submitted(self, job: Job) -> Future[Outcome]:
        try:
            return self._executor.submit(_attempt_in_worker, self._source, job)
        except BrokenProcessPool as error:
            broken: Future[Outcome] = Future()
            broken.set_exception(error)
            return broken

    def _alone(self, jobs: list[Job]) -> Iterator[Outcome]:
        """Draws jobs again that were under way when a process died: one of them may be why."""
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._executor = self._started(1)
        for job in jobs:
            try:
                yield self._submitted(job).result()
            except BrokenProcessPool:
                yield Failed(job, KILLED_TWICE)
                self._executor.shutdown(wait=True)
                self._executor = self._started(1)
        self._executor.shutdown(wait=True)

    @staticmethod
    def _started(workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            workers, mp_context=multiprocessing.get_context("spawn"), initializer=_prepare_worker
        )


_painters: dict[PainterSource, Painter] = {}
"""The painter of this worker process."""


def _attempt_in_worker(source: PainterSource, job: Job) -> Outcome:
    if source not in _painters:
        _painters[source] = source.load()
    return attempt(_painters[source], job)


def _prepare_worker() -> None:
    """Leaves Ctrl-C to the parent, and ends with it: nobody else would end an orphan."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: multiprocessing.process.BaseProcess) -> None:
    with suppress(OSError):
        parent.join()
    os._exit(1)
