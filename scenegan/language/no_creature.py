"""What is said of a text that describes no creature."""

from __future__ import annotations

from scenegan.errors import DescriptionError
from scenegan.graph import Reading

NO_CREATURE = "The text names no creature and no part of one."
LIKELY_NO_CREATURE = "The text seems to describe no creature."
"""The doubt about small talk, which gives an empty graph."""

_LONGEST = 60


def no_creature_in(text: str, reading: Reading) -> DescriptionError:
    """Returns the error for a text, with what else its reading has to say."""
    known = (NO_CREATURE, LIKELY_NO_CREATURE)
    why = " ".join(doubt for doubt in reading.doubts if doubt not in known)
    return DescriptionError(
        f"{_shortened(text)} describes no creature. {why}".rstrip()
        + ' Name one, such as "a small blue bird with a long beak".'
    )


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    return f'"{flat}"' if len(flat) <= _LONGEST else f'"{flat[: _LONGEST - 3]}..."'
