"""From the units of a clause to its noun phrases, describing words and marks."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from scenegan.graph.vocabulary import vocabulary
from scenegan.language.chinese.compounds import joined
from scenegan.language.chinese.items import Item, Loose, Mark, Noun, is_mark
from scenegan.language.chinese.lexicon import Meaning
from scenegan.language.chinese.relatives import take_relative
from scenegan.language.chinese.senses import settled
from scenegan.language.chinese.units import Unit


def gather(clause: Sequence[Unit], opens: bool = False) -> list[Item]:
    """Returns the noun phrases, loose words and marks of one clause, in order.

    Args:
        clause: units of the clause.
        opens: whether a text begins with it.
    """
    for i, (unit, following) in enumerate(itertools.pairwise(clause)):
        if unit.text in _NAMES and following.role == "colon":
            # `名字:小黑` says nothing of size and colour.
            clause = clause[:i]
            break
    units = [_of_degree(clause[:i], unit) for i, unit in enumerate(clause)]
    gatherer = _Gatherer([u for u in units if u.role != "skip"], opens)
    return gatherer.run()


def _of_degree(before: Sequence[Unit], unit: Unit) -> Unit:
    """Takes more than a shape from what only tells how much: `蓬得像一朵云` is no fluff."""
    if before and before[-1].text == "得" and unit.role in ("thing", "other"):
        # `大得离谱`
        return replace(unit, role="skip")
    told = [u for u in before if u.role == "simile"]
    if unit.role != "noun" or not told or unit.meaning.likeness is None:
        return unit
    at = before.index(told[-1])
    shape = vocabulary().attributes.get(unit.meaning.likeness) == "shape"
    if shape or not at or before[at - 1].text != "得":
        return unit
    return replace(unit, meaning=replace(unit.meaning, likeness=None))


@dataclass
class _Pending:
    """Words that wait for their noun."""

    mods: list[Unit] = field(default_factory=list)
    amount: Unit | None = None
    compare: list[Unit] = field(default_factory=list)
    side: str | None = None
    each: bool = False
    other: bool = False
    definite: bool = False
    start: int | None = None
    described: int | None = None
    """How many of the words stand before the first `的`."""

    @property
    def is_empty(self) -> bool:
        return not (self.mods or self.amount or self.compare or self.side)


_NAMES = frozenset(["名字", "姓名", "名称", "昵称", "代号", "小名", "外号"])
_HAIR = frozenset(["mane", "tail", "tuft"])
"""What is plaited into something, and no material."""
_PREDICATES = frozenset(["modifier", "be", "have", "neg", "not", "and", "simile", "amount"])


class _Gatherer:
    def __init__(self, units: Sequence[Unit], opens: bool) -> None:
        self.units = units
        self.opens = opens
        self.items: list[Item] = []
        self.pending = _Pending()

    def run(self) -> list[Item]:
        for i, unit in enumerate(self.units):
            before = self.units[i - 1] if i else None
            unit = settled(unit, before, self.units[i + 1 :], self.items, bool(self.pending.mods))
            handler = getattr(self, f"_on_{unit.role}", None)
            if handler is not None:
                handler(unit, i)
            else:
                self._flush()
                self.items.append(Mark(unit))
        self._flush()
        return self.items

    def _on_skip(self, unit: Unit, i: int) -> None:
        pass

    def _on_comma(self, unit: Unit, i: int) -> None:
        self._flush()

    _on_stop = _on_comma

    def _on_modifier(self, unit: Unit, i: int) -> None:
        self._begin(unit)
        self.pending.mods.append(unit)
        following = self.units[i + 1] if i + 1 < len(self.units) else None
        names = following is not None and following.role in ("amount", "noun")
        if names and unit.text.endswith("成") and self._predicates():
            # `尾巴卷成一个圈`
            self._flush()
            self.items.append(Mark(replace(unit, role="simile")))

    def _on_ground(self, unit: Unit, i: int) -> None:
        self._flush()
        self.items.append(Loose(unit.start, unit.end, [unit]))

    def _on_amount(self, unit: Unit, i: int) -> None:
        if self.pending.amount is not None:
            self._flush()
        elif self.pending.mods and self.pending.described is None and self._predicates():
            self._flush()
        self._begin(unit)
        self.pending.amount = unit

    def _predicates(self) -> bool:
        """Whether words so far say something of the noun before them: `头大一只角`."""
        return bool(self.items) and isinstance(self.items[-1], Noun)

    def _on_side(self, unit: Unit, i: int) -> None:
        following = self.units[i + 1] if i + 1 < len(self.units) else None
        if following is not None and following.role == "noun" and following.meaning.part:
            self._begin(unit)
            self.pending.side = "left" if unit.text.startswith("左") else "right"

    def _on_each(self, unit: Unit, i: int) -> None:
        self.pending.each = True

    def _on_other(self, unit: Unit, i: int) -> None:
        if unit.meaning.grammar == "other":
            self.pending.other = True
            return
        self._flush()
        self.items.append(Mark(unit))

    def _on_this(self, unit: Unit, i: int) -> None:
        if i == len(self.units) - 1 or self.units[i + 1].role in ("comma", "stop"):
            # `会发光的那种`: the creature itself; `眼睛发光那种` has told its part already.
            if self.pending.described is None and self._predicates():
                self._flush()
            self._on_pron(unit, i)
            return
        self.pending.definite = True

    def _on_thing(self, unit: Unit, i: int) -> None:
        """Lets a thing take what describes it; before a noun (`沙漏图案`) it describes that one."""
        following = self.units[i + 1] if i + 1 < len(self.units) else None
        if following is not None and following.role == "noun":
            if self.pending.described is None and self._predicates():
                self._flush()
            return
        amount = self.pending.amount.amount if self.pending.amount is not None else None
        if not self.items and amount is not None and amount.count == 1:
            unit = replace(unit, meaning=Meaning(generic=True))
        self._close(unit, None)

    def _on_de(self, unit: Unit, i: int) -> None:
        last = self.items[-1] if self.items else None
        counted = self.pending.amount is not None and not self.pending.mods
        if counted and isinstance(last, Noun) and last.is_part and last.where is None:
            # `腿四对的蜘蛛`
            self._flush()
        elif not self.pending.is_empty:
            if self.pending.described is None:
                self.pending.described = len(self.pending.mods)
        elif isinstance(last, Noun):
            last.de = True

    def _on_and(self, unit: Unit, i: int) -> None:
        goes_on = self._describes(i + 1)
        if goes_on and self.pending.mods and not self._noun_is_near(i + 1):
            return
        self._flush()
        self.items.append(Mark(unit))

    def _describes(self, i: int) -> bool:
        """Whether a describing word stands there; a noun for a shape before `的` is one, too."""
        words = self.units[i : i + 2]
        if not words or words[0].role == "modifier":
            return bool(words)
        shape = words[0].role == "noun" and bool(words[0].meaning.attrs)
        return shape and len(words) > 1 and words[1].role == "de"

    def _noun_is_near(self, i: int) -> bool:
        """Whether a new noun phrase begins after a predicate: `身体圆、小眼睛`."""
        last = self.items[-1] if self.items else None
        if not isinstance(last, Noun) and not is_mark(last, "be"):
            return False
        for unit in self.units[i:]:
            if unit.role == "noun":
                return True
            if unit.role != "modifier":
                return False
        return False

    def _on_pron(self, unit: Unit, i: int) -> None:
        self._on_noun(replace(unit, role="noun", meaning=Meaning(generic=True)), i)

    def _on_noun(self, unit: Unit, i: int) -> None:
        if self._is_said_of_last(unit, i):
            self._flush()
        last = self.items[-1] if self.items else None
        if isinstance(last, Noun) and self.pending.is_empty and last.end == unit.start:
            lacking = is_mark(self.items[-2] if len(self.items) > 1 else None, "neg")
            if lacking and last.is_part and unit.meaning.kind and not unit.meaning.part:
                # `无壳蜗牛`: what the creature lacks stands before its name.
                self._close(unit, None)
                self._mark_fresh()
                return
            leads = len(self.items) == 1
            noun = None if leads and self._is_topic(last, i) else joined(last, unit, leads)
            if noun is not None:
                self._replace_last(noun)
                return
        self._close(unit, None)

    def _is_said_of_last(self, unit: Unit, i: int) -> bool:
        """Whether words before a noun are said of the one before them: `头大身子小的外星人`."""
        last = self.items[-1] if self.items else None
        if not isinstance(last, Noun) or last.where is not None:
            return False
        if not (last.is_part or last.meaning.cover):
            return False
        following = self.units[i + 1] if i + 1 < len(self.units) else None
        told = following is not None and following.role == "modifier"
        plain = self.pending.described is None and len(self.pending.mods) == 1
        return told and plain and last.end == self.pending.start and not self.pending.amount

    def _mark_fresh(self) -> None:
        """Notes that the last noun names the creature after what describes it."""
        last = self.items[-1]
        if isinstance(last, Noun):
            last.fresh = True

    def _is_topic(self, first: Noun, i: int) -> bool:
        """Whether a text begins with its creature, of whose part it goes on: `乌龟壳很厚`."""
        if not (self.opens and first.names_creature and first.meaning.kind):
            return False
        rest = [u for u in self.units[i:] if u.role not in ("comma", "stop")]
        others = any(u.meaning.kind and not u.meaning.part for u in rest)
        return not others and len(rest) > 1 and rest[1].role in _PREDICATES

    def _replace_last(self, noun: Noun) -> None:
        """Puts a compound in place of its first noun; what a creature's name took is let go."""
        self.items[-1] = noun
        if noun.names_creature and noun.said:
            self.items[-1:] = [*noun.said, noun]
            noun.said, noun.fresh = [], True

    def _on_place(self, unit: Unit, i: int) -> None:
        last = self.items[-1] if self.items else None
        if unit.text == "背面" and last is None and self.pending.is_empty:
            self._on_noun(replace(unit, role="noun", meaning=Meaning(part="torso")), i)
            return
        named = isinstance(last, Noun) and last.names_creature and not last.meaning.generic
        if isinstance(last, Noun) and self.pending.is_empty and named and last.de:
            last.de = False
        elif isinstance(last, Noun) and self.pending.is_empty and (named or not last.is_whole):
            if not (last.is_surface and unit.meaning.place == "on"):
                last.place = unit
            last.end, last.de = unit.end, False
            return
        elif isinstance(last, Noun) and self.pending.is_empty and last.meaning.cover:
            return
        self._close(None, unit)

    def _on_simile_tail(self, unit: Unit, i: int) -> None:
        last = self.items[-1] if self.items else None
        if not isinstance(last, Noun) or not self.pending.is_empty or last.head is None:
            return
        self.items.pop()
        if last.said:
            self._give_back(last)
        if is_mark(self.items[-1] if self.items else None, "simile"):
            self.items.pop()
        else:
            self.pending.mods = last.mods
        self._begin(last.head)
        self.pending.start = last.start
        self.pending.amount = None if last.amount is None else last.amount
        self.pending.compare.append(last.head)

    def _give_back(self, noun: Noun) -> None:
        """Puts a relative clause back before a noun that turns out to be a comparison."""
        self.items.extend(noun.said)
        noun.said = []
        ending = self.items[-1]
        if isinstance(ending, Noun):
            ending.de = True

    def _on_made(self, unit: Unit, i: int) -> None:
        """Reads `藤蔓做成的尾巴`, `身体由岩石组成`: the material is what a part is like."""
        amount = self.pending.amount
        if amount is not None and amount.text[-1] in "段节环截":
            self.pending = _Pending(start=amount.start)
            segmented = replace(amount, end=unit.end, role="modifier", amount=None)
            self.pending.mods.append(replace(segmented, meaning=Meaning(attrs=("segmented",))))
        else:
            last = self.items[-1] if self.items else None
            told = isinstance(last, Noun) and (last.amount or last.meaning.part in _HAIR)
            if not isinstance(last, Noun) or told or not self.pending.is_empty:
                self._flush()
                self.items.append(Mark(replace(unit, role="be")))
                return
            self._on_simile_tail(unit, i)
        if is_mark(self.items[-1] if self.items else None, "be"):
            self.items.pop()

    def _close(self, head: Unit | None, place: Unit | None) -> None:
        """Ends a noun phrase with its noun, or with a place that stands for one."""
        unit = head or place
        if unit is None:
            return
        waiting, self.pending = self.pending, _Pending()
        noun = Noun(
            unit.start if waiting.start is None else waiting.start,
            unit.end, head, waiting.mods, waiting.amount, place, None, waiting.compare,
        )  # fmt: skip
        noun.side, noun.each, noun.other = waiting.side, waiting.each, waiting.other
        noun.definite = waiting.definite
        take_relative(self.items, noun, waiting.described)
        self.items.append(noun)

    def _begin(self, unit: Unit) -> None:
        if self.pending.start is None:
            self.pending.start = unit.start

    def _flush(self) -> None:
        """Lets go of words that turned out to stand before no noun."""
        waiting, self.pending = self.pending, _Pending()
        if waiting.is_empty or waiting.start is None:
            self.pending.each, self.pending.other = waiting.each, waiting.other
            return
        units = [*waiting.mods, *waiting.compare, *([waiting.amount] if waiting.amount else [])]
        end = max((u.end for u in units), default=waiting.start + 1)
        loose = Loose(waiting.start, end, waiting.mods, waiting.amount, waiting.compare)
        loose.other = waiting.other
        self.items.append(loose)
