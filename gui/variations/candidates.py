"""Other pictures of a document, as wishes for the painter: other seeds, other qualities; no Qt."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial

from gui.document.freedom import restraint_of
from gui.document.model import CREATURE, Edit
from gui.document.twins import edit_each
from gui.style.color_names import color_named
from gui.style.translation import tr, tr_word
from gui.style.wording import titled
from scenegan.errors import SceneGANError
from scenegan.graph import Color, Document, Recipe, SceneGraph, edits
from scenegan.graph.vocabulary import SIZES, vocabulary
from scenegan.rendering.restraint import Restraint

COLOR = "colour"
"""The quality of an axis that is a colour rather than a group of attributes."""
SIZE = "size of the creature"
LEAST_VALUES, MOST_VALUES = 2, 5
UNSAID = "none"
"""The value of an axis that leaves its quality unsaid."""


class VariationError(SceneGANError):
    """Variations were asked for that cannot be painted."""


@dataclass(frozen=True)
class Candidate:
    """A picture that may be tried out.

    Attributes:
        label: what sets it apart, such as `Seed 8`.
        base: the document whose places stay valid.
        graph: what is wanted.
        restraint: how much parts may change; None for freely.
    """

    label: str
    base: Document
    graph: SceneGraph
    restraint: Restraint | None = None


@dataclass(frozen=True)
class Axis:
    """One quality of one part, or of several alike, and the values that it shall take.

    Attributes:
        node: id of the part, or `creature`.
        quality: `COLOR`, `SIZE`, or a group of attributes of the vocabulary.
        values: colours by name or hex, sizes, or attributes; `UNSAID` for none.
        also: ids of other parts that take the same values.
    """

    node: str
    quality: str
    values: tuple[str, ...]
    also: tuple[str, ...] = ()

    def meets(self, other: Axis) -> bool:
        """Whether another axis varies the same of a part that this one varies."""
        mine, others = {self.node, *self.also}, {other.node, *other.also}
        return self.quality == other.quality and bool(mine & others)


def seed_candidates(
    document: Document, seeds: Sequence[int], nodes: Collection[str] = ()
) -> list[Candidate]:
    """Returns the document under other seeds.

    Args:
        document: as it was painted.
        seeds: one for each candidate.
        nodes: only these parts, with what hangs on them, are drawn anew; all where it is empty.
            Locked parts never are.
    """
    graph = document.graph
    free = {below for node in nodes for below in graph.subtree(node)}
    restraint = restraint_of(document.view, document.layout)
    made = []
    for seed in seeds:
        recipe = Recipe.model_validate({**document.recipe.model_dump(), "seed": seed})
        base = document.unplaced()
        if free:
            kept = {
                n: place
                for n, place in document.layout.items()
                if n not in free or graph.part(n).locked
            }
            base = document.model_copy(update={"layout": kept})
        base = base.model_copy(update={"recipe": recipe})
        made.append(Candidate(tr("Seed {seed}", seed=seed), base, graph, restraint))
    return made


def qualities(graph: SceneGraph, node: str) -> list[str]:
    """Returns what an axis may vary of a part or of the creature."""
    groups = list(dict.fromkeys(vocabulary().attributes.values()))
    return [COLOR, SIZE, *groups] if node == CREATURE else [COLOR, *groups]


def offered_values(quality: str) -> list[str]:
    """Returns the words of the vocabulary that an axis may take."""
    words = vocabulary()
    if quality == COLOR:
        return list(words.colors)
    if quality == SIZE:
        return list(SIZES)
    return [word for word, group in words.attributes.items() if group == quality]


def usual_values(graph: SceneGraph, node: str, quality: str) -> list[str]:
    """Returns four values to begin with: what is there now, then others of the vocabulary."""
    offered = offered_values(quality)
    now = _present(graph, node, quality)
    return list(dict.fromkeys([*now[:1], *(v for v in offered if v not in now)]))[:4]


def grid_candidates(document: Document, across: Axis, down: Axis) -> list[Candidate]:
    """Returns the document with each pair of values, row by row.

    Raises:
        VariationError: if an axis has too few or too many values, or one that does not fit.
        GraphError: if an edit cannot be made.
    """
    if across.meets(down):
        raise VariationError(tr("Both axes vary the same thing: choose another for one of them."))
    rows = [(value, axis_edit(document.graph, down, value)) for value in _checked(down)]
    columns = [(value, axis_edit(document.graph, across, value)) for value in _checked(across)]
    return [
        Candidate(f"{shown(x)}, {shown(y).lower()}", document, column(row(document.graph)))
        for y, row in rows
        for x, column in columns
    ]


def shown(value: str) -> str:
    """Returns a value as it is shown."""
    return titled(tr("none") if value == UNSAID else tr_word(value))


def axis_edit(graph: SceneGraph, axis: Axis, value: str) -> Edit:
    """Returns the edit that gives a quality one value.

    Raises:
        VariationError: if the value does not fit the quality.
    """
    nodes = (axis.node, *axis.also)
    if axis.quality == COLOR:
        found = None if value == UNSAID else color_named(value)
        if found is None and value != UNSAID:
            raise VariationError(
                tr(
                    "“{word}” is no known colour: write a name such as teal, or #1f8a8a.",
                    word=value,
                )
            )
        return edit_each(nodes, partial(_recolour, [found] if found else []))
    if value != UNSAID and value not in offered_values(axis.quality):
        offered = ", ".join(offered_values(axis.quality)[:8])
        raise VariationError(
            tr("“{word}” does not fit here: choose from {words}.", word=value, words=offered)
        )
    if axis.quality == SIZE:
        return partial(edits.set_creature, size=None if value == UNSAID else value)
    group = set(offered_values(axis.quality))

    def edit(before: SceneGraph, node: str) -> SceneGraph:
        part = None if node == CREATURE else before.part(node)
        have = before.creature.attrs if part is None else part.attrs
        attrs = [a for a in have if a not in group] + ([] if value == UNSAID else [value])
        return edits.set_attributes(before, part.id if part else None, attrs)

    return edit_each(nodes, edit)


def _recolour(colors: Sequence[Color], graph: SceneGraph, node: str) -> SceneGraph:
    return edits.recolour(graph, None if node == CREATURE else node, colors)


def _checked(axis: Axis) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(v.strip().lower() for v in axis.values if v.strip()))
    if not LEAST_VALUES <= len(values) <= MOST_VALUES:
        raise VariationError(
            tr(
                "Each axis takes {least} to {most} values, with commas between them.",
                least=LEAST_VALUES,
                most=MOST_VALUES,
            )
        )
    return values


def _present(graph: SceneGraph, node: str, quality: str) -> list[str]:
    if quality == SIZE:
        return [graph.creature.size] if graph.creature.size else []
    part = graph.by_id.get(node)
    if quality == COLOR:
        colors = graph.creature.colors if part is None else graph.colors_of(part)
        return [c.name for c in colors]
    attrs = graph.creature.attrs if part is None else part.attrs
    group = offered_values(quality)
    return [a for a in attrs if a in group]
