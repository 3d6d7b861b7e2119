"""`scenegan draw` and `scenegan edit`: from a creature to a picture."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scenegan.cli.console import report_reading, say, waiting
from scenegan.cli.inputs import Input, read_input
from scenegan.cli.published import draw_published, is_published_run
from scenegan.errors import FileError, GraphError
from scenegan.graph.vocabulary import learn_words_of_model
from scenegan.nn.threads import one_thread

if TYPE_CHECKING:
    from scenegan.rendering import Picture, Pipeline

What = Annotated[
    str, typer.Argument(help="A description, graph.json, a document, a PNG of SceneGAN, or -.")
]
Output = Annotated[
    Path,
    typer.Option("--output", "-o", help="Where the picture goes (.png, .webp, .svg, .ora)."),
]
Seed = Annotated[
    int | None,
    typer.Option("--seed", "-s", min=0, max=2**63 - 1, help="Another number, another creature."),
]
Side = Annotated[int | None, typer.Option("--size", min=16, max=4096, help="Side in pixels [256].")]
Model = Annotated[Path | None, typer.Option("--model", help="Folder of weights to use instead.")]


def register(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    app.command()(draw)
    app.command()(edit)


def draw(
    what: What,
    output: Output = Path("creature.png"),
    seed: Seed = None,
    size: Side = None,
    layout: Annotated[
        bool, typer.Option("--layout", help="Also write the part layout beside the picture.")
    ] = False,
    variations: Annotated[
        int, typer.Option("--variations", min=1, max=64, help="A sheet of this many seeds.")
    ] = 1,
    model: Model = None,
) -> None:
    """Draw a creature; the picture carries all that is needed to draw it again.

    For example:

      scenegan draw "a green dragon with red wings and three horns"

      scenegan draw "a blue cat" --variations 6 -o cats.png

      scenegan draw creature.png -o again.png
    """
    _check_output(output, sheet=variations > 1)
    if model is not None:
        learn_words_of_model(model)
    given = read_input(what)
    report_reading(given.reading)
    if model is not None and is_published_run(model):
        draw_published(model, given, seed or 0, variations, size, output, layout)
        return
    with waiting("Loading the model ..."):
        from scenegan.rendering import Pipeline

        pipeline = Pipeline.load(model)
    with waiting("Drawing ..."), one_thread():
        if variations > 1:
            _draw_sheet(pipeline, given, variations, seed or 0, size, output)
            return
        picture = _draw_one(pipeline, given, seed, size)
    picture.save(output)
    say(f"{_summary(picture)}\nPicture: {output}")
    if layout:
        from scenegan.rendering.layout_sheet import save_layout_sheet

        beside = output.with_name(f"{output.stem}.layout.png")
        save_layout_sheet(picture, beside)
        say(f"Layout: {beside}")


def _draw_one(pipeline: Pipeline, given: Input, seed: int | None, size: int | None) -> Picture:
    if given.document is not None and given.document.layout and seed is None:
        return pipeline.draw(given.document, size=size)
    document = given.document or pipeline.document(given.graph, given.text, given.reading)
    return pipeline.draw(document.unplaced() if seed is not None else document, seed, size)


def _draw_sheet(
    pipeline: Pipeline, given: Input, count: int, first: int, size: int | None, output: Path
) -> None:
    from scenegan.rendering.contact_sheet import save_contact_sheet

    pictures = [_draw_one(pipeline, given, first + k, size) for k in range(count)]
    save_contact_sheet(pictures, [f"seed {first + k}" for k in range(count)], output)
    say(f"Sheet of {count} seeds: {output}\nDraw one of them alone with --seed.")


def edit(
    source: Annotated[str, typer.Argument(help="A PNG of SceneGAN, a document, or a graph.")],
    commands: Annotated[list[str], typer.Argument(help='What to change, such as "tail teal".')],
    output: Output = Path("edited.png"),
    size: Side = None,
    model: Model = None,
) -> None:
    """Change a drawn creature; all that is not touched stays as it is.

    For example:

      scenegan edit creature.png "tail teal" -o teal.png

      scenegan edit creature.png "remove horn" "add two wings" -o winged.png
    """
    from scenegan.language import read_edit

    _check_output(output)
    if model is not None:
        learn_words_of_model(model)
    given = read_input(source)
    document = given.document
    if document is None or not document.layout:
        raise GraphError(f"{source} has not been drawn yet: use `scenegan draw` first.")
    with waiting("Loading the model ..."):
        from scenegan.rendering import Pipeline

        pipeline = Pipeline.load(model)
    graph = document.graph
    for command in commands:
        graph = read_edit(command, graph)
    with one_thread():
        picture = pipeline.redraw(document, graph, size=size)
    picture.save(output)
    say(f"{_summary(picture)}\nPicture: {output}")


def _summary(picture: Picture) -> str:
    from scenegan.language import describe

    return describe(picture.document.graph)


def _check_output(path: Path, sheet: bool = False) -> None:
    """Finds out before the long work whether its result can be written."""
    from scenegan.rendering.picture_files import checked_suffix

    if checked_suffix(path) in (".svg", ".ora") and sheet:
        raise FileError(f"Cannot write {path}: a sheet of variations is a .png or .webp.")
    if not path.parent.is_dir():
        raise FileError(f"Cannot write {path}: there is no folder {path.parent}; create it first.")
    if not os.access(path.parent, os.W_OK):
        raise FileError(f"Cannot write {path}: the folder is read-only; choose another one.")
