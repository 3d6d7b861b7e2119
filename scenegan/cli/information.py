"""`scenegan info`: what is installed, what the model knows, and what it cannot draw."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated

import typer

from scenegan.assets import asset
from scenegan.cli.console import write_result
from scenegan.cli.messages import localized
from scenegan.graph import vocabulary


def register(app: typer.Typer) -> None:
    """Adds the command to the program."""
    app.command()(info)


def info(
    words: Annotated[
        bool, typer.Option("--words", help="List all parts, attributes and colours.")
    ] = False,
    model: Annotated[Path | None, typer.Option("--model", help="Folder of weights.")] = None,
) -> None:
    """Show versions, the model and its words.

    For example:

      scenegan info --words
    """
    lines = _versions() + _model(model or asset("weights"))
    if words:
        lines += _words()
    write_result(localized("\n".join(lines)) + "\n")


def _versions() -> list[str]:
    names = ("scenegan", "torch", "torch-geometric", "spacy", "PySide6-Essentials")
    lines = [f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"]
    for name in names:
        try:
            lines.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            lines.append(f"{name}: not installed")
    return lines


def _model(folder: Path) -> list[str]:
    from scenegan.completion.expression import moods_that_show
    from scenegan.nn.weights import read_config, weights_folder

    folder = weights_folder(folder)
    config = read_config(folder)
    files = sorted(folder.glob("*.safetensors"))
    size = sum(f.stat().st_size for f in files) / 1e6
    return [
        f"Model {config.name} in {folder} ({size:.0f} MB: {', '.join(f.stem for f in files)})",
        f"It knows {len(config.words.parts)} parts and {len(config.words.attributes)} attributes.",
        f"Moods that show: {', '.join(moods_that_show())}; any other mood changes no picture.",
        "Size changes proportions; types change the parts and colours that were left unsaid.",
    ]


def _words() -> list[str]:
    known = vocabulary()
    return [
        "Parts: " + ", ".join(known.parts),
        "Attributes: " + ", ".join(known.attributes),
        "Colours: " + ", ".join(known.colors) + ", the names of the xkcd survey, or #rrggbb",
        "Types: " + ", ".join(known.types),
        "Views: " + ", ".join(known.views),
    ]
