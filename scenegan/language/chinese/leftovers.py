"""What was not understood of a Chinese text: words that left no mark in the graph."""

from __future__ import annotations

from scenegan.language.chinese.characters import is_han
from scenegan.language.chinese.units import Unit, quiet_words
from scenegan.language.mentions import Findings

_NOT_KNOWN = "not in the vocabulary"
_NOT_LOOKS = "not about looks"
_NO_PLACE = "belongs to nothing that was understood"


def report_leftovers(found: Findings, sentences: list[list[Unit]]) -> None:
    """Adds the words that were not understood; a sentence of which nothing was, as a whole."""
    for units in sentences:
        content = [u for u in units if u.role not in ("skip", "stop", "comma", "colon", "and")]
        if not content:
            continue
        telling = [u for u in content if u.role in ("noun", "modifier", "amount")]
        known = [u for u in telling if u.start in found.understood]
        if not known and len(content) > 1:
            found.miss(content[0].start, content[-1].end, _NOT_LOOKS)
            continue
        for unit in content:
            if _is_left(found, unit):
                reason = _NOT_KNOWN if unit.role in ("other", "thing") else _NO_PLACE
                found.miss(unit.start, unit.end, reason)


def _is_left(found: Findings, unit: Unit) -> bool:
    if unit.meaning.grammar is not None or unit.meaning.cover:
        return False
    if any(i in found.understood for i in range(unit.start, unit.end)):
        return False
    if unit.role in ("other", "thing"):
        letters = any(is_han(c) or c.isalpha() for c in unit.text)
        return letters and unit.text not in quiet_words() and len(unit.text) > 1
    return unit.role in ("noun", "modifier")
