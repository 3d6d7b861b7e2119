"""What is often said of a part, from the drawn creatures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache


def usual_attributes(part: str) -> tuple[str, ...]:
    """Returns the attributes that parts of this word have in drawings, the most frequent first."""
    return _usual().get(part, ())


@cache
def _usual() -> Mapping[str, tuple[str, ...]]:
    from scenegan.completion.library import library  # Not before the window is there.

    counted: dict[str, Counter[str]] = {}
    for template in library().templates:
        for found in template.parts:
            counted.setdefault(found.part, Counter()).update(found.attrs)
    return {part: tuple(w for w, _ in found.most_common()) for part, found in counted.items()}
