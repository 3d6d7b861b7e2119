"""Colours of ends, sides and places: `tipped with blue`, `white at the tip`, `red on the back`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenegan.graph.model import Color
from scenegan.language.attribution import Attribution
from scenegan.language.clauses import Clauses
from scenegan.language.colors import find_color
from scenegan.language.mentions import Findings, Mention
from scenegan.language.phrases import Gathered
from scenegan.language.sides import side_after
from scenegan.language.tables import english
from scenegan.language.units import Bearing, Unit
from scenegan.language.words import Word

if TYPE_CHECKING:
    from scenegan.language.describing import Describer


class PlacedColors:
    """Reads colours that belong to a marking, the belly or a part that is named as a place."""

    def __init__(
        self,
        found: Findings,
        clauses: Clauses,
        gathered: Gathered,
        attribution: Attribution,
        describer: Describer,
    ) -> None:
        """Takes what was found so far, and who applies what is read."""
        self.found = found
        self.clauses = clauses
        self.gathered = gathered
        self.places: set[int] = set()
        """Prepositions that place a colour, and no part: `emerald on the back`."""
        self._last: list[Mention] = []
        """What the last colour was given to."""
        self._attribution = attribution
        self._describer = describer

    def reads(self, unit: Unit, token: Word) -> bool:
        """Whether a loose colour is of an end, a side or a place; it is applied then."""
        self._last = []
        return (
            self._marks_end(unit)
            or self._lies_under(unit, token)
            or self._marks(unit, token)
            or self._is_of_place(unit, token)
        )

    def add(self, color: Color) -> None:
        """Adds a second colour: `tipped with black and white`."""
        for mention in self._last:
            mention.add_color(color)

    def _bear(self, unit: Unit, bearing: Bearing, holder: Mention | None) -> None:
        self._last.append(self._describer.bear(unit, bearing, holder))

    def _marks(self, unit: Unit, token: Word) -> bool:
        """Reads `tipped with blue` and `edged in black`: a marking of that colour."""
        verb = token.head.head
        touching = self._marking_verb_before(unit)
        part = _marked(verb)
        if touching is not None:
            verb, part = touching, _marked(touching)
        if (token.dep_ != "pobj" and touching is None) or part is None or unit.color is None:
            return False
        last = self.gathered.before(unit.start)
        if last is not None and last.start > verb.i:
            # Wings edged with blue, bill black: the bill is no edge.
            return False
        bearers = map(self._describer.stands_for, self.clauses.subjects(verb))
        holders = [self._describer.mention_of(p) for p in bearers]
        self.found.understand(verb.i, verb.i + 1)
        borne = Bearing(part, colors=(unit.color,))
        known = [m for m in holders if m is not None]
        attr = {"stripe": "striped", "spot": "spotted"}.get(part)
        for holder in known:
            self._bear(unit, borne, holder)
            if attr:
                holder.add_attr(attr)
        if not known:
            self._bear(unit, borne, None)
            if attr and attr not in self.found.creature.attrs:
                self.found.creature.attrs.append(attr)
        return True

    def _marking_verb_before(self, unit: Unit) -> Word | None:
        """Returns the participle of `a beak striped orange and red`, `wings tipped black`."""
        doc, i = self.found.doc, unit.start - 1
        while i > 0 and (find_color(doc[i].lower_) or doc[i].lower_ in ("and", ",", "&")):
            i -= 1
        through = i > 0 and doc[i].lower_ in ("with", "in", "by")
        i -= through
        word = doc[i] if i > 0 and not doc[i].is_sent_start else None
        if word is None or word.tag_ not in ("VBN", "VBD") or doc[i - 1].lower_ in ("is", "are"):
            return None
        if through or word.tag_ == "VBD":
            bearer = self.gathered.before(i)
            if bearer is None or bearer.end != i or self._describer.mention_of(bearer) is None:
                return None
        return word if _marked(word) is not None else None

    def _marks_end(self, unit: Unit) -> bool:
        """Reads `white at the tip` and `black around the edges`: a marking of that colour."""
        following = self.gathered.after(unit.end)
        words = [w.lower_ for w in self.found.doc[unit.end : unit.end + 3]]
        if unit.color is not None and (words[:1] == ["inside"] or words == ["on", "the", "inside"]):
            targets = map(
                self._describer.mention_of, self._attribution.targets(unit, self.found.root(unit))
            )
            for target in [t for t in targets if t is not None]:
                self._bear(unit, Bearing("marking", colors=(unit.color,)), target)
                return True
        if following is None or following.token.lower_ not in _ENDS or unit.color is None:
            return False
        mention = self._describer.mention_of(following)
        words = [w.lower_ for w in self.found.doc[unit.end : following.start]]
        if mention is None or len(words) != 1 or words[0] not in ("at", "on", "around", "along"):
            return False
        for phrase in self._attribution.targets(unit, self.found.root(unit)):
            holder = self._describer.mention_of(phrase)
            if phrase is not None and phrase.token.lower_ in ("it", "they"):
                earlier = self.gathered.before(phrase.start)
                while earlier is not None and self._describer.mention_of(earlier) is None:
                    earlier = self.gathered.before(earlier.start)
                holder = self._describer.mention_of(earlier)
            if holder is not None and holder is not mention:
                mention.hang_on(holder)
        self._describer.describe_part(unit, mention)
        self._last.append(mention)
        return True

    def _lies_under(self, unit: Unit, token: Word) -> bool:
        """Reads `cream underneath`: a belly of that colour, or a marking on a part."""
        if unit.color is None or side_after(self.found.doc, unit) != "under":
            return False
        before = self.gathered.before(unit.start)
        touching = before is not None and before.end == unit.start
        targets = [before] if touching else self._attribution.targets(unit, token)
        holders = [m for m in map(self._describer.mention_of, targets) if m is not None]
        if any(m.part == "belly" for m in holders):
            return False
        for holder in holders:
            self._bear(unit, Bearing("marking", colors=(unit.color,)), holder)
        if not holders:
            self._bear(unit, Bearing("belly", 1, colors=(unit.color,)), None)
        return True

    def _is_of_place(self, unit: Unit, token: Word) -> bool:
        """Reads `emerald on the back`: the back has this colour; `with red on it` is a patch."""
        after = self.found.doc[unit.end].lower_ if unit.end < len(self.found.doc) else ""
        place = self.gathered.after(unit.end)
        mention = self._describer.mention_of(place)
        if after not in ("on", "along", "across", "over") or place is None or mention is None:
            return False
        own = place.start == unit.end + 1 and place.is_definite and not place.modifiers
        if not own or mention.part not in english()["body_parts"]:
            return False
        if any(self._describer.mention_of(p) for p in self._attribution.targets(unit, token)):
            return False
        self.places.add(unit.end)
        led = self.found.doc[unit.start - 1].lower_ if unit.start else ""
        if unit.color and (token.dep_ == "pobj" or led == "with"):
            self._bear(unit, Bearing("marking", colors=(unit.color,)), mention)
        else:
            self._describer.describe_part(unit, mention)
            self._last.append(mention)
        return True


def _marked(verb: Word) -> str | None:
    """Returns the part that a verb such as `tip` or `stripe` puts on something."""
    verbs: dict[str, str] = english()["marking_verbs"]
    tails: dict[str, str] = english()["compound_tails"]
    return verbs.get(verb.lemma_.lower()) or tails.get(verb.lower_)


_ENDS = frozenset(["tip", "tips", "edge", "edges", "end", "ends", "rim", "rims"])
