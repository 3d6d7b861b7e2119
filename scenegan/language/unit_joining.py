"""Units that mean something together: `dark` and `green`, `three` and `eyed`, `ice` and `type`."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from scenegan.language.colors import color_modifiers, find_color
from scenegan.language.compounds import bearing_compound, likened
from scenegan.language.lexicon import NO_SENSES, Senses, is_living, singular
from scenegan.language.tables import english
from scenegan.language.units import Unit, find_type
from scenegan.language.words import Words


def with_young(doc: Words, units: list[Unit]) -> list[Unit]:
    """Reads `panther cub`, `elephant calf`: a young animal is an animal of its kind."""
    young = english()["young"]
    joined: list[Unit] = []
    for unit in units:
        front, _, last = unit.word.rpartition(" ")
        first, _, grown = unit.word.partition(" ")
        if first == "baby" and unit.senses.kind and is_living(grown):
            unit = replace(unit, senses=replace(unit.senses, kind=grown))
        if last in young and front and unit.senses.kind and is_living(front):
            front = last if front in english()["coats"] else front
            unit = replace(unit, senses=replace(unit.senses, kind=front))
        joined.append(unit)
    starts = {u.start: u for u in joined}
    found: list[Unit] = []
    end = 0
    for unit in joined:
        if unit.start < end:
            continue
        after = doc[unit.end] if unit.end < len(doc) else None
        kind = unit.senses.kind
        if kind and is_living(kind) and after is not None and singular(after.lower_) in young:
            if kind in english()["coats"]:
                # A tabby kitten is a kitten.
                kind = singular(after.lower_)
            following = starts.get(unit.end)
            end = following.end if following is not None else unit.end + 1
            if end == unit.end + 1:
                unit = replace(
                    unit,
                    end=end,
                    text=doc.written(unit.start, end),
                    word=f"{unit.word} {after.lower_}",
                    senses=Senses(kind=kind),
                    color=None,
                )
        found.append(unit)
    return found


def with_types(doc: Words, units: list[Unit]) -> list[Unit]:
    """Reads `grass and fairy type`, `poison/ghost-type`, `type: ice`, `an electric mouse`."""
    found: list[Unit] = []
    for word in doc:
        if word.text == "/" and 0 < word.i < len(doc) - 1 and not doc[word.i - 1].whitespace_:
            pair = [find_type(doc[i].lower_) for i in (word.i - 1, word.i + 1)]
            types = [name for name in pair if name is not None]
            if len(types) == len(pair):
                start, end = word.i - 1, word.i + 2
                text = doc.written(start, end)
                found.append(Unit(start, end, text, text.lower(), NO_SENSES, types=tuple(types)))
        if _is_type_adjective(doc, word.i):
            name = cast(str, find_type(word.lower_))
            found.append(Unit(word.i, word.i + 1, word.text, word.lower_, NO_SENSES, types=(name,)))
        if word.lower_ not in ("type", "types", "typed", "typing"):
            continue
        start, types = _types_before(doc, word.i)
        end = word.i + 1
        if not types:
            start = word.i
            end, types = _types_after(doc, word.i + 1)
        if types:
            text = doc.written(start, end)
            found.append(Unit(start, end, text, text.lower(), Senses(), types=tuple(types)))
    if not found:
        return units
    taken = {i for u in found for i in range(u.start, u.end)}
    kept = [u for u in units if u.types or not taken & set(range(u.start, u.end))]
    covered = {i for u in kept for i in range(u.start, u.end)}
    kept += [u for u in found if u.start not in covered and u.end - 1 not in covered]
    return sorted(kept, key=lambda u: u.start)


def _is_type_adjective(doc: Words, i: int) -> bool:
    """Whether a word is the name of a type that means nothing else, in front of what has it."""
    if doc[i].lower_ not in english()["type_adjectives"] or i + 1 >= len(doc):
        return False
    after = doc[i + 1]
    return after.pos_ in ("NOUN", "PROPN") and after.lower_ not in ("type", "types")


def _types_before(doc: Words, end: int) -> tuple[int, list[str]]:
    types: list[str] = []
    i = start = end - 1
    while i >= 0:
        name = find_type(doc[i].lower_)
        if name is not None:
            types.insert(0, name)
            start = i
        elif doc[i].lower_ not in ("and", "/", "-", ",", "&", "dual", "or"):
            break
        i -= 1
    return start, types


def _types_after(doc: Words, start: int) -> tuple[int, list[str]]:
    types: list[str] = []
    i, end = start, start
    if i >= len(doc) or doc[i].lower_ not in (":", "is", "are", "-", "=", "("):
        return end, types
    while i < len(doc):
        name = find_type(doc[i].lower_)
        if name is not None:
            types.append(name)
            end = i + 1
        elif doc[i].lower_ not in ("and", "/", "-", ",", "&", ":", "is", "are", "=", "("):
            break
        i += 1
    return end, types


def with_bearings(units: list[Unit]) -> list[Unit]:
    """Joins `three eyed`, `big eared`, `black tipped`, written without a hyphen."""
    joined: list[Unit] = []
    for unit in units:
        last = joined[-1] if joined else None
        plain = not unit.color and not unit.senses.is_noun
        if last is not None and last.end == unit.start and plain and last.word not in ("a", "an"):
            front = last.senses.number or last.senses.attr or last.color
            shaped = last.senses.number or last.senses.attr in _SHAPES
            open_ended = unit.word in english()["borne_by_front"] or (
                bool(shaped) and unit.senses.bearing
            )
            borne = bearing_compound(unit, last.word, unit.word) if front and open_ended else None
            if borne is not None:
                text = f"{last.text} {unit.text}"
                if last.senses.number and borne.bearing is not None:
                    bearing = replace(borne.bearing, count=last.senses.number)
                    borne = replace(borne, bearing=bearing)
                joined[-1] = replace(borne, start=last.start, text=text, word=text.lower())
                continue
        joined.append(unit)
    return joined


def with_joined_colors(doc: Words, units: list[Unit]) -> list[Unit]:
    """Joins `dark` and `green`, `blue` and `green` to one colour; leaves other units alone."""
    joined: list[Unit] = []
    i = 0
    while i < len(units):
        thing = _is_thing_before_color(units, i)
        soft = units[i].word == "soft" and _is_felt(units, i)
        if not soft and (
            doc[units[i].start].lower_ in color_modifiers() or units[i].color or thing
        ):
            last = i
            while last + 1 < len(units) and _may_join(units[last], units[last + 1]):
                last += 1
            unit = _joined(doc, units[i : last + 1]) if last > i else None
            if unit:
                joined.append(unit)
                i = last + 1
                continue
        modifier_alone = units[i].senses is NO_SENSES and not units[i].is_modifier
        if not modifier_alone:
            joined.append(units[i])
        i += 1
    return joined


def with_named_colors(doc: Words, units: list[Unit]) -> list[Unit]:
    """Reads `honey colored` and `the colour peach`, where the colour's name may be a thing."""
    found: list[Unit] = []
    for unit in units:
        after = doc[unit.end].lower_ if unit.end < len(doc) else ""
        alike = doc.lower(unit.end, unit.end + 2) in ("shaped like", "shaped as")
        if after == "shaped" and not alike and unit.senses.is_noun:
            shaped = likened(replace(unit, end=unit.end + 1), unit.word, "shaped")
            unit = shaped if shaped is not None else unit
        name = english()["thing_colors"].get(unit.word, unit.word)
        called = _follows_color_noun(doc, unit.start)
        color = find_color(name) if after in _COLORED or called else None
        if called and color is not None and not unit.senses.strong_color:
            found.append(replace(unit, senses=Senses(strong_color=True), color=color))
            continue
        if color is not None and after in _COLORED and unit.end == unit.start + 1:
            text = doc.written(unit.start, unit.end + 1)
            senses = Senses(strong_color=True)
            unit = Unit(unit.start, unit.end + 1, text, text.lower(), senses, color=color)
        found.append(unit)
    return found


