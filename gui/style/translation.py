"""Every text of the editor in the reader's language; English is what the program is written in.

`tr("Nothing to undo")` gives the text to show. The English words are the key of the catalogue
(`assets/editor/zh.json`); what is not in it is shown in English. Texts are translated when they
are shown, never when a module is imported, so that another language needs no new start.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from gui.observers import Observers
from scenegan.assets import read_json_asset
from scenegan.cli.messages import localized
from scenegan.reader_language import reader_language

LANGUAGES: Mapping[str, str] = {"en": "English", "zh": "中文"}
"""Codes of the languages, each with its name in itself."""

_FIELD = re.compile(r"\{(\w+)\}")


class _Choice:
    """The language in use, and who wants to know of another."""

    def __init__(self) -> None:
        self.language = "en"
        self.observers = Observers[[]]()


_choice = _Choice()


def language() -> str:
    """Returns the code of the language in use."""
    return _choice.language


def set_language(code: str) -> None:
    """Changes the language and tells the observers; `system` takes that of the locale.

    Raises:
        ValueError: if there is no such language.
    """
    chosen = reader_language() if code == "system" else code
    if chosen not in LANGUAGES:
        raise ValueError(f"There is no language {code!r}: choose {', '.join(LANGUAGES)}.")
    if chosen != _choice.language:
        _choice.language = chosen
        _choice.observers.tell()


def on_language_change(observer: Callable[[], None]) -> Callable[[], None]:
    """Calls `observer` after each change of the language; returns what ends that."""
    return _choice.observers.add(observer)


def tr(text: str, **values: object) -> str:
    """Returns a text in the language in use: `tr("Saved to {name}", name=path.name)`.

    Args:
        text: English; words in braces are filled in from `values`.
        **values: what stands in the braces.
    """
    chosen = texts().get(text, text) if _choice.language == "zh" else text
    if not values:
        return chosen
    return _FIELD.sub(lambda field: str(values.get(field[1], field[0])), chosen)


def tr_word(word: str) -> str:
    """Returns a word of the vocabulary (part, attribute, colour, relation) as it is shown."""
    return words().get(word, word) if _choice.language == "zh" else word


def tr_measured(number: int, word: str) -> str | None:
    """Returns a number of things in a language that counts by measures; None in English."""
    measure = _read_words()["measures"].get(word) if _choice.language == "zh" else None
    return None if measure is None else f"{number} {measure}"


def tr_message(message: str) -> str:
    """Returns a message from inside the program, such as an error's, in the language in use."""
    return localized(message, _choice.language)


@cache
def texts() -> Mapping[str, str]:
    """Returns the Chinese of the editor's own texts by their English."""
    found: Mapping[str, str] = read_json_asset("editor", "zh.json")
    return found


def words() -> Mapping[str, str]:
    """Returns the Chinese of the vocabulary's words by their English."""
    return _read_words()["words"]


@cache
def _read_words() -> Mapping[str, Mapping[str, str]]:
    """Returns the Chinese of the vocabulary's words, and the measures of what is counted."""
    raw: Mapping[str, Mapping[str, str]] = read_json_asset("editor", "zh_words.json")
    return {name: raw[name] for name in ("words", "measures")}
