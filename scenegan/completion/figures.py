"""How people draw some kinds: coils and a neck for a snake, petals round the head of a flower.

The drawings have one or two creatures of most kinds, and those are seldom what a person thinks of
at the word: the only tiger wears a cloud, no chick sits still. For kinds of which people have a
clear picture the whole figure is common knowledge, and it goes before any single drawing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import numpy as np

from scenegan.assets import read_table
from scenegan.completion.library import Template, TemplatePart
from scenegan.completion.library_build import ROOTS
from scenegan.completion.typical import PROFILES
from scenegan.graph.kinds import last_words, nearest_kinds
from scenegan.graph.model import Creature, Part, SceneGraph
from scenegan.graph.vocabulary import vocabulary

_FORMAT = "scenegan/typical-figures@1"
ALIKE = 0.45
"""Likeness of two kinds (`nearest_kinds`) from which one is pictured as the other."""

_LOOKS = frozenset(["size", "shape", "texture", "likeness"])
"""Groups of attributes that belong to the build of a kind; others come and go with its mood."""

_DIRECTIONS = {"long": "length", "short": "length", "thin": "thickness", "thick": "thickness"}
"""Words of size that are about one direction: what is long may be thin as well."""


@cache
def figures(kind: str | None) -> tuple[Template, ...]:
    """Returns the figures of a kind, any of which will do; their parts have no sizes.

    Of a compound its last words are looked up (`moon turtle`: `turtle`), of a noun without
    drawings then the kind of the drawings that it looks like most, if it does so at all: a
    griffin is no eagle. Empty where people have no particular picture in mind.

    Raises:
        DataError: if the table is of another format.
    """
    table = _table()
    found = last_words(table, kind)
    if found is None:
        best = nearest_kinds(kind or "")[:1]
        found = next((table.get(name, ()) for name, score in best if score >= ALIKE), ())
    return tuple(_template(kind or "", row) for row in found)


def figure_of(creature: Creature, rng: np.random.Generator) -> Template | None:
    """Chooses a figure of a creature's kind that can be seen as is said of it.

    Args:
        creature: what is said of the creature as a whole.
        rng: chooses among the figures that fit.

    Returns:
        The figure; None if there is none.
    """
    fitting = [
        f
        for f in figures(creature.kind)
        if creature.view is None or (creature.view in PROFILES) == (f.view in PROFILES)
    ]
    return fitting[int(rng.integers(len(fitting)))] if fitting else None


def with_usual_looks(graph: SceneGraph) -> SceneGraph:
    """Returns a graph whose named parts look as those of its kind do, where nothing else is said.

    Meant for drawing: eight legs that are said of a spider are as long and thin as suggested ones
    would be, though the graph has no word of that. Suggested parts have their looks already, and
    what a person edited is as it was left. A graph without suggestions means what it says.
    """
    shown = figures(graph.creature.kind)
    if not shown or not any(p.origin == "completed" for p in graph.parts):
        return graph
    parts = tuple(_with_looks(p, graph, shown) if p.origin == "text" else p for p in graph.parts)
    return graph if parts == graph.parts else SceneGraph(**{**dict(graph), "parts": parts})


def _with_looks(part: Part, graph: SceneGraph, shown: tuple[Template, ...]) -> Part:
    above = None if part.on is None else graph.part(part.on).part
    model = next(_models(part.part, above, shown), None)
    if model is None:
        return part
    said = {_aspect(a) for a in part.attrs}
    unsaid = [
        a
        for a in model.attrs
        if vocabulary().attributes.get(a) in _LOOKS and _aspect(a) not in said
    ]
    return part.model_copy(update={"attrs": (*part.attrs, *unsaid)}) if unsaid else part


def _aspect(attribute: str) -> str | None:
    """What an attribute is about; two of one aspect may speak against each other."""
    return _DIRECTIONS.get(attribute) or vocabulary().attributes.get(attribute)


def _models(word: str, above: str | None, shown: tuple[Template, ...]) -> Iterator[TemplatePart]:
    """Parts of figures that a part may look like, those in the same place first."""
    alike = [
        (figure.parent_word(i) != above, k, i)
        for k, figure in enumerate(shown)
        for i, p in enumerate(figure.parts)
        if p.part == word or (i == 0 and word in ROOTS)
    ]
    return (shown[k].parts[i] for _, k, i in sorted(alike))


@cache
def _table() -> Mapping[str, Any]:
    kinds = read_table("typical_figures.json", _FORMAT)["kinds"]
    return {kind: kinds[rows] if isinstance(rows, str) else rows for kind, rows in kinds.items()}


def _template(kind: str, row: Mapping[str, Any]) -> Template:
    parts: list[TemplatePart] = []
    _grow(parts, row["figure"], -1)
    return Template(
        drawing="",
        kind=kind,
        view=row["view"],
        pose=row["pose"],
        mood=row.get("mood", "calm"),
        size="medium",
        types=frozenset(),
        parts=tuple(parts),
    )


def _grow(parts: list[TemplatePart], node: Mapping[str, Any], on: int) -> None:
    """Adds a part with all that hangs on it, as often as it is there."""
    for _ in range(node.get("number", 1)):
        parts.append(TemplatePart(node["part"], on, 0.0, tuple(node.get("attrs", ()))))
        index = len(parts) - 1
        for child in node.get("with", ()):
            _grow(parts, child, index)
