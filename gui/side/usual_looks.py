"""What is often said of a part, from the drawn creatures."""

from __future__ import annotations

from collections import Counter
from functools import cache


@cache
def usual_attributes(part: str) -> tuple[str, ...]:
    """Returns the attributes that parts of this word have in drawings, the most frequent first."""
    from scenegan.completion.library import library  # Not before the window is there.

    counted = Counter(
        attribute
        for template in library().templates
        for found in template.parts
        if found.part == part
        for attribute in found.attrs
    )
    return tuple(word for word, _ in counted.most_common())
