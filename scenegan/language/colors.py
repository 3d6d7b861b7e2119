"""Colours by name: the vocabulary, the xkcd colour survey, and modifiers computed in Lab."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

import numpy as np

from scenegan.assets import read_json_asset
from scenegan.graph.color_values import delta_e_76, hex_to_lab, lab_to_hex
from scenegan.graph.model import Color
from scenegan.graph.vocabulary import vocabulary
from scenegan.language.tables import english

_HEX = re.compile(r"#[0-9a-fA-F]{6}|#[0-9a-fA-F]{3}")
_CHANGES: Mapping[str, tuple[float, float, float]] = {
    "dark": (0.58, 0.0, 0.85),
    "light": (0.5, 50.0, 0.7),
    "pale": (0.4, 60.0, 0.5),
    "bright": (0.95, 7.0, 1.25),
    "deep": (0.75, 0.0, 1.1),
    "dull": (0.9, 3.0, 0.5),
}
"""Modifier -> factor and offset of lightness, factor of chroma."""


@cache
def color_names() -> Mapping[str, str]:
    """Returns all colour names with their hex values; names of the vocabulary come first."""
    survey: Mapping[str, str] = read_json_asset("language", "xkcd_colors.json")["colors"]
    names = {**survey, **english()["colors"], **vocabulary().colors}
    return MappingProxyType(dict(names))


@cache
def color_modifiers() -> Mapping[str, str]:
    """Returns the words that change a colour, each with the change that it stands for."""
    table: Mapping[str, list[str]] = english()["color_modifiers"]
    return MappingProxyType({w: to for to, words in table.items() for w in (to, *words)})


def modified(value: str, modifier: str) -> str:
    """Returns the hex value of a colour made dark, light, pale, bright, deep or dull."""
    factor, offset, chroma = _CHANGES[modifier]
    lab = hex_to_lab(value)
    return lab_to_hex([min(100.0, lab[0] * factor + offset), lab[1] * chroma, lab[2] * chroma])


@lru_cache(maxsize=4096)
def find_color(name: str) -> Color | None:
    """Resolves a colour: a hex value, a known name, or a known name with modifiers.

    `grey` counts as `gray`, hyphens as spaces; `greenish` is its colour made duller, and two
    names together (`blue green`) lie halfway between them, if no survey has the pair.
    """
    given = name.strip().lower()
    if _HEX.fullmatch(given):
        digits = given[1:] if len(given) == 7 else "".join(c * 2 for c in given[1:])
        return Color(name=nearest_name(f"#{digits}"), hex=f"#{digits}")
    words = given.replace("-", " ").split()
    forms: Mapping[str, str] = english()["color_forms"]
    whole = " ".join(words)
    words = forms.get(whole, whole).replace("grey", "gray").split()
    return _from_words(words) if 0 < len(words) <= 4 else None


def _from_words(words: list[str]) -> Color | None:
    name = " ".join(words)
    for spelling in (name, name.replace("gray", "grey"), _with_standard_modifier(words)):
        if spelling in color_names():
            return Color(name=name, hex=color_names()[spelling])
    modifier = color_modifiers().get(words[0])
    if len(words) > 1 and modifier:
        base = find_color(" ".join(words[1:]))
        return Color(name=name, hex=modified(base.hex, modifier)) if base else None
    if len(words) > 1:
        things = english()["thing_colors"]
        first = find_color(words[0]) or find_color(things.get(words[0], ""))
        rest = find_color(" ".join(words[1:]))
        if first and rest:
            return Color(name=name, hex=mixed(first.hex, rest.hex))
    return _from_ish(name)


def _with_standard_modifier(words: list[str]) -> str:
    return " ".join([color_modifiers().get(words[0], words[0]), *words[1:]])


def _from_ish(name: str) -> Color | None:
    """Reads `greenish`, `reddish`, `bluish`, `purply`."""
    if not name.endswith("ish") or len(name) < 6:
        return None
    stem = name[:-3]
    for base in (stem, stem + "e", stem[:-1]):
        if base in color_names() and base in english()["strong_colors"]:
            return Color(name=name, hex=modified(color_names()[base], "dull"))
    return None


def mixed(first: str, second: str) -> str:
    """Returns the hex value halfway between two colours in Lab."""
    return lab_to_hex((hex_to_lab(first) + hex_to_lab(second)) / 2.0)


@cache
def _named_labs() -> tuple[tuple[str, ...], np.ndarray]:
    names = tuple(n for n in color_names() if "/" not in n)
    return names, np.stack([hex_to_lab(color_names()[n]) for n in names])


@cache
def nearest_name(value: str) -> str:
    """Returns the name of the colour that looks most like a hex value.

    A basic name is preferred where it is about as near as the survey's nearest.
    """
    basics = vocabulary().colors
    lab = hex_to_lab(value)
    near = {name: float(delta_e_76(hex_to_lab(c), lab)) for name, c in basics.items()}
    basic = min(near, key=near.__getitem__)
    if near[basic] < 8.0:
        return basic
    names, labs = _named_labs()
    return names[int(np.argmin(delta_e_76(labs, lab)))]
