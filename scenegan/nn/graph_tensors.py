"""From scene graphs to tensors: the padded batch of the networks, and torch-geometric's data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from scenegan.errors import GraphError
from scenegan.graph import color_values
from scenegan.graph.kinds import kind_vector
from scenegan.graph.model import Part, SceneGraph
from scenegan.nn.graph_batch import POSE_OTHER, POSE_UNSAID, VIEW_UNSAID, GraphBatch
from scenegan.nn.model_words import ModelWords

if TYPE_CHECKING:
    from torch_geometric.data import Data


def encode_graphs(graphs: Sequence[SceneGraph], words: ModelWords) -> GraphBatch:
    """Writes graphs as one padded batch; nodes keep the order of `graph.parts`.

    Attributes that the model does not know are left out.

    Raises:
        GraphError: if a graph has a part that the model does not know.
    """
    size = (len(graphs), max((len(g.parts) for g in graphs), default=0))
    batch = GraphBatch(
        part=torch.full(size, len(words.parts)),
        attributes=torch.zeros(*size, len(words.attributes)),
        parent=torch.full(size, -1),
        pad=torch.ones(size, dtype=torch.bool),
        view=torch.tensor([_view(g, words) for g in graphs], dtype=torch.long),
        pose=torch.tensor([_pose(g, words) for g in graphs], dtype=torch.long),
        kind=torch.tensor([kind_vector(g.creature.kind) for g in graphs]),
        colors=torch.zeros(*size, 6),
        colored=torch.zeros(size, dtype=torch.bool),
        n_parts=len(words.parts),
        boxed=torch.zeros(size, dtype=torch.bool),
    )
    for row, graph in enumerate(graphs):
        _fill(batch, row, graph, words)
    return batch


def to_pyg(graph: SceneGraph, words: ModelWords) -> Data:
    """Returns one graph as torch-geometric's data, for other graph networks.

    Returns:
        Data with `x` [N, P + A + 7] (part as one-hot, attributes, Lab colours divided by 100,
        whether coloured), `edge_index` [2, E] from sender to receiver, `edge_type` [E] (position
        in `MESSAGE_RELATIONS`), `kind` [1, 48] and `node_ids`.
    """
    # It takes seconds to import, and drawing does without it.
    from torch_geometric.data import Data

    batch = encode_graphs([graph], words)
    part = torch.nn.functional.one_hot(batch.part[0], len(words.parts)).float()
    colored = batch.colored[0, :, None].float()
    x = torch.cat([part, batch.attributes[0], batch.colors[0] / 100, colored], 1)
    edge_index, edge_type = batch.edges()
    return Data(
        x=x,
        edge_index=edge_index,
        edge_type=edge_type,
        kind=batch.kind,
        node_ids=[p.id for p in graph.parts],
    )


def hex_to_lab(values: Sequence[str]) -> Tensor:
    """Turns colours such as `#f0841e` into CIE Lab (D65, 2 degrees): [K, 3]."""
    rows = [color_values.hex_to_lab(v).tolist() for v in values]
    return torch.tensor(rows, dtype=torch.float32).view(-1, 3)


def _fill(batch: GraphBatch, row: int, graph: SceneGraph, words: ModelWords) -> None:
    index = {p.id: i for i, p in enumerate(graph.parts)}
    batch.pad[row, : len(index)] = False
    if batch.boxed is not None:
        batch.boxed[row, : len(index)] = torch.tensor([p.box is not None for p in graph.parts])
    for i, p in enumerate(graph.parts):
        if p.part not in words.part_index:
            raise GraphError(f"parts.{i}.part: the model cannot draw a '{p.part}'; take another.")
        batch.part[row, i] = words.part_index[p.part]
        batch.parent[row, i] = -1 if p.on is None else index[p.on]
        known = [words.attribute_index[a] for a in p.attrs if a in words.attribute_index]
        batch.attributes[row, i, known] = 1
        colors = part_colors(graph, p)
        if colors is not None:
            batch.colors[row, i] = hex_to_lab(colors).flatten()
            batch.colored[row, i] = True


def part_colors(graph: SceneGraph, part: Part) -> tuple[str, str] | None:
    """Returns main and second colour of a part: its own, else the creature's; None if unsaid."""
    colors = graph.colors_of(part)
    if not colors:
        return None
    return colors[0].hex, colors[min(1, len(colors) - 1)].hex


def _view(graph: SceneGraph, words: ModelWords) -> int:
    view = graph.creature.view
    return words.views.index(view) if view in words.views else VIEW_UNSAID


def _pose(graph: SceneGraph, words: ModelWords) -> int:
    pose = graph.creature.pose
    if pose is None:
        return POSE_UNSAID
    return words.poses.index(pose) if pose in words.poses else POSE_OTHER
