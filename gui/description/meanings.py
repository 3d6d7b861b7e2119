"""Meanings that a word which is not known could have."""

from __future__ import annotations

from difflib import get_close_matches

from gui.style.translation import tr_word
from scenegan.graph.vocabulary import vocabulary

_CLOSE = 4
_LEAST_LIKE = 0.55


def close_meanings(word: str) -> list[str]:
    """Returns words of the vocabulary that are written almost like a word, the likest first."""
    known = vocabulary()
    names = {name: name for name in (*known.parts, *known.attributes, *known.colors)}
    names |= {s: part.name for part in known.parts.values() for s in part.synonyms}
    found = get_close_matches(word.lower(), names, n=2 * _CLOSE, cutoff=_LEAST_LIKE)
    return list(dict.fromkeys(names[name] for name in found))[:_CLOSE]


def meaning_groups() -> dict[str, list[str]]:
    """Returns all words that an unknown one could mean, by English titles of their groups."""
    known = vocabulary()
    return {
        "A look": sorted(known.attributes),
        "A part": sorted(known.parts),
        "A colour": list(known.colors),
    }


def with_meaning(text: str, start: int, end: int, meaning: str) -> str:
    """Writes a meaning in the place of a word; in a Chinese text as the editor shows it."""
    chinese = any("\u4e00" <= letter <= "\u9fff" for letter in text)
    return f"{text[:start]}{tr_word(meaning) if chinese else meaning}{text[end:]}"


def without_words(text: str, start: int, end: int) -> str:
    """Takes words out of a text, with the blank or comma that would be left over."""
    left = " ".join(f"{text[:start]} {text[end:]}".split())
    for sign in (",", ".", ";", "，", "。", "、"):
        left = left.replace(f" {sign}", sign)
    while ",," in left:
        left = left.replace(",,", ",")
    return left.strip(" ,，、")
