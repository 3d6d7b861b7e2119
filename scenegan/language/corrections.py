"""What a text takes back: `wings, sorry, arms`, `a red wait no blue fox`, `four legs... no, six`.

What follows the correction tells what it replaces: a number the last number, a colour the last
colour, a part the last part, a creature the last creature.
"""

from __future__ import annotations

from collections.abc import Callable

from scenegan.language.phrases import Gathered, Phrase
from scenegan.language.units import Unit
from scenegan.language.words import Word, Words


def take_back(doc: Words, gathered: Gathered) -> None:
    """Drops what is taken back; what replaces it stays."""
    for word in doc:
        if word.i in doc.markers or (word.lower_ in _RETRACTIONS and _is_retraction(word)):
            _Correction(gathered, word).apply()


class _Correction:
    """One correction: the words before it and those after it."""

    def __init__(self, gathered: Gathered, word: Word) -> None:
        self.gathered = gathered
        self.word = word
        self.loose = sorted(gathered.loose, key=lambda u: u.start)
        self.before = gathered.before(word.i)
        self.after = gathered.after(word.i + 1)

    def apply(self) -> None:
        unit = self._next_unit()
        near = self.after is not None and self.after.start - self.word.i <= _REACH
        if unit is not None and not (near and self._starts_before(unit)):
            self._replace_quality(unit)
        elif near and self.after is not None:
            self._replace_phrase(self.after)

    def _starts_before(self, unit: Unit) -> bool:
        return self.after is not None and self.after.start <= unit.start

    def _next_unit(self) -> Unit | None:
        """Returns the describing word right after the correction that stands before no noun."""
        here = range(self.word.i + 1, self.word.i + _REACH)
        return next((u for u in self.loose if u.start in here and _class(u)), None)

    def _replace_quality(self, unit: Unit) -> None:
        """Lets a number, a colour or another quality stand for the last one of its sort."""
        alike = _class(unit) or ""
        earlier = [u for u in self.loose if u.end <= self.word.i and _class(u) == alike]
        held = self._last_with(alike)
        nearest = earlier[-1] if earlier and earlier[-1].start > self.word.i - _MEMORY else None
        if nearest is not None and (held is None or held.end <= nearest.start):
            self.gathered.loose.remove(nearest)
        elif held is not None:
            self.gathered.loose.remove(unit)
            kept = [u for u in held.modifiers if _class(u) != alike]
            held.modifiers = [unit, *kept] if alike == "number" else [*kept, unit]
        elif alike == "number" and self.before is not None and self.before.role == "part":
            self.gathered.loose.remove(unit)
            self.before.modifiers = [unit, *self.before.modifiers]

    def _last_with(self, alike: str) -> Phrase | None:
        def has(phrase: Phrase) -> bool:
            return any(_class(u) == alike for u in phrase.modifiers)

        return self._last(has)

    def _last(self, fits: Callable[[Phrase], bool]) -> Phrase | None:
        """Returns the last phrase before the correction, and not too far, that fits."""
        phrase = self.before
        while phrase is not None and phrase.end > self.word.i - _MEMORY:
            if fits(phrase) and not phrase.dropped:
                return phrase
            phrase = self.gathered.before(phrase.start)
        return None

    def _replace_phrase(self, new: Phrase) -> None:
        """Lets a noun with its qualities stand for the last noun of its sort, or a slip of it."""
        touching = [u for u in self.loose if self.word.i - 2 <= u.end <= self.word.i]
        for unit in touching[-1:]:
            if _class(unit) in {_class(u) for u in new.modifiers} - {None}:
                self.gathered.loose.remove(unit)
                return
        if new.role == "part":
            self._replace_part(new)
        elif new.role in ("creature", "other") and new.head is not None and new.head.senses.kind:
            self._replace_creature(new)

    def _replace_part(self, new: Phrase) -> None:
        part = new.head.senses.part if new.head is not None else None
        same = self._last(lambda p: p.head is not None and p.head.senses.part == part)
        old = same or (self.before if self.before and self.before.role == "part" else None)
        if old is not None:
            old.dropped = True

    def _replace_creature(self, new: Phrase) -> None:
        old = self._last(lambda p: p.head is not None and p.role == "creature")
        if old is None:
            return
        old.dropped = True
        old.role = "other"
        if not new.modifiers:
            new.modifiers = [u for u in old.modifiers if not u.senses.number]


def _class(unit: Unit) -> str | None:
    """Returns the sort of quality that a word gives; the later one of a sort counts."""
    if unit.color:
        return "color"
    if unit.senses.number and unit.word not in ("a", "an"):
        return "number"
    if unit.senses.size:
        return "size"
    return "attr" if unit.senses.attr else None


_REACH = 6
"""Words after a correction in which its replacement begins."""
_MEMORY = 14
"""Words before a correction in which that stands what it takes back."""
_SURE = frozenset(["sorry", "oops", "whoops", "correction", "scratch", "nvm", "jk", "edit"])
_HESITATING = frozenset(["no", "er", "erm", "wait", "actually", "hmm", "uh", "um"])
_RETRACTIONS = _SURE | _HESITATING | frozenset(["i", "or"])


def _is_retraction(word: Word) -> bool:
    lower = word.lower_
    after = word.doc[word.i + 1].lower_ if word.i + 1 < len(word.doc) else ""
    if word.i == 0 or word.doc[word.i - 1].text not in ",-–—.(…;":
        return False
    if lower in _SURE:
        return True
    if lower in _HESITATING:
        return after in (",", "wait", "no", "make", "rather", "sorry", "-", "...")
    return (lower == "i" and after == "mean") or (lower == "or" and after == "rather")
