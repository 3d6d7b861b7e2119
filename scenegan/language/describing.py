"""Adjectives, colours and numbers: what each one says of the part or creature it belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from scenegan.language.attribution import Attribution
from scenegan.language.clauses import Clauses, is_negated_verb
from scenegan.language.colors_of_things import COLOR_NOUNS
from scenegan.language.looks import is_habit
from scenegan.language.mentions import Findings, Mention
from scenegan.language.phrases import Gathered, Phrase
from scenegan.language.placed_colors import PlacedColors
from scenegan.language.sides import side_after
from scenegan.language.tables import english
from scenegan.language.units import Bearing, Unit
from scenegan.language.words import Word


class Describer:
    """Applies describing words to the creature and to mentions of parts."""

    def __init__(self, found: Findings, clauses: Clauses, gathered: Gathered) -> None:
        """Takes what was found so far and where phrases stand."""
        self.found = found
        self.clauses = clauses
        self.gathered = gathered
        self.of_phrase: dict[int, Mention] = {}
        self._attribution = Attribution(found, clauses, gathered, self.mention_of)
        self.placed_colors = PlacedColors(found, clauses, gathered, self._attribution, self)

    def mention_of(self, phrase: Phrase | None) -> Mention | None:
        """Returns the part that a phrase mentions."""
        return self.of_phrase.get(phrase.start) if phrase is not None else None

    def describe_creature(self, unit: Unit) -> None:
        """Says something of the creature as a whole."""
        facts, senses = self.found.creature, unit.senses
        if unit.color:
            if unit.color not in facts.colors:
                facts.colors.append(unit.color)
            self._creature_trace("colors", unit, unit.color.name)
        elif unit.bearing:
            self.bear(unit, unit.bearing, None)
        elif unit.lacking:
            self.found.deny(unit.lacking)
            self._creature_trace("absent", unit, unit.lacking)
        elif unit.likeness:
            facts.kind = facts.kind or unit.likeness
            self._creature_trace("kind", unit, unit.likeness)
        elif unit.types:
            facts.types.extend(t for t in unit.types if t not in facts.types)
            self._creature_trace("types", unit, ", ".join(unit.types))
        elif senses.size:
            facts.size = facts.size or senses.size
            self._creature_trace("size", unit, senses.size)
        elif senses.mood:
            facts.mood = facts.mood or senses.mood
            self._creature_trace("mood", unit, senses.mood)
        elif senses.attr:
            if senses.attr not in facts.attrs:
                facts.attrs.append(senses.attr)
            self._creature_trace("attrs", unit, senses.attr)
        else:
            self.found.understand(unit.start, unit.end)

    def _creature_trace(self, name: str, unit: Unit, value: str) -> None:
        self.found.traces.append(self.found.trace(name, unit, value))

    def describe_part(self, unit: Unit, mention: Mention) -> None:
        """Says something of a part."""
        senses = unit.senses
        if unit.color:
            mention.add_color(unit.color)
            mention.traces.append(self.found.trace("colors", unit, unit.color.name))
        elif unit.bearing:
            self.bear(unit, unit.bearing, mention)
        elif unit.lacking == "mane":
            # Hairless hands are smooth.
            mention.add_attr("smooth")
            mention.traces.append(self.found.trace("attrs", unit, "smooth"))
        elif unit.lacking:
            self.found.deny(unit.lacking)
            self._creature_trace("absent", unit, unit.lacking)
        elif senses.attr == "flaming" and mention.part == "flame":
            self.found.understand(unit.start, unit.end)
        elif senses.number:
            self._number(unit, senses.number, mention)
        elif senses.mood == "happy" and mention.part == "face":
            self.describe_creature(unit)
        elif senses.attr in ("smiling", "angry") and mention.part not in _EXPRESSIVE:
            self.describe_creature(unit)
        elif senses.attr:
            mention.add_attr(senses.attr)
            mention.traces.append(self.found.trace("attrs", unit, senses.attr))
        elif senses.mood and mention.part in ("face", "eye", "mouth", "head"):
            self.describe_creature(unit)
        elif unit.likeness or senses.mood:
            start, end = self.found.understand(unit.start, unit.end)
            self.found.doubts.append(f"'{unit.text}' was not applied to {mention.part}.")

    def _number(self, unit: Unit, number: int, mention: Mention) -> None:
        article = unit.word in ("a", "an", "another")
        if not (article and mention.count):
            mention.count = number
        if not article:
            mention.traces.append(self.found.trace("count", unit, str(number)))

    def bear(self, unit: Unit, bearing: Bearing, holder: Mention | None) -> Mention:
        """Adds the part that an adjective brings, and returns it."""
        one = holder is not None and bearing.count is None
        borne = Mention(bearing.part, count=bearing.count, plural=not one, each=one)
        borne.attrs.extend(bearing.attrs)
        borne.colors.extend(bearing.colors)
        if holder is not None:
            borne.hang_on(holder)
        if unit.word.endswith("tipped") and holder and bearing.part != "marking":
            borne.places.append(("at the tip of", [holder]))
        borne.traces.append(self.found.trace("part", unit, bearing.part))
        self.found.mentions.append(borne)
        return borne

    def apply_loose(self) -> None:
        """Gives each describing word that stands before no noun to what it describes."""
        last: list[Phrase | None] | None = None
        previous: Unit | None = None
        marked: Unit | None = None
        for unit in sorted(self.gathered.loose, key=lambda u: u.start):
            if not unit.is_modifier or _is_plain_article(unit):
                continue
            token = self.found.root(unit)
            upright = token.head.lemma_ == "stand" and unit.senses.attr == "upright"
            denied = _is_denied(token, unit)
            if denied and not _is_replaced(unit, token):
                self.gathered.denied.append(unit)
            habit = is_habit(self.found.doc, unit.end - 1, unit.senses.mood)
            denied = denied or habit
            if denied or upright or self._borne_follows(token) or _measures(unit, token):
                self.found.understand(unit.start, unit.end)
                continue
            verbal = token.tag_ in ("VB", "VBP", "VBZ") and not self._ends_item(unit)
            adjective = unit.word.endswith("y") and unit.senses.attr
            if verbal and not unit.color and not adjective and unit.end == unit.start + 1:
                # I mean, they open: verbs, and no qualities.
                continue
            if unit.start and self.found.doc[unit.start - 1].lower_ == "like":
                # It glitters like gold.
                self.found.understand(unit.start, unit.end)
                continue
            if unit.senses.number and self._is_told_in_brackets(unit):
                self.found.understand(unit.start, unit.end)
                continue
            if unit.color and marked is not None and self._adjoins(marked, unit):
                self.placed_colors.add(unit.color)
                marked = unit
                continue
            marked = None
            if unit.color and self.placed_colors.reads(unit, token):
                marked = unit
                continue
            if unit.color and self._is_substance(token):
                continue
            joined = previous is not None and self._adjoins(previous, unit)
            if previous is not None and unit.color and previous.color:
                joined = joined or self._are_sides(previous, unit)
            targets = last if joined and last else self._attribution.targets(unit, token)
            self._apply(unit, targets)
            last, previous = targets, unit

    def _is_told_in_brackets(self, unit: Unit) -> bool:
        """Whether a number only parts what was counted: `4 horns (2 big, 2 small)`."""
        opened = self.found.doc[max(0, unit.start - 5) : unit.start]
        before = self.gathered.before(unit.start)
        counted = before is not None and any(u.senses.number for u in before.modifiers)
        return counted and any(w.text == "(" for w in opened)

    def _ends_item(self, unit: Unit) -> bool:
        """Whether a word ends an item of a list that begins with a part: `wings spread,`."""
        before = self.gathered.before(unit.start)
        touching = before is not None and before.end == unit.start and before.role == "part"
        after = self.found.doc[unit.end].text if unit.end < len(self.found.doc) else "."
        if unit.start and self.found.doc[unit.start - 1].text in (":", "="):
            return unit.senses.attr is not None
        return touching and after in (",", ".", ";", "~", "!") and unit.senses.attr is not None

    def read_likewise(self) -> None:
        """Reads `The otter is brown, and so are its paws`."""
        doc = self.found.doc
        for word in doc:
            if word.lower_ != "so" or word.i + 2 >= len(doc) or word.i == 0:
                continue
            phrase = self.gathered.after(word.i + 2)
            mention = self.mention_of(phrase)
            led = doc[word.i + 1].lower_ in ("is", "are", "was", "were")
            if not led or mention is None or phrase is None or phrase.start != word.i + 2:
                continue
            said = [u for u in self.gathered.loose if word.sent.start <= u.start < word.i]
            for unit in said:
                if self.found.doc.root(unit.start, unit.end).dep_ in ("acomp", "attr", "conj"):
                    self.describe_part(unit, mention)

    def _borne_follows(self, token: Word) -> bool:
        """Whether a participle only leads to what is borne: `dotted with white spots`."""
        doc = self.found.doc
        after = doc[token.i + 1].lower_ if token.i + 1 < len(doc) else ""
        bearing = token.lemma_.lower() in english()["passive_bearing"]
        return token.tag_ == "VBN" and bearing and after in ("with", "by", "in")

    def _is_substance(self, token: Word) -> bool:
        """Whether a colour is a thing here: `a pile of gold`."""
        prep = token.head
        if token.dep_ != "pobj" or prep.lower_ != "of":
            return False
        owner = self.gathered.by_token.get(prep.head.i)
        known = owner is not None and (self.mention_of(owner) or owner.role != "other")
        return not known and prep.head.lower_ not in COLOR_NOUNS

    def _are_sides(self, previous: Unit, unit: Unit) -> bool:
        """Whether two colours are set against each other: `red in front and white behind`."""
        return side_after(self.found.doc, previous) == side_after(self.found.doc, unit) == "over"

    def _adjoins(self, previous: Unit, unit: Unit) -> bool:
        """Whether two loose words are coordinated: `long and thin`."""
        between = [t.lower_ for t in self.found.doc[previous.end : unit.start]]
        joiners = {",", "and", "-", "or", "&", "very", "with", "but"}
        return all(w in joiners for w in between) and "with" not in between

    def _apply(self, unit: Unit, targets: Sequence[Phrase | None]) -> None:
        for phrase in targets:
            mention = self.mention_of(phrase)
            if mention is not None:
                self.describe_part(unit, mention)
            elif phrase is None or phrase.role in ("creature", "cover"):
                self.describe_creature(unit)
            elif phrase.negated and unit.color:
                # No stripes, just yellow.
                self.describe_creature(unit)

    def stands_for(self, phrase: Phrase) -> Phrase | None:
        """Returns what a phrase stands for: a pronoun, `the tip`, `the rest of the rabbit`."""
        return self._attribution.stands_for(phrase)

    def shared_over_coordination(self) -> None:
        """Gives `long black` of `long black ears and tail` to the second noun, too."""
        for phrase in self.gathered.phrases:
            first = self.clauses.link(phrase).conjunct
            mention, source = self.mention_of(phrase), self.mention_of(first)
            if first is None or mention is None or source is None or phrase.modifiers:
                continue
            words = {t.lower_ for t in self.found.doc[first.end : phrase.start]}
            if phrase.determiners or phrase.nouns or "," in words or not words & {"and", "&"}:
                continue
            if self.gathered.before(phrase.start) is not first:
                # Red fruits on its branches and roots.
                continue
            if mention.part in english()["shapeless_parts"] and not phrase.is_plural:
                # Red eyes and smoke: the smoke has no colour yet.
                continue
            after = self.found.doc[phrase.end] if phrase.end < len(self.found.doc) else None
            if after is not None and (after.tag_ == "VBG" or after.lower_ in _TELLING):
                # A curled tail and eyes pointing to the sides, red eyes and hooves of iron.
                continue
            between = self.found.doc[first.end : phrase.token.i]
            if any(w.pos_ in ("ADJ", "NUM") or w.tag_ == "VBN" for w in between):
                # Black beak and iridescent wings: the wings have an adjective of their own.
                continue
            said = [u for u in first.modifiers if not u.senses.number and not u.bearing]
            if any(u.senses.number and u.word not in ("a", "an") for u in first.modifiers):
                # One red eye and wheels: the wheels need not be red.
                said = []
            elif said and (phrase.is_plural != first.is_plural):
                words_said = " ".join(u.text for u in said)
                self.found.doubts.append(
                    f"'{words_said}' was taken to describe '{phrase.token.text}', too."
                )
            for unit in said:
                self.describe_part(unit, mention)


_EXPRESSIVE = frozenset(["face", "eye", "mouth", "head", "eyebrow", "beak", "nose", "fang"])
_TELLING = frozenset(["that", "which", "of"])
_INSTEAD = frozenset([("rather", "than"), ("instead", "of")])


def _is_plain_article(unit: Unit) -> bool:
    return unit.word in ("a", "an", "one", "another", "both", "few")


def _is_denied(token: Word, unit: Unit) -> bool:
    before = token.doc[unit.start - 1].lower_ if unit.start else ""
    earlier = token.doc[unit.start - 2].lower_ if unit.start > 1 else ""
    if before in ("not", "never", "n't", "neither", "nor") or (earlier, before) in _INSTEAD:
        return True
    return (
        token.head.pos_ in ("AUX", "VERB") and token.dep_ == "acomp" and is_negated_verb(token.head)
    )


def _is_replaced(unit: Unit, token: Word) -> bool:
    """Whether another quality stands for one that is denied: `white rather than black`."""
    doc = token.doc
    if unit.start > 1 and (doc[unit.start - 2].lower_, doc[unit.start - 1].lower_) in _INSTEAD:
        return True
    return any(w.lower_ in ("but", "rather", "instead") for w in token.sent)


def _measures(unit: Unit, token: Word) -> bool:
    """Whether a word only measures another: `wider than it is tall`."""
    before = [w.lower_ for w in token.doc[max(0, unit.start - 3) : unit.start]]
    return before[:1] == ["than"] and before[-1] in ("is", "are")
