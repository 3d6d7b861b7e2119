"""A whole run: from input files to a folder of pictures with their manifest and gallery."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import FrameType
from typing import BinaryIO

from scenegan.batch.drawing import PainterSource, PipelineSource
from scenegan.batch.folder import RunFolder
from scenegan.batch.gallery import write_gallery
from scenegan.batch.items import Defaults
from scenegan.batch.journal import ERRORS, MANIFEST, Journal
from scenegan.batch.names import NamePattern
from scenegan.batch.overview import write_contact_sheet
from scenegan.batch.planning import Planner
from scenegan.batch.records import Record, Source, find_sources, read_records
from scenegan.batch.settings import RunSettings, digests
from scenegan.batch.standard_input import kept_on_disk
from scenegan.batch.workers import Failed, draw_jobs, usable_cores
from scenegan.batch.writing import PictureWriter

Tell = Callable[[int, int, int], None]
"""Told how far a run is: pictures done, items failed, pictures in all (about)."""


@dataclass(frozen=True)
class Options:
    """What to render, and how.

    Attributes:
        inputs: files, patterns, or `-` for standard input.
        folder: where the pictures go.
        column: column of tables that holds the descriptions; None to find it.
        pattern: of the names; None for each item's own name, or its number and first words.
        format: ending of the pictures: `.png`, `.webp` or `.ora`.
        defaults: seeds and sizes of items that do not say them.
        anchors: whether to write part anchors beside each picture.
        shard: which share of the items to draw, as (number from 1, of how many).
        workers: processes that draw; 0 for one on each core.
        resume: whether to go on with the run that is in the folder.
        gallery: whether to write the gallery and the contact sheet at the end.
        painter: what draws.
        standard_input: where `-` reads from.
    """

    inputs: tuple[str, ...]
    folder: Path
    column: str | None = None
    pattern: str | None = None
    format: str = ".png"
    defaults: Defaults = field(default_factory=Defaults)
    anchors: bool = False
    shard: tuple[int, int] = (1, 1)
    workers: int = 0
    resume: bool = False
    gallery: bool = True
    painter: PainterSource = field(default_factory=PipelineSource)
    standard_input: BinaryIO | None = None


@dataclass
class Summary:
    """What came of a run.

    Attributes:
        folder: where the pictures are.
        drawn: pictures of this run.
        before: pictures that were there already.
        failed: records and pictures that went wrong; each has a line in `errors.jsonl`.
        stopped: whether it was stopped by Ctrl-C before its end.
    """

    folder: Path
    drawn: int = 0
    before: int = 0
    failed: int = 0
    stopped: bool = False


def render_files(options: Options, tell: Tell = lambda done, failed, total: None) -> Summary:
    """Renders files of descriptions, graphs and documents into a folder.

    Each picture is on disk as soon as it is drawn. Ctrl-C finishes what is begun; a run that ended
    in any way is gone on with by `resume`, and ends as if it had never been stopped.

    Args:
        options: what to render, and how.
        tell: called after each picture.

    Raises:
        FileError: if inputs are missing, or the folder cannot be used or is full.
        ModelError: if the weights are missing or damaged.
    """
    if options.pattern is not None:
        NamePattern(options.pattern)
    with ExitStack() as stack:
        sources = _sources(options, stack)
        total = _count(sources, options)
        settings = _settings(options, sources)
        folder = RunFolder.open(_folder(options), settings, options.resume)
        stack.callback(folder.close)
        summary = Summary(folder.path, before=folder.done.count)

        def progress() -> None:
            tell(summary.before + summary.drawn, summary.failed, total)

        with _stop_signal() as stopped:
            _render(options, folder, sources, summary, progress, stopped)
        if options.gallery:
            write_gallery(folder.path)
            write_contact_sheet(folder.path)
        return summary


def _render(
    options: Options,
    folder: RunFolder,
    sources: list[Source],
    summary: Summary,
    progress: Callable[[], None],
    stopped: threading.Event,
) -> None:
    """Draws what is missing, and keeps both journals."""

    def written() -> None:
        summary.drawn += 1
        progress()

    def failed(entry: dict[str, object]) -> None:
        summary.failed += 1
        errors.append(entry)
        progress()

    def complain(record: Record, message: str) -> None:
        failed({"item": record.number, "source": record.source, "message": message})

    planner = Planner(folder.settings, options.defaults, folder.done, complain)
    jobs = planner.jobs(read_records(sources, options.column))
    errors, manifest = Journal(folder.path / ERRORS), Journal(folder.path / MANIFEST)
    with closing(errors), closing(manifest):
        with PictureWriter(folder.path, manifest, written) as writer:
            workers = options.workers or usable_cores()
            for outcome in draw_jobs(jobs, options.painter, workers, stopped.is_set):
                if isinstance(outcome, Failed):
                    failed(_failure(outcome))
                else:
                    writer.put(outcome)
    summary.stopped = stopped.is_set()


def _failure(failed: Failed) -> dict[str, object]:
    job = failed.job
    return {
        "item": job.number,
        "variant": job.variant,
        "source": job.source,
        "message": failed.message,
    }


def _folder(options: Options) -> Path:
    """A share of the items has a folder of its own, so that shares never meet."""
    number, of = options.shard
    return options.folder / f"shard-{number}-of-{of}" if of > 1 else options.folder


def _sources(options: Options, stack: ExitStack) -> list[Source]:
    found: list[Source] = []
    for name in options.inputs:
        if name == "-" and options.standard_input is not None:
            kept = kept_on_disk(options.standard_input, options.column is not None)
            found.append(stack.enter_context(kept))
        else:
            found += find_sources([name])
    return found


def _count(sources: list[Source], options: Options) -> int:
    """Counts pictures, as if each item had the usual number of seeds; checks files and column."""
    number, of = options.shard
    records = read_records(sources, options.column)
    return options.defaults.seeds * sum(1 for r in records if r.number % of == number % of)


def _settings(options: Options, sources: list[Source]) -> RunSettings:
    return RunSettings(
        inputs=digests(sources),
        column=options.column,
        pattern=options.pattern,
        format=options.format,
        seed=options.defaults.seed,
        seeds=options.defaults.seeds,
        size=options.defaults.size,
        anchors=options.anchors,
        shard=options.shard,
        model=options.painter.digest(),
        date=date.today().isoformat(),
    )


@contextmanager
def _stop_signal() -> Iterator[threading.Event]:
    """Gives an event that the first Ctrl-C sets; the second one interrupts at once."""
    stopped = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stopped
        return

    def stop(number: int, frame: FrameType | None) -> None:
        if stopped.is_set():
            raise KeyboardInterrupt
        stopped.set()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, before)
