"""Which parts a place is told of: those before it, behind it, or what a verb puts there."""

from __future__ import annotations

from collections.abc import Callable

from scenegan.language.clauses import Clauses
from scenegan.language.mentions import Mention
from scenegan.language.phrases import Gathered, Phrase
from scenegan.language.tables import english
from scenegan.language.words import Word, Words


class PlacedParts:
    """Finds the parts that prepositional phrases place."""

    def __init__(
        self,
        doc: Words,
        gathered: Gathered,
        clauses: Clauses,
        mention_of: Callable[[Phrase | None], Mention | None],
    ) -> None:
        """Takes a text, and how to get the part that a phrase mentions."""
        self.doc = doc
        self.gathered = gathered
        self.clauses = clauses
        self._mention_of = mention_of

    def of(self, prep: Word, place: Phrase) -> list[Mention]:
        """Returns the parts that a prepositional phrase places."""
        governor = self.clauses.governor(prep)
        inserted = self._after_insertion(prep, place) or self._in_front(prep, place)
        if inserted:
            return inserted
        before = self._adjacent_part(prep)
        if before and before[0].phrase is not None:
            whole = self._made_of(before[0], before[0].phrase)
            if whole != before:
                # A crown of leaves on its head: the crown is there.
                return whole
        if before and before[0].phrase is not None and before[0].phrase.end == prep.i:
            return before
        if isinstance(governor, Phrase):
            own = self._mention_of(governor)
            if own is not None:
                return [own]
            if governor.role == "other" and governor.head is None:
                # An unknown thing is in that place, and not the part before it.
                return before
            return before or self._nearest_part(governor, prep, place)
        if governor is None:
            opens = prep.i == prep.sent.start
            return before or (self._following(place) if opens else [])
        told = before[0].phrase if before else None
        if told is not None and governor.tag_ == "VBG" and told.end == governor.i:
            # A big head and steam coming out of its nose.
            return before
        subjects = self.mentions(self.clauses.subjects(governor))
        if subjects:
            return subjects
        if before:
            return before
        objects = self.mentions(self.clauses.objects(governor))
        earlier = [m for m in objects if m.phrase is not None and m.phrase.start < prep.i]
        if earlier:
            return earlier[-1:]
        if self._is_pose(governor) and governor.i < prep.i:
            return []
        return self._following(place) if prep.i < governor.i or not objects else objects[:1]

    def _after_insertion(self, prep: Word, place: Phrase) -> list[Mention]:
        """Returns the stinger of `two pincers and, at the end of its tail, a purple stinger`."""
        doc, following = self.doc, self.gathered.after(place.end)
        if prep.i < 1 or doc[prep.i - 1].text != "," or following is None:
            return []
        if place.end >= len(doc) or doc[place.end].text != "," or following.start != place.end + 1:
            return []
        new = doc[following.start].lower_ in ("a", "an") or bool(
            following.modifiers and following.modifiers[0].senses.number
        )
        return self.mentions([following]) if new and doc[prep.i - 2].lower_ == "and" else []

    def _in_front(self, prep: Word, place: Phrase) -> list[Mention]:
        """Returns the crown of `..., and on its head it wears a crown`."""
        doc, at = self.doc, place.end
        stop = doc[at] if at < len(doc) else None
        # A full stop that nobody wrote was put in front of the pronoun.
        at += stop is not None and (stop.text == "," or stop.idx == stop.end)
        before = doc[prep.i - 1].lower_ if prep.i else "."
        opens = before in ("and", ",", ";", ".", "while", "but")
        if not opens or at + 1 >= len(doc) or doc[at].lower_ not in ("it", "he", "she", "there"):
            return []
        following = self.gathered.after(at + 1)
        near = following is not None and following.start - at < _NEAR
        return self.mentions([following]) if near and following is not None else []

    def _made_of(self, mention: Mention, phrase: Phrase) -> list[Mention]:
        """Returns the crown of `a crown of leaves on its head`, else the part itself."""
        owner = self.gathered.before(phrase.start)
        of = self.doc[phrase.start - 1].lower_ == "of" if phrase.start else False
        if of and owner is not None and owner.end == phrase.start - 1 and not phrase.determiners:
            whole = self._mention_of(owner)
            return [whole] if whole is not None else [mention]
        return [mention]

    def _is_pose(self, verb: Word) -> bool:
        return any(p.role == "creature" or p.role == "other" for p in self.clauses.subjects(verb))

    def mentions(self, phrases: list[Phrase]) -> list[Mention]:
        """Returns the parts that phrases mention."""
        found = [self._mention_of(p) or self._counted(p) for p in phrases]
        return [m for m in found if m is not None]

    def _counted(self, phrase: Phrase) -> Mention | None:
        """Returns the wings of `a pair of wings`."""
        if phrase.head is None or not phrase.head.senses.quantity:
            return None
        following = self.gathered.after(phrase.end)
        of = following is not None and following.start == phrase.end + 1
        return self._mention_of(following) if of and self.doc[phrase.end].lower_ == "of" else None

    def _adjacent_part(self, prep: Word) -> list[Mention]:
        """Returns the part that stands right before a preposition (`a flame on`)."""
        index = prep.i
        moving = english()["placing_verbs"]
        while index > 0 and (
            self.doc[index - 1].pos_ in ("ADV", "VERB", "ADJ", "PART")
            or self.doc[index - 1].lower_ == "out"
            or (self.doc[index - 1].lower_ in moving and index - 1 not in self.gathered.by_token)
        ):
            index -= 1
        phrase = self.gathered.before(index)
        mention = self._mention_of(phrase) if phrase and phrase.end == index else None
        return [mention] if mention is not None else []

    def _nearest_part(self, governor: Phrase, prep: Word, place: Phrase) -> list[Mention]:
        """Returns the last part between the creature and the preposition that places it."""
        between = [p for p in self.gathered.phrases if governor.end <= p.start and p.end <= prep.i]
        mentions = self.mentions(between)
        if mentions:
            return mentions[-1:]
        return self._following(place) if prep.i < governor.start else []

    def _following(self, place: Phrase) -> list[Mention]:
        """Returns the first part after a place that opens its sentence (`on its back grows`)."""
        following = self.gathered.after(place.end)
        while following is not None and following.token.sent.start == place.token.sent.start:
            mention = self._mention_of(following)
            if mention is not None:
                group = [following, *self.clauses.conjuncts(following, following.token.sent.end)]
                return self.mentions(group)
            following = self.gathered.after(following.end)
        return []


_NEAR = 4
"""Words that may stand between a pronoun and what it bears: `it proudly wears a crown`."""
