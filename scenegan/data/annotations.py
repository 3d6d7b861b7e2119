"""Annotated drawings: what a person saw in each, as typed records, and as scene graphs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, ValidationError, field_validator, model_validator

from scenegan.assets import asset
from scenegan.data.species import Species, species_of
from scenegan.errors import DataError
from scenegan.graph.model import MAX_PARTS, Color, Creature, Frozen, Part, SceneGraph, Word
from scenegan.graph.vocabulary import vocabulary

Split = Literal["train", "val", "test"]

Ruler = Annotated[float, Field(ge=0.0, le=100.0, allow_inf_nan=False)]
"""A coordinate of the square: 0 is left or top, 100 is right or bottom."""
DrawingId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][\w-]{0,63}$")]

GROUP_PARTS = frozenset(["claw", "fang"])
"""Parts of which one entry stands for all of a limb or mouth, unless there are more entries."""
SINGLE_MARKS = 4
"""So many stripes or spots of a part have entries of their own; a fifth stands for the rest."""


class PartAnnotation(Frozen):
    """One visible part of a drawing.

    Attributes:
        part: word of the vocabulary.
        attrs: attributes of the vocabulary.
        poly: outline of what is visible, in 0..100 of the square.
        on: position of the part that this one is attached to; -1 for a root.
    """

    part: str
    attrs: tuple[str, ...] = ()
    poly: Annotated[tuple[tuple[Ruler, Ruler], ...], Field(min_length=3)]
    on: Annotated[int, Field(ge=-1)]

    @field_validator("part")
    @classmethod
    def _part_is_known(cls, part: str) -> str:
        if part not in vocabulary().parts:
            near = vocabulary().nearest_part(part)
            hint = f"; did you mean '{near}'?" if near else ""
            raise ValueError(f"'{part}' is no part of the vocabulary{hint}")
        return part

    @field_validator("attrs")
    @classmethod
    def _attrs_are_known(cls, attrs: tuple[str, ...]) -> tuple[str, ...]:
        for word in attrs:
            if word not in vocabulary().attributes:
                raise ValueError(f"'{word}' is no attribute of the vocabulary")
        return attrs


class Captions(Frozen):
    """Descriptions of one drawing; `zh` is Chinese, the others English. May be empty."""

    short: str = ""
    medium: str = ""
    rich: str = ""
    zh: str = ""


class Drawing(Frozen):
    """The annotation of one drawing; its parts are ordered from back to front."""

    id: DrawingId
    split: Split = "train"
    kind: Word
    view: str
    pose: Word
    mood: Word
    parts: Annotated[tuple[PartAnnotation, ...], Field(min_length=1, max_length=MAX_PARTS)]
    captions: Captions = Captions()

    @field_validator("view")
    @classmethod
    def _view_is_known(cls, view: str) -> str:
        if view not in vocabulary().views:
            raise ValueError(f"'{view}' is none of {', '.join(vocabulary().views)}")
        return view

    @model_validator(mode="after")
    def _parts_hang_together(self) -> Drawing:
        for number, part in enumerate(self.parts):
            if part.on >= len(self.parts):
                raise ValueError(f"parts.{number}.on: there is no part number {part.on}")
        for number in range(len(self.parts)):
            above, steps = self.parts[number].on, 0
            while above >= 0 and above != number and steps < len(self.parts):
                above, steps = self.parts[above].on, steps + 1
            if above == number:
                raise ValueError(f"parts.{number}.on: the part hangs on itself in a circle")
        return self


@dataclass(frozen=True)
class Fault:
    """A mistake in an annotation file."""

    file: Path
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        """Returns `file:line: field: message`."""
        field = f"{self.field}: " if self.field else ""
        return f"{self.file}:{self.line}: {field}{self.message}"


def default_annotations() -> Path:
    """Returns the annotation file that travels with the program."""
    return asset("pokescene", "annotations.jsonl")


def read_annotations(path: Path | None = None) -> tuple[Drawing, ...]:
    """Reads an annotation file, one JSON object a line; by default that of PokéScene.

    Raises:
        DataError: if the file cannot be read or has a fault; the first one is named.
    """
    path = path or default_annotations()
    drawings: list[Drawing] = []
    for found in _parsed(path):
        if isinstance(found, Fault):
            raise DataError(f"{found}. See `scenegan data check`.")
        drawings.append(found)
    if not drawings:
        raise DataError(f"{path} holds no annotated drawing.")
    return tuple(drawings)


def faults_of(path: Path) -> list[Fault]:
    """Returns all mistakes of an annotation file, in the order of its lines.

    Raises:
        DataError: if the file cannot be read.
    """
    return [found for found in _parsed(path) if isinstance(found, Fault)]


def graph_of(
    drawing: Drawing, colors: Sequence[tuple[Color, ...]] | None = None, *, facts: bool = True
) -> SceneGraph:
    """Turns an annotation into the scene graph that describes it.

    Node ids are `part-1`, `part-2`, ... in the order of the annotation, from back to front.

    Args:
        drawing: the annotation.
        colors: measured colours of each part; without them colours stay unsaid.
        facts: whether size and types come from what is known of the species.
    """
    counts: Counter[str] = Counter()
    ids = []
    for part in drawing.parts:
        counts[part.part] += 1
        ids.append(f"{part.part}-{counts[part.part]}")
    groups = _groups(drawing.parts)
    parts = tuple(
        Part(
            id=ids[number],
            part=part.part,
            attrs=part.attrs,
            colors=colors[number] if colors else (),
            on=ids[part.on] if part.on >= 0 else None,
            group=groups[number],
        )
        for number, part in enumerate(drawing.parts)
    )
    species = species_of(drawing.id) if facts else None
    return SceneGraph(creature=_creature(drawing, species, parts), parts=parts)


def body_of(parts: Sequence[str], parents: Sequence[int]) -> int:
    """Returns the position of the part that stands for the whole: torso, body, or the root."""
    for name in ("torso", "body"):
        if name in parts:
            return list(parts).index(name)
    return list(parents).index(-1)


def _creature(drawing: Drawing, species: Species | None, parts: Sequence[Part]) -> Creature:
    body = body_of([p.part for p in drawing.parts], [p.on for p in drawing.parts])
    return Creature(
        kind=drawing.kind,
        size=species.size if species else None,
        colors=parts[body].colors[:1],
        types=species.types if species else (),
        mood=drawing.mood,
        pose=drawing.pose,
        view=drawing.view,
    )


def _groups(parts: Sequence[PartAnnotation]) -> list[bool]:
    """Whether each entry stands for many: claws, teeth, and the rest of many stripes or spots."""
    totals = Counter((part.part, part.on) for part in parts)
    seen: Counter[tuple[str, int]] = Counter()
    groups = []
    for part in parts:
        alike = part.part, part.on
        seen[alike] += 1
        only_one = part.part in GROUP_PARTS and totals[alike] == 1
        rest = part.part in ("stripe", "spot") and totals[alike] == SINGLE_MARKS + 1
        groups.append(only_one or (rest and seen[alike] == totals[alike]))
    return groups


def _parsed(path: Path) -> Iterator[Drawing | Fault]:
    """Yields the drawings and the faults of a file, line by line."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"The annotation file {path} cannot be read: {error}.") from error
    first_lines: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            drawing = Drawing.model_validate(json.loads(line))
        except json.JSONDecodeError as error:
            yield Fault(path, number, "", f"this is not JSON ({error.msg}, column {error.colno})")
            continue
        except ValidationError as error:
            yield from _faults(path, number, error)
            continue
        if drawing.id in first_lines:
            message = f"'{drawing.id}' stands in line {first_lines[drawing.id]} too"
            yield Fault(path, number, "id", message)
            continue
        first_lines[drawing.id] = number
        yield drawing


def _faults(path: Path, line: int, error: ValidationError) -> Iterator[Fault]:
    details = error.errors(include_url=False)
    places = [detail["loc"] for detail in details]
    for detail in details:
        place = detail["loc"]
        inner = any(len(p) > len(place) and p[: len(place)] == place for p in places)
        # A list is also called too short when its items are at fault: only these are of use.
        if not (inner and detail["type"] == "too_short"):
            field = ".".join(str(step) for step in place)
            yield Fault(path, line, field, detail["msg"].removeprefix("Value error, "))
