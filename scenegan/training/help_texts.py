"""The help of `scenegan-train` in the reader's language.

Help is written in English where the options are defined; the table `training` of
`assets/language/help.zh.json` translates it, beside that of the command `scenegan`. Names of
options and settings stay as they are.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scenegan.assets import read_json_asset
from scenegan.reader_language import reader_language


def localized_parser(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Puts the help of a parser into the language of the locale, and returns the parser."""
    if reader_language() == "zh":
        parser.formatter_class = _ChineseFormatter
        parser.description, parser.epilog = _told(parser.description), _told(parser.epilog)
        for group in parser._action_groups:
            group.title = _told(group.title)
        for action in parser._actions:
            action.help = _told(action.help)
        # Options between arguments make argparse cut an English "usage: " off what it writes.
        parser.usage = parser.format_usage().removeprefix(_usage()).strip()
    return parser


def help_texts(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yields every text of help of a parser."""
    told: Iterable[str | None] = (
        *(parser.description, parser.epilog),
        *(group.title for group in parser._action_groups),
        *(action.help for action in parser._actions),
    )
    yield from (text for text in told if text)


def translations() -> Mapping[str, str]:
    """Returns the Chinese texts by the English ones."""
    table: Mapping[str, Mapping[str, str]] = read_json_asset("language", "help.zh.json")
    return table["training"]


def _usage() -> str:
    table: Mapping[str, Mapping[str, str]] = read_json_asset("language", "help.zh.json")
    return table["frame"]["USAGE"]


def _told(text: str | None) -> str | None:
    return translations().get(text, text) if text else text


class _ChineseFormatter(argparse.HelpFormatter):
    """Begins with the Chinese word for usage."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, prefix or _usage())
