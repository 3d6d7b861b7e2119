"""Nouns for things that are no parts of a creature: they take along what describes them."""

from __future__ import annotations

from functools import cache

from scenegan.language.chinese.characters import is_han
from scenegan.language.chinese.segmentation import dictionary_text

_NOUNS = frozenset(["n", "nz"])


def is_thing(word: str) -> bool:
    """Whether a word that the lexicon lacks is a common noun: `箱子`, `小箱子`."""
    if len(word) < 2 or not all(map(is_han, word)):
        return False
    return word in _things() or (len(word) > 2 and word[0] in "小大" and word[1:] in _things())


@cache
def _things() -> frozenset[str]:
    """Returns the common nouns of jieba's dictionary."""
    entries = (line.split(" ") for line in dictionary_text().splitlines())
    return frozenset(e[0] for e in entries if len(e) == 3 and e[2] in _NOUNS)
