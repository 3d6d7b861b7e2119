"""Noun phrases: a noun with the words before it that describe it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Literal

from scenegan.language.lexicon import is_plural
from scenegan.language.tables import english
from scenegan.language.units import Unit
from scenegan.language.words import Word

Role = Literal["part", "creature", "cover", "place", "other"]


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
        likened: names the creature by a likeness.
        determiners: articles, possessives and quantifiers, in lower case.
        root: the word by which the phrase hangs in the dependency parse.
        is_plural: the noun is a plural.
    """

    start: int
    end: int
    head: Unit | None
    token: Word
    modifiers: list[Unit] = field(default_factory=list)
    nouns: list[Unit] = field(default_factory=list)
    role: Role = "other"
    negated: bool = False
    dropped: bool = False
    likened: bool = False
    determiners: list[str] = field(init=False)
    root: Word = field(init=False)
    is_plural: bool = field(init=False)

    @property
    def first(self) -> Word:
        """The first token."""
        return self.token.doc[self.start]

    def __post_init__(self) -> None:
        """Settles once what the rules ask again and again."""
        doc = self.token.doc
        words = [t.lower_ for t in doc[self.start : self.end]]
        self.determiners = [w for w in words if w in DETERMINERS]
        self.root = doc.root(self.start, self.end)
        if self.head is not None:
            self.is_plural = is_plural(self.token.lower_)
        else:
            self.is_plural = self.token.tag_ in ("NNS", "NNPS")

    def determiners_and_numbers(self) -> list[str]:
        """Articles with the indefinite ones, which are numbers to the lexicon."""
        return [w.lower_ for w in self.token.doc[self.start : self.token.i]]

    @property
    def is_owned(self) -> bool:
        """Whether it is somebody's: `its beard`."""
        return not OWNERS.isdisjoint(self.determiners)

    @property
    def is_definite(self) -> bool:
        """Whether it speaks of something known: `its tail`, `the wings`."""
        return any(w in _DEFINITE for w in self.determiners)


@dataclass
class Gathered:
    """All noun phrases of a text, and the describing words that stand before no noun."""

    phrases: list[Phrase] = field(default_factory=list)
    loose: list[Unit] = field(default_factory=list)
    denied: list[Unit] = field(default_factory=list)
    """Looks that a text denies of a part that is there: `its nose is neither long nor red`."""
    by_token: dict[int, Phrase] = field(default_factory=dict)

    def before(self, index: int) -> Phrase | None:
        """Returns the last phrase that ends at or before a token."""
        at = bisect_right(self.phrases, index, key=_end)
        return self.phrases[at - 1] if at else None

    def after(self, index: int) -> Phrase | None:
        """Returns the first phrase that begins at or after a token."""
        at = bisect_left(self.phrases, index, key=_start)
        return self.phrases[at] if at < len(self.phrases) else None


def _start(phrase: Phrase) -> int:
    return phrase.start


def _end(phrase: Phrase) -> int:
    return phrase.end


OWNERS = frozenset(["its", "his", "her", "their"])
"""Determiners that say whose something is, where that is the creature."""
_DEFINITE = OWNERS | frozenset(["the", "these", "those", "this", "that"])
DETERMINERS = _DEFINITE | frozenset(
    ["a", "an", "no", "my", "your", "our", "another", "each", "every", "any", "some", "neither"]
)


def is_item_dash(word: Word) -> bool:
    """Whether a word is a dash that parts the items of a list, or what is taken back."""
    blank = word.i == 0 or word.doc[word.i - 1].whitespace_
    if word.i in word.doc.markers:
        return True
    return word.text in ("-", "--", "*", ";") and bool(blank) and bool(word.whitespace_)


def assign_roles(gathered: Gathered) -> None:
    """Decides what each phrase may stand for; which one is the creature is decided later."""
    named = False
    for phrase in gathered.phrases:
        phrase.role = _role(phrase, named)
        head = phrase.head
        named = named or phrase.role == "part" or bool(head and head.senses.kind)


def _role(phrase: Phrase, named: bool) -> Role:
    """Returns what a phrase stands for; `named`: part or creature stand before it."""
    word = phrase.token.lower_
    if phrase.head is None:
        pronouns = english()["creature_pronouns"]
        doc, end = phrase.token.doc, phrase.end
        if word == "half" and (end >= len(doc) or doc[end].lower_ != "of"):
            return "creature"
        return "creature" if word in pronouns and phrase.start + 1 == phrase.end else _place(word)
    senses = phrase.head.senses
    if senses.cover and not (senses.part and _is_worn(phrase)):
        return "cover"
    after = phrase.token.doc[phrase.end].lower_ if phrase.end < len(phrase.token.doc) else ""
    drawn = word in english()["frame_nouns"] and (not named or after in ("of", "for"))
    if drawn and senses.part and after not in ("on", "across"):
        # Draw a logo of an owl: it is no marking of the owl.
        return "other"
    if senses.part and senses.part != "body":
        return "part"
    if senses.kind or senses.generic or senses.part == "body":
        return "creature"
    return _place(word)


def _is_worn(phrase: Phrase) -> bool:
    """Whether the text says that it is put on: `wears a coat`, `dressed in a coat`."""
    doc, start = phrase.token.doc, phrase.start
    before = doc[start - 1].lemma_.lower() if start else ""
    earlier = doc[start - 2].lemma_.lower() if start > 1 else ""
    return before in ("wear", "don") or (before == "in" and earlier in ("dress", "clothe", "clad"))


def _place(word: str) -> Role:
    return "place" if word in english()["place_nouns"] else "other"
