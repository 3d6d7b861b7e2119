"""Words and fixed phrases of a text with what they can mean: the smallest units of reading."""

from __future__ import annotations

from dataclasses import dataclass

from scenegan.graph.model import Color
from scenegan.graph.vocabulary import vocabulary
from scenegan.language.lexicon import Senses
from scenegan.language.tables import english


@dataclass(frozen=True)
class Bearing:
    """A part that an adjective gives to its noun: `three-headed`, `long-eared`, `black-tipped`.

    Attributes:
        part: the part that is borne.
        count: how many, where the adjective says so.
        attrs: its attributes.
        colors: its colours.
    """

    part: str
    count: int | None = None
    attrs: tuple[str, ...] = ()
    colors: tuple[Color, ...] = ()


@dataclass(frozen=True, eq=False)
class Unit:
    """One word or fixed phrase: words `start` to `end` (excluded) of the text.

    Attributes:
        start: index of the first word.
        end: one past the last word.
        text: as written.
        word: in lower case, with the spelling corrected.
        senses: what it can mean.
        color: the colour that it names.
        bearing: the part that it gives to its noun.
        lacking: the part that it denies (`tailless`).
        likeness: the noun that it compares with (`fox-like`).
        types: types that it names (`fire-type`).
    """

    start: int
    end: int
    text: str
    word: str
    senses: Senses
    color: Color | None = None
    bearing: Bearing | None = None
    lacking: str | None = None
    likeness: str | None = None
    types: tuple[str, ...] = ()

    @property
    def is_modifier(self) -> bool:
        """Whether it says something of a noun."""
        if self.senses.is_modifier or self.color is not None or self.bearing is not None:
            return True
        return bool(self.lacking or self.likeness or self.types)


def find_type(word: str) -> str | None:
    """Returns the type that a word names (`plant` is `grass`)."""
    if word in vocabulary().types:
        return word
    table: dict[str, list[str]] = english()["types"]
    return next((name for name, words in table.items() if word in words), None)
