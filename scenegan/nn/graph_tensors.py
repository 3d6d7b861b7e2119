"""From scene graphs to tensors: the padded batch of the networks, and torch-geometric's data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from scenegan.errors import GraphError
from scenegan.graph.color_values import hex_to_lab
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
    # Numbers are written one by one, which takes torch many times as long as numpy.
    columns = _Columns(
        part=np.full(size, len(words.parts)),
        attributes=np.zeros((*size, len(words.attributes)), np.float32),
        parent=np.full(size, -1),
        pad=np.ones(size, np.bool_),
        colors=np.zeros((*size, 6), np.float32),
        colored=np.zeros(size, np.bool_),
        boxed=np.zeros(size, np.bool_),
    )
    for row, graph in enumerate(graphs):
        _fill(columns, row, graph, words)
    return GraphBatch(
        view=torch.tensor([_view(g, words) for g in graphs], dtype=torch.long),
        pose=torch.tensor([_pose(g, words) for g in graphs], dtype=torch.long),
        kind=torch.tensor([kind_vector(g.creature.kind) for g in graphs]),
        n_parts=len(words.parts),
        **{name: torch.from_numpy(values) for name, values in columns._asdict().items()},
    )


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


class _Columns(NamedTuple):
    """What a batch says of each node, to be filled in; see `GraphBatch`."""

    part: NDArray[np.int64]
    attributes: NDArray[np.float32]
    parent: NDArray[np.int64]
    pad: NDArray[np.bool_]
    colors: NDArray[np.float32]
    colored: NDArray[np.bool_]
    boxed: NDArray[np.bool_]


def _fill(columns: _Columns, row: int, graph: SceneGraph, words: ModelWords) -> None:
    index = {p.id: i for i, p in enumerate(graph.parts)}
    columns.pad[row, : len(index)] = False
    for i, p in enumerate(graph.parts):
        if p.part not in words.part_index:
            raise GraphError(f"parts.{i}.part: the model cannot draw a '{p.part}'; take another.")
        columns.part[row, i] = words.part_index[p.part]
        columns.parent[row, i] = -1 if p.on is None else index[p.on]
        columns.boxed[row, i] = p.box is not None
        known = [words.attribute_index[a] for a in p.attrs if a in words.attribute_index]
        columns.attributes[row, i, known] = 1
        colors = part_colors(graph, p)
        if colors is not None:
            columns.colors[row, i, :3] = hex_to_lab(colors[0])
            columns.colors[row, i, 3:] = hex_to_lab(colors[1])
            columns.colored[row, i] = True


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
