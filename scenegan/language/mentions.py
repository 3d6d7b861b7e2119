"""What a text says of parts and of the creature, gathered before it becomes a graph."""

from __future__ import annotations

from dataclasses import dataclass, field

from scenegan.graph.model import Color
from scenegan.language.phrases import Phrase
from scenegan.language.units import Unit
from scenegan.language.words import Word, Words

Record = dict[str, str | int]
"""A record of the reading in the form in which it is stored: see `scenegan.graph.document`."""


@dataclass(eq=False)
class Trace:
    """A piece of text and what was read there."""

    field: str
    start: int
    end: int
    value: str


@dataclass(eq=False)
class Mention:
    """One mention of a part, which may stand for several instances.

    Attributes:
        part: part of the vocabulary.
        phrase: where it is mentioned; None for one that an adjective brings.
        count: how many the text says; None where it does not.
        plural: the noun is a plural.
        whole: speaks of all that the creature has (`its legs`), and not of some (`its hind legs`).
        definite: speaks of something known, so that it may be an earlier mention.
        anchor: is only named as the place of something else.
        attrs: attributes.
        colors: colours, the main one first.
        holder: what it is attached to.
        places: further relations: predicate and one or two other mentions.
        each: occurs once on each instance of its holder.
        side: left or right, where the text tells two instances apart.
        another: is one more of its word, and no earlier mention.
        every: is said of all instances of its holder, however they were mentioned.
        traces: where in the text this was read.
    """

    part: str
    phrase: Phrase | None = None
    count: int | None = None
    plural: bool = False
    whole: bool = False
    definite: bool = False
    anchor: bool = False
    attrs: list[str] = field(default_factory=list)
    colors: list[Color] = field(default_factory=list)
    holder: Mention | None = None
    places: list[tuple[str, list[Mention]]] = field(default_factory=list)
    each: bool = False
    side: str | None = None
    another: bool = False
    every: bool = False
    traces: list[Trace] = field(default_factory=list)

    def add_attr(self, attr: str) -> None:
        """Adds an attribute once."""
        if attr not in self.attrs:
            self.attrs.append(attr)

    def add_color(self, color: Color) -> None:
        """Adds a colour once."""
        if color not in self.colors:
            self.colors.append(color)

    def hangs_on(self, other: Mention) -> bool:
        """Whether it is, or hangs directly or indirectly on, another mention."""
        mention: Mention | None = self
        seen: set[int] = set()
        while mention is not None and id(mention) not in seen:
            if mention is other:
                return True
            seen.add(id(mention))
            mention = mention.holder
        return False

    def hang_on(self, other: Mention) -> None:
        """Attaches it, unless that would make a circle or it is attached already."""
        if self.holder is None and not other.hangs_on(self):
            self.holder = other


@dataclass
class CreatureFacts:
    """What a text says of the creature as a whole."""

    kind: str | None = None
    size: str | None = None
    mood: str | None = None
    pose: str | None = None
    view: str | None = None
    colors: list[Color] = field(default_factory=list)
    attrs: list[str] = field(default_factory=list)
    types: list[str] = field(default_factory=list)


@dataclass
class Findings:
    """All that was found in a text."""

    doc: Words
    creature: CreatureFacts = field(default_factory=CreatureFacts)
    mentions: list[Mention] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    traces: list[Trace] = field(default_factory=list)
    mapped: list[Record] = field(default_factory=list)
    unknown: list[Record] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    lore: set[int] = field(default_factory=set)
    """Tokens of what is only eaten, lived in, thrown."""
    understood: set[int] = field(default_factory=set)
    """Tokens that were understood."""

    def root(self, unit: Unit) -> Word:
        """Returns the word by which a unit hangs in the dependency parse."""
        return self.doc.root(unit.start, unit.end)

    def understand(self, start: int, end: int) -> tuple[int, int]:
        """Marks tokens as understood; returns the characters that they span."""
        self.understood.update(range(start, end))
        return self.doc.characters(start, end)

    def trace(self, name: str, unit: Unit, value: str) -> Trace:
        """Notes where a fact was read, and that a word stands in the graph as another one."""
        start, end = self.understand(unit.start, unit.end)
        self.note_mapping(unit.text, value, start, end)
        return Trace(name, start, end, value)

    def trace_words(self, name: str, start: int, end: int, value: str) -> Trace:
        """Notes where a fact was read, by the words that say so."""
        begin, stop = self.understand(start, end)
        return Trace(name, begin, stop, value)

    def note_mapping(self, word: str, to: str, start: int, end: int) -> None:
        """Reports a word that stands in the graph as another one."""
        plain = word.lower().replace("grey", "gray")
        same = {plain, plain.rstrip("s"), plain.replace("-", " ")}
        if to in same or to.isdigit():
            return
        mapping: Record = {"word": word, "to": to, "start": start, "end": end}
        if mapping not in self.mapped:
            self.mapped.append(mapping)

    def deny(self, part: str) -> None:
        """Notes that the creature has no such part."""
        if part not in self.absent:
            self.absent.append(part)

    def miss(self, start: int, end: int, reason: str) -> None:
        """Notes words that were not understood, with the reason."""
        begin, stop = self.doc.characters(start, end)
        word = self.doc.text[begin:stop]
        self.unknown.append({"word": word, "reason": reason, "start": begin, "end": stop})


def span_of(node: str, trace: Trace) -> Record:
    """Makes the record of one trace."""
    place: Record = {"start": trace.start, "end": trace.end}
    return {"node": node, "field": trace.field, "value": trace.value, **place}
