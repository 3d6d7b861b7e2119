"""Colours that people expect of animals and things: bees are yellow, swans are white."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from scenegan.assets import read_json_asset
from scenegan.completion.library import Array
from scenegan.errors import DataError
from scenegan.graph.color_values import hex_to_lab

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
    words = (kind or "").lower().replace("-", " ").split()
    for start in range(len(words)):
        found = _table().get(" ".join(words[start:]))
        if found is not None:
            return found
    return ()


@cache
def _table() -> Mapping[str, tuple[TypicalColors, ...]]:
    raw = read_json_asset("tables", "typical_colors.json")
    if raw.get("format") != _FORMAT:
        raise DataError(
            f"tables/typical_colors.json is of format {raw.get('format')!r}, not {_FORMAT!r}: "
            "install the package again."
        )
    return MappingProxyType(
        {kind: tuple(_colouring(entry) for entry in found) for kind, found in raw["kinds"].items()}
    )


def _colouring(entry: Mapping[str, object]) -> TypicalColors:
    parts = entry.get("parts", {})
    accent = entry.get("accent")
    return TypicalColors(
        body=hex_to_lab(str(entry["body"])),
        accent=None if accent is None else hex_to_lab(str(accent)),
        parts={w: hex_to_lab(v) for w, v in parts.items()} if isinstance(parts, dict) else {},
    )
