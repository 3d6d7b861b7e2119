"""`scenegan data`: build, look at and check the drawings that the models learn from."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from scenegan.assets import asset
from scenegan.cli.console import INTERRUPTED
from scenegan.errors import DataError

app = typer.Typer(
    help="Build, look at and check the annotated drawings that the models learn from.",
    no_args_is_help=True,
)

DEFAULT_CACHE = Path("data/pokescene.cache")

_PLAIN_STEPS = 20

CacheOption = Annotated[
    Path, typer.Option("--cache", metavar="FILE", help="The cache that `data build` wrote.")
]

VectorsOption = Annotated[
    Path | None,
    typer.Option(
        "--sprites", metavar="DIR", help="Folder with the vector drawings: edits are finer so."
    ),
]


@app.command()
def build(
    sprites: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder with the drawings (ID.svg files, an unpacked package, or a clone of "
            "PokeAPI/sprites). Without it they are fetched with npm.",
        ),
    ] = None,
    annotations: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder with annotations.jsonl (and vocabulary.json, drawings.sha256, if you "
            "have them) of drawings of your own; needs --sprites.",
        ),
    ] = None,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FILE", help="The cache to write.")
    ] = DEFAULT_CACHE,
    workers: Annotated[
        int, typer.Option(min=1, max=64, metavar="N", help="Number of processes.")
    ] = min(2, os.cpu_count() or 1),
) -> None:
    """Renders all annotated drawings and writes them with their part maps into one cache.

    Takes a few minutes. A build that was stopped goes on where it ended when it is run again.

    For example:

      scenegan data build

      scenegan data build --sprites ~/clones/sprites

      scenegan data build --annotations my/drawings --sprites my/drawings -o data/mine.cache
    """
    from scenegan.data.annotations import read_annotations
    from scenegan.data.build import build_cache
    from scenegan.data.cache import Cache
    from scenegan.data.own_vocabulary import learn_own_vocabulary
    from scenegan.data.sources import PACKAGE, VERSION, provide_drawings, read_digests

    if annotations is not None and sprites is None:
        raise DataError("Annotations of your own need their drawings: name them with --sprites.")
    console = Console(stderr=True)
    if annotations is not None:
        learn_own_vocabulary(annotations)
    drawings = read_annotations(annotations and annotations / "annotations.jsonl")
    listed = annotations and annotations / "drawings.sha256"
    digests = read_digests(listed) if listed is None or listed.is_file() else None
    store = out.parent / f"{PACKAGE}-{VERSION}"
    console.print(f"Looking for {len(drawings)} drawings ...")
    folder = provide_drawings([drawing.id for drawing in drawings], sprites, store, digests)
    try:
        with _progress(console) as tell:
            build_cache(
                drawings,
                folder,
                out,
                species_facts=annotations is None,
                workers=workers,
                progress=tell,
            )
    except KeyboardInterrupt:
        console.print("Stopped. Run the same command again to go on.")
        raise typer.Exit(INTERRUPTED) from None
    cache = Cache.open(out)
    size = out.stat().st_size / 1e6
    typer.echo(f"{out}: {len(cache)} drawings, {cache.manifest['parts']} parts, {size:.1f} MB")


@app.command()
def show(
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of drawings.")],
    cache: CacheOption = DEFAULT_CACHE,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FILE", help="The PNG to write.")
    ] = Path("sheet.png"),
) -> None:
    """Writes a sheet with drawings, their part maps, colours and graphs.

    For example:

      scenegan data show 6

      scenegan data show 1 4 7 386-attack -o starters.png
    """
    from scenegan.atomic_files import atomic_path
    from scenegan.data.cache import Cache
    from scenegan.data.sheet import sheet_of

    opened = Cache.open(cache)
    sheet = sheet_of([opened.drawing(drawing_id) for drawing_id in ids])
    with atomic_path(out) as temporary:
        sheet.save(temporary, "PNG")
    typer.echo(f"{out}: {sheet.width} x {sheet.height}")


@app.command()
def pairs(
    ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID...]",
            help="Ids of drawings; without any, drawings of the train split by chance.",
        ),
    ] = None,
    cache: CacheOption = DEFAULT_CACHE,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FILE", help="The PNG to write.")
    ] = Path("pairs.png"),
    count: Annotated[int, typer.Option(min=1, max=500, metavar="N", help="Number of pairs.")] = 14,
    seed: Annotated[int, typer.Option(min=0, metavar="N", help="Other seeds, other pairs.")] = 0,
    sprites: VectorsOption = None,
) -> None:
    """Writes a sheet of edit pairs: before, after, what changed, and the part map after.

    Parts are recoloured, dropped, scaled, turned, shifted, mirrored, and swapped between drawings.

    For example:

      scenegan data pairs

      scenegan data pairs 6 25 -o edits.png --count 20 --seed 3
    """
    from scenegan.atomic_files import atomic_path
    from scenegan.data.cache import Cache
    from scenegan.data.pair_sheet import chosen_drawings, pair_sheet, random_pairs
    from scenegan.data.sources import drawings_folder

    opened = Cache.open(cache)
    drawings = chosen_drawings(opened, ids or [], count, seed)
    vectors = None if sprites is None else drawings_folder(sprites)
    made = list(random_pairs(drawings, opened.of_split("train"), count, seed, vectors))
    sheet = pair_sheet(made)
    with atomic_path(out) as temporary:
        sheet.save(temporary, "PNG")
    typer.echo(f"{out}: {len(made)} pairs, {sheet.width} x {sheet.height}")


@app.command()
def edits(
    cache: CacheOption = DEFAULT_CACHE,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FILE", help="The cache to write.")
    ] = Path("data/edits.cache"),
    count: Annotated[
        int, typer.Option(min=1, max=100_000, metavar="N", help="Number of edits to try.")
    ] = 600,
    seed: Annotated[int, typer.Option(min=0, metavar="N", help="Other seeds, other edits.")] = 0,
    sprites: VectorsOption = None,
) -> None:
    """Edits drawings of the train split and writes them into a cache of their own.

    `scenegan-train --pairs` learns from them what an edit changes and what it leaves alone.

    For example:

      scenegan data edits --count 1000 -o data/edits.cache
    """
    from scenegan.data.cache import Cache
    from scenegan.data.edit_cache import write_edit_cache
    from scenegan.data.pair_sheet import chosen_drawings, random_pairs
    from scenegan.data.sources import drawings_folder

    opened = Cache.open(cache)
    train = opened.of_split("train")
    drawings = chosen_drawings(opened, [], len(train), seed)
    vectors = None if sprites is None else drawings_folder(sprites)
    with _progress(Console(stderr=True), "Edits") as tell:
        pairs = random_pairs(drawings, train, count, seed, vectors)
        made = write_edit_cache(out, pairs, train, lambda done: tell(done, count))
    typer.echo(f"{out}: {made} edited drawings, {out.stat().st_size / 1e6:.1f} MB")


@app.command()
def check(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="[DIR]",
            help="Folder with annotations.jsonl and pictures; without it, the annotations of "
            "PokéScene.",
        ),
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option(metavar="PAGE", help="Write a page that shows the parts over each picture."),
    ] = None,
) -> None:
    """Looks for mistakes in drawings and annotations: each is told with file, line and field.

    Ends with 1 if there are any. What only looks wrong is told too.

    For example:

      scenegan data check

      scenegan data check my/drawings --html check.html
    """
    from scenegan.data.annotations import default_annotations, faults_of, read_annotations
    from scenegan.data.check_drawings import ANNOTATIONS, check_folder

    if folder is None:
        if html is not None:
            raise DataError("A page needs pictures: name a folder with annotations.jsonl and them.")
        path = default_annotations()
        faults = faults_of(path)
        parts = [len(drawing.parts) for drawing in read_annotations(path)] if not faults else []
    else:
        path = folder / ANNOTATIONS
        checked = check_folder(folder)
        faults = checked.all_faults
        parts = [len(d.drawing.parts) for d in checked.drawings]
        for doubt in checked.all_doubts:
            typer.echo(f"{doubt} (this is told only)", err=True)
        if html is not None:
            from scenegan.atomic_files import write_atomically
            from scenegan.data.check_page import check_page

            write_atomically(html, check_page(folder.resolve().name, checked))
            typer.echo(f"Page: {html}")
    for fault in faults:
        typer.echo(str(fault), err=True)
    if faults:
        typer.echo(f"{len(faults)} mistake(s) in {path}", err=True)
        raise typer.Exit(1)
    typer.echo(f"{path}: {len(parts)} drawings, {sum(parts)} parts, no mistakes")


@app.command()
def tables(
    cache: CacheOption = DEFAULT_CACHE,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="FILE", help="The table; by default the one of the program."
        ),
    ] = None,
) -> None:
    """Writes the table of part colours that travels with the program.

    It holds the colours of all parts of the train split, and no picture.

    For example:

      scenegan data tables

      scenegan data tables --cache data/mine.cache -o data/mine-colors.safetensors
    """
    from scenegan.data.cache import Cache
    from scenegan.data.color_table import part_colors_of, write_part_colors

    table = part_colors_of(Cache.open(cache))
    if out is None:
        out = asset() / "tables" / "part_colors.safetensors"
        out.parent.mkdir(exist_ok=True)
    write_part_colors(out, table)
    typer.echo(f"{out}: {len(table)} parts of {len(table.drawings)} drawings")


@contextmanager
def _progress(console: Console, what: str = "Drawings") -> Iterator[Callable[[int, int], None]]:
    """Gives a function that shows progress: a bar in a terminal, else a line now and then."""
    if not console.is_terminal:
        yield lambda done, total: _tell_plainly(done, total, what.lower())
        return
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bars:
        task = bars.add_task("", total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)


def _tell_plainly(done: int, total: int, what: str) -> None:
    step = max(total // _PLAIN_STEPS, 1)
    if done % step == 0 or done == total:
        print(f"{done} of {total} {what}", file=sys.stderr, flush=True)
