"""The messages of the command line in the reader's language, chosen by the locale.

Messages are written in English where they arise, deep inside the program as well. A catalogue
(`assets/language/messages.zh.json`) holds their patterns, such as `There is no file {path}.`, with
a translation of each: what stands in the braces is carried over. A message without a pattern is
shown as it is. So the rest of the program needs to know nothing of languages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from scenegan.assets import read_json_asset
from scenegan.reader_language import reader_language

_FIELD = re.compile(r"\{(\w+)\}")
_NESTED = frozenset(["why", "rest"])
"""Fields that hold further messages."""


def localized(message: str, language: str | None = None) -> str:
    """Returns a message in the reader's language, as far as the catalogue goes.

    Args:
        message: one or more lines of English.
        language: `en` or `zh`; that of the locale where it is left out.
    """
    if (language or reader_language()) == "en":
        return message
    whole = _translated(message)
    if whole is not None:
        return whole
    return "\n".join(_translated(line) or line for line in message.split("\n"))


def phrase(template: str, language: str | None = None, **values: object) -> str:
    """Returns a fixed phrase with its values: `phrase("Not understood: {words}.", words=...)`.

    Args:
        template: the English pattern, which the catalogue may translate.
        language: `en` or `zh`; that of the locale where it is left out.
        **values: what stands in the braces.
    """
    chosen = template
    if (language or reader_language()) == "zh":
        chosen = catalogue()["phrases"].get(template, template)
    return _filled(chosen, {name: str(value) for name, value in values.items()})


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Returns the Chinese catalogue.

    Its `messages` are found by pattern, as is the `usage` that typer finds fault with; its
    `phrases` by name.
    """
    raw: Mapping[str, Mapping[str, str]] = read_json_asset("language", "messages.zh.json")
    return {name: raw[name] for name in ("messages", "usage", "phrases")}


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Returns the patterns with their translations, those with most fixed text first."""
    known = {**catalogue()["usage"], **catalogue()["messages"]}
    pairs = sorted(known.items(), key=lambda p: -len(_FIELD.sub("", p[0])))
    return tuple((_compiled(english), chinese) for english, chinese in pairs)


def _compiled(template: str) -> re.Pattern[str]:
    pieces = _FIELD.split(template)
    found = [f"(?P<{p}>.+?)" if i % 2 else re.escape(p) for i, p in enumerate(pieces)]
    return re.compile("".join(found), re.DOTALL)


def _translated(message: str) -> str | None:
    for pattern, chinese in _patterns():
        match = pattern.fullmatch(message)
        if match:
            values = match.groupdict()
            inner = {n: localized(v, "zh") if n in _NESTED else v for n, v in values.items()}
            return _filled(chinese, inner)
    return None


def _filled(template: str, values: Mapping[str, str]) -> str:
    return _FIELD.sub(lambda field: values.get(field[1], field[0]), template)
