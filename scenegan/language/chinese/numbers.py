"""Chinese numbers with their measure words: `两只`, `三对`, `十二条`, `一排`, `几根`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scenegan.language.chinese.lexicon import lookup

_MOST = 999
"""Larger numbers are years and prices, not parts."""


@dataclass(frozen=True)
class Amount:
    """A number with its measure word.

    Attributes:
        length: how many words it takes.
        count: how many things; None where the measure word leaves it open (`一排`).
        measured: has a measure word.
        words: number of words before the measure word.
    """

    length: int
    count: int | None
    measured: bool = False
    words: int = 1


def read_amount(words: Sequence[str]) -> Amount | None:
    """Reads a number at the start of a sequence of words, with its measure word if it has one."""
    count, length = _read_number(words)
    if count is None:
        return None
    measure = lookup(words[length]) if length < len(words) else None
    if measure is None or measure.measure is None:
        return Amount(length, count, words=length)
    total = count * measure.measure if measure.measure else None
    return Amount(length + 1, total, measured=True, words=length)


def _read_number(words: Sequence[str]) -> tuple[int | None, int]:
    """Returns a number and how many words name it: `十二`, `二十`, `三`, `12`, `许多`."""
    digits = words[0] if words else ""
    if digits.isascii() and digits.isdigit():
        value = int(digits[:4])
        return (value, 1) if 0 < value <= _MOST and len(digits) < 4 else (None, 0)
    values: list[int] = []
    for word in words:
        meaning = lookup(word)
        if meaning is None or meaning.number is None or word in ("多", "半") and values:
            break
        values.append(meaning.number)
        if len(word) > 1 or meaning.number == 0:
            break
    if not values or values == [0]:
        return None, 0
    return _composed(values), len(values)


def _composed(values: Sequence[int]) -> int:
    total, last = 0, 0
    for value in values:
        if value in (10, 100, 1000):
            total, last = total + (last or 1) * value, 0
        elif last:
            # `三五只` and `两三根` give a range: the larger one counts.
            last = max(last, value)
        else:
            last = value
    return min(total + last, _MOST)
