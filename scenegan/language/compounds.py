"""Hyphenated words: `three-headed`, `fox-like`, `fire-type`, `cream-coloured`."""

from __future__ import annotations

from dataclasses import replace

from scenegan.graph.model import Color
from scenegan.language.colors import find_color
from scenegan.language.lexicon import NO_SENSES, Senses, lookup
from scenegan.language.tables import english
from scenegan.language.units import Bearing, Unit, find_type
from scenegan.language.words import Words


def compound_end(doc: Words, i: int) -> int:
    """Returns one past the last token of a hyphenated word that begins at a token."""
    end = i + 1
    while (
        end + 1 < len(doc)
        and doc[end].text in "-‐‑"
        and not doc[end - 1].whitespace_
        and not doc[end].whitespace_
        and doc[end + 1].is_alpha
    ):
        end += 2
    return end


def read_compound(doc: Words, start: int, end: int) -> Unit | None:
    """Reads a hyphenated word as a whole, or None where its words are better read one by one."""
    text = doc.lower(start, end).replace("‐", "-").replace("‑", "-")
    front, last = text.rsplit("-", 1)
    unit = Unit(start, end, doc.written(start, end), text, lookup(text) or NO_SENSES)
    color = find_color(text) if text.replace("-", " ") not in english()["not_colors"] else None
    if color:
        return replace(unit, color=color)
    if unit.senses is not NO_SENSES:
        return unit
    if last in ("like", "esque", "looking", "shaped", "faced"):
        alike = likened(unit, front, last)
        if alike:
            return alike
    if last in ("colored", "coloured", "color", "colour", "hued", "toned", "skinned", "furred"):
        color = find_color(front)
        return replace(unit, color=color) if color else None
    if last == "ish":
        color, known = find_color(f"{front}ish"), lookup(front)
        likeness = known.kind if known else None
        return replace(unit, color=color, likeness=None if color else likeness)
    if last == "covered":
        inner = lookup(front)
        part = inner.part if inner else None
        attr = english()["materials"].get(front) or english()["materials"].get(part or "")
        if attr is None and part is not None:
            return replace(unit, bearing=Bearing(part))
        return replace(unit, senses=Senses(attr=attr)) if attr else None
    if last in ("type", "types"):
        types = tuple(t for t in map(find_type, front.split("-")) if t)
        return replace(unit, types=types) if types else None
    if last == "less":
        stem = lookup(front)
        return replace(unit, lacking=stem.part) if stem and stem.part else None
    if last in ("sized", "scaled", "coated", "feathered"):
        inner = lookup(front)
        color = find_color(front)
        return replace(unit, senses=inner or NO_SENSES, color=color) if inner or color else None
    borne = bearing_compound(unit, front, last)
    ending = lookup(last)
    if borne is None and ending is not None and ending.attr and last in english()["measured"]:
        # Diamond-hard says little; needle-sharp is sharp, and paper-thin thin.
        return replace(unit, senses=Senses(attr=ending.attr))
    if borne is None and ending is not None and ending.strong_color and lookup(front):
        # Cloud-white is white.
        return replace(unit, color=find_color(last))
    return borne


def likened(unit: Unit, front: str, last: str) -> Unit | None:
    """Reads `fox-like` and `star-shaped`, also written as two words."""
    same = lookup(f"{front}-like") or lookup(f"{front}-shaped")
    if same and same.attr:
        return replace(unit, senses=Senses(attr=same.attr))
    known = lookup(front)
    if known and (known.kind or known.part) and last in ("like", "esque", "looking"):
        return replace(unit, likeness=known.kind or known.part)
    if known and last == "shaped":
        return replace(unit, likeness=front)
    return None


def bearing_compound(unit: Unit, front: str, last: str) -> Unit | None:
    """Reads `three-headed`, `black-tipped`: an adjective that gives its noun a part."""
    senses = lookup(last)
    if senses is None:
        return None
    part = senses.bearing or senses.tail
    if part is None:
        return None
    count: int | None = None
    attrs: list[str] = []
    colors: list[Color] = []
    color = find_color(front)
    for word in [] if color else front.split("-"):
        inner = lookup(word)
        if inner and inner.number:
            count = inner.number
        elif inner and inner.attr:
            attrs.append(inner.attr)
        elif inner and inner.part and senses.tail == "marking":
            return replace(unit, bearing=Bearing(inner.part))
        elif inner and inner.part_attrs and senses.bearing:
            attrs.extend(inner.part_attrs)
        elif find_color(word):
            colors.extend(c for c in [find_color(word)] if c)
    borne = Bearing(part, count, tuple(attrs), (color,) if color else tuple(colors))
    return replace(unit, senses=NO_SENSES, bearing=borne)
