"""Colours that stand alone after a part: `狼,尾巴细长,灰色`; the part's, or the creature's?

A part that is described already leaves the colour to a creature that has none; a number after
its name (`翅膀:四片,橙色`) is only the beginning.
"""

from __future__ import annotations

from collections.abc import Sequence

from scenegan.language.chinese.describing import Describer
from scenegan.language.chinese.items import Item, Loose
from scenegan.language.chinese.units import Unit
from scenegan.language.mentions import Mention


class StrayColors:
    """Keeps such colours until a text is read to its end."""

    def __init__(self, describer: Describer) -> None:
        """Takes what describes parts and the creature."""
        self.describer = describer
        self._kept: list[tuple[Unit, list[Mention]]] = []

    def take(self, clause: Sequence[Item], targets: Sequence[Mention]) -> bool:
        """Keeps the colours of a clause that is nothing but colours; says whether it did.

        Args:
            clause: what was gathered of the clause.
            targets: the parts spoken of before.
        """
        loose = clause[0] if len(clause) == 1 else None
        if not isinstance(loose, Loose) or loose.amount or loose.compare or not loose.mods:
            return False
        plain = all(unit.colors and unit.role == "modifier" for unit in loose.mods)
        told = targets and all(m.attrs or m.colors for m in targets)
        words = self.describer.found.doc
        ascribed = loose.end < len(words) and words[loose.end].text == "的"
        if not (plain and told) or ascribed:
            return False
        self._kept.extend((unit, list(targets)) for unit in loose.mods)
        return True

    def settle(self) -> None:
        """Gives every colour to the creature if it has none, else to its part."""
        to_creature = not self.describer.found.creature.colors
        for unit, targets in self._kept:
            if to_creature:
                self.describer.creature(unit)
            for mention in () if to_creature else targets:
                self.describer.part(unit, mention)
