"""What is said of the creature as a whole: its name, body, fur, look and size."""

from __future__ import annotations

from dataclasses import replace

from scenegan.language.chinese.creature import kind_of
from scenegan.language.chinese.describing import Describer
from scenegan.language.chinese.items import Noun
from scenegan.language.chinese.lexicon import Meaning
from scenegan.language.chinese.units import Unit
from scenegan.language.mentions import Findings, Trace

_OF_MIEN = ("mood",)
_OF_SIZE = ("size",)


class WholeReader:
    """Reads the noun phrases that stand for the creature."""

    def __init__(self, found: Findings, describer: Describer, creature: Noun | None) -> None:
        """Takes where findings go, and the phrase that names the creature."""
        self.found = found
        self.describer = describer
        self.creature = creature
        self.named = creature is not None

    def is_creature(self, noun: Noun) -> bool:
        """Whether a phrase is the one that names the creature."""
        return noun is self.creature

    def is_other(self, noun: Noun) -> bool:
        """Whether a phrase names another creature, seen beside the one described."""
        if noun is self.creature or not noun.meaning.kind:
            return False
        if noun.meaning.generic or noun.meaning.weak or self.creature is None:
            return False
        return noun.meaning.kind != self.creature.meaning.kind

    def read(self, noun: Noun) -> None:
        """Says what a phrase says of the creature."""
        self.found.understand(noun.start, noun.end)
        only: tuple[str, ...] = ()
        if noun.meaning.mien:
            only = _OF_MIEN
        elif noun.meaning.size_noun:
            only = _OF_SIZE
        for unit in noun.mods:
            self.describer.creature(unit, only)
        if noun.head is not None and noun.meaning.size and noun.names_creature:
            size = Unit(noun.head.start, noun.head.end, noun.head.text, "modifier")
            self.describer.creature(replace(size, meaning=Meaning(size=noun.meaning.size)))
        for unit in noun.compare:
            self.describer.compare(unit, None)
        for unit, type_name in noun.types:
            self.describer.add_type(unit, type_name)
            self.found.doubts.append(f"'{unit.text}' was taken for the type {type_name}.")
        self._cover(noun)
        if noun is self.creature and noun.head is not None:
            self._name(noun)

    def _cover(self, noun: Noun) -> None:
        attr = noun.meaning.cover_attr
        if attr is not None and noun.head is not None:
            if attr not in self.found.creature.attrs:
                self.found.creature.attrs.append(attr)
            self.found.traces.append(self.describer.trace("attrs", noun.head, attr))

    def _name(self, noun: Noun) -> None:
        kind = kind_of(noun)
        if kind is None or noun.head is None:
            return
        start, end = self.found.understand(noun.head.start, noun.head.end)
        self.found.creature.kind = kind
        self.found.traces.append(Trace("kind", start, end, kind))
        if noun.meaning.kind != kind:
            self.found.note_mapping(noun.head.text, kind, start, end)
