"""Figures of relations: `relations.*`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import numpy as np
import torch

from scenegan.completion import suggest_colors
from scenegan.evaluation.figures import bootstrapped, by_graph, mean
from scenegan.evaluation.held_out import HeldOut
from scenegan.evaluation.outcome import Outcome, gathered
from scenegan.evaluation.relation_cases import RelationCase, caption_cases, synthetic_case
from scenegan.graph import Document, Recipe
from scenegan.nn.arrangement import MARGIN, raster_masks
from scenegan.nn.graph_tensors import encode_graphs
from scenegan.nn.spatial_relations import Placed, relation_holds
from scenegan.rendering.layout_records import layout_of
from scenegan.rendering.pipeline import Pipeline


def measure_relations(
    held: Sequence[HeldOut], seed: int, pipeline: Pipeline, tell: Callable[[int, int], None]
) -> Outcome:
    """Lays out graphs that ask for relations and checks them by geometry.

    Args:
        held: the graphs that relations are added to, and their captions.
        seed: of the relations and of the layouts.
        pipeline: lays out.
        tell: is told how many of how many layouts are done.
    """
    cases = relation_cases(held, seed)
    rows, numbers = [], []
    by_predicate: dict[str, list[bool]] = defaultdict(list)
    by_source: dict[str, list[bool]] = defaultdict(list)
    for done, case in enumerate(cases):
        placed = placed_parts(pipeline, laid_out(pipeline, case, seed))
        obeyed = [relation_holds(r, case.graph, placed) for r in case.graph.relations]
        for relation, holds in zip(case.graph.relations, obeyed, strict=True):
            by_predicate[relation.predicate].append(holds)
            by_source["synthetic" if case.complete else "captions"].append(holds)
        rows.append(np.array(obeyed, np.float64))
        numbers.append(case.number)
        tell(done + 1, len(cases))
    groups = by_graph(rows, numbers, len(held))
    details = {
        "relations.by_predicate": {
            word: {"share": float(np.mean(found)), "count": len(found)}
            for word, found in sorted(by_predicate.items())
        },
        "relations.by_source": {
            word: {"share": float(np.mean(found)), "count": len(found)}
            for word, found in sorted(by_source.items())
        },
    }
    figures = {"relations.accuracy": bootstrapped(groups, mean, seed)}
    return Outcome(gathered(figures), {}, details)


def relation_cases(held: Sequence[HeldOut], seed: int) -> list[RelationCase]:
    """Returns the graphs that are asked for: with added relations, and from captions."""
    used: Counter[str] = Counter()
    added = [synthetic_case(k, h, true_parts(h), used, seed) for k, h in enumerate(held)]
    return [case for case in added if case is not None] + list(caption_cases(held))


def true_parts(held: HeldOut) -> dict[str, Placed]:
    """Returns the parts of a held-out drawing as they are, from its shapes or else its boxes."""
    n = len(held.boxes)
    depths = np.linspace(-1, 1, n) if n > 1 else np.zeros(n)
    nodes = [p.id for p in held.graph.parts]
    if held.cached is None:
        pairs = zip(nodes, held.boxes, depths, strict=True)
        return {node: Placed(box, float(depth)) for node, box, depth in pairs}
    shapes = torch.from_numpy(held.cached.shapes().astype(np.float32) / 127.5 - 1) * 4
    boxes = torch.from_numpy(held.boxes).float()
    return _placed(nodes, shapes, boxes, depths.tolist())


def laid_out(pipeline: Pipeline, case: RelationCase, seed: int) -> Document:
    """Lays a case out; a graph that was read from a caption is completed as for a user."""
    document = pipeline.document(case.graph)
    if not case.complete:
        return pipeline.planned(document, seed)
    layout = pipeline.planner.plan(case.graph, {}, suggest_colors(case.graph, seed), seed)
    recipe = Recipe(model=pipeline.name, seed=seed)
    return document.model_copy(update={"layout": layout, "recipe": recipe})


def placed_parts(pipeline: Pipeline, document: Document) -> dict[str, Placed]:
    """Returns the parts of a planned document as geometry."""
    model = pipeline.planner.model
    layout = layout_of(document)
    with torch.inference_mode():
        shapes = model.shapes(layout, encode_graphs([document.graph], model.words))[0]
    nodes = [p.id for p in document.graph.parts]
    return _placed(nodes, shapes, layout.box[0], layout.depth[0].tolist())


def _placed(
    nodes: Sequence[str], shapes: torch.Tensor, boxes: torch.Tensor, depths: Sequence[float]
) -> dict[str, Placed]:
    masks = raster_masks(shapes, boxes)
    rows = zip(nodes, boxes.numpy(), depths, masks, strict=True)
    return {
        node: Placed.on_raster(box, depth, mask, margin=MARGIN) for node, box, depth, mask in rows
    }
