"""Which parts usually hang on which, from the drawn creatures: what to offer first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache

_ELSEWHERE = 0.5
"""Most that a part is worth which was never drawn on this holder, however frequent it is."""

_OFTEN = 0.02
"""Share of the creatures with a part that have it on a holder for which it is usual."""


def usual_parts(holder: str | None) -> Mapping[str, float]:
    """Returns how usual parts are on a holder, in 0..1.

    Args:
        holder: word of the part that they would hang on; None for the creature as a whole.

    Returns:
        More than a half for parts that were drawn there, less for those that were drawn elsewhere
        alone; words that were never drawn are missing.
    """
    counted = _counted()
    everywhere: Counter[str] = sum(counted.values(), Counter())
    there = everywhere if holder is None else counted.get(holder, Counter())
    worth = _ranked(everywhere, _ELSEWHERE)
    return worth | {word: _ELSEWHERE + half for word, half in _ranked(there, 0.5).items()}


def hangs_usually(holder: str, part: str) -> bool:
    """Whether parts of a word may be meant to hang on a holder that was chosen for something else.

    They may where they were drawn on it often enough, or were never drawn at all.
    """
    counted = _counted()
    everywhere = sum(on[part] for on in counted.values())
    return (
        counted.get(holder, Counter[str]())[part] >= max(1, _OFTEN * everywhere) or not everywhere
    )


def _ranked(counted: Counter[str], most: float) -> dict[str, float]:
    """From `most` for the most frequent word down to almost nothing for the rarest."""
    words = [word for word, _ in counted.most_common()]
    return {word: most * (1 - place / len(words)) for place, word in enumerate(words)}


@cache
def _counted() -> Mapping[str, Counter[str]]:
    from scenegan.completion.library import library  # Not before the window is there.

    counted: dict[str, Counter[str]] = {}
    for template in library().templates:
        pairs = {(template.parent_word(i) or "", p.part) for i, p in enumerate(template.parts)}
        for holder, part in pairs:  # Once a creature: nine spots are not more usual than a tail.
            counted.setdefault(holder, Counter())[part] += 1
    return counted
