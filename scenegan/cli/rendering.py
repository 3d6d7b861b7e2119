"""`scenegan render`: from files of descriptions to a folder of pictures."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from scenegan.cli.console import INTERRUPTED, complain, messages, say
from scenegan.errors import FileError

if TYPE_CHECKING:
    from scenegan.batch.run import Summary, Tell

Format = Literal["png", "webp", "ora"]

_PLAIN_SECONDS = 10


def register(app: typer.Typer) -> None:
    """Adds the command to the program."""
    app.command()(render)


def render(
    files: Annotated[
        list[str],
        typer.Argument(
            help="Text (one description a line), CSV, TSV, JSONL, JSON, documents, PNG; '*' "
            "patterns; - for standard input."
        ),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Output folder.")],
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the run in the folder.")
    ] = False,
    column: Annotated[
        str | None, typer.Option("--column", help="Column of the table with the descriptions.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", "-s", min=0, max=2**63 - 1, help="First seed [0].")
    ] = None,
    seeds: Annotated[
        int, typer.Option("--seeds", min=1, max=64, help="Pictures of each item.")
    ] = 1,
    size: Annotated[
        int | None, typer.Option("--size", min=64, max=1024, help="Side in pixels [256].")
    ] = None,
    format: Annotated[Format, typer.Option("--format", help="What to write.")] = "png",
    name: Annotated[
        str | None,
        typer.Option(
            "--name",
            metavar="PATTERN",
            help="Name of each file, such as '{kind}/{index}-{slug}': {index}, {slug}, {seed}, "
            "{kind}, {date}, {name} or a column.",
        ),
    ] = None,
    workers: Annotated[
        int, typer.Option("--workers", min=0, max=256, help="Processes [one a core].")
    ] = 0,
    anchors: Annotated[
        bool, typer.Option("--anchors", help="Also write boxes, joints and masks as JSON.")
    ] = False,
    shard: Annotated[
        str, typer.Option("--shard", metavar="I/N", help="Draw the I-th of N shares only.")
    ] = "1/1",
    gallery: Annotated[
        bool, typer.Option("--gallery/--no-gallery", help="Write gallery and contact sheet.")
    ] = True,
    model: Annotated[Path | None, typer.Option("--model", help="Folder of weights.")] = None,
) -> None:
    """Draw every creature of some files; one bad item stops no other.

    For example:

      scenegan render creatures.txt -o pictures

      scenegan render creatures.csv --column text --seeds 3 -o pictures

      scenegan render creatures.csv --column text --seeds 3 -o pictures --resume
    """
    from scenegan.batch.drawing import PipelineSource
    from scenegan.batch.items import Defaults
    from scenegan.batch.run import Options, render_files

    options = Options(
        inputs=tuple(files),
        folder=output,
        column=column,
        pattern=name,
        format=f".{format}",
        defaults=Defaults(seed, seeds, size),
        anchors=anchors,
        shard=_share(shard),
        workers=workers,
        resume=resume,
        gallery=gallery,
        painter=PipelineSource(model),
        standard_input=sys.stdin.buffer if "-" in files else None,
    )
    with _progress() as tell:
        summary = render_files(options, tell)
    _report(summary)


def _share(text: str) -> tuple[int, int]:
    number, _, of = text.partition("/")
    if number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of):
        return int(number), int(of)
    raise FileError(f"--shard {text} cannot be used: write 1/4 for the first of four shares.")


def _report(summary: Summary) -> None:
    """Says what was done, and ends with 1 if items failed, 130 if it was stopped."""
    before = f", {summary.before} were there" if summary.before else ""
    say(f"Drawn: {summary.drawn} pictures{before}. Folder: {summary.folder}")
    if summary.failed:
        complain(
            f"{summary.failed} items failed: {summary.folder / 'errors.jsonl'} says which and why."
        )
    if summary.stopped:
        say("Stopped. Run the same command with --resume to go on.")
        raise typer.Exit(INTERRUPTED)
    if summary.failed:
        raise typer.Exit(1)


@contextmanager
def _progress() -> Iterator[Tell]:
    """Gives a function that shows progress: a bar in a terminal, else a line now and then."""
    if not messages.is_terminal:
        yield _plain_teller()
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=messages, transient=True) as bars:
        task = bars.add_task("Drawing", rate="")
        rate = _Rate()

        def tell(done: int, failed: int, total: int) -> None:
            description = f"Drawing, {failed} failed" if failed else "Drawing"
            per_second = f"{rate.after(done + failed):.2f} a second"
            bars.update(
                task,
                completed=done + failed,
                total=max(total, done + failed),
                description=description,
                rate=per_second,
            )

        yield tell


class _Rate:
    """Items a second since the first one of this run."""

    def __init__(self) -> None:
        self._start: tuple[float, int] | None = None

    def after(self, count: int) -> float:
        now = monotonic()
        if self._start is None:
            self._start = (now, count)
        start, first = self._start
        return (count - first) / max(now - start, 1e-9)


def _plain_teller() -> Callable[[int, int, int], None]:
    rate = _Rate()
    last: float | None = None

    def tell(done: int, failed: int, total: int) -> None:
        nonlocal last
        per_second = rate.after(done + failed)
        last = monotonic() if last is None else last
        if monotonic() - last < _PLAIN_SECONDS:
            return
        last = monotonic()
        left = max(total - done - failed, 0) / max(per_second, 1e-9)
        say(
            f"{done} of {total} drawn, {failed} failed, {per_second:.2f} a second, "
            f"about {left / 60:.0f} min left"
        )

    return tell
