"""The scene graph: a creature, its parts, and how they hang together (`scenegan/graph@1`).

All classes are immutable; `scenegan.graph.edits` makes changed copies.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from scenegan.graph.vocabulary import COLOURED_BY_CREATURE

MAX_PARTS = 64
GRAPH_FORMAT = "scenegan/graph@1"

Word = Annotated[
    str, StringConstraints(pattern=r"^[^\s\x00-\x1f](.*[^\s\x00-\x1f])?$", max_length=80)
]
HexColor = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$", to_lower=True)]
NodeId = Annotated[str, StringConstraints(pattern=r"^[\w-]+-[1-9][0-9]*$", max_length=90)]
Fraction = Annotated[float, Field(ge=0.0, le=1.0, allow_inf_nan=False)]
Box = tuple[Fraction, Fraction, Fraction, Fraction]
"""Left, top, right, bottom as shares of the picture's side."""
Size = Literal["tiny", "small", "medium", "large", "huge"]
Origin = Literal["text", "completed", "user"]


class Frozen(BaseModel):
    """Base of all records that are written to files: immutable, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Color(Frozen):
    """A colour by the name that a person used and by the value that is painted."""

    name: Word
    hex: HexColor


class Creature(Frozen):
    """What is said of the creature as a whole."""

    kind: Word | None = None
    size: Size | None = None
    colors: tuple[Color, ...] = ()
    attrs: tuple[Word, ...] = ()
    types: tuple[Word, ...] = ()
    mood: Word | None = None
    pose: Word | None = None
    view: Word | None = None


class Part(Frozen):
    """One visible part, or one group of small parts that are drawn as one.

    Attributes:
        id: stable name of the node, `part-number`.
        part: word of the vocabulary.
        attrs: attributes of the vocabulary.
        colors: own colours, the first one being the main one; empty means unsaid.
        on: id of the part that this one is attached to; None for the root.
        origin: who put it here: the text, completion, or the user.
        group: stands for many that are drawn as one (the claws of a hand).
        box: where the user wants it; a given box is obeyed.
        locked: is not changed by regeneration.
    """

    id: NodeId
    part: Word
    attrs: tuple[Word, ...] = ()
    colors: tuple[Color, ...] = ()
    on: NodeId | None = None
    origin: Origin = "text"
    group: bool = False
    box: Box | None = None
    locked: bool = False

    @model_validator(mode="after")
    def _box_has_area(self) -> Part:
        if self.box is not None and not (self.box[0] < self.box[2] and self.box[1] < self.box[3]):
            raise ValueError("a box needs left < right and top < bottom")
        return self


class Relation(Frozen):
    """What a text says of the place of one part beside others, beyond attachment."""

    subject: NodeId
    predicate: Word
    object: NodeId | tuple[NodeId, NodeId]

    @property
    def objects(self) -> tuple[str, ...]:
        """The one or two parts that the subject is placed by."""
        return (self.object,) if isinstance(self.object, str) else self.object


class SceneGraph(Frozen):
    """A creature as a graph of parts; equal graphs compare equal.

    Raises:
        pydantic.ValidationError: if a field has the wrong form, an id occurs twice or points
            nowhere, parts hang on each other in a circle, or a part is present and denied.
    """

    format: Literal["scenegan/graph@1"] = "scenegan/graph@1"
    creature: Creature = Creature()
    parts: Annotated[tuple[Part, ...], Field(max_length=MAX_PARTS)] = ()
    relations: tuple[Relation, ...] = ()
    absent: tuple[Word, ...] = ()

    @model_validator(mode="after")
    def _hangs_together(self) -> SceneGraph:
        ids = [p.id for p in self.parts]
        for i, p in enumerate(self.parts):
            if p.id in ids[:i]:
                raise ValueError(f"parts.{i}.id: '{p.id}' is used twice")
            if p.on is not None and p.on not in ids:
                raise ValueError(f"parts.{i}.on: there is no part '{p.on}'")
            if p.part in self.absent:
                raise ValueError(f"absent: '{p.part}' is denied, yet parts.{i} is one")
        parents = {p.id: p.on for p in self.parts}
        for i, p in enumerate(self.parts):
            if p.id in _ancestors(p.id, parents):
                raise ValueError(f"parts.{i}.on: '{p.id}' hangs on itself in a circle")
        for i, r in enumerate(self.relations):
            for name in (r.subject, *r.objects):
                if name not in parents:
                    raise ValueError(f"relations.{i}: there is no part '{name}'")
        return self

    @property
    def by_id(self) -> dict[str, Part]:
        """Parts by their ids."""
        return {p.id: p for p in self.parts}

    def part(self, node: str) -> Part:
        """Returns one part.

        Raises:
            KeyError: if there is no part with this id.
        """
        return self.by_id[node]

    def children(self, node: str | None) -> tuple[Part, ...]:
        """Returns the parts that hang directly on a part (or on nothing)."""
        return tuple(p for p in self.parts if p.on == node)

    @property
    def trunk(self) -> str | None:
        """Id of the part that others hang on where nothing better is known; None without parts."""
        for word in ("torso", "body"):
            if found := self.of(word):
                return found[0].id
        roots = self.children(None)
        return roots[0].id if roots else None

    def subtree(self, node: str) -> tuple[str, ...]:
        """Returns the ids of a part and of all that hangs on it, in the order of `parts`."""
        found = {node}
        grown = True
        while grown:
            more = {p.id for p in self.parts if p.on in found} - found
            found |= more
            grown = bool(more)
        return tuple(p.id for p in self.parts if p.id in found)

    def of(self, part: str) -> tuple[Part, ...]:
        """Returns all instances of one part word."""
        return tuple(p for p in self.parts if p.part == part)

    def colors_of(self, part: Part) -> tuple[Color, ...]:
        """Returns the colours that are asked for a part: its own, else the creature's."""
        if not part.colors and part.part in COLOURED_BY_CREATURE:
            return self.creature.colors
        return part.colors

    @property
    def is_empty(self) -> bool:
        """Whether the graph describes no creature at all."""
        return self.creature.kind is None and not self.parts

    def walk(self) -> Iterator[tuple[int, Part]]:
        """Yields parts with their depth in the tree, parents before children."""

        def below(node: str | None, depth: int) -> Iterator[tuple[int, Part]]:
            for p in self.children(node):
                yield depth, p
                yield from below(p.id, depth + 1)

        yield from below(None, 0)


def _ancestors(node: str, parents: dict[str, str | None]) -> set[str]:
    """Ids above a node; contains the node itself only where parts hang in a circle."""
    found: set[str] = set()
    above = parents[node]
    while above is not None and above not in found:
        found.add(above)
        above = parents.get(above)
    return found
