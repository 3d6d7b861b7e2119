"""Noun phrases: a noun with the words before it that describe it.

Words before a noun are gathered in order; the dependency parse decides where a word that stands
before a noun belongs to a verb instead (`its belly is white and wings ...`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from spacy.tokens import Doc, Token

from scenegan.language.lexicon import is_plural
from scenegan.language.tables import english
from scenegan.language.units import Unit

Role = Literal["part", "creature", "cover", "place", "other"]

_ALWAYS_NOUNS = frozenset(["marking", "markings"])
_VERBS_LIKE_NOUNS = frozenset(["bears", "sports", "rings", "spots", "crowns", "spikes", "bands"])
_GRIMACES = frozenset(["grins", "smiles", "smirks", "frowns", "sneers", "gapes"])
_JOINERS = frozenset([",", "and", "or", "but", "-", "&", "/", "yet", "nor", "though"])


@dataclass(eq=False)
class Phrase:
    """A noun phrase.

    Attributes:
        start: first token.
        end: one past the last token.
        head: unit of the noun; None for a noun that is not in the lexicon, or a pronoun.
        token: the noun's last token.
        modifiers: units before the noun that describe it.
        nouns: nouns before the head (`tail` in `tail tip`).
        role: what it stands for.
        negated: is denied.
        dropped: is no part of the creature (a comparison, a slip that was taken back).
    """

    start: int
    end: int
    head: Unit | None
    token: Token
    modifiers: list[Unit] = field(default_factory=list)
    nouns: list[Unit] = field(default_factory=list)
    role: Role = "other"
    negated: bool = False
    dropped: bool = False

    @property
    def first(self) -> Token:
        """The first token."""
        return self.token.doc[self.start]

    @cached_property
    def determiners(self) -> list[str]:
        """Articles, possessives and quantifiers of the phrase, in lower case."""
        words = [t.lower_ for t in self.token.doc[self.start : self.end]]
        return [w for w in words if w in _DETERMINERS]

    @property
    def is_definite(self) -> bool:
        """Whether it speaks of something known: `its tail`, `the wings`."""
        return any(w in _DEFINITE for w in self.determiners)

    @cached_property
    def is_plural(self) -> bool:
        """Whether the noun is a plural."""
        word = self.token.lower_
        if self.head is not None:
            return is_plural(word)
        return self.token.tag_ in ("NNS", "NNPS")

    @cached_property
    def root(self) -> Token:
        """The token by which the phrase hangs in the dependency parse."""
        return self.token.doc[self.start : self.end].root


@dataclass
class Gathered:
    """All noun phrases of a text, and the describing words that stand before no noun."""

    phrases: list[Phrase] = field(default_factory=list)
    loose: list[Unit] = field(default_factory=list)
    by_token: dict[int, Phrase] = field(default_factory=dict)

    def before(self, index: int) -> Phrase | None:
        """Returns the last phrase that ends at or before a token."""
        return next((p for p in reversed(self.phrases) if p.end <= index), None)

    def after(self, index: int) -> Phrase | None:
        """Returns the first phrase that begins at or after a token."""
        return next((p for p in self.phrases if p.start >= index), None)


_DEFINITE = frozenset(["its", "the", "his", "her", "their", "these", "those", "this", "that"])
_DETERMINERS = _DEFINITE | frozenset(
    ["a", "an", "no", "my", "your", "our", "another", "each", "every", "any", "some", "neither"]
)


def gather_phrases(doc: Doc, units: list[Unit]) -> Gathered:
    """Gathers noun phrases in reading order."""
    gatherer = _Gatherer(doc, {u.start: u for u in units})
    gatherer.run()
    return gatherer.found


class _Gatherer:
    def __init__(self, doc: Doc, units: Mapping[int, Unit]) -> None:
        self.doc = doc
        self.units = units
        self.found = Gathered()
        self.pending: list[Unit] = []
        self.nouns: list[Unit] = []
        self.start: int | None = None
        self.joined = False

    def run(self) -> None:
        i = 0
        while i < len(self.doc):
            unit = self.units.get(i)
            if self.doc[i].is_sent_start and i:
                self._break()
            if unit is None:
                self._other_token(self.doc[i])
                i += 1
            else:
                self._unit(unit)
                i = unit.end
        self._break()

    def _unit(self, unit: Unit) -> None:
        last = self.doc[unit.end - 1]
        if self._is_noun(unit, last):
            if self._goes_on_as_noun(unit):
                self._begin(unit.start)
                self.nouns.append(unit)
                self.joined = False
            else:
                self._close(unit, last)
        elif unit.is_modifier and not self._is_movement(unit, last):
            if self.nouns and not unit.bearing:
                self._close(self.nouns.pop(), self.doc[unit.start - 1])
            if self.pending and (unit.senses.number or self._is_list_item(unit)):
                self._break()
            self._begin(unit.start)
            self.pending.append(unit)
            self.joined = False
        else:
            self._break()

    def _is_movement(self, unit: Unit, last: Token) -> bool:
        """Whether a word tells where something is or compares it, and not how it looks.

        So do `hanging from`, `curled around`, `bigger than`.
        """
        after = self.doc[unit.end].lower_ if unit.end < len(self.doc) else ""
        if last.tag_ == "JJR" and after == "than":
            return True
        if after == "around" and last.tag_ in ("VBN", "VBD", "VBG"):
            return unit.senses.attr in ("curled", "spiral")
        led = after in (
            "from",
            "on",
            "over",
            "behind",
            "down",
            "across",
            "along",
            "to",
            "off",
            "upside",
        )
        return led and last.tag_ == "VBG" and unit.senses.attr in ("droopy", "long", "curved")

    def _is_list_item(self, unit: Unit) -> bool:
        """Whether pending colours stand alone in a list: `whale: blue, white belly`."""
        before = self.doc[self.pending[0].start - 1].text if self.pending[0].start else ""
        comma = any(t.text == "," for t in self.doc[self.pending[-1].end : unit.start])
        return comma and before in (",", ":", ";", "-") and all(u.color for u in self.pending)

    def _is_noun(self, unit: Unit, last: Token) -> bool:
        senses = unit.senses
        if not senses.is_noun:
            return False
        if senses.quantity and not senses.part:
            return True
        if unit.text.lower() == "inside" and (self.nouns or not self.pending):
            return False
        if self._follows_plural(unit):
            return False
        if unit.text.lower() in _GRIMACES and not (self.start is not None or self.pending):
            return False
        if unit.text.lower() in _VERBS_LIKE_NOUNS and self._object_follows(unit.end):
            return False
        if (unit.color or senses.attr) and self._described_noun_follows(unit.end):
            return False
        if unit.color and (senses.strong_color or not senses.part):
            return self._is_named_creature(unit, last)
        if senses.number and not senses.part and not senses.kind:
            return False
        if last.pos_ in ("VERB", "AUX") and not self._verb_may_be_noun(unit, last):
            return False
        return not (last.tag_ == "JJ" and unit.is_modifier and not senses.part)

    def _is_named_creature(self, unit: Unit, last: Token) -> bool:
        """Whether `salmon` is a fish here and no colour, and `orange` a colour and no fruit."""
        if unit.senses.strong_color or not unit.senses.kind:
            return False
        if self._noun_follows(unit.end):
            return False
        return last.pos_ in ("NOUN", "PROPN") and last.dep_ not in ("acomp", "amod")

    def _follows_plural(self, unit: Unit) -> bool:
        """Whether a word stands right after a plural, as a verb does (`wings sprout`)."""
        last = self.found.phrases[-1] if self.found.phrases else None
        bare = not self.pending and self.start is None
        return bare and last is not None and last.end == unit.start and last.is_plural

    def _object_follows(self, index: int) -> bool:
        """Whether a phrase with an article or a number comes next, as after a verb."""
        if index >= len(self.doc) or (index > 1 and self.doc[index - 2].lower_ in _DETERMINERS):
            return False
        unit = self.units.get(index)
        numbered = unit is not None and unit.senses.number is not None
        return numbered or self.doc[index].lower_ in _DETERMINERS

    def _verb_may_be_noun(self, unit: Unit, last: Token) -> bool:
        before = self.doc[unit.start - 1].lower_ if unit.start else ""
        led = before in _DETERMINERS or bool(self.pending) or before in ("with", "of", "and")
        if unit.text.lower() in _ALWAYS_NOUNS:
            return True
        after = self.doc[unit.end] if unit.end < len(self.doc) else None
        if unit.senses.part and last.lower_.endswith("s") and before in (",", ";", "", "and"):
            return after is None or after.pos_ in ("ADP", "PUNCT", "AUX", "CCONJ", "ADJ")
        if unit.senses.part or unit.senses.kind:
            return led or last.is_sent_start is True or (bool(self.nouns) and last.tag_ == "NNS")
        return led and unit.senses.quantity

    def _described_noun_follows(self, index: int) -> bool:
        """Whether a noun follows, with only describing words before it."""
        while index < len(self.doc) and not self._noun_follows(index):
            unit = self.units.get(index)
            joiner = self.doc[index].lower_ in ("and", ",") and index + 1 in self.units
            if unit is not None and unit.is_modifier and not unit.senses.number:
                index = unit.end
            elif joiner and not self._noun_follows(index + 1):
                index += 1
            else:
                return False
        return index < len(self.doc)

    def _noun_follows(self, index: int) -> bool:
        if index >= len(self.doc):
            return False
        unit = self.units.get(index)
        if unit is not None:
            return unit.senses.is_noun and not unit.color
        return self.doc[index].pos_ in ("NOUN", "PROPN")

    def _goes_on_as_noun(self, unit: Unit) -> bool:
        """Whether a noun stands before another one as its describer: `tail tip`, `bat wings`."""
        if unit.end >= len(self.doc) or (unit.senses.part and is_plural(unit.text)):
            return False
        following = self.units.get(unit.end)
        token = self.doc[unit.end]
        if following is None:
            noun = token.pos_ in ("NOUN", "PROPN") and not token.lower_.endswith("ing")
            if unit.senses.kind and token.pos_ == "PROPN" and token.is_title:
                return False
            if unit.senses.part in english()["never_kinds"]:
                # An unknown noun after a part adds little (`ear flaps`) or is a verb.
                return False
            return noun and not token.is_sent_start
        if token.is_sent_start or not self._is_noun(following, self.doc[following.end - 1]):
            return False
        last = self.doc[following.end - 1]
        if last.pos_ in ("VERB", "AUX") and following.text.lower() not in _ALWAYS_NOUNS:
            return False
        if following.senses.pose or following.text.lower() in ("inside", *_GRIMACES):
            return False
        return not unit.senses.quantity or bool(unit.senses.part)

    def _other_token(self, token: Token) -> None:
        word = token.lower_
        if word in _DETERMINERS:
            if self.pending or self.nouns:
                self._break()
            self._begin(token.i)
        elif word in _JOINERS and self.pending and not self.nouns:
            self.joined = True
        elif token.pos_ in ("NOUN", "PROPN") and token.is_alpha:
            self._unknown_noun(token)
        elif token.pos_ == "PRON" and token.tag_ not in ("WDT", "WP", "WP$", "EX"):
            self._break()
            self._add(Phrase(token.i, token.i + 1, None, token))
        elif token.pos_ in ("ADV", "ADJ", "PART", "PUNCT", "INTJ") and word not in _BREAKING:
            if word in _JOINERS or token.is_punct:
                self._break()
        else:
            self._break()

    def _unknown_noun(self, token: Token) -> None:
        follows = token.i + 1 < len(self.doc) and not self.doc[token.i + 1].is_sent_start
        if follows and self._noun_follows(token.i + 1) and not self.joined:
            self._begin(token.i)
            return
        self._close(None, token)

    def _begin(self, index: int) -> None:
        if self.start is None:
            self.start = index

    def _close(self, unit: Unit | None, token: Token) -> None:
        """Ends a phrase with its noun."""
        start = unit.start if unit else token.i
        if self.joined or (self.pending and self._is_predicate(self.pending, start)):
            self._break()
        begin = start if self.start is None else self.start
        phrase = Phrase(begin, token.i + 1, unit, token, self.pending, self.nouns)
        self.pending, self.nouns, self.start, self.joined = [], [], None, False
        self._add(phrase)

    def _is_predicate(self, pending: list[Unit], start: int) -> bool:
        """Whether pending words describe the subject before them and not the noun after them."""
        first = self.doc[pending[0].start : pending[0].end].root
        if first.dep_ in ("acomp", "oprd") and first.head.i < first.i:
            comma = any(t.lower_ in _JOINERS for t in self.doc[pending[-1].end : start])
            return comma or self.doc[start].dep_ in ("nsubj", "nsubjpass")
        return False

    def _add(self, phrase: Phrase) -> None:
        self.found.phrases.append(phrase)
        for i in range(phrase.start, phrase.end):
            self.found.by_token[i] = phrase

    def _break(self) -> None:
        """Lets go of words that turned out to stand before no noun."""
        for noun in self.nouns:
            self._add(Phrase(noun.start, noun.end, noun, self.doc[noun.end - 1]))
        self.found.loose.extend(self.pending)
        self.pending, self.nouns, self.start, self.joined = [], [], None, False


_BREAKING = frozenset(["not", "n't", "never", "instead", "sorry", "wait", "neither", ":", ";", "."])


def assign_roles(gathered: Gathered) -> None:
    """Decides what each phrase may stand for; which one is the creature is decided later."""
    for phrase in gathered.phrases:
        phrase.role = _role(phrase)


def _role(phrase: Phrase) -> Role:
    word = phrase.token.lower_
    if phrase.head is None:
        pronouns = english()["creature_pronouns"]
        return "creature" if word in pronouns and phrase.start + 1 == phrase.end else _place(word)
    senses = phrase.head.senses
    if senses.cover:
        return "cover"
    if senses.part and senses.part != "body":
        return "part"
    if senses.kind or senses.generic or senses.part == "body":
        return "creature"
    return _place(word)


def _place(word: str) -> Role:
    return "place" if word in english()["place_nouns"] else "other"
