"""`scenegan render`: from files of descriptions to a folder of pictures."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal

import typer

from scenegan.cli.console import INTERRUPTED, complain, say
from scenegan.cli.progress import progress
from scenegan.errors import FileError

if TYPE_CHECKING:
    from scenegan.batch.run import Summary

Format = Literal["png", "webp", "svg", "ora"]


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
    palettes: Annotated[
        int,
        typer.Option("--palettes", min=0, max=16, help="Also each creature in N other colours."),
    ] = 0,
    format: Annotated[Format, typer.Option("--format", help="What to write.")] = "png",
    name: Annotated[
        str | None,
        typer.Option(
            "--name",
            metavar="PATTERN",
            help="Name of each file, such as '{kind}/{index}-{slug}': {index}, {slug}, {seed}, "
            "{palette}, {kind}, {date}, {name} or a column.",
        ),
    ] = None,
    workers: Annotated[
        int,
        typer.Option(
            "--workers",
            min=0,
            max=256,
            show_default=False,
            help="Processes; by default one a core.",
        ),
    ] = 0,
    anchors: Annotated[
        bool, typer.Option("--anchors", help="Also write boxes, joints and masks as JSON.")
    ] = False,
    tar: Annotated[
        bool, typer.Option("--tar", help="Write archives for webdataset instead of single files.")
    ] = False,
    engine: Annotated[
        Literal["local", "ray"],
        typer.Option("--engine", help="Where it runs: here, or on a Ray cluster."),
    ] = "local",
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
    from scenegan.graph.vocabulary import learn_words_of_model

    if model is not None:
        learn_words_of_model(model)
    options = Options(
        inputs=tuple(files),
        folder=output,
        column=column,
        pattern=name,
        format=f".{format}",
        defaults=Defaults(seed, seeds, size, palettes),
        anchors=anchors,
        tar=tar,
        engine=engine,
        shard=_share(shard),
        workers=workers,
        resume=resume,
        gallery=gallery,
        painter=PipelineSource(model),
        standard_input=_standard_input() if "-" in files else None,
    )
    with progress() as tell:

        def shown(done: int, failed: int, total: int) -> None:
            note = f"{failed} failed" if failed else ""
            tell("Drawing", done + failed, max(total, done + failed), note)

        summary = render_files(options, shown)
    _report(summary)


def _share(text: str) -> tuple[int, int]:
    number, _, of = text.partition("/")
    if number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of):
        return int(number), int(of)
    raise FileError(f"--shard {text} cannot be used: write 1/4 for the first of four shares.")


def _standard_input() -> BinaryIO:
    if sys.stdin is None:  # It was closed by whoever started the program.
        raise FileError("There is no standard input to read: name a file instead of '-'.")
    return sys.stdin.buffer


def _report(summary: Summary) -> None:
    """Says what was done, and ends with 1 if items failed, 130 if it was stopped."""
    before = f", {summary.before} already there" if summary.before else ""
    pictures = "picture" if summary.drawn == 1 else "pictures"
    say(f"Drawn: {summary.drawn} {pictures}{before}. Folder: {summary.folder}")
    if summary.failed:
        items = "item" if summary.failed == 1 else "items"
        why = summary.folder / "errors.jsonl"
        complain(f"{summary.failed} {items} failed: {why} says which and why.")
    if summary.stopped:
        say("Stopped. Run the same command with --resume to go on.")
        raise typer.Exit(INTERRUPTED)
    if summary.failed:
        raise typer.Exit(1)
