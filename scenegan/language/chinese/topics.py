"""What a clause is about, and how far it has been read."""

from __future__ import annotations

from dataclasses import dataclass, field

from scenegan.language.chinese.items import Noun
from scenegan.language.chinese.units import Unit
from scenegan.language.mentions import Mention


@dataclass(eq=False)
class Topic:
    """What was spoken of last: Chinese leaves out what goes without saying."""

    subject: list[Mention] = field(default_factory=list)
    recent: list[Mention] = field(default_factory=list)
    of_whole: bool = True
    """The creature itself was named last."""
    ahead: list[Mention] = field(default_factory=list)
    """Where what the next clause names is to be found: `在胸口,它有一颗宝石`."""


@dataclass(eq=False)
class State:
    """Where the reading of one clause stands."""

    topic: Topic
    subjects: list[Mention] = field(default_factory=list)
    objects: list[Mention] = field(default_factory=list)
    place: Noun | None = None
    holders: list[Mention] = field(default_factory=list)
    mode: str | None = None
    verb: Unit | None = None
    whole: bool = False
    denied: bool = False
    skips: bool = False
    locating: bool = False
    compares: bool = False
    typing: bool = False
    passive: bool = False
    each: bool = False
    joined: bool = False
    predicated: bool = False
    silenced: bool = False
    prepositional: bool = False
    """Begins with `在`: tells where something is."""
    ends: bool = False
    """Only one more noun phrase follows."""
    foreign: bool = False
    """What the clause is about is no part of a creature."""
    bears: list[Mention] = field(default_factory=list)
    """The part that a relative clause describes."""
    sharing: list[Mention] = field(default_factory=list)
    """Parts named together with a place, of which the same is said: `脚和耳朵尖`."""

    @property
    def bearers(self) -> list[Mention]:
        """The parts that bear what the clause goes on about."""
        return self.holders if self.place is not None else self.subjects

    @property
    def tells_surface(self) -> bool:
        """Whether the clause speaks of a tip or an edge, and has not yet said what of it."""
        surface = self.place is not None and self.place.where in ("tip", "edge")
        return surface and not (self.mode or self.objects)
