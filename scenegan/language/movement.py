"""Words that tell where something is or what it does, and not how it looks: `hanging from`."""

from __future__ import annotations

from scenegan.language.phrases import Phrase
from scenegan.language.units import Unit
from scenegan.language.words import Words


def is_movement(doc: Words, unit: Unit, touching: Phrase | None) -> bool:
    """Whether a word tells where something is or compares it, and not how it looks.

    So do `hanging from`, `curled around`, `bigger than`.

    Args:
        doc: the text.
        unit: the describing word.
        touching: the noun phrase right before it.
    """
    last = doc[unit.end - 1]
    after = doc[unit.end].lower_ if unit.end < len(doc) else ""
    if last.tag_ == "JJR" and after == "than":
        return True
    if after == "around" and last.tag_ in ("VBN", "VBD", "VBG"):
        head = touching.head if touching is not None else None
        if head is not None and head.senses.part:
            # Its tail curled around its feet: the tail is curled.
            return False
        return unit.senses.attr in ("curled", "spiral")
    if unit.word == "tucked":
        # A daisy tucked behind its ear is not folded.
        return after in ("behind", "under", "into", "in", "beneath", "between", "inside")
    moved = unit.senses.attr in ("droopy", "long", "curved", "curled", "spiral")
    return after in _WAYS and last.tag_ == "VBG" and moved


_WAYS = frozenset(
    ["from", "on", "over", "behind", "down", "across", "along", "to", "off", "upside"]
)
