"""What each Chinese word says of the part or the creature that it belongs to."""

from __future__ import annotations

from collections.abc import Iterable

from scenegan.graph.model import Color
from scenegan.graph.vocabulary import vocabulary
from scenegan.language.chinese.tables import chinese
from scenegan.language.chinese.units import Unit
from scenegan.language.colors import find_color
from scenegan.language.mentions import Findings, Mention, Trace

_FITTING = {
    "open": {"mouth", "eye", "beak", "claw", "pincer", "shell", "hand", "flower", "cocoon"},
    "closed": {"mouth", "eye", "beak", "shell", "flower", "pincer", "hand"},
    "raised": {"arm", "hand", "leg", "foot", "tail", "head", "wing", "ear", "claw", "pincer"}
    | {"tentacle", "neck", "fin", "crest", "tuft", "horn", "stinger", "nose", "eyebrow"},
    "smiling": {"mouth", "face", "eye", "beak"},
    "angry": {"eyebrow"},
    "fluffy": {"tail", "mane", "ear", "tuft", "collar", "torso", "body", "belly", "feather", "neck"}
    | {"head", "face", "cheek", "crest", "wing", "cloud", "clothing", "leg", "foot", "arm", "hand"}
    | {"antenna", "ribbon", "flower", "eyebrow", "marking", "web", "horn", "nose", "tentacle"},
}
"""Attributes that only some parts can have; elsewhere the word is a verb with another object."""
_INSTEAD = {("open", "wing"): "spread", ("open", "fin"): "spread", ("closed", "wing"): "folded"}
_INSTEAD |= {("open", "arm"): "spread", ("open", "leaf"): "spread", ("open", "tail"): "spread"}
_HELD = frozenset(["raised", "upright", "spread", "folded"])
"""What a verb tells of its object; the rest (`开着`, `垂着`) says no more than that it is there."""
_NOT_OF_WHOLE = frozenset(["posture", "expression", "likeness"])
_FACES = frozenset(["face", "eye", "mouth", "head", "eyebrow"])


class Describer:
    """Applies describing words to the creature and to mentions of parts."""

    def __init__(self, found: Findings) -> None:
        """Takes what was found so far."""
        self.found = found

    def trace(self, name: str, unit: Unit, value: str) -> Trace:
        """Notes where a fact was read, and that a rarer word stands for a plainer one."""
        start, end = self.found.understand(unit.start, unit.end)
        if name in ("part", "attrs", "absent") and not unit.meaning.plain_name:
            self.found.note_mapping(unit.text, value, start, end)
        return Trace(name, start, end, value)

    def creature(self, unit: Unit, only: tuple[str, ...] = ()) -> None:
        """Says something of the creature as a whole.

        Args:
            unit: the word.
            only: fields that it may set, all of them where none is given.
        """
        facts, meaning = self.found.creature, unit.meaning
        for name, value in (("mood", meaning.mood), ("pose", meaning.pose), ("view", unit.view)):
            if value is not None and _may(name, only):
                if getattr(facts, name) is None:
                    setattr(facts, name, value)
                self._note(name, unit, value)
        for type_name in unit.types if _may("types", only) else ():
            self.add_type(unit, type_name)
        if _may("colors", only):
            self._color_whole(unit, unit.colors)
        if meaning.mood or meaning.pose:
            self.found.understand(unit.start, unit.end)
        elif meaning.size and _may("size", only):
            facts.size = facts.size or meaning.size
            self._note("size", unit, meaning.size)
        elif _may("attrs", only):
            self._attributes(unit)

    def _attributes(self, unit: Unit) -> None:
        groups = vocabulary().attributes
        for attr in unit.meaning.attrs:
            self.found.understand(unit.start, unit.end)
            if groups.get(attr) in _NOT_OF_WHOLE:
                continue
            if attr not in self.found.creature.attrs:
                self.found.creature.attrs.append(attr)
            self._note("attrs", unit, attr)

    def _color_whole(self, unit: Unit, colors: Iterable[Color]) -> None:
        for color in colors:
            if color not in self.found.creature.colors:
                self.found.creature.colors.append(color)
            self._note("colors", unit, color.name)

    def add_type(self, unit: Unit, type_name: str) -> None:
        """Gives the creature a type."""
        if type_name not in self.found.creature.types:
            self.found.creature.types.append(type_name)
        self._note("types", unit, type_name)

    def _note(self, name: str, unit: Unit, value: str) -> None:
        self.found.traces.append(self.trace(name, unit, value))

    def part(self, unit: Unit, mention: Mention) -> None:
        """Says something of a part; what only a creature can be is said of the creature."""
        meaning = unit.meaning
        for color in unit.colors:
            mention.add_color(color)
            mention.traces.append(self.trace("colors", unit, color.name))
        if unit.types or unit.view or meaning.mood and mention.part in _FACES:
            self.creature(unit, only=("types", "mood"))
            if "smiling" not in meaning.attrs:
                return
        special = chinese()["attributes_of_part"].get(mention.part, {}).get(unit.text)
        for attr in (special,) if special else meaning.attrs:
            fitting = _fitting(attr, mention.part)
            self.found.understand(unit.start, unit.end)
            if fitting is not None:
                mention.add_attr(fitting)
                mention.traces.append(self.trace("attrs", unit, fitting))
        if not meaning.attrs and (meaning.mood or meaning.pose):
            self.creature(unit, only=("mood",))

    def held(self, verb: Unit, mention: Mention) -> None:
        """Says how a part is held by the verb that governs it: `举着两只手`."""
        if _HELD.intersection(verb.meaning.attrs):
            self.part(verb, mention)

    def own_traits(self, unit: Unit, mention: Mention) -> None:
        """Adds what a noun says of its part by itself: `利爪` are sharp."""
        for attr in unit.meaning.part_attrs:
            mention.add_attr(attr)
        color = find_color(unit.meaning.part_color) if unit.meaning.part_color else None
        if color is not None:
            mention.add_color(color)
        if unit.meaning.part_count is not None and mention.count is None:
            mention.count = unit.meaning.part_count

    def compare(self, unit: Unit, mention: Mention | None) -> None:
        """Applies a comparison: `像蝙蝠一样的翅膀`, `叶子形的耳朵`, `石头巨人`."""
        start, end = self.found.understand(unit.start, unit.end)
        attr = unit.meaning.likeness
        if mention is None:
            if attr is not None and not (unit.meaning.kind and not unit.meaning.part):
                self._attributes_of_whole(unit, attr)
        elif attr is not None:
            mention.add_attr(attr)
            mention.traces.append(Trace("attrs", start, end, attr))
            self.found.note_mapping(unit.text, attr, start, end)
        else:
            self.found.doubts.append(f"'{unit.text}' was not applied to {mention.part}.")

    def _attributes_of_whole(self, unit: Unit, attr: str) -> None:
        if vocabulary().attributes.get(attr) in _NOT_OF_WHOLE:
            return
        if attr not in self.found.creature.attrs:
            self.found.creature.attrs.append(attr)
        self._note("attrs", unit, attr)


def _may(name: str, only: tuple[str, ...]) -> bool:
    return not only or name in only


def _fitting(attr: str, part: str) -> str | None:
    if (attr, part) in _INSTEAD:
        return _INSTEAD[(attr, part)]
    return attr if part in _FITTING.get(attr, {part}) else None
