"""Gathers noun phrases: decides which words are nouns here, and which words describe them.

Words before a noun are gathered in order; the dependency parse decides where a word that stands
before a noun belongs to a verb instead (`its belly is white and wings ...`).
"""

from __future__ import annotations

from collections.abc import Mapping

from scenegan.graph.vocabulary import vocabulary
from scenegan.language.colors import find_color
from scenegan.language.lexicon import is_living, is_plural, singular_verb
from scenegan.language.movement import is_movement
from scenegan.language.noun_verbs import (
    ALWAYS_NOUNS,
    GRIMACES,
    GROWING,
    NO_NOUNS,
    VERBS_LIKE_NOUNS,
)
from scenegan.language.phrases import DETERMINERS, Gathered, Phrase, is_item_dash
from scenegan.language.tables import english
from scenegan.language.units import Unit
from scenegan.language.words import Word, Words

_ITEM_SIGNS = frozenset([",", ":", ";", "-", ".", "!", "?", "(", "just", "all", "only"])
_JOINERS = frozenset([",", "and", "or", "but", "-", "&", "/", "yet", "nor", "though"])
_BREAKING = frozenset(["not", "n't", "never", "instead", "sorry", "wait", "neither", ":", ";", "."])


def gather_phrases(doc: Words, units: list[Unit]) -> Gathered:
    """Gathers noun phrases in reading order."""
    gatherer = _Gatherer(doc, {u.start: u for u in units})
    gatherer.run()
    return gatherer.found


