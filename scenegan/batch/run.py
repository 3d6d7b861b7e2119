"""A whole run: from input files to a folder of pictures with their manifest and gallery."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO, Literal

from scenegan.batch.drawing import PainterSource, PipelineSource
from scenegan.batch.folder import RunFolder
from scenegan.batch.gallery import write_gallery
from scenegan.batch.items import Defaults
from scenegan.batch.journal import ERRORS, MANIFEST, Journal, entries
from scenegan.batch.names import TOKENS, NamePattern
from scenegan.batch.overview import write_contact_sheet
from scenegan.batch.planning import Planner
from scenegan.batch.records import Record, Source, find_sources, read_records
from scenegan.batch.settings import RunSettings, digests
from scenegan.batch.standard_input import kept_on_disk
from scenegan.batch.stores import FolderStore, Store, TarStore
from scenegan.batch.workers import Failed, draw_jobs, failure_entry, usable_cores
from scenegan.batch.writing import PictureWriter
from scenegan.errors import FileError
from scenegan.interruption import Interruption

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
        format: ending of the pictures: `.png`, `.webp`, `.svg` or `.ora`.
        defaults: seeds and sizes of items that do not say them.
        anchors: whether to write part anchors beside each picture.
        tar: whether to write pictures into archives instead of files of their own.
        engine: `local` for processes on this machine, `ray` for a Ray cluster.
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
    tar: bool = False
    engine: Literal["local", "ray"] = "local"
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
        NamePattern(options.pattern)  # A wrong one is told before long files are read.
    with ExitStack() as stack:
        sources = _sources(options, stack)
        total = _count(sources, options)
        settings = _settings(options, sources)
        folder = RunFolder.open(_folder(options), settings, options.resume)
        stack.callback(folder.close)
        run = stack.enter_context(closing(_Run(options, folder, total, tell)))
        draw = _draw_on_ray if options.engine == "ray" else _draw_here
        with Interruption() as interruption:
            draw(run, read_records(sources, options.column), interruption)
        run.summary.stopped = interruption.asked
        if options.gallery and not options.tar:
            write_gallery(folder.path)
            write_contact_sheet(folder.path)
        return run.summary


class _Run:
    """One run while it lasts: what is asked, what has come of it, and its errors."""

    def __init__(self, options: Options, folder: RunFolder, total: int, tell: Tell) -> None:
        self.options = options
        self.folder = folder
        self.summary = Summary(folder.path, before=folder.done.count)
        self._total = total
        self._tell = tell
        self._errors = Journal(folder.path / ERRORS)

    def close(self) -> None:
        self._errors.close()

    def written(self) -> None:
        self.summary.drawn += 1
        self._progress()

    def failed(self, entry: Mapping[str, object]) -> None:
        self.summary.failed += 1
        self._errors.append(entry)
        self._progress()

    def complain(self, record: Record, message: str) -> None:
        self.failed({"item": record.number, "source": record.source, "message": message})

    def _progress(self) -> None:
        summary = self.summary
        self._tell(summary.before + summary.drawn, summary.failed, self._total)


def _draw_here(run: _Run, records: Iterable[Record], interruption: Interruption) -> None:
    """Draws what is missing by processes of this machine."""
    options, folder = run.options, run.folder
    planner = Planner(folder.settings, options.defaults, folder.done, run.complain)
    workers = options.workers or usable_cores()
    outcomes = draw_jobs(
        planner.jobs(records), options.painter, workers, lambda: interruption.asked
    )
    with (
        closing(Journal(folder.path / MANIFEST)) as manifest,
        closing(_store(options, folder.path)) as store,
        PictureWriter(store, manifest, run.written) as writer,
    ):
        for outcome in outcomes:
            if isinstance(outcome, Failed):
                run.failed(failure_entry(outcome))
            else:
                for drawn in outcome:
                    writer.put(drawn)


def _draw_on_ray(run: _Run, records: Iterable[Record], interruption: Interruption) -> None:
    """Draws what is missing on a cluster."""
    from scenegan.batch.cluster import ClusterRun, draw_on_ray

    options, folder = run.options, run.folder
    asked = ClusterRun(
        folder.path.resolve(), folder.settings, options.defaults, options.painter, options.workers
    )
    with closing(draw_on_ray(asked, records, folder.done)) as told:
        for entry in told:
            if "message" in entry:
                run.failed(entry)
            else:
                run.written()
            if interruption.asked:
                break


def _store(options: Options, folder: Path) -> Store:
    return TarStore(folder, entries(folder / MANIFEST)) if options.tar else FolderStore(folder)


def _folder(options: Options) -> Path:
    """A share of the items has a folder of its own, so that shares never meet."""
    number, of = options.shard
    return options.folder / f"shard-{number}-of-{of}" if of > 1 else options.folder


def _sources(options: Options, stack: ExitStack) -> list[Source]:
    found: list[Source] = []
    for name in options.inputs:
        if name == "-" and options.standard_input is not None:
            if options.inputs.count("-") > 1:
                raise FileError("Standard input, '-', can be read only once: name it once.")
            kept = kept_on_disk(options.standard_input, options.column is not None)
            found.append(stack.enter_context(kept))
        else:
            found += find_sources([name])
    return found


def _count(sources: list[Source], options: Options) -> int:
    """Counts pictures, as if each item had the usual number; checks files, column and pattern.

    Raises:
        FileError: if there is nothing to draw, or the pattern asks for what no item has.
    """
    number, of = options.shard
    pattern = NamePattern(options.pattern) if options.pattern is not None else None
    unknown = set(pattern.tokens - set(TOKENS)) if pattern is not None else set()
    seen: set[str] = set()
    found = own = 0
    for record in read_records(sources, options.column):
        found += 1
        own += record.number % of == number % of
        if unknown:
            seen |= record.keys
            unknown -= seen
    if not found:
        names = ", ".join(source.name for source in sources)
        raise FileError(f"There is nothing to draw: {names} has no description in it.")
    if unknown:
        raise FileError(_unknown_tokens(unknown, seen))
    return own * options.defaults.seeds * (1 + options.defaults.palettes)


def _unknown_tokens(unknown: set[str], seen: set[str]) -> str:
    asked = ", ".join(f"{{{token}}}" for token in sorted(unknown))
    known = ", ".join(f"{{{token}}}" for token in (*TOKENS, *sorted(seen)[:20]))
    return f"No item has what the name pattern asks for by {asked}: it may hold {known}."


def _settings(options: Options, sources: list[Source]) -> RunSettings:
    return RunSettings(
        inputs=digests(sources),
        column=options.column,
        pattern=options.pattern,
        format=options.format,
        seed=options.defaults.seed,
        seeds=options.defaults.seeds,
        size=options.defaults.size,
        palettes=options.defaults.palettes,
        anchors=options.anchors,
        tar=options.tar,
        engine=options.engine,
        shard=options.shard,
        model=options.painter.digest(),
        date=date.today().isoformat(),
    )
