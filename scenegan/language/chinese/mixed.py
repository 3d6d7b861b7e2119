"""English words inside Chinese text: `一只blue的dragon,有两只wings`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from scenegan.graph.model import Color
from scenegan.graph.vocabulary import derived_from_vocabulary
from scenegan.language.chinese.lexicon import Meaning
from scenegan.language.chinese.numbers import Amount
from scenegan.language.chinese.tables import chinese
from scenegan.language.colors import find_color
from scenegan.language.lexicon import Senses, lookup
from scenegan.language.tables import english

_GRAMMAR = {
    **dict.fromkeys(["with", "has", "have", "having", "wearing"], "have"),
    **dict.fromkeys(["no", "without", "lacks"], "neg"),
    **dict.fromkeys(["and", "or", "nor"], "and"),
    **dict.fromkeys(["is", "are", "was"], "be"),
    **dict.fromkeys(["it", "its"], "pron"),
    **dict.fromkeys(["like"], "simile"),
    **dict.fromkeys(["the", "of", "very", "a", "an"], "skip"),
}
_NOUNS = {
    "size": Meaning(size_noun=True, plain_name=True),
    **dict.fromkeys(["color", "colour"], Meaning(cover=True, plain_name=True)),
    "mood": Meaning(mien=True, plain_name=True),
}


@dataclass(frozen=True)
class EnglishWord:
    """What an English word or phrase is among Chinese ones; the fields are those of a unit."""

    role: str
    meaning: Meaning = Meaning()
    colors: tuple[Color, ...] = ()
    amount: Amount | None = None
    types: tuple[str, ...] = ()


@derived_from_vocabulary
@lru_cache(maxsize=4096)
def english_word(text: str) -> EnglishWord | None:
    """Looks an English word or phrase up; None where it is unknown."""
    word = text.lower()
    if word in _GRAMMAR:
        return EnglishWord(_GRAMMAR[word])
    if word in _NOUNS:
        return EnglishWord("noun", _NOUNS[word])
    senses = lookup(word)
    if senses is None:
        color = find_color(word)
        return EnglishWord("modifier", colors=(color,)) if color else None
    if senses.color and (senses.strong_color or not senses.is_noun):
        color = find_color(senses.color)
        return EnglishWord("modifier", colors=(color,) if color else ())
    if senses.number is not None and not senses.quantity:
        return EnglishWord("amount", amount=Amount(1, senses.number))
    meaning = _meaning(senses, word)
    if meaning.is_noun:
        return EnglishWord("noun", meaning)
    return EnglishWord("modifier", meaning) if meaning.is_modifier else None


def _meaning(senses: Senses, word: str) -> Meaning:
    return Meaning(
        part=senses.part,
        part_attrs=senses.part_attrs,
        part_color=senses.part_color,
        kind=senses.kind,
        generic=senses.generic,
        cover=senses.cover,
        cover_attr=senses.cover_attr,
        likeness=_likeness(word),
        attrs=(senses.attr,) if senses.attr else (),
        size=senses.size,
        mood=senses.mood,
        pose=senses.pose,
        type=word if word in chinese()["types"] else None,
        plain_name=True,
    )


def _likeness(word: str) -> str | None:
    """Returns what is like the thing that a noun names: `star形状`, `像bat一样`."""
    tables = english()
    found = tables["shapes"].get(word) or tables["materials"].get(word)
    return str(found) if found else None
