"""Colours that people expect of animals and things: bees are yellow, swans are white."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from scenegan.assets import read_table
from scenegan.completion.library import Array
from scenegan.graph.color_values import delta_e_2000, hex_to_lab
from scenegan.graph.kinds import last_words
from scenegan.graph.model import Creature

ALIKE = 25.0
"""A colour nearer than this (CIEDE2000) to a usual one is that one in other words."""

_FORMAT = "scenegan/typical-colors@1"


@dataclass(frozen=True)
class TypicalColors:
    """One usual colouring of a kind, as CIE L*a*b*.

    Attributes:
        body: the main colour, [3].
        accent: the colour that goes with it, [3]; None where the kind is of one colour.
        parts: part word -> [3] for parts that have their own.
    """

    body: Array
    accent: Array | None
    parts: Mapping[str, Array]


@cache
def typical_colors(kind: str | None) -> tuple[TypicalColors, ...]:
    """Returns the usual colourings of a kind, any of which will do.

    Of a compound that is not in the table its last words are looked up (`moon rabbit`: `rabbit`).
    Empty for kinds that come in all colours.

    Raises:
        DataError: if the table is of another format.
    """
    found: tuple[TypicalColors, ...] | None = last_words(_table(), kind)
    return found or ()


def said_colors(creature: Creature) -> list[Array]:
    """Returns the colours that are said of a creature, [3] each, that of its body first.

    Of a kind that comes in two colours, people name them in any order: a black and white panda is
    a white one with black limbs.
    """
    said = [hex_to_lab(color.hex) for color in creature.colors]
    if len(said) == 2 and any(_is_turned(said, usual) for usual in typical_colors(creature.kind)):
        said.reverse()
    return said


def _is_turned(said: list[Array], usual: TypicalColors) -> bool:
    if usual.accent is None:
        return False
    first, second = said
    return are_alike(first, usual.accent) and are_alike(second, usual.body)


def are_alike(first: Array, second: Array) -> bool:
    """Whether two colours pass for the same one in a text."""
    return float(delta_e_2000(first, second)) <= ALIKE


@cache
def _table() -> Mapping[str, tuple[TypicalColors, ...]]:
    known = read_table("typical_colors.json", _FORMAT)["kinds"]
    return MappingProxyType(
        {kind: tuple(_colouring(entry) for entry in found) for kind, found in known.items()}
    )


def _colouring(entry: Mapping[str, object]) -> TypicalColors:
    parts = entry.get("parts", {})
    accent = entry.get("accent")
    return TypicalColors(
        body=hex_to_lab(str(entry["body"])),
        accent=None if accent is None else hex_to_lab(str(accent)),
        parts={w: hex_to_lab(v) for w, v in parts.items()} if isinstance(parts, dict) else {},
    )
