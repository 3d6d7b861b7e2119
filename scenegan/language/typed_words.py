"""One word of a typed text on its way to the tagger, and what sort of word it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from scenegan.graph.vocabulary import derived_from_vocabulary
from scenegan.language.lexicon import is_living, is_plural, lookup
from scenegan.language.tables import english


@dataclass(slots=True)
class Typed:
    """One word on its way through the rules.

    Attributes:
        word: the word as the tagger will see it.
        space: whether a blank follows.
        start: where it begins in the text.
        end: one past its last character in the text.
        corrected: stands for a misspelt or shortened word.
        marker: stands for words that take something back.
        norm: what the tokeniser says that it is short for (`nt`: not); empty for nothing.
    """

    word: str
    space: bool
    start: int
    end: int
    corrected: bool = False
    marker: bool = False
    norm: str = ""
    lower: str = field(init=False)
    """The word in lower case."""

    def __post_init__(self) -> None:
        """Writes the word small, once."""
        self.lower = self.word.lower()

    def become(self, word: str) -> None:
        """Takes a word for another one."""
        self.word = self.lower = word
        self.corrected = True


@derived_from_vocabulary
@lru_cache(maxsize=8192)
def class_of(lower: str) -> str:
    """Returns `n` for a part, `k` for an animal, `m` for a describing word, else nothing."""
    if lower.isdigit() and len(lower) < 3:
        return "m"
    senses = lookup(lower)
    if senses is None or senses.bearing or senses.tail or senses.quantity or senses.pose:
        return ""
    if senses.color or senses.attr or senses.size or senses.number or senses.mood:
        return "" if lower in ("a", "an", "another", "both", "like", "mean", "open") else "m"
    if senses.cover and lower not in ("coat", "color", "colour", "scale"):
        return "n"
    if senses.part in english()["body_parts"] or (senses.part and is_plural(lower)):
        return "n"
    if lower in ("tip", "tips"):
        return "n"
    if senses.kind and is_living(senses.kind) and not senses.part and not is_plural(lower):
        return "k"
    return ""


def part_of(lower: str) -> str | None:
    """Returns the part that a word names."""
    senses = lookup(lower)
    return senses.part if senses is not None else None


def is_number(lower: str) -> bool:
    """Whether a word says how many."""
    senses = lookup(lower)
    return lower.isdigit() or (senses is not None and senses.number is not None)


def is_color(lower: str) -> bool:
    """Whether a word is a colour wherever it stands."""
    senses = lookup(lower)
    return senses is not None and senses.strong_color
