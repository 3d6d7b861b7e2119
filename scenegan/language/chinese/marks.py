"""Verbs, negations and conjunctions: what each means for the words after it in its clause."""

from __future__ import annotations

from scenegan.language.chinese.corrections import Corrector
from scenegan.language.chinese.describing import Describer
from scenegan.language.chinese.items import Mark
from scenegan.language.chinese.mentioning import Mentioner
from scenegan.language.chinese.topics import State


class MarkReader:
    """Changes the state of a clause by its marks."""

    def __init__(self, describer: Describer, mentioner: Mentioner, corrector: Corrector) -> None:
        """Takes what describes, adds and takes back parts."""
        self.describer = describer
        self.mentioner = mentioner
        self.corrector = corrector

    def read(self, mark: Mark, state: State) -> None:
        """Notes what a verb, a negation or a conjunction means for what follows."""
        role, unit = mark.role, mark.unit
        if role != "other":
            self.describer.found.understand(unit.start, unit.end)
        if role in ("have", "be", "colon"):
            before, state.mode = state.mode, "be" if role != "have" else "have"
            state.each = state.each or unit.text.startswith("各")
            state.verb = unit
            if self._speaks_of_objects(role, before, state):
                state.subjects, state.place = state.objects, None
            state.locating = state.compares = False
            state.objects = []
        elif role in ("neg", "instead"):
            state.mode = "neg"
        elif role == "replace":
            if state.passive:
                self.mentioner.deny(state.subjects)
            state.subjects = []
            state.mode = "neg"
        elif role == "acts":
            state.mode = "acts"
        elif role == "not":
            state.skips = True
        elif role == "and":
            state.joined = True
        elif role == "locate":
            named = state.subjects or state.objects or state.bears
            state.locating = bool(named or state.ends and state.topic.recent)
            state.prepositional = not named
        elif role == "simile":
            state.compares = state.predicated = True
        elif role == "than":
            state.silenced = True
        elif role == "type":
            state.typing = True
        elif role == "typed" and state.typing and unit.meaning.type is not None:
            self.describer.add_type(unit, unit.meaning.type)
        elif role == "passive":
            state.passive, state.mode = True, "have"
        elif role == "retract":
            self.corrector.expect()

    def _speaks_of_objects(self, role: str, before: str | None, state: State) -> bool:
        """Whether what was named last is what a verb is said of, and not what bears it.

        `背上的刺是蓝色的`, `背上的刺冒出火焰`, `只有肚皮是白的`.
        """
        if not state.objects:
            return False
        if state.place is not None:
            return role != "have" or before is None
        return role != "have" and before == "have" and not state.subjects
