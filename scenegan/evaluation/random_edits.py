"""Edits drawn by chance, as a person would make them: recolour, remove, add, resize, attribute."""

from __future__ import annotations

import colorsys
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

import numpy as np

from scenegan.data.annotations import read_annotations
from scenegan.graph import Color, Document, Part, SceneGraph
from scenegan.graph.edits import add_part, place, recolour, remove_part, set_attribute
from scenegan.graph.model import MAX_PARTS

EditKind = Literal["recolour", "remove", "add", "resize", "attribute"]
EDIT_KINDS: tuple[EditKind, ...] = get_args(EditKind)

_MOST_REMOVED = 0.5
_SHRINK_OR_GROW = (0.7, 0.8, 1.2, 1.35)
_USUAL = 5

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class RandomEdit:
    """An edit of one part.

    Attributes:
        kind: what is done.
        node: id of the part, in the graph after the edit for a new one.
        words: the edit in words.
        graph: the graph after it.
    """

    kind: EditKind
    node: str
    words: str
    graph: SceneGraph


def random_edit(
    document: Document, kind: EditKind, generator: np.random.Generator
) -> RandomEdit | None:
    """Draws an edit of a drawn document.

    New parts and attributes are those that drawings of the train split have there often.

    Returns:
        The edit; None if the creature has no part for which this kind makes sense.
    """
    graph = document.graph
    makers = {"recolour": _recolour, "remove": _remove, "add": _add, "attribute": _attribute}
    order = [graph.parts[i] for i in generator.permutation(len(graph.parts))]
    for part in order:
        if kind == "resize":
            made = _resize(document, part, generator)
        else:
            made = makers[kind](graph, part, generator)
        if made is not None:
            return made
    return None


def _recolour(graph: SceneGraph, part: Part, generator: np.random.Generator) -> RandomEdit:
    red, green, blue = colorsys.hls_to_rgb(
        generator.uniform(), generator.uniform(0.3, 0.75), generator.uniform(0.4, 0.9)
    )
    value = f"#{int(red * 255):02x}{int(green * 255):02x}{int(blue * 255):02x}"
    after = recolour(graph, part.id, [Color(name=value, hex=value)])
    return RandomEdit("recolour", part.id, f"{part.id} {value}", after)


def _remove(graph: SceneGraph, part: Part, generator: np.random.Generator) -> RandomEdit | None:
    if len(graph.subtree(part.id)) > _MOST_REMOVED * len(graph.parts):
        return None
    return RandomEdit("remove", part.id, f"without {part.id}", remove_part(graph, part.id))


def _add(graph: SceneGraph, part: Part, generator: np.random.Generator) -> RandomEdit | None:
    usual = _usual_children().get(part.part, ())
    usual = tuple(word for word in usual if word not in graph.absent)
    if not usual or len(graph.parts) >= MAX_PARTS:
        return None
    word = usual[generator.integers(len(usual))]
    after = add_part(graph, word, on=part.id)
    node = after.parts[-1].id
    return RandomEdit("add", node, f"{node} on {part.id}", after)


def _resize(document: Document, part: Part, generator: np.random.Generator) -> RandomEdit | None:
    factor = _SHRINK_OR_GROW[generator.integers(len(_SHRINK_OR_GROW))]
    box = _scaled(document.layout[part.id].box, factor)
    if box is None:
        return None
    after = place(document.graph, part.id, box)
    return RandomEdit("resize", part.id, f"{part.id} times {factor}", after)


def _attribute(graph: SceneGraph, part: Part, generator: np.random.Generator) -> RandomEdit | None:
    usual = _usual_attributes().get(part.part, ())
    if not usual:
        return None
    word = usual[generator.integers(len(usual))]
    on = word not in part.attrs
    after = set_attribute(graph, part.id, word, on)
    return RandomEdit("attribute", part.id, f"{part.id} {'' if on else 'not '}{word}", after)


def _scaled(box: Box, factor: float) -> Box | None:
    """A box of another size about its centre; None if it would have none or leave the picture."""
    middle_x, middle_y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    wide, tall = (box[2] - box[0]) * factor / 2, (box[3] - box[1]) * factor / 2
    scaled = (middle_x - wide, middle_y - tall, middle_x + wide, middle_y + tall)
    if min(wide, tall) <= 0.0 or min(scaled) < 0.0 or max(scaled) > 1.0:
        return None
    return scaled


@cache
def _usual_children() -> dict[str, tuple[str, ...]]:
    """For each part, what most often hangs on it in drawings of the train split."""
    counts: dict[str, Counter[str]] = {}
    for drawing in read_annotations():
        if drawing.split == "train":
            for part in drawing.parts:
                if part.on >= 0:
                    counts.setdefault(drawing.parts[part.on].part, Counter())[part.part] += 1
    return _most_common(counts)


@cache
def _usual_attributes() -> dict[str, tuple[str, ...]]:
    """For each part, its most frequent attributes in drawings of the train split."""
    counts: dict[str, Counter[str]] = {}
    for drawing in read_annotations():
        if drawing.split == "train":
            for part in drawing.parts:
                counts.setdefault(part.part, Counter()).update(part.attrs)
    return _most_common(counts)


def _most_common(counts: dict[str, Counter[str]]) -> dict[str, tuple[str, ...]]:
    return {
        word: tuple(found for found, _ in sorted(c.items(), key=lambda e: (-e[1], e[0]))[:_USUAL])
        for word, c in counts.items()
    }
