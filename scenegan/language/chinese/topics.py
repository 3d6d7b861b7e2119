"""What a clause is about, and how far it has been read."""

from __future__ import annotations

from dataclasses import dataclass, field

from scenegan.language.chinese.items import Noun
from scenegan.language.mentions import Mention


@dataclass(eq=False)
class Topic:
    """What was spoken of last: Chinese leaves out what goes without saying."""

    subject: list[Mention] = field(default_factory=list)
    recent: list[Mention] = field(default_factory=list)
    of_whole: bool = True
    """The creature itself was named last."""


@dataclass(eq=False)
class State:
    """Where the reading of one clause stands."""

    topic: Topic
    subjects: list[Mention] = field(default_factory=list)
    objects: list[Mention] = field(default_factory=list)
    place: Noun | None = None
    holders: list[Mention] = field(default_factory=list)
    mode: str | None = None
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
    bears: list[Mention] = field(default_factory=list)
    """The part that a relative clause describes."""
