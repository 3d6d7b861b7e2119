"""`scenegan evaluate`: measures the parser, the layouts, the pictures and the speed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console
from rich.table import Table

from scenegan.assets import asset
from scenegan.atomic_files import write_atomically
from scenegan.cli.comparison import compare_systems
from scenegan.cli.console import INTERRUPTED, messages, say
from scenegan.cli.data import DEFAULT_CACHE, CacheOption
from scenegan.cli.progress import progress
from scenegan.errors import FileError

if TYPE_CHECKING:
    from scenegan.evaluation.run import Evaluation

Group = Literal["parser", "layout", "pictures", "speed"]

WHOLE = Path("docs/evaluation.json")
"""Where the figures of a whole evaluation go."""


def register(app: typer.Typer) -> None:
    """Adds the command to the program."""
    app.command()(evaluate)


def evaluate(
    group: Annotated[
        Group | None, typer.Argument(help="Measure only this group; by default all of them.")
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Few graphs: under three minutes, wide intervals.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="Where the figures go; by default docs/evaluation.json for a whole evaluation, "
            "latest.json in the work folder for any other.",
        ),
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="PAGE", help="Also write a page with the pictures."),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option("--against", metavar="FILE", help="Earlier figures to compare with."),
    ] = None,
    model_card: Annotated[
        Path | None,
        typer.Option(
            "--model-card", metavar="FILE", help="Bring the figures in a card up to date."
        ),
    ] = None,
    cache: CacheOption = DEFAULT_CACHE,
    model: Annotated[Path | None, typer.Option("--model", help="Folder of weights.")] = None,
    graphs: Annotated[
        int, typer.Option("--graphs", min=0, metavar="N", help="So many test graphs; 0 for all.")
    ] = 0,
    seed: Annotated[int, typer.Option("--seed", min=0, max=2**31, help="Seed of it all.")] = 0,
    split: Annotated[
        Literal["train", "val", "test"],
        typer.Option("--split", help="Whose graphs; tune on val, and look at test at the end."),
    ] = "test",
    damage: Annotated[
        Literal["colours", "places", "eyes", "constant"] | None,
        typer.Option("--damage", help="Break the model on purpose, to see which figure tells."),
    ] = None,
    work: Annotated[
        Path, typer.Option("--work", metavar="DIR", help="Keeps finished work, to go on later.")
    ] = Path("data/evaluation"),
    systems: Annotated[
        list[Path] | None,
        typer.Option(
            "--systems",
            metavar="RUN",
            help="Compare trained runs side by side instead; once for each, `scenegan` for the "
            "weights of the program.",
        ),
    ] = None,
) -> None:
    """Measure how well SceneGAN reads, lays out and paints, on graphs it was not trained on.

    An evaluation that was stopped goes on where it ended when it is run again.

    For example:

      scenegan evaluate --quick

      scenegan evaluate layout --graphs 20 -o layout.json

      scenegan evaluate --html page.html --against docs/evaluation.json

      scenegan evaluate --systems runs/attngan --systems runs/sg2im --systems scenegan
    """
    from dataclasses import replace

    from scenegan.data.cache import Cache
    from scenegan.evaluation.card_sheets import write_card
    from scenegan.evaluation.context import FULL, QUICK, Context
    from scenegan.evaluation.page import page
    from scenegan.evaluation.report import read_report, report
    from scenegan.evaluation.run import evaluate as run
    from scenegan.evaluation.steps import GROUPS

    earlier = read_report(against) if against else None
    whole = not (quick or group or graphs or damage) and split == "test"
    target = out or (WHOLE if whole else work / "latest.json")
    _check_folders([target, html, model_card], work)
    extent = QUICK if quick else FULL
    if graphs:
        extent = replace(extent, graphs=graphs)
    with _going_on_later(), progress() as tell:
        context = Context(
            model=model or asset("weights"),
            cache=Cache.open(cache) if cache.is_file() or cache != DEFAULT_CACHE else None,
            extent=extent,
            seed=seed,
            work=work,
            tell=tell,
            split=split,
            damage=damage,
        )
        if systems:
            compare_systems(context, systems, out or work / "systems.json")
            return
        evaluation = run(context, [group] if group else GROUPS)
        _print_table(evaluation, earlier)
        if group == "parser":
            _print_parser()
        found = report(evaluation)
        write_atomically(target, json.dumps(found, indent=1, ensure_ascii=False) + "\n")
        say(f"Figures: {target}")
        if html:
            write_atomically(html, page(evaluation, found["run"], earlier))
            say(f"Page: {html}")
        if model_card:
            write_card(evaluation, found, model_card)
            say(f"Model card: {model_card}")


def _check_folders(targets: Sequence[Path | None], work: Path) -> None:
    """Makes the work folder, and tells at once where nothing can be written.

    Raises:
        FileError: if a folder is missing.
    """
    try:
        work.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"The work folder {work} cannot be made: {error.strerror}.") from None
    for target in targets:
        if target is not None and not target.parent.is_dir():
            raise FileError(
                f"Cannot write {target}: there is no folder {target.parent}; create it first."
            )


@contextmanager
def _going_on_later() -> Iterator[None]:
    """Says after Ctrl-C how to go on."""
    try:
        yield
    except KeyboardInterrupt:
        messages.print("Stopped. Run the same command again to go on.")
        raise typer.Exit(INTERRUPTED) from None


def _print_table(evaluation: Evaluation, earlier: dict[str, object] | None) -> None:
    from scenegan.evaluation.table import table_rows

    table = Table("", "figure", "95 %", "beside it", box=None, pad_edge=False)
    if earlier:
        table.add_column("before")
    for row in table_rows(evaluation.figures, earlier):
        if row.begins_group:
            table.add_section()
        style = {True: "green", False: "red", None: None}[row.reached]
        cells = [row.key, f"[{style}]{row.value}[/]" if style else row.value, row.interval]
        cells += [row.companions] + ([row.before] if earlier else [])
        table.add_row(*cells)
    Console(highlight=False).print(table)
    for step, missing in evaluation.left_out.items():
        say(f"Left out: {step}, for want of {missing}.")


def _print_parser() -> None:
    """Tells in detail how gold texts are read."""
    from scenegan.evaluation.parser_report import LANGUAGES, parser_report
    from scenegan.evaluation.parser_score import read_gold
    from scenegan.evaluation.parser_step import gold_folder
    from scenegan.evaluation.parser_table import parser_tables
    from scenegan.evaluation.parsing_speed import measure_parsing_speed
    from scenegan.evaluation.published_parser import is_installed, read_with_published

    gold = gold_folder()
    if gold is None:
        say("Gold texts come with the source of SceneGAN only; there are none here.")
        return
    published = read_with_published if is_installed() else None
    for table in parser_tables(parser_report(gold, published=published)):
        Console(highlight=False).print(table)
    texts = [text.text for path in sorted(gold.glob(LANGUAGES["en"])) for text in read_gold(path)]
    speed = measure_parsing_speed(texts)
    say(
        f"Read {speed.ours:.0f} texts a second, {speed.share:.0%} of the {speed.bare:.0f} that"
        " spaCy alone tags and parses."
    )
