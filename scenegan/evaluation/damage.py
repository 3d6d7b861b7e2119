"""Models broken on purpose: each fault must show in the figure that is there to catch it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Literal

import numpy as np

from scenegan.evaluation.specimens import Specimen, visible_shares
from scenegan.graph import Document, NodeLayout
from scenegan.rendering.pipeline import Pipeline

Damage = Literal["colours", "places", "eyes", "constant"]

DAMAGES: Mapping[Damage, str] = {
    "colours": "each part takes the colour of another one",
    "places": "each part is moved by a tenth of the square in a direction of its own",
    "eyes": "eyes are not painted",
    "constant": "every picture is the same",
}
"""What each damage does."""

_STEP = 0.1


def damaged(
    specimens: tuple[Specimen, ...], damage: Damage, pipeline: Pipeline, seed: int
) -> tuple[Specimen, ...]:
    """Returns what a broken model would have drawn in place of some pictures.

    What was asked for stays: graphs, and what each pixel was meant to show, are unchanged but
    for parts that the fault itself moves.

    Args:
        specimens: pictures by the whole model.
        damage: the fault.
        pipeline: the whole model.
        seed: of what is drawn by chance.
    """
    if damage == "constant":
        return tuple(s.painted(specimens[0].rgba) for s in specimens)
    return tuple(_FAULTS[damage](s, pipeline, _rng(s, seed)) for s in specimens)


def _rng(specimen: Specimen, seed: int) -> np.random.Generator:
    return np.random.default_rng([seed, specimen.number, specimen.seed])


def _shuffled_colors(specimen: Specimen, pipeline: Pipeline, rng: np.random.Generator) -> Specimen:
    document = _document(specimen)
    nodes = list(document.layout)
    order = [nodes[i] for i in rng.permutation(len(nodes))]
    colors = {a: document.layout[b].colors for a, b in zip(nodes, order, strict=True)}
    layout = {n: p.model_copy(update={"colors": colors[n]}) for n, p in document.layout.items()}
    return _repainted(specimen, pipeline, layout)


def _moved_parts(specimen: Specimen, pipeline: Pipeline, rng: np.random.Generator) -> Specimen:
    document = _document(specimen)
    layout = {}
    for node, place in document.layout.items():
        angle = rng.uniform(0, 2 * np.pi)
        dx, dy = _STEP * np.cos(angle), _STEP * np.sin(angle)
        x0, y0, x1, y1 = place.box
        layout[node] = place.model_copy(update={"box": (x0 + dx, y0 + dy, x1 + dx, y1 + dy)})
    return _repainted(specimen, pipeline, layout)


def _without_eyes(specimen: Specimen, pipeline: Pipeline, rng: np.random.Generator) -> Specimen:
    """Paints the creature without its eyes, and still claims that they are there."""
    document = _document(specimen)
    graph = document.graph
    gone = {n for p in graph.of("eye") for n in graph.subtree(p.id)}
    kept = tuple(p for p in graph.parts if p.id not in gone)
    if not gone or not kept:
        return specimen
    blind = graph.model_copy(update={"parts": kept, "relations": ()})
    return specimen.painted(pipeline.draw(document.with_graph(blind)).rgba)


def _repainted(
    specimen: Specimen, pipeline: Pipeline, layout: Mapping[str, NodeLayout]
) -> Specimen:
    picture = pipeline.draw(_document(specimen).model_copy(update={"layout": dict(layout)}))
    places = [picture.document.layout[p.id] for p in specimen.graph.parts]
    return replace(
        specimen,
        rgba=picture.rgba,
        part_map=picture.part_map,
        boxes=np.array([p.box for p in places], np.float64),
        visible=visible_shares(pipeline, picture.document, picture.part_map),
        document=picture.document,
    )


def _document(specimen: Specimen) -> Document:
    if specimen.document is None:
        raise ValueError("only pictures by the model can be damaged")
    return specimen.document


_FAULTS: Mapping[Damage, Callable[[Specimen, Pipeline, np.random.Generator], Specimen]] = {
    "colours": _shuffled_colors,
    "places": _moved_parts,
    "eyes": _without_eyes,
}
