"""Places for the parts that have none yet: candidates are drawn, repaired, and the best is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import torch
from torch import Tensor

from scenegan.completion.expression import with_expression
from scenegan.completion.proportions import proportions
from scenegan.completion.said_sizes import said_sizes
from scenegan.completion.typical_bodies import typical_places
from scenegan.graph import NodeLayout, SceneGraph
from scenegan.nn.graph_tensors import encode_graphs
from scenegan.nn.layout_choice import choose_layouts
from scenegan.nn.layout_model import LayoutModel
from scenegan.nn.layout_sampling import node_noise
from scenegan.nn.layout_tokens import FieldMask
from scenegan.nn.layout_wishes import LayoutWishes, SizeWish
from scenegan.nn.spatial_relations import PartRelation
from scenegan.rendering.layout_records import layout_tensors, stored_places
from scenegan.rendering.seeds import derived_seed

CANDIDATES = 8
"""Layouts that are drawn for one picture, of which the best is kept."""

Colors = Mapping[str, tuple[str, ...]]


class LayoutPlanner:
    """Lays graphs out with one layout model."""

    def __init__(self, model: LayoutModel, candidates: int = CANDIDATES) -> None:
        """Makes a planner that draws so many candidates a picture."""
        self.model = model
        self.candidates = candidates

    def plan(
        self, graph: SceneGraph, stored: Mapping[str, NodeLayout], colors: Colors, seed: int
    ) -> dict[str, NodeLayout]:
        """Finds places for all parts of a graph.

        Args:
            graph: a graph with at least one part.
            stored: places that are kept as they are.
            colors: main and second colour for each part that has no stored place.
            seed: seed of the picture; each node and candidate derives its own from it.

        Returns:
            The place of every part; stored ones are returned unchanged. Boxes that the user gave
            are obeyed.
        """
        places = [stored.get(p.id) or _open_place(p.box, colors[p.id]) for p in graph.parts]
        kept = torch.tensor([[p.id in stored for p in graph.parts]])
        boxed = torch.tensor([[p.box is not None for p in graph.parts]]) & ~kept
        given = layout_tensors(places)
        everything = torch.ones_like(kept)
        fixed = FieldMask(box=kept | boxed, depth=kept, shape=kept, colors=everything)
        batch = encode_graphs([with_expression(graph)], self.model.words)
        batch = replace(batch, colors=given.colors, colored=everything)
        nodes = [p.id for p in graph.parts]
        noise = self._noise(nodes, seed)
        wishes = [_wishes(graph)]
        layout = choose_layouts(self.model, batch, noise, given, fixed, wishes).layout
        shown = {n: p.colors for n, p in zip(nodes, places, strict=True)}
        drawn = stored_places(nodes, layout, shown, {n: derived_seed(seed, n) for n in nodes})
        return {n: stored[n] if n in stored else drawn[n] for n in nodes}

    def _noise(self, nodes: list[str], seed: int) -> Tensor:
        """Noise of all candidates, [K, N, 43]; a node's does not depend on the other nodes."""
        return torch.stack(
            [
                node_noise([derived_seed(seed, node, k) for node in nodes])
                for k in range(self.candidates)
            ]
        )


def _wishes(graph: SceneGraph) -> LayoutWishes:
    """What is said of places and size, and where people expect some parts of a kind."""
    at = {p.id: k for k, p in enumerate(graph.parts)}
    said = PartRelation.all_of(graph)
    placed = {r.subject for r in said}
    usual, frames = [], {}
    for place in typical_places(graph.creature.kind):
        for part in graph.of(place.part):
            if part.on is None or part.box or at[part.id] in placed:
                continue
            if graph.part(part.on).part == place.on:
                pair = at[part.id], (at[part.on],)
                usual += [PartRelation(pair[0], word, pair[1]) for word in place.relations]
                if place.frame:
                    frames[pair[0]] = place.frame
    factors = {at[node]: factor for node, factor in proportions(graph).items()}
    sizes = tuple(
        SizeWish(tuple(at[node] for node in size.nodes), size.measure, size.aim, size.grows)
        for size in said_sizes(graph)
    )
    return LayoutWishes((*said, *usual), factors, frames, sizes)


def _open_place(
    box: tuple[float, float, float, float] | None, colors: tuple[str, ...]
) -> NodeLayout:
    """What is known of a part before it is placed."""
    return NodeLayout(box=box or (0.4, 0.4, 0.6, 0.6), depth=0.0, shape=(0.0,) * 32, colors=colors)