class _Gatherer:
    def __init__(self, doc: Words, units: Mapping[int, Unit]) -> None:
        self.doc = doc
        self.units = units
        self.ending = {u.end: u for u in units.values()}
        self.found = Gathered()
        self.pending: list[Unit] = []
        self.nouns: list[Unit] = []
        self.start: int | None = None
        self.joined = False
        self.listing = -1
        """Where the next item of a list of describing words begins."""

    def run(self) -> None:
        i = 0
        while i < len(self.doc):
            unit = self.units.get(i)
            if i and (self.doc[i].is_sent_start or is_item_dash(self.doc[i])):
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
        if unit.word in ("on fire", "in flames"):
            # Which always follow what they describe.
            self._break()
            self.found.loose.append(unit)
        elif self._is_noun(unit, last):
            if self._goes_on_as_noun(unit):
                if self.pending and not self.nouns and self._is_list_item(unit):
                    # Brown, round, leaf ears.
                    self._break()
                self._begin(unit.start)
                self.nouns.append(unit)
                self.joined = False
            else:
                self._close(unit, last)
        elif unit.is_modifier and not is_movement(self.doc, unit, self._touching(unit.start)):
            if self.nouns and not unit.bearing:
                self._close(self.nouns.pop(), self.doc[unit.start - 1])
            if self.pending and (unit.senses.number or self._is_list_item(unit)):
                self._break()
            self._begin(unit.start)
            self.pending.append(unit)
            self.joined = False
        else:
            self._break()

    def _touching(self, index: int) -> Phrase | None:
        """Returns the phrase that ends right before a word."""
        last = self.found.phrases[-1] if self.found.phrases else None
        return last if last is not None and last.end == index else None

    def _is_list_item(self, unit: Unit) -> bool:
        """Whether pending colours stand alone in a list: `whale: blue, white belly`."""
        if not any(t.text == "," for t in self.doc[self.pending[-1].end : unit.start]):
            return False
        first = self.pending[0].start
        before = self.doc[first - 1].text if first else ""
        before = before[:1] if before[:1] in ("!", "?") else before
        last = self.found.phrases[-1] if self.found.phrases else None
        touching = last is not None and last.end == first
        led = touching or self.listing == first or before.lower() in _ITEM_SIGNS
        own = touching and last is not None and last.is_definite
        if led and (own or self.listing == first or any(u.color for u in self.pending)):
            self.listing = unit.start
            return True
        return False

    def _is_noun(self, unit: Unit, last: Word) -> bool:
        senses = unit.senses
        if not senses.is_noun:
            return False
        if senses.quantity and not senses.part:
            return True
        if unit.word == "orange" and self.doc[max(0, unit.start - 1)].lower_ == "an":
            # An orange on its head is a fruit.
            after = self.doc[unit.end].lower_ if unit.end < len(self.doc) else "."
            return after in ("on", "in", "atop", "between")
        if unit.word == "uniform" and unit.end in self.units and self.units[unit.end].color:
            return False
        bare = self.start is None and not self.pending and not self.nouns
        if bare and senses.attr and senses.part and not is_plural(unit.word):
            return unit.word in vocabulary().parts
        led = unit.start > 0 and self.doc[unit.start - 1].lower_ == "the"
        if unit.word == "inside" and not led and (self.nouns or not self.pending):
            return False
        first = self.doc[self.pending[0].start] if self.pending else None
        if unit.word == "inside" and not led and first is not None and first.dep_ == "acomp":
            # Its ears are large and pink inside.
            return False
        compared = [w.lower_ for w in self.doc[max(0, unit.start - 2) : unit.start]]
        ended = unit.end >= len(self.doc) or self.doc[unit.end].text in (",", ".")
        if ended and compared in (["like", "a"], ["like", "an"]) and not senses.strong_color:
            return True
        if self._follows_plural(unit) or self._is_its_verb(unit.start):
            return False
        if unit.word in GRIMACES and not (self.start is not None or self.pending):
            return False
        if unit.word in VERBS_LIKE_NOUNS and self._object_follows(unit.end):
            return False
        if unit.word in GROWING and self._stands_as_verb(unit):
            return False
        if unit.color and senses.part and is_plural(unit.text):
            # Red roses, glowing eyes: flowers, whatever stands behind them.
            return True
        if (unit.color or senses.attr) and self._described_noun_follows(unit.end):
            # A bat is a bat, if it spreads its wings; in bat wings it is none.
            does = is_living(senses.kind) and self._is_its_verb(unit.end)
            if not does and (not is_living(senses.kind) or self._noun_follows(unit.end)):
                return False
        if unit.color and (senses.strong_color or not senses.part):
            return self._is_named_creature(unit, last)
        following = self.units.get(unit.end)
        if unit.word in ("one", "ones") and following is None:
            described = any(not u.senses.number for u in self.pending)
            before = self.doc[unit.start - 1].lower_ if unit.start else ""
            if described or before in ("left", "right", "other", "first", "second"):
                return True
        if senses.number and not senses.part and not senses.kind:
            return False
        if last.pos_ in ("VERB", "AUX") and not self._verb_may_be_noun(unit, last):
            return False
        return not (last.tag_ == "JJ" and unit.is_modifier and not senses.part)

    def _is_named_creature(self, unit: Unit, last: Word) -> bool:
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

    def _is_its_verb(self, index: int) -> bool:
        """Whether a word is what the creature before it does, whatever its tag: `a bird flies`."""
        word = self.doc[index].lower_
        if not word.endswith("s") or singular_verb(word) not in english()["moving_verbs"]:
            return False
        after = self.doc[index + 1].lower_ if index + 1 < len(self.doc) else "."
        before = self.ending.get(index)
        if before is None or after in ("of", ",", ".", "and"):
            return False
        senses = before.senses
        alone = not is_plural(before.word) and not before.color
        return alone and (is_living(senses.kind) or senses.generic)

    def _stands_as_verb(self, unit: Unit) -> bool:
        """Whether `sprouts` follows a noun and leads to a place or a number."""
        before = self.found.phrases[-1] if self.found.phrases else None
        noun = bool(self.nouns) or (before is not None and before.end == unit.start)
        after = self.doc[unit.end] if unit.end < len(self.doc) else None
        one = noun and not is_plural(self.doc[unit.start - 1].lower_) and not is_plural(unit.word)
        if one and after is not None and after.pos_ == "ADP":
            # An hourglass mark on its back: the verb would be `marks`.
            return False
        if after is not None and after.tag_ == "PRP$":
            return noun
        return noun and after is not None and after.pos_ in ("ADP", "DET", "NUM", "ADV")

    def _object_follows(self, index: int) -> bool:
        """Whether a phrase with an article or a number comes next, as after a verb."""
        if index >= len(self.doc):
            return False
        led = self.doc[index - 2] if index > 1 else None
        if led is not None and led.lower_ in DETERMINERS and led.tag_ != "WDT":
            return False
        unit = self.units.get(index)
        numbered = unit is not None and unit.senses.number is not None
        return numbered or self.doc[index].lower_ in DETERMINERS

    def _verb_may_be_noun(self, unit: Unit, last: Word) -> bool:
        before = self.doc[unit.start - 1].lower_ if unit.start else ""
        led = before in DETERMINERS or bool(self.pending) or before in ("with", "of", "and")
        if unit.word in ALWAYS_NOUNS:
            return True
        if unit.senses.part and before in ("has", "have") and last.tag_ in ("VBZ", "VBP", "VB"):
            return True
        if last.tag_ == "VBD" and self._object_follows(unit.end):
            return False
        after = self.doc[unit.end] if unit.end < len(self.doc) else None
        if unit.senses.part and last.lower_.endswith("s") and before in (",", ";", "", "and"):
            if after is not None and after.lower_ == "the" and before in ("and", ","):
                # A red beak and wings the colour of charcoal.
                color = self.doc[unit.end + 1 : unit.end + 2]
                return bool(color) and color[0].lower_ in ("color", "colour", "shade", "hue")
            if after is not None and find_color(after.lower_):
                # Trunk long, tusks gold.
                return before == ","
            return after is None or after.pos_ in ("ADP", "PUNCT", "AUX", "CCONJ", "ADJ", "ADV")
        if unit.senses.part or unit.senses.kind:
            if self.doc[unit.start].is_sent_start or unit.end > unit.start + 1:
                return True
            if before in (";", "(", "-", ":") and not last.lower_.endswith("s"):
                return True
            if before == "," and self._ends_fragment(unit, last):
                return True
            if last.tag_ in ("VB", "VBN") and is_living(unit.senses.kind):
                # A cyclops slug, whatever the tagger says.
                named = self.ending.get(unit.start)
                return led or (named is not None and named.senses.kind is not None)
            return led or (bool(self.nouns) and last.tag_ == "NNS")
        return led and unit.senses.quantity

    def _ends_fragment(self, unit: Unit, last: Word) -> bool:
        """Whether a noun that was tagged as a verb begins an item: `wet nose, scarf on the neck`.

        What has a subject, an object or an auxiliary is a verb indeed.
        """
        formed = last.tag_ in ("VBN", "VBD") and last.lower_.endswith(("ed", "en"))
        if unit.word in GROWING or last.tag_ in ("VBZ", "VBG") or unit.senses.attr or formed:
            return False
        after = self.doc[unit.end] if unit.end < len(self.doc) else None
        placed = after is None or after.pos_ == "PUNCT" or after.lower_ == "for"
        placed = placed or (after is not None and after.lower_ in english()["places"])
        held = any(c.dep_ in ("dobj", "aux", "auxpass") for c in last.children)
        return placed and not held and unit.word not in english()["moving_verbs"]

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
        if self._is_its_verb(unit.end):
            return False
        following = self.units.get(unit.end)
        token = self.doc[unit.end]
        if following is None and unit.senses.cover and not unit.senses.part:
            # Its fur fades, whatever the tagger says.
            return False
        if following is None:
            noun = token.pos_ in ("NOUN", "PROPN") and not token.lower_.endswith("ing")
            if unit.senses.kind and token.pos_ == "PROPN" and token.is_title:
                return False
            noun = noun and token.lower_ not in NO_NOUNS
            if token.lower_.rstrip("s") in english()["lore_verbs"]:
                return False
            if unit.senses.part in english()["never_kinds"]:
                # An unknown noun after a part adds little (`ear flaps`) or is a verb.
                return False
            return noun and not token.is_sent_start
        if following.word in GROWING and following.end < len(self.doc):
            after = self.doc[following.end].pos_
            if after == "NUM" or (after == "ADP" and is_plural(following.word)):
                return False
        if token.is_sent_start or not self._is_noun(following, self.doc[following.end - 1]):
            return False
        last = self.doc[following.end - 1]
        named = is_living(unit.senses.kind) and following.senses.kind and not following.senses.part
        if named and token.is_title and unit.text.islower() and not is_living(following.word):
            # My cat Biscuit.
            return False
        if last.pos_ in ("VERB", "AUX") and following.word not in ALWAYS_NOUNS:
            return False
        if following.senses.pose or following.word in ("inside", *GRIMACES):
            return False
        return not unit.senses.quantity or bool(unit.senses.part)

    def _other_token(self, token: Word) -> None:
        word = token.lower_
        if word in DETERMINERS:
            if self.pending or self.nouns:
                self._break()
            self._begin(token.i)
        elif word in _JOINERS and self.pending and not self.nouns:
            self.joined = True
        elif token.pos_ in ("NOUN", "PROPN") and token.is_alpha and word not in NO_NOUNS:
            self._unknown_noun(token)
        elif token.pos_ == "PRON" and token.tag_ not in ("WDT", "WP", "WP$", "EX"):
            self._break()
            self._add(Phrase(token.i, token.i + 1, None, token))
        elif token.pos_ in ("ADV", "ADJ", "PART", "PUNCT", "INTJ") and word not in _BREAKING:
            if word in _JOINERS or token.is_punct:
                self._break()
        else:
            self._break()

    def _unknown_noun(self, token: Word) -> None:
        follows = token.i + 1 < len(self.doc) and not self.doc[token.i + 1].is_sent_start
        if follows and self._noun_follows(token.i + 1) and not self.joined:
            self._begin(token.i)
            return
        self._close(None, token)

    def _begin(self, index: int) -> None:
        if self.start is None:
            self.start = index

    def _close(self, unit: Unit | None, token: Word) -> None:
        """Ends a phrase with its noun."""
        start = unit.start if unit else token.i
        if self.joined or (self.pending and self._is_predicate(self.pending, start)):
            own = [] if self.joined else self._own(token)
            self.pending = self.pending[: len(self.pending) - len(own)]
            self._break()
            self.pending, self.start = own, own[0].start if own else None
        begin = start if self.start is None else self.start
        phrase = Phrase(begin, token.i + 1, unit, token, self.pending, self.nouns)
        self.pending, self.nouns, self.start, self.joined = [], [], None, False
        self._add(phrase)

    def _own(self, noun: Word) -> list[Unit]:
        """Returns the last words before a noun that are its own: `is orange, and small flames`."""
        own: list[Unit] = []
        for unit in reversed(self.pending):
            root = self.doc.root(unit.start, unit.end)
            if root.dep_ != "amod" or root.head is not noun:
                break
            own.insert(0, unit)
        return own

    def _is_predicate(self, pending: list[Unit], start: int) -> bool:
        """Whether pending words describe the subject before them and not the noun after them."""
        first = self.doc.root(pending[0].start, pending[0].end)
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
