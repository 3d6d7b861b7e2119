"""Colours of one side: `black in front and white behind`, `brown on top, cream underneath`.

A graph has no halves. A colour of the upper side, the front or the rear is one of the colours of
the whole; one of the under side is the belly's, or a marking where a part is spoken of.
"""

from __future__ import annotations

from typing import Literal

from scenegan.language.phrases import Gathered, Phrase
from scenegan.language.units import Unit
from scenegan.language.words import Word, Words

Side = Literal["over", "under"]

_OVER = frozenset(["front", "rear", "top", "behind", "above", "back", "upstairs", "outside"])
_UNDER = frozenset(["underneath", "beneath", "below", "bottom", "under", "underside", "belly"])
_LEADING = frozenset(["at", "in", "on", "from", "toward", "towards", "the", "its", "his", "her"])


def side_after(doc: Words, unit: Unit) -> Side | None:
    """Returns the side of which a colour speaks: `black at the back`, `white below`."""
    named = _named(doc, unit.end)
    if named is None:
        return None
    return "over" if named.lower_ in _OVER else "under"


def _named(doc: Words, i: int) -> Word | None:
    """Returns the word for a side that begins, or stands after `at the`, at a word."""
    led = 0
    while i < len(doc) and doc[i].lower_ in _LEADING and led < 3:
        i += 1
        led += 1
    if i >= len(doc) or doc[i].lower_ not in _OVER | _UNDER:
        return None
    after = doc[i + 1] if i + 1 < len(doc) else None
    closed = after is None or after.pos_ in ("PUNCT", "CCONJ") or after.pos_ == "ADP"
    if after is not None and after.lower_ == "of":
        return None
    bare = led == 0 and doc[i].lower_ in ("front", "top", "back", "bottom", "belly", "rear")
    described = after is not None and after.pos_ in ("ADJ", "PRON", "ADV", "AUX", "DET")
    return doc[i] if (closed or described) and not bare else None


def settle_sides(doc: Words, gathered: Gathered) -> None:
    """Takes `the back` for a side, and for no part, where another side is set against it."""
    sided = [(u, w) for u in gathered.loose if u.color for w in [_named(doc, u.end)] if w]
    if len(sided) < 2:
        return
    words = {w.lower_ for _, w in sided}
    if not words - {"belly", "back"}:
        return
    for _, word in sided:
        phrase = gathered.by_token.get(word.i)
        if phrase is not None and word.lower_ not in ("belly", "underside"):
            _pass_over(phrase)


def counts_one_side(doc: Words, i: int) -> bool:
    """Whether what stands before a word is counted on one of two sides: `two on each side`."""
    return doc.lower(i, i + 3) in ("on each side", "on either side")


def _pass_over(phrase: Phrase) -> None:
    phrase.role = "place"
    phrase.dropped = True
