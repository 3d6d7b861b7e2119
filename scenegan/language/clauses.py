"""How noun phrases hang together in sentences: subjects, objects, prepositions, coordination."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token

from scenegan.language.phrases import Gathered, Phrase

LinkKind = Literal["prep", "obj", "subj", "poss", "appos", "none"]

_SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj"])
_OBJECTS = frozenset(["dobj", "attr", "oprd", "dative"])
_COORDINATORS = frozenset([",", "and", "or", "nor", "&", "plus", "but", ";", "as", "well"])


@dataclass(frozen=True)
class Link:
    """What a noun phrase depends on.

    Attributes:
        kind: `prep` after a preposition, `obj` or `subj` of a verb, `poss` of another noun.
        token: the preposition or the verb, or the owned noun.
        conjunct: the phrase that it is coordinated with and takes the link from.
    """

    kind: LinkKind
    token: Token | None = None
    conjunct: Phrase | None = None


class Clauses:
    """Reads the dependency parse of a text by noun phrases."""

    def __init__(self, doc: Doc, gathered: Gathered) -> None:
        """Takes a parsed text and its noun phrases."""
        self.doc = doc
        self.gathered = gathered
        self._links: dict[int, Link] = {}

    def link(self, phrase: Phrase) -> Link:
        """Returns what a phrase depends on; a coordinated one takes what the first one has."""
        if phrase.start not in self._links:
            self._links[phrase.start] = Link("none")
            self._links[phrase.start] = self._find_link(phrase)
        return self._links[phrase.start]

    def _find_link(self, phrase: Phrase) -> Link:
        before = self.doc[phrase.start - 1] if phrase.start else None
        if before is not None and is_preposition(before):
            return Link("prep", before)
        root = phrase.root
        if root.dep_ in _SUBJECTS:
            return Link("subj", root.head)
        conjunct = self._conjunct(phrase, before)
        if conjunct is not None:
            shared = self.link(conjunct)
            return Link(shared.kind, shared.token, conjunct)
        return self._by_dependency(phrase, root)

    def _by_dependency(self, phrase: Phrase, root: Token) -> Link:
        head = root.head
        if root.dep_ == "pobj":
            return Link("prep", head)
        if root.dep_ == "poss":
            return Link("poss", head)
        if head.pos_ in ("VERB", "AUX") or (root.dep_ == "compound" and head.i >= phrase.end):
            if root.dep_ in _OBJECTS or head.i < root.i:
                return Link("obj", head)
            return Link("subj", head)
        return Link("appos" if root.dep_ == "appos" else "none", head)

    def _conjunct(self, phrase: Phrase, before: Token | None) -> Phrase | None:
        if before is None or before.is_sent_start:
            return None
        previous = self.gathered.before(phrase.start)
        if previous is None or previous.token.sent.start != phrase.token.sent.start:
            return None
        between = [t.lower_ for t in self.doc[previous.end : phrase.start]]
        if between and all(w in _COORDINATORS for w in between):
            return previous
        head = self.gathered.by_token.get(phrase.root.head.i)
        if phrase.root.dep_ == "conj" and head is not None and head.start < phrase.start:
            return head
        return None

    def governor(self, preposition: Token) -> Phrase | Token | None:
        """Returns the noun phrase or the verb that a preposition belongs to."""
        head = preposition.head
        for _ in range(6):
            phrase = self.gathered.by_token.get(head.i)
            if phrase is not None and head.i != preposition.i:
                return phrase
            if head.pos_ in ("VERB", "AUX") and head.i != preposition.i:
                return head
            if head.head.i == head.i or head.pos_ in ("NOUN", "PROPN"):
                return None
            head = head.head
        return None

    def subjects(self, verb: Token) -> list[Phrase]:
        """Returns the subject of a verb with all that is coordinated with it.

        The subject of a participle or a relative clause is the noun that it describes; that of a
        coordinated verb is the first verb's.
        """
        seen: set[int] = set()
        while verb.i not in seen:
            seen.add(verb.i)
            own = [c for c in verb.children if c.dep_ in _SUBJECTS]
            # With two subjects, the parse took a verbless phrase before for one: the later counts.
            for child in sorted(own, key=lambda c: (c.i > verb.i, abs(c.i - verb.i))):
                phrase = self.gathered.by_token.get(child.i)
                if phrase is not None:
                    return [phrase, *self.conjuncts(phrase, verb.i)]
            if verb.dep_ in ("relcl", "acl"):
                phrase = self.gathered.by_token.get(verb.head.i)
                return [phrase] if phrase is not None else []
            if own or verb.head.i == verb.i:
                break
            phrase = self.gathered.by_token.get(verb.head.i)
            if phrase is not None:
                return [phrase]
            verb = verb.head
        return []

    def conjuncts(self, phrase: Phrase, end: int) -> list[Phrase]:
        """Returns the phrases coordinated with a first one before a token."""
        found: list[Phrase] = []
        last = phrase
        while True:
            following = self.gathered.after(last.end)
            if following is None or following.start >= end:
                return found
            if self.link(following).conjunct is not last and following.root.dep_ != "conj":
                return found
            found.append(following)
            last = following

    def objects(self, verb: Token) -> list[Phrase]:
        """Returns the objects of a verb, in order."""
        return [p for p in self.gathered.phrases if self.link(p) in (Link("obj", verb),)]


def is_preposition(token: Token) -> bool:
    """Whether a token is a preposition (also `as` and `than` before a noun)."""
    return token.pos_ == "ADP" or token.lower_ in _PREPOSITIONS


_PREPOSITIONS = frozenset(
    ["with", "without", "on", "at", "in", "from", "of", "around", "above", "below", "behind"]
    + ["between", "beneath", "under", "atop", "inside", "along", "like", "than", "for", "by"]
    + ["minus", "sans", "over", "near", "beside", "across", "upon", "onto", "to"]
)


def is_negated_verb(verb: Token) -> bool:
    """Whether a verb is denied by `not` or `never`."""
    return any(c.dep_ == "neg" or c.lower_ in ("not", "n't", "never") for c in verb.children)
