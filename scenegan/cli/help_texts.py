"""The help of the commands in the reader's language.

Help is written in English where a command is defined. `assets/language/help.zh.json` holds a
translation of each of its paragraphs; examples and the names of options stay as they are.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import typer
from typer import rich_utils

from scenegan.assets import read_json_asset
from scenegan.cli.messages import localized
from scenegan.reader_language import reader_language

_FRAME: Mapping[str, str] = {
    name: getattr(rich_utils, name)
    for name in (
        *("ARGUMENTS_PANEL_TITLE", "OPTIONS_PANEL_TITLE", "COMMANDS_PANEL_TITLE"),
        *("ERRORS_PANEL_TITLE", "DEFAULT_STRING", "REQUIRED_LONG_STRING", "RICH_HELP"),
    )
}
"""What typer writes around the help."""

_SHOW_ERROR = rich_utils.rich_format_error
_USAGE = "Usage:"


def localized_command(app: typer.Typer) -> Any:
    """Returns the command of an app with its help in the language of the locale."""
    command = typer.main.get_command(app)
    chinese = reader_language() == "zh"
    for name, english in _FRAME.items():
        setattr(rich_utils, name, _frame()[name] if chinese else english)
    shown: Any = _show_translated if chinese else _SHOW_ERROR
    rich_utils.rich_format_error = shown
    if chinese:
        _translate(command)
    return command


def _show_translated(error: Any) -> None:
    """Shows what was wrong with a command line, in the language of the locale."""
    told = localized(error.format_message())
    error.format_message = lambda: told
    _SHOW_ERROR(error)


def paragraphs(command: Any) -> Iterator[str]:
    """Yields every paragraph of help of a command and those below it, without examples."""
    for text in (command.help, command.epilog, *(_help(p) for p in command.params)):
        yield from (p for p in _split(text or "") if not _is_example(p))
    for below in getattr(command, "commands", {}).values():
        yield from paragraphs(below)


@cache
def translations() -> Mapping[str, str]:
    """Returns the Chinese paragraphs by the English ones."""
    table: Mapping[str, Mapping[str, str]] = read_json_asset("language", "help.zh.json")
    return table["help"]


@cache
def _frame() -> Mapping[str, str]:
    table: Mapping[str, Mapping[str, str]] = read_json_asset("language", "help.zh.json")
    return table["frame"]


def _translate(command: Any) -> None:
    """Puts the translations in place of the English help."""
    command.help = _told(command.help)
    command.short_help = _told(command.short_help)
    asked = command.get_help_option(command.context_class(command))
    for parameter in (*command.params, *([asked] if asked is not None else [])):
        if _help(parameter):
            parameter.help = _told(parameter.help)
    written = command.get_usage
    command.get_usage = lambda context: written(context).replace(_USAGE, _frame()["USAGE"], 1)
    for below in getattr(command, "commands", {}).values():
        _translate(below)


def _told(text: str | None) -> str | None:
    if not text:
        return text
    return "\n\n".join(translations().get(p, p) for p in _split(text))


def _split(text: str) -> list[str]:
    """Returns the paragraphs of a text, each on one line unless it is an example."""
    found = inspect.cleandoc(text).split("\n\n") if text else []
    return [p if _is_example(p) else " ".join(p.split()) for p in found]


def _is_example(paragraph: str) -> bool:
    return paragraph.startswith("  ")


def _help(parameter: Any) -> str | None:
    text: str | None = getattr(parameter, "help", None)
    return text
