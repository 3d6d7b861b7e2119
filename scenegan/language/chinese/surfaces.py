"""Tips, edges and insides of another colour than their part: markings (`尾巴末端是白色的`)."""

from __future__ import annotations

from collections.abc import Sequence

from scenegan.language.chinese.describing import Describer
from scenegan.language.chinese.items import Loose, Noun
from scenegan.language.chinese.mentioning import Mentioner
from scenegan.language.chinese.placing import hang
from scenegan.language.chinese.topics import State
from scenegan.language.chinese.units import Unit
from scenegan.language.mentions import Mention


class SurfaceReader:
    """Reads what is said of a place on a part, and not of the part."""

    def __init__(self, describer: Describer, mentioner: Mentioner) -> None:
        """Takes what describes and adds parts."""
        self.describer = describer
        self.mentioner = mentioner

    def mark(self, place: Noun, bases: Sequence[Mention], mods: Sequence[Unit]) -> None:
        """Adds a marking to each part that a place is on, or to the creature."""
        places: list[Mention | None] = [*bases] or [None]
        for base in places:
            mention = self.mentioner.new("marking", place, plural=False, mods=False)
            mention.each = base is not None
            for unit in mods:
                self.describer.part(unit, mention)
            if base is not None:
                hang(mention, base, "at the tip of" if place.where == "tip" else None)

    def describe(self, loose: Loose, state: State) -> None:
        """Reads `尾巴末端是白色的`, `背上灰色` and `脚和耳朵尖是黑的`."""
        place = state.place
        for unit in loose.mods:
            for mention in state.sharing:
                self.describer.part(unit, mention)
        surface = place is not None and (place.is_surface or place.where == "around")
        if place is not None and surface and any(_shows(u) for u in loose.mods):
            self.mark(place, state.holders, loose.mods)
            return
        for unit in loose.mods:
            for mention in state.holders:
                self.describer.part(unit, mention)
            if not state.holders:
                self.describer.creature(unit, only=("mood", "pose", "view"))


def _shows(unit: Unit) -> bool:
    """Whether a word tells a tip or an edge apart from the rest of its part."""
    return bool(unit.colors) or "glowing" in unit.meaning.attrs
