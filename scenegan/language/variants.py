"""Instances of one part that a text tells apart: `one is black, the other white`."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from scenegan.language.describing import Describer
from scenegan.language.mentions import Findings, Mention
from scenegan.language.phrases import Gathered, Phrase
from scenegan.language.tables import english
from scenegan.language.unit_finding import comparative_attribute
from scenegan.language.units import Unit
from scenegan.language.words import Word

_SELECTING = frozenset(["one", "another", "other", "others", "rest", "two", "three", "four"])
_FROM_REST = frozenset(["other", "others", "another", "rest"])


def resolve_anaphors(gathered: Gathered) -> None:
    """Gives `one` and `ones` the noun that they stand for: `a red claw and a blue one`."""
    last: Phrase | None = None
    for phrase in gathered.phrases:
        if phrase.head is None:
            continue
        if phrase.token.lower_ in ("one", "ones") and last is not None and last.head is not None:
            same = phrase.token.sent.start == last.token.sent.start
            same = same or phrase.start - last.end < 3
            if same and (phrase.modifiers or phrase.determiners):
                start, end = phrase.head.start, phrase.head.end
                phrase.head = replace(last.head, start=start, end=end, text=phrase.head.text)
                phrase.is_plural = phrase.token.lower_ == "ones"
                phrase.role = "part"
        elif phrase.role == "part" and not (phrase.is_definite and last is not None):
            last = phrase


@dataclass(eq=False)
class _Selection:
    """A word that picks some of several instances, with what is said of them."""

    word: Word
    base: Mention
    units: list[Unit] = field(default_factory=list)
    verbs: list[Word] = field(default_factory=list)


class Variants:
    """Finds instances that are told apart, and describes each by itself."""

    def __init__(self, found: Findings, gathered: Gathered, describer: Describer) -> None:
        """Takes what was found so far."""
        self.found = found
        self.gathered = gathered
        self.describer = describer

    def read(self) -> None:
        """Makes a mention of each instance that is told apart; takes its words out of the loose."""
        self._outdone()
        chosen = [s for s in self._selections() if s.units or s.verbs]
        for number, one in enumerate(chosen):
            partner = any(o is not one and o.base is one.base for o in chosen)
            of_them = self._of(one.word) is not None
            if partner or of_them or one.word.lower_ in _FROM_REST:
                self._split(one, number)

    def _outdone(self) -> None:
        """Reads `one arm bigger than the other`: there are two, and one is large."""
        doc = self.found.doc
        for phrase in self.gathered.phrases:
            mention = self.describer.mention_of(phrase)
            after = doc[phrase.end : phrase.end + 5]
            if after and after[0].lower_ in ("is", "being"):
                after = doc[phrase.end + 1 : phrase.end + 5]
            words = [w.lower_ for w in after[1:4]]
            one = any(u.word == "one" for u in phrase.modifiers)
            if mention is None or not one or words != ["than", "the", "other"]:
                continue
            attr = comparative_attribute(after[0].lower_)
            if attr is None:
                continue
            mention.add_attr(attr)
            at = after[0].i
            mention.traces.append(self.found.trace_words("attrs", at, at + 4, attr))
            mention.side = f"one {phrase.start}"
            self.found.mentions.append(Mention(mention.part, phrase=phrase, count=1, side="other"))
            self.gathered.loose = [u for u in self.gathered.loose if u.start != at]

    def _selections(self) -> list[_Selection]:
        """Returns selecting words in order, each with the loose words up to the next boundary."""
        found: list[_Selection] = []
        loose = sorted(self.gathered.loose, key=lambda u: u.start)
        for word in self.found.doc:
            if word.lower_ not in _SELECTING or self._heads_part(word):
                continue
            if word.i > 1 and self.found.doc[word.i - 2].lower_ == "than":
                continue
            base = self._base(word)
            if base is not None:
                found.append(_Selection(word, base))
        for at, one in enumerate(found):
            stop = found[at + 1].word.i if at + 1 < len(found) else len(self.found.doc)
            stop = min(stop, one.word.sent.end, self._next_part(one.word))
            own = [u for u in loose if one.word.i < u.start < stop and not u.senses.number]
            one.units = [u for u in own if u.color or u.senses.attr]
            after = self.found.doc[one.word.i + 1 : stop]
            one.verbs = [w for w in after if w.lemma_.lower() in english()["verb_attributes"]]
        return found

    def _heads_part(self, word: Word) -> bool:
        phrase = self.gathered.by_token.get(word.i)
        return phrase is not None and phrase.head is not None and phrase.token is not word

    def _of(self, word: Word) -> Phrase | None:
        """Returns the phrase after `one of`."""
        doc = self.found.doc
        if word.i + 1 < len(doc) and doc[word.i + 1].lower_ == "of":
            return self.gathered.by_token.get(word.i + 2)
        return None

    def _base(self, word: Word) -> Mention | None:
        """Returns the part of which a word picks some: named after `of`, else the last one."""
        whole = self._of(word)
        of = self.describer.mention_of(whole)
        if of is not None or (whole is not None and whole.role == "creature"):
            # The rest of the rabbit is no ear.
            return of
        phrase = self.gathered.before(word.i)
        while phrase is not None and word.sent.start - phrase.token.i < 25:
            mention = self.describer.mention_of(phrase)
            if mention is not None:
                several = mention.plural or (mention.count or 1) > 1
                return mention if several or word.lower_ in _FROM_REST else None
            phrase = self.gathered.before(phrase.start)
        return None

    def _next_part(self, word: Word) -> int:
        phrase = self.gathered.after(word.i + 1)
        if phrase is not None and phrase is self._of(word):
            phrase = self.gathered.after(phrase.end)
        while phrase is not None and self.describer.mention_of(phrase) is None:
            phrase = self.gathered.after(phrase.end)
        return phrase.start if phrase is not None else len(self.found.doc)

    def _split(self, one: _Selection, number: int) -> None:
        base = one.base
        counts = {"two": 2, "three": 3, "four": 4, "others": 2}
        count = counts.get(one.word.lower_, 1)
        variant = Mention(base.part, phrase=base.phrase, count=count, side=f"variant {number}")
        variant.traces.append(self.found.trace_words("part", one.word.i, one.word.i + 1, base.part))
        if base.count == 1 and not base.plural:
            # One eye is red, the other blue: there are two.
            base.side = base.side or f"variant of {number}"
        self.found.mentions.append(variant)
        for unit in one.units:
            self.describer.describe_part(unit, variant)
            self.gathered.loose.remove(unit)
        for verb in one.verbs:
            # One is upright, the other droops.
            attr = english()["verb_attributes"][verb.lemma_.lower()]
            variant.add_attr(attr)
            trace = self.found.trace_words("attrs", verb.i, verb.i + 1, attr)
            variant.traces.append(trace)
