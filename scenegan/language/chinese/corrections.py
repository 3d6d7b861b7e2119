"""Slips that are taken back: `两只角,不对,三只角`, `红色的,应该是蓝色的`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from scenegan.language.chinese.describing import Describer
from scenegan.language.chinese.items import Item, Loose, Mark, Noun
from scenegan.language.chinese.units import Unit
from scenegan.language.mentions import Findings, Mention


@dataclass(eq=False)
class _Said:
    """What was said last, so that it can be taken back."""

    mentions: list[Mention] = field(default_factory=list)
    noun: Noun | None = None
    denied: bool = False


class Corrector:
    """Takes back what was said last once the text says that it was a slip."""

    def __init__(self, found: Findings, describer: Describer) -> None:
        """Takes what was found so far."""
        self.found = found
        self.describer = describer
        self.previous: Noun | None = None
        """The noun phrase of a part that was read last."""
        self.before: Noun | None = None
        """The one before that."""
        self._last = _Said()
        self._expecting = False

    def expect(self) -> None:
        """Notes that what follows replaces what was said last."""
        self._expecting = True

    def remember(self, noun: Noun, mentions: list[Mention]) -> None:
        """Notes the part that was read last."""
        self.before, self.previous = self.previous, noun
        self._last = _Said(mentions, noun)

    def remember_denied(self, noun: Noun) -> None:
        """Notes the part that was denied last."""
        self.previous, self._last = None, _Said([], noun, denied=True)

    def remember_whole(self, noun: Noun) -> None:
        """Notes that the creature itself was read last."""
        self.previous, self._last = None, _Said(self._last.mentions if noun.fresh else [], noun)

    def remember_loose(self, loose: Loose, targets: list[Mention]) -> None:
        """Notes which parts were described last."""
        if loose.mods:
            self._last = _Said(targets, self._last.noun if targets else None)

    def takes(self, item: Item) -> bool:
        """Whether an item is a correction and was used up as one."""
        if not self._expecting or isinstance(item, Mark):
            return False
        self._expecting = False
        last = self._last
        if isinstance(item, Loose):
            return self._replace_words(item.mods, item.amount, last.mentions)
        if not isinstance(item, Noun):
            return False
        if not item.is_part:
            if not last.mentions and any(u.colors for u in item.mods):
                self.found.creature.colors.clear()
            return False
        same = bool(last.mentions) and last.mentions[0].part == item.meaning.part
        if same:
            self.found.understand(item.start, item.end)
            return self._replace_words(item.mods, item.amount, last.mentions)
        if last.denied and last.noun is not None and last.noun.meaning.part in self.found.absent:
            self.found.absent.remove(last.noun.meaning.part)
        for mention in last.mentions:
            if mention in self.found.mentions:
                self.found.mentions.remove(mention)
        return False

    def _replace_words(
        self, mods: Sequence[Unit], amount: Unit | None, mentions: Sequence[Mention]
    ) -> bool:
        colored = any(u.colors for u in mods)
        for mention in mentions:
            if colored:
                mention.colors.clear()
            if any(u.meaning.attrs for u in mods):
                mention.attrs.clear()
            if amount is not None and amount.amount is not None:
                self.found.understand(amount.start, amount.end)
                mention.count = amount.amount.count
            for unit in mods:
                self.describer.part(unit, mention)
        if not mentions:
            if colored:
                self.found.creature.colors.clear()
            for unit in mods:
                self.describer.creature(unit)
        return True
