"""The creature graphs that completion learns from, and what they say about parts in general."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from scenegan.assets import asset
from scenegan.completion.library_build import LIBRARY_FORMAT
from scenegan.errors import DataError
from scenegan.graph.kinds import kind_vector
from scenegan.graph.vocabulary import vocabulary

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class TemplatePart:
    """One part of a drawn creature.

    Attributes:
        part: word of the vocabulary.
        on: index of the part that it hangs on, smaller than its own; -1 for the root.
        area: share of the square that it covers.
        attrs: attributes of the vocabulary.
        width: share of the square's width that it spans; 0 where it was never drawn by itself.
        height: the same of the height.
    """

    part: str
    on: int
    area: float
    attrs: tuple[str, ...]
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True)
class Template:
    """The graph of one drawn creature, its root (torso or body) first, parents before children."""

    drawing: str
    kind: str
    view: str
    pose: str
    mood: str
    size: str
    types: frozenset[str]
    parts: tuple[TemplatePart, ...]

    @cached_property
    def words(self) -> frozenset[str]:
        """All part words that occur."""
        return frozenset(p.part for p in self.parts)

    def parent_word(self, index: int) -> str | None:
        """Returns the word of the part that a part hangs on."""
        on = self.parts[index].on
        return None if on < 0 else self.parts[on].part


class Library:
    """Templates with the arrays that they are scored by.

    Attributes:
        templates: all creatures, T of them.
        words: the P part words that the program came with, in the order of the vocabulary.
        counts: [T, P] how often each part occurs in each creature.
        meanings: [T, 48] unit vectors of the creatures' kinds (zero where unknown).
    """

    def __init__(self, templates: Sequence[Template]) -> None:
        """Counts the parts of the templates."""
        self.templates = tuple(templates)
        known = vocabulary()
        self.words = tuple(word for word in known.parts if word not in known.own_parts)
        self.column = {word: i for i, word in enumerate(self.words)}
        self.counts: Array = np.zeros((len(self.templates), len(self.words)))
        for row, template in enumerate(self.templates):
            for word, number in Counter(p.part for p in template.parts).items():
                self.counts[row, self.column[word]] = number
        meanings = np.array([kind_vector(t.kind) for t in self.templates])
        lengths = np.linalg.norm(meanings, axis=1, keepdims=True)
        self.meanings: Array = meanings / np.where(lengths > 0, lengths, 1.0)

    @cached_property
    def has(self) -> Array:
        """[T, P] 1 where a creature has a part."""
        return (self.counts > 0).astype(np.float64)

    @cached_property
    def rarity(self) -> Array:
        """[P] how much it tells that a creature has a part: minus the logarithm of its share."""
        return np.asarray(-np.log((self.has.sum(axis=0) + 1.0) / (len(self.templates) + 1.0)))

    @cached_property
    def facts(self) -> Mapping[str, npt.NDArray[np.str_]]:
        """Size, mood, pose and view of all templates, [T] words each."""
        names = ("size", "mood", "pose", "view")
        return {name: np.array([getattr(t, name) for t in self.templates]) for name in names}

    def of_type(self, word: str) -> npt.NDArray[np.bool_]:
        """[T] which templates are of a type."""
        return np.array([word in t.types for t in self.templates])

    @cached_property
    def rows_of_kind(self) -> Mapping[str, tuple[int, ...]]:
        """Rows of the templates of each kind."""
        rows: dict[str, list[int]] = {}
        for row, template in enumerate(self.templates):
            rows.setdefault(template.kind, []).append(row)
        return {kind: tuple(found) for kind, found in rows.items()}

    @cached_property
    def rows_of_look(self) -> Mapping[tuple[str, str], tuple[int, ...]]:
        """Rows of the templates that have a part with an attribute."""
        rows: dict[tuple[str, str], dict[int, None]] = {}
        for row, template in enumerate(self.templates):
            for part in template.parts:
                for attribute in part.attrs:
                    rows.setdefault((part.part, attribute), {})[row] = None
        return {look: tuple(found) for look, found in rows.items()}

    @cached_property
    def parents(self) -> Mapping[str, Mapping[str, float]]:
        """Share of the instances of a part that hang on each other part (not on its like)."""
        counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for template in self.templates:
            for index, part in enumerate(template.parts):
                above = template.parent_word(index)
                if above is not None and above != part.part:
                    counted[part.part][above] += 1
        return {
            word: {above: n / sum(found.values()) for above, n in found.most_common()}
            for word, found in counted.items()
        }


@cache
def library() -> Library:
    """Returns the library of the training drawings, read once.

    Raises:
        DataError: if the table is of another format.
    """
    text = asset("tables", "creature_graphs.json").read_text(encoding="utf-8")
    return Library(read_templates(json.loads(text, parse_float=_number)))


def _number(text: str) -> float:
    """A number, read in Python: so other threads run between two of them, such as a window's."""
    return float(text)


def read_templates(table: Mapping[str, Any]) -> list[Template]:
    """Reads templates out of a table as `library_build` makes it.

    Raises:
        DataError: if the table is of another format.
    """
    if table.get("format") != LIBRARY_FORMAT:
        raise DataError(
            f"tables/creature_graphs.json is of format {table.get('format')!r}, not "
            f"{LIBRARY_FORMAT!r}: make it again with `python -m scenegan.completion.library_build`."
        )
    return [
        Template(
            drawing=row[0],
            kind=row[1],
            view=row[2],
            pose=row[3],
            mood=row[4],
            size=row[5],
            types=frozenset(row[6]),
            parts=tuple(TemplatePart(p[0], p[1], p[2], tuple(p[5]), p[3], p[4]) for p in row[7]),
        )
        for row in table["drawings"]
    ]