def _follows_color_noun(doc: Words, start: int) -> bool:
    """Whether a thing is named for its colour: `Colour: chocolate`, `its color is sand`."""
    led = start > 1 and doc[start - 1].lower_ in (":", "=", "is")
    return led and doc[start - 2].lower_ in ("color", "colour", "colors", "colours")


def _is_felt(units: list[Unit], i: int) -> bool:
    """Whether what is soft can be touched: `soft silvery fur`, and not `a soft blue eye`."""
    at = i + 1
    while at < len(units) and units[at].color and units[at].start == units[at - 1].end:
        at += 1
    if at == i + 1 or at >= len(units) or units[at].start != units[at - 1].end:
        return False
    return units[at].senses.cover or is_living(units[at].senses.kind)


def _is_thing_before_color(units: list[Unit], i: int) -> bool:
    """Whether a thing only says which shade is meant: `stone gray`, `rust red`."""
    unit = units[i]
    if i + 1 >= len(units) or units[i + 1].start != unit.end or unit.end != unit.start + 1:
        return False
    following = units[i + 1]
    named = unit.word in english()["thing_colors"] or unit.word in english()["noun_colors"]
    return named and following.color is not None and following.senses.strong_color


_SHAPES = frozenset(["spiral", "curved", "curled", "forked", "jagged", "pointed", "straight"])
"""Shapes that `spiral horned` says of the horns; a `big horned beast` may be big itself."""
_COLORED = frozenset(["colored", "coloured"])


def _may_join(unit: Unit, following: Unit) -> bool:
    return unit.end == following.start and bool(following.color)


def _joined(doc: Words, units: list[Unit]) -> Unit | None:
    last = units[-1]
    start, end = units[0].start, last.end
    if last.senses.is_noun and not last.senses.strong_color:
        return None
    color = find_color(doc.lower(start, end))
    if color is None:
        return None
    written = doc.written(start, end)
    return Unit(start, end, written, written.lower(), Senses(strong_color=True), color=color)
