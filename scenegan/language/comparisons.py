"""Comparisons and materials: `shaped like a leaf`, `wings like a bat's`, `made of stone`."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from scenegan.language.clauses import Clauses
from scenegan.language.describing import Describer
from scenegan.language.mentions import Findings
from scenegan.language.phrases import Gathered, Phrase
from scenegan.language.tables import english
from scenegan.language.units import Unit


@dataclass(frozen=True)
class _Comparison:
    phrase: Phrase
    preposition: Token
    attr: str | None


class Comparisons:
    """Finds what is only compared with, so that it becomes no part, and reads its shape."""

    def __init__(self, found: Findings, gathered: Gathered, clauses: Clauses) -> None:
        """Takes what was found so far."""
        self.found = found
        self.gathered = gathered
        self.clauses = clauses
        self._all: list[_Comparison] = []

    def find(self) -> None:
        """Drops the nouns of comparisons and materials."""
        for phrase in self.gathered.phrases:
            token = comparing_token(self.found.doc, phrase) or self._material(phrase)
            if token is None:
                continue
            attr = _shape(phrase)
            if attr is None and not is_comparing(token):
                continue
            self._all.append(_Comparison(phrase, token, attr))
            if phrase.role == "part":
                phrase.dropped = True

    def _material(self, phrase: Phrase) -> Token | None:
        """Returns the `of` of `made of stone`."""
        doc = self.found.doc
        before = doc[phrase.start - 1] if phrase.start else None
        if before is None or before.lower_ not in ("of", "from") or before.i == 0:
            return None
        earlier = [t.lemma_.lower() for t in doc[max(0, before.i - 3) : before.i]]
        made = {"make", "made", "build", "carve", "compose", "construct", "form", "sculpt"}
        return before if made & set(earlier) else None

    def apply(self, describer: Describer) -> None:
        """Gives the shapes and materials to what is compared."""
        for comparison in self._all:
            head = comparison.phrase.head
            if comparison.attr is None or head is None:
                continue
            target = self._target(comparison.preposition)
            if target is None:
                continue
            mention = describer.mention_of(target)
            trace = self.found.trace("attrs", head, comparison.attr)
            if mention is not None:
                mention.add_attr(comparison.attr)
                mention.traces.append(trace)
            elif comparison.preposition.lower_ == "of":
                self.found.creature.attrs.append(comparison.attr)
                self.found.traces.append(trace)

    def _target(self, token: Token) -> Phrase | None:
        governor = self.clauses.governor(token)
        if isinstance(governor, Phrase):
            return governor
        if governor is not None:
            subjects = self.clauses.subjects(governor)
            if subjects:
                return subjects[0]
        return self.gathered.before(token.i)


def comparing_token(doc: Doc, phrase: Phrase) -> Token | None:
    """Returns the `like`, `as` or `resembling` right before a phrase."""
    before = doc[phrase.start - 1] if phrase.start else None
    return before if before is not None and is_comparing(before) else None


def is_comparing(token: Token) -> bool:
    """Whether a token makes what follows a comparison."""
    word = token.lower_
    earlier = token.doc[token.i - 1].lower_ if token.i else ""
    if word == "like":
        wishing = any(c.dep_ in ("nsubj", "aux") for c in token.children)
        return not wishing and earlier not in ("would", "'d", "i", "features", "things", "details")
    if word == "as":
        return earlier not in ("such", "serve", "serves", "serving", "act", "acts", "acting")
    return token.lemma_.lower() in ("resemble", "mimic", "recall") or word in ("resembling",)


def _shape(phrase: Phrase) -> str | None:
    """Returns the attribute that a compared noun stands for."""
    head: Unit | None = phrase.head
    if head is None:
        return None
    table: dict[str, str] = english()["materials"]
    word = head.text.lower()
    attr = table.get(word) or table.get(word.rstrip("s")) or table.get(head.senses.part or "")
    return attr or (head.senses.part_attrs[0] if head.senses.part_attrs else None)
