"""A text was changed: carries what it says now into a graph that was worked on since.

Three graphs meet here: what the text said before, what it says now, and the graph as it is, with
suggestions and edits by hand. Only what differs between the first two is changed in the third.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gui.document.matching import match_parts, match_readings, renamed_reading
from scenegan.graph import Part, Reading, Relation, SceneGraph

Hang = Callable[[SceneGraph, Sequence[str]], SceneGraph]
"""Finds something to hang on for some parts that hang nowhere."""


def leave_loose(graph: SceneGraph, loose: Sequence[str]) -> SceneGraph:
    """Leaves parts hanging nowhere, where completion hangs them later."""
    return graph


Fill = Callable[[SceneGraph], SceneGraph]
"""Adds what a text leaves unsaid."""


def leave_unsaid(graph: SceneGraph) -> SceneGraph:
    """Adds nothing."""
    return graph


@dataclass(frozen=True)
class Said:
    """A text and how it was read."""

    graph: SceneGraph
    reading: Reading


@dataclass(frozen=True)
class Reworded:
    """What a graph becomes by new words.

    Attributes:
        graph: the graph, changed where the words changed.
        reading: the reading of the new text, pointing to the nodes of `graph`.
        anew: whether the creature is another one, so that suggestions have to be made again.
    """

    graph: SceneGraph
    reading: Reading
    anew: bool


def reworded(
    current: SceneGraph,
    shown: Reading,
    before: Said,
    after: Said,
    hang: Hang = leave_loose,
    fill: Fill = leave_unsaid,
) -> Reworded:
    """Changes in a graph what changed between two texts.

    Edits by hand survive: a part that was recoloured keeps its colour unless the text now names
    another one, and a part that was deleted stays away unless its own words changed.

    Args:
        current: the graph as it is.
        shown: how the old text was read when it came into this graph.
        before: the old text, read again.
        after: the new text.
        fill: asked for what is usual, where words go: a part that the new text would have had
            suggested is not removed with its words, but becomes a suggestion.
        hang: asked for parts that are new and that the text hangs nowhere.
    """
    owners = _owners(current, shown, before)
    merge = _Merge(current, owners, before.graph, after.graph, fill)
    graph = merge.merged()
    roots = {p.id for p in current.parts if p.on is None}
    loose = [p.id for p in graph.parts if p.on is None and p.id not in roots]
    if loose and len(graph.parts) > len(loose):
        graph = hang(graph, loose)
    anew = before.graph.creature.kind != after.graph.creature.kind
    reading = renamed_reading(after.reading, {n: o or "" for n, o in merge.names.items()})
    return Reworded(graph, _without_nameless(reading), anew)


def said_of(graph: SceneGraph, said: Said) -> Reading:
    """Points the reading of a text to the parts of a graph that the text was written from."""
    return renamed_reading(said.reading, match_parts(graph, said.graph))


def _owners(current: SceneGraph, shown: Reading, before: Said) -> dict[str, str]:
    """Which part of the current graph each part of the old text became."""
    known = match_readings(shown, before.reading)
    if known is None:
        return match_parts(current, before.graph)
    return {p.id: known.get(p.id, p.id) for p in before.graph.parts}


def _without_nameless(reading: Reading) -> Reading:
    """Leaves out spans of parts that were deleted by hand."""
    return reading.model_copy(update={"spans": tuple(s for s in reading.spans if s.node)})


class _Merge:
    """One merge; `names` has the id in the result for each part of the new text."""

    def __init__(
        self,
        current: SceneGraph,
        owners: Mapping[str, str],
        before: SceneGraph,
        after: SceneGraph,
        fill: Fill,
    ) -> None:
        self._fill = fill
        self._current, self._before, self._after = current, before, after
        self._owners = owners
        self._pairs = match_parts(before, after)
        self._parts: dict[str, Part] = dict(current.by_id)
        self._numbers: dict[str, int] = {}
        self.names: dict[str, str | None] = {}

    def merged(self) -> SceneGraph:
        for part in self._after.parts:
            self.names[part.id] = self._name(part)
        for part in self._after.parts:
            name = self.names[part.id]
            if name is not None:
                self._parts[name] = self._changed(part, name)
        kept_before = set(self._pairs.values())
        gone = {self._owners.get(p.id, "") for p in self._before.parts if p.id not in kept_before}
        denied = [w for w in self._after.absent if w not in self._before.absent]
        gone |= {n for n, p in self._parts.items() if p.part in denied}
        named = {name for name in self.names.values() if name}
        gone = (gone & self._parts.keys()) - (named - self._of_words(denied))
        self._remove(gone - self._made_suggestions(gone))
        words = {p.part for p in self._parts.values()}
        absent = [w for w in self._current.absent if w not in self._allowed_again()]
        absent = [w for w in dict.fromkeys([*absent, *denied]) if w not in words]
        return SceneGraph(
            creature=self._creature(),
            parts=tuple(self._parts.values()),
            relations=self._relations(),
            absent=tuple(absent),
        )

    def _made_suggestions(self, gone: set[str]) -> set[str]:
        """Turns those parts into suggestions that the new text would have had suggested."""
        if not gone:
            return set()
        usual = Counter(p.part for p in self._fill(self._after).parts)
        there = Counter(p.part for n, p in self._parts.items() if n not in gone)
        made = set()
        for node in sorted(gone):
            part = self._parts[node]
            if there[part.part] < usual[part.part]:
                there[part.part] += 1
                update = {"origin": "completed", "attrs": (), "colors": ()}
                self._parts[node] = part.model_copy(update=update)
                made.add(node)
        return made

    def _of_words(self, words: list[str]) -> set[str]:
        return {n for n, p in self._parts.items() if p.part in words}

    def _allowed_again(self) -> set[str]:
        return set(self._before.absent) - set(self._after.absent)

    def _creature(self) -> Any:
        old, new = self._before.creature, self._after.creature
        differing = {
            field: getattr(new, field)
            for field in type(new).model_fields
            if getattr(old, field) != getattr(new, field)
        }
        return self._current.creature.model_copy(update=differing)

    def _name(self, part: Part) -> str | None:
        """The id that a part of the new text has in the result; None where it stays deleted."""
        old = self._pairs.get(part.id)
        if old is not None:
            own = self._owners.get(old)
            if own in self._current.by_id:
                return own
            if self._looks(self._before.part(old)) == self._looks(part):
                return None
        return self._adopted(part) or self._new_name(part)

    def _adopted(self, part: Part) -> str | None:
        """A part that is there already without any words of its own: suggested, or by hand."""
        taken = {*self._owners.values(), *self.names.values()}
        free = (p.id for p in self._current.of(part.part) if p.id not in taken)
        return next(free, None)

    def _new_name(self, part: Part) -> str:
        stem = part.id.rsplit("-", 1)[0]
        names = {*self._parts, *self._owners.values()}
        used = [int(n.rsplit("-", 1)[1]) for n in names if n.rsplit("-", 1)[0] == stem]
        self._numbers[stem] = max([self._numbers.get(stem, 0), *used]) + 1
        return f"{stem}-{self._numbers[stem]}"

    @staticmethod
    def _looks(part: Part) -> tuple[object, ...]:
        return (part.part, frozenset(part.attrs), part.colors, part.group)

    def _changed(self, part: Part, name: str) -> Part:
        holder = self.names.get(part.on) if part.on is not None else None
        there = self._parts.get(name)
        if there is None:
            return part.model_copy(update={"id": name, "on": holder})
        before = self._before.by_id.get(self._pairs.get(part.id, ""))
        update: dict[str, Any] = {}
        if before is None:
            update["attrs"] = tuple(dict.fromkeys([*there.attrs, *part.attrs]))
            update["colors"] = part.colors or there.colors
            update["on"] = holder or there.on
            update["origin"] = "user" if there.origin == "user" else "text"
        else:
            update |= self._differences(before, part, there)
            if self._rehung(before, part):
                update["on"] = holder
        if update.get("on") == name or self._is_above(name, update.get("on")):
            del update["on"]
        return there.model_copy(update=update)

    @staticmethod
    def _differences(before: Part, after: Part, there: Part) -> dict[str, Any]:
        update: dict[str, Any] = {}
        if set(before.attrs) != set(after.attrs):
            gone = set(before.attrs) - set(after.attrs)
            stay = [a for a in there.attrs if a not in gone]
            update["attrs"] = tuple(
                dict.fromkeys([*stay, *(a for a in after.attrs if a not in before.attrs)])
            )
        if before.colors != after.colors:
            update["colors"] = after.colors
        if before.group != after.group:
            update["group"] = after.group
        return update | ({"origin": "text"} if update else {})

    def _rehung(self, before: Part, after: Part) -> bool:
        """Whether the words say now that a part hangs elsewhere."""
        above = None if after.on is None else self._pairs.get(after.on, "")
        return above != before.on

    def _is_above(self, name: str, holder: str | None) -> bool:
        """Whether a part would hang on what hangs on itself."""
        while holder is not None and holder in self._parts:
            holder = self._parts[holder].on
            if holder == name:
                return True
        return False

    def _remove(self, gone: set[str]) -> None:
        """Takes parts away with what was suggested on them; what is said hangs one step up."""
        for node in sorted(gone):
            part = self._parts.pop(node, None)
            if part is None:
                continue
            for child in [p for p in self._parts.values() if p.on == node]:
                if child.origin == "completed":
                    self._remove({child.id})
                else:
                    self._parts[child.id] = child.model_copy(update={"on": part.on})

    def _relations(self) -> tuple[Relation, ...]:
        old = {self._renamed(r, self._owners) for r in self._before.relations}
        new = [self._renamed(r, self.names) for r in self._after.relations]
        kept = [r for r in self._current.relations if r not in old or r in new]
        added = [r for r in new if r is not None and r not in old]
        return tuple(
            r
            for r in dict.fromkeys([*kept, *added])
            if {r.subject, *r.objects} <= self._parts.keys()
        )

    @staticmethod
    def _renamed(relation: Relation, names: Mapping[str, str | None]) -> Relation | None:
        if any(names.get(node) is None for node in (relation.subject, *relation.objects)):
            return None
        objects = [names[node] for node in relation.objects]
        return relation.model_copy(
            update={
                "subject": names[relation.subject],
                "object": objects[0] if len(objects) == 1 else tuple(objects),
            }
        )
