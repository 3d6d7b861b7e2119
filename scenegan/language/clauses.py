"""How noun phrases hang together in sentences: subjects, objects, prepositions, coordination."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scenegan.language.phrases import Gathered, Phrase
from scenegan.language.tables import english
from scenegan.language.words import Word, Words

LinkKind = Literal["prep", "obj", "subj", "poss", "appos", "none"]

_SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj"])
_OBJECTS = frozenset(["dobj", "attr", "oprd", "dative"])
_GENITIVES = frozenset(["'s", "'", "’s", "’"])
_PICKING = frozenset(["each", "both", "all", "one", "two", "either", "some", "most"])
_LONGEST_CHAIN = 12
"""Verbs that are followed up to one with a subject; coordination goes no farther in real texts."""
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
    token: Word | None = None
    conjunct: Phrase | None = None


class Clauses:
    """Reads the dependency parse of a text by noun phrases."""

    def __init__(self, doc: Words, gathered: Gathered) -> None:
        """Takes a parsed text and its noun phrases."""
        self.doc = doc
        self.gathered = gathered
        self._links: dict[int, Link] = {}
        self._subjects: dict[int, list[Phrase]] = {}
        self.doubts: list[str] = []
        """Attachments that could be read in two ways."""

    def link(self, phrase: Phrase) -> Link:
        """Returns what a phrase depends on; a coordinated one takes what the first one has."""
        if phrase.start not in self._links:
            self._links[phrase.start] = Link("none")
            self._links[phrase.start] = self._find_link(phrase)
        return self._links[phrase.start]

    def _find_link(self, phrase: Phrase) -> Link:
        owned = self.owned(phrase)
        if owned is not None:
            return Link("poss", owned.token)
        before = self._word_before(phrase)
        leading = self._before_unknown(before)
        if leading is not None and is_preposition(leading):
            return Link("prep", leading)
        bears = english()["bearing_verbs"]
        if leading is not None and leading.pos_ == "VERB" and leading.lemma_.lower() in bears:
            if leading.tag_ in ("VBZ", "VBP") and leading.i not in self.gathered.by_token:
                # Whose wings bear large eyespots, whatever the parse makes of it.
                return Link("obj", leading)
        root = phrase.root
        if root.dep_ in _SUBJECTS:
            return Link("subj", root.head)
        conjunct = self._conjunct(phrase, before)
        if conjunct is not None:
            shared = self.link(conjunct)
            return Link(shared.kind, shared.token, conjunct)
        return self._by_dependency(phrase, root)

    def _outer(self, phrase: Phrase, previous: Phrase) -> Phrase:
        """Leaves out a place before a phrase: `a star on its belly, and a bell`."""
        new = phrase.modifiers or any(w in ("a", "an", "another") for w in phrase.determiners)
        thing = phrase.head is not None and phrase.head.senses.part not in english()["body_parts"]
        # Cracks on its chest and vines around its legs.
        new = new or (phrase.is_plural and thing and not phrase.determiners)
        # Two eyes on the front, bread ears.
        new = new or (phrase.token.i > phrase.start and not phrase.determiners)
        while new and not phrase.is_definite and previous.is_definite:
            link = self.link(previous)
            token = link.token.lower_ if link.token is not None else ""
            outer = self.gathered.before(previous.start)
            inside = link.kind == "prep" and token in english()["places"]
            if not inside or outer is None or outer.token.sent is not phrase.token.sent:
                break
            previous = outer
        return previous

    def _is_place(self, phrase: Phrase) -> bool:
        """Whether a phrase only says where something is."""
        link = self.link(phrase)
        places = english()["places"]
        return (
            link.kind == "prep"
            and link.token is not None
            and link.token.lower_ in places
            and (link.token.lower_ != "of")
        )

    def owned(self, phrase: Phrase) -> Phrase | None:
        """Returns the phrase that follows the owner: `back` of `the pig's back`."""
        if phrase.end < len(self.doc) and self.doc[phrase.end].lower_ in _GENITIVES:
            following = self.gathered.after(phrase.end)
            if following is not None and following.start == phrase.end + 1:
                return following
        return None

    def _word_before(self, phrase: Phrase) -> Word | None:
        """Returns the word before a phrase, or before its owner (`from the pig's back`)."""
        start = phrase.start
        if start > 1 and self.doc[start - 1].lower_ in _GENITIVES:
            owner = self.gathered.before(start - 1)
            if owner is not None and owner.end == start - 1:
                start = owner.start
        before = [w.lower_ for w in self.doc[max(0, start - 3) : start]]
        if before[2:] == ["of"] and before[1] in _PICKING and is_preposition(self.doc[start - 3]):
            # Around each of its eyes.
            start -= 2
        return self.doc[start - 1] if start else None

    def _before_unknown(self, word: Word | None) -> Word | None:
        """Returns the word before unknown describing words: `with` of `with overlapping plates`."""
        known = self.gathered.by_token
        for _ in range(3):
            if word is None or word.i in known or word.tag_ not in ("VBG", "VBN", "JJ", "RB"):
                return word
            if word.is_sent_start or word.i == 0 or is_preposition(word):
                return word
            word = self.doc[word.i - 1]
        return word

    def _by_dependency(self, phrase: Phrase, root: Word) -> Link:
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

    def _conjunct(self, phrase: Phrase, before: Word | None) -> Phrase | None:
        if before is None or before.is_sent_start:
            return None
        previous = self.gathered.before(phrase.start)
        if previous is None or previous.token.sent.start != phrase.token.sent.start:
            return None
        previous = self._outer(phrase, previous)
        head = self.gathered.by_token.get(phrase.root.head.i)
        parsed = head is not None and phrase.root.dep_ == "conj" and head.start < previous.start
        if parsed and self._is_place(previous):
            # A lance in one hand and a shield: no hand and shield.
            return head
        last = self.gathered.before(phrase.start) or previous
        between = [t.lower_ for t in self.doc[last.end : phrase.start]]
        if between and all(w in _COORDINATORS for w in between):
            return previous
        if phrase.root.dep_ == "conj" and head is not None and head.start < phrase.start:
            return head
        return None

    def governor(self, preposition: Word) -> Phrase | Word | None:
        """Returns the noun phrase or the verb that a preposition belongs to."""
        head = preposition.head
        for _ in range(6):
            phrase = self.gathered.by_token.get(head.i)
            if phrase is not None and head.i != preposition.i:
                return phrase
            if head.pos_ in ("VERB", "AUX") and head.i != preposition.i:
                return head
            if head.pos_ == "ADJ" and any(c.dep_ in _SUBJECTS for c in head.children):
                # Its quills are brown with white tips: the parse made a verb of the colour.
                return head
            if head.head.i == head.i or head.pos_ in ("NOUN", "PROPN"):
                return None
            head = head.head
        return None

    def subjects(self, verb: Word) -> list[Phrase]:
        """Returns the subject of a verb with all that is coordinated with it.

        The subject of a participle or a relative clause is the noun that it describes; that of a
        coordinated verb is the first verb's.
        """
        if verb.i not in self._subjects:
            self._subjects[verb.i] = self._find_subjects(verb)
        return self._subjects[verb.i]

    def _find_subjects(self, verb: Word) -> list[Phrase]:
        for _ in range(_LONGEST_CHAIN):
            touching = self.gathered.before(verb.i)
            marks = verb.lemma_.lower() in english()["passive_bearing"] and verb.tag_ in (
                "VBN",
                "VBD",
            )
            if (
                marks
                and touching is not None
                and touching.end == verb.i
                and not _has_auxiliary(verb)
            ):
                # Antennae tipped in violet, whatever the parse makes of them.
                return [touching]
            own = [c for c in verb.children if c.dep_ in _SUBJECTS]
            # With two subjects, the parse took a verbless phrase before for one: the later counts.
            for child in sorted(own, key=lambda c: (c.i > verb.i, abs(c.i - verb.i))):
                phrase = self.gathered.by_token.get(child.i)
                pronoun = child.lower_ in ("that", "who", *english()["part_pronouns"])
                if phrase is None and pronoun:
                    phrase = self._before_relative(verb) or self._picked(child)
                if phrase is not None and not pronoun and self.link(phrase).kind == "prep":
                    continue
                if phrase is not None:
                    return self._agreeing([phrase, *self.conjuncts(phrase, verb.i)], verb)
            relative = self._before_relative(verb)
            if relative is not None:
                return [relative]
            if verb.dep_ in ("relcl", "acl"):
                phrase = self.gathered.by_token.get(verb.head.i)
                if phrase is None and verb.head.lower_ == "each":
                    # Six tentacles, each ending in a claw.
                    phrase = self.gathered.before(verb.head.i)
                return [phrase] if phrase is not None else []
            beside = self.gathered.before(verb.i)
            if not own and beside is not None and self._leads_to(beside, verb):
                # The parse missed the subject (`and his hair is green`).
                return [beside]
            if own or verb.head.i == verb.i:
                break
            phrase = self.gathered.by_token.get(verb.head.i)
            if phrase is not None:
                return [phrase]
            verb = verb.head
        return []

    def _agreeing(self, phrases: list[Phrase], verb: Word) -> list[Phrase]:
        """Leaves out what the parse adds to a subject: `a hippo and its mouth is closed`."""
        last = phrases[-1]
        leading = next((c for c in verb.children if c.dep_ in ("aux", "auxpass")), verb)
        beside = self.gathered.before(leading.i)
        if beside is not None and beside.end == leading.i and beside not in phrases:
            # A hippo without ears and its mouth is closed.
            before = self._word_before(beside)
            joined = before is not None and before.lower_ in ("and", "but", ",")
            if joined and beside.determiners and beside.determiners[0] in ("its", "his", "her"):
                return [beside]
        alone = leading.lower_ in ("is", "has", "was") and last.end == leading.i
        if len(phrases) < 2 or last.end != leading.i:
            return phrases
        between = {w.lower_ for w in self.doc[phrases[0].end : last.start]}
        # Zebra, stripes are blue: the items of a list, and no subject of two.
        listed = "," in between and not between & {"and", "&", "nor", "or"}
        return [last] if listed or (alone and not last.is_plural) else phrases

    def _before_relative(self, verb: Word) -> Phrase | None:
        """Returns the phrase right before `that`, `which` or `who` and a verb."""
        if verb.i < 2 or self.doc[verb.i - 1].lower_ not in ("that", "which", "who"):
            return None
        phrase = self.gathered.before(verb.i - 1)
        if phrase is None or phrase.end != verb.i - 1:
            return None
        agrees = phrase.is_plural == (verb.lower_ in ("are", "have", "were"))
        outer = self.gathered.before(phrase.start)
        if phrase.is_definite and self._is_place(phrase) and outer is not None:
            # A bell on its neck that is golden: there is one neck, so the bell is.
            chosen = outer if not (agrees and phrase.is_plural) else phrase
            if outer.role == phrase.role == "part" and outer.is_plural == phrase.is_plural:
                self.doubts.append(
                    f"What follows '{self.doc[verb.i - 1].text}' was taken to describe"
                    f" '{chosen.token.text}', and not '{phrase.token.text}'."
                )
            return chosen
        return phrase

    def _picked(self, pronoun: Word) -> Phrase | None:
        """Returns what `each` speaks of: `legs` of `each of its legs`, else what came before."""
        after = pronoun.i + 1
        if after < len(self.doc) and self.doc[after].lower_ == "of":
            if self.doc[after + 1 : after + 2] and self.doc[after + 1].lower_ == "which":
                # Four legs, each of which ends in a claw.
                return self.gathered.before(pronoun.i)
            phrase = self.gathered.after(after)
            if phrase is not None and phrase.token.lower_ in english()["part_pronouns"]:
                # Two antlers, each of them bearing a flower.
                return self.gathered.before(pronoun.i)
            owned = self.owned(phrase) if phrase is not None else None
            return owned or phrase
        return self.gathered.before(pronoun.i)

    def _leads_to(self, phrase: Phrase, verb: Word) -> bool:
        """Whether a phrase stands right before a verb and not in a place of its own."""
        return phrase.end == verb.i and self.link(phrase).kind != "prep"

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

    def objects(self, verb: Word) -> list[Phrase]:
        """Returns the objects of a verb, in order."""
        return [p for p in self.gathered.phrases if self.link(p) in (Link("obj", verb),)]


def is_preposition(token: Word) -> bool:
    """Whether a token is a preposition (also `as` and `than` before a noun)."""
    return token.pos_ == "ADP" or token.lower_ in _PREPOSITIONS


_PREPOSITIONS = frozenset(
    ["with", "without", "on", "at", "in", "from", "of", "around", "above", "below", "behind"]
    + ["between", "beneath", "under", "atop", "inside", "along", "like", "than", "for", "by"]
    + ["minus", "sans", "over", "near", "beside", "across", "upon", "onto", "to"]
)


def _has_auxiliary(verb: Word) -> bool:
    return verb.dep_ == "conj" or any(c.dep_ in ("aux", "auxpass") for c in verb.children)


def is_negated_verb(verb: Word) -> bool:
    """Whether a verb is denied by `not` or `never`."""
    if any(c.dep_ == "neg" or c.lower_ in ("not", "n't", "never") for c in verb.children):
        return True
    return any(c.lower_ == "nor" and c.i < verb.i for c in verb.children)
