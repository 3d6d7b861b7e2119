"""Text as people type it, made ready for the tagger: the length stays, so that places do.

Shouted words are written small, typographic signs plainly, the items of a list parted, and of a
very long text only the sentences that speak of looks are kept; the rest becomes blanks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from scenegan.language.lexicon import lookup

MOST_TOKENS = 800
"""Words and signs that are read of one text: some 0.2 seconds of the tagger's time."""

_LONGEST_WORD = 60
_LONGEST_PIECE = 120
"""Words and signs in a stretch without a stop before it is cut."""


def calmed(text: str) -> str:
    """Writes shouted words small, typographic signs plainly, and parts the items of a list.

    The tagger reads `ONE RED EYE` as names otherwise.
    """
    text = _BULLET.sub(lambda m: m[0][:-1].replace("\n", " ").replace(m[1], ";") + " ", text)
    if _is_list(text):
        text = text.replace("\n", ",")
    text = text.translate(_PLAIN)
    text = _BRACKETS.sub(lambda m: f" {m[1]};", text)
    text = _PLUS.sub(" & ", text)
    text = _PARTING.sub(" ; ", text)
    text = _TRAILING.sub(lambda m: " " * (len(m[0]) - 2) + "; ", text)
    if text.upper() == text:
        return _SHOUTED.sub(lambda m: m[0].lower(), text)
    return _SHOUTED_WORD.sub(lambda m: m[0].lower(), text)


_BULLET = re.compile(r"(?:^|\n)[ \t]*([-*•·–—])[ \t]")
_BRACKETS = re.compile(r"\[([^\[\]]{1,60})\]")
_PARTING = re.compile(r" / (?=[^\W\d_])")
_PLUS = re.compile(r" \+ (?=[^\W\d_])")
_TRAILING = re.compile(r"(?<=\w)\.{3,}(?=\w)")
_SHOUTED = re.compile(r"[A-Z]+")
_SHOUTED_WORD = re.compile(r"(?<![^\W\d_])[A-Z]{2,}(?![^\W\d_])")
_PLAIN = str.maketrans(
    {**{"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "‐": "-"}}
    | {"\n": " ", "\t": " ", "\r": " ", "\u00a0": " ", "•": ";", "·": ";", "|": ";", "…": "."}
)


def _is_list(text: str) -> bool:
    """Whether every line is short and ends without a sign: a list without bullets."""
    lines = [line.strip() for line in text.strip().split("\n")]
    return len(lines) > 1 and all(0 < len(s) < 60 and s[-1].isalnum() for s in lines[:-1])


def is_latin(text: str) -> bool:
    """Whether at least two thirds of the letters of a text are Latin ones."""
    if text.isascii():
        return True
    letters = [c for c in text[:20_000] if c.isalpha()]
    latin = sum(c.isascii() or unicodedata.name(c, "").startswith("LATIN") for c in letters)
    return latin * 3 >= len(letters) * 2


def within_budget(text: str) -> str:
    """Blanks what is too much to be read at once: first the sentences that tell of no looks."""
    if len(text) <= MOST_TOKENS:
        return text
    text = _LONG_WORD.sub(lambda m: " " * len(m[0]), text)
    pieces = list(_pieces(text))
    if sum(cost for _, _, cost in pieces) <= MOST_TOKENS:
        return text
    left = MOST_TOKENS
    kept: list[tuple[int, int]] = []
    for start, end, cost in pieces:
        if cost <= left and _tells_of_looks(text[start:end]):
            left -= cost
            kept.append((start, end))
    parts: list[str] = []
    at = 0
    for start, end in kept:
        parts += [" " * (start - at), text[start:end]]
        at = end
    return "".join([*parts, " " * (len(text) - at)])


_TOKEN = re.compile(r"\w+|[^\w\s]")
_LONG_WORD = re.compile(rf"\S{{{_LONGEST_WORD},}}")
_STOPS = frozenset(".!?;\n")


def _pieces(text: str) -> Iterator[tuple[int, int, int]]:
    """Yields sentences, or stretches of one that does not end: start, end, number of tokens."""
    start, cost, last = 0, 0, 0
    for match in _TOKEN.finditer(text):
        cost, last = cost + 1, match.end()
        if match[0] in _STOPS or cost >= _LONGEST_PIECE:
            yield start, last, cost
            start, cost = last, 0
    if cost:
        yield start, last, cost


def _tells_of_looks(piece: str) -> bool:
    for word in _WORD.findall(piece):
        senses = lookup(word) or lookup(word.lower())
        if senses is not None and (
            senses.part or senses.attr or senses.strong_color or senses.kind
        ):
            return True
    return False


_WORD = re.compile(r"[A-Za-z]{3,20}")
