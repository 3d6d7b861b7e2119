import pytest
import torch

from scenegan.errors import GraphError
from scenegan.graph.color_values import hex_to_lab
from scenegan.graph.model import Color, Creature, Part, SceneGraph
from scenegan.nn.graph_batch import (
    MESSAGE_RELATIONS,
    NO_EDGE,
    POSE_OTHER,
    POSE_UNSAID,
    SAME_PART,
    SELF,
    SIBLING,
    TO_CHILD,
    TO_PARENT,
    VIEW_UNSAID,
    GraphBatch,
)
from scenegan.nn.graph_tensors import encode_graphs, to_pyg
from scenegan.nn.model_words import ModelWords
from tests.nn.graphs import bird, hand_written, lizard

WORDS = ModelWords.of_vocabulary()


def test_words_attributes_and_parents() -> None:
    graph = lizard()
    batch = encode_graphs([graph], WORDS)
    assert [WORDS.parts[i] for i in batch.part[0].tolist()] == [p.part for p in graph.parts]
    assert batch.parent[0].tolist() == [-1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 6]
    for i, part in enumerate(graph.parts):
        row = batch.attributes[0, i].nonzero()[:, 0].tolist()
        assert {WORDS.attributes[a] for a in row} == set(part.attrs)
    assert batch.kind.abs().sum() > 0
    assert WORDS.views[batch.view.item()] == "front-left"
    assert WORDS.poses[batch.pose.item()] == "standing"


def test_unsaid_and_unknown_fields() -> None:
    graph = SceneGraph(
        creature=Creature(pose="yawning"), parts=(Part(id="eye-1", part="eye", attrs=("odd",)),)
    )
    batch = encode_graphs([graph, SceneGraph()], WORDS)
    assert batch.view.tolist() == [VIEW_UNSAID, VIEW_UNSAID]
    assert batch.pose.tolist() == [POSE_OTHER, POSE_UNSAID]
    assert not batch.attributes.any() and not batch.kind.any() and not batch.colored.any()
    assert batch.part[1].tolist() == [len(WORDS.parts)] and batch.pad.tolist() == [[False], [True]]


def test_colours_of_parts_and_of_the_creature() -> None:
    red = Color(name="red", hex="#ff0000")
    blue, green = Color(name="blue", hex="#0000ff"), Color(name="green", hex="#00ff00")
    graph = SceneGraph(
        creature=Creature(colors=(red,)),
        parts=(
            Part(id="torso-1", part="torso"),
            Part(id="wing-1", part="wing", on="torso-1"),
            Part(id="head-1", part="head", on="torso-1", colors=(blue, green)),
        ),
    )
    batch = encode_graphs([graph], WORDS)
    assert batch.colored.tolist() == [[True, False, True]]
    lab = torch.tensor([hex_to_lab(c).tolist() for c in ("#ff0000", "#0000ff", "#00ff00")])
    torch.testing.assert_close(batch.colors[0, 0], lab[[0, 0]].flatten())
    torch.testing.assert_close(batch.colors[0, 2], lab[1:].flatten())
    torch.testing.assert_close(lab[0], torch.tensor([53.24, 80.09, 67.20]), atol=0.1, rtol=0)


def test_unknown_part_is_refused() -> None:
    graph = SceneGraph(parts=(Part(id="sofa-1", part="sofa"),))
    with pytest.raises(GraphError, match=r"parts\.0\.part.*'sofa'"):
        encode_graphs([graph], WORDS)


def test_relations() -> None:
    rows = [("torso", -1), ("arm", 0), ("arm", 0), ("hand", 1), ("hand", 2)]
    batch = GraphBatch(
        part=torch.tensor([[WORDS.part_index[p] for p, _ in rows] + [len(WORDS.parts)]]),
        attributes=torch.zeros(1, 6, len(WORDS.attributes)),
        parent=torch.tensor([[p for _, p in rows] + [-1]]),
        pad=torch.tensor([[False] * 5 + [True]]),
        view=torch.tensor([0]),
        pose=torch.tensor([0]),
        kind=torch.zeros(1, 48),
        colors=torch.zeros(1, 6, 6),
        colored=torch.zeros(1, 6, dtype=torch.bool),
        n_parts=len(WORDS.parts),
    )
    relation = batch.relations()[0]
    assert relation[1, 0] == TO_PARENT and relation[0, 1] == TO_CHILD
    assert relation[1, 2] == SIBLING and relation[3, 4] == SAME_PART
    assert relation[1, 4] == NO_EDGE and relation[2, 2] == SELF
    assert not relation[5].any() and not relation[:, 5].any()
    edge_index, edge_type = batch.edges()
    kinds = [MESSAGE_RELATIONS[t] for t in edge_type.tolist()]
    found = set(zip(*edge_index.tolist(), kinds, strict=True))
    pairs = [(j, i, int(relation[i, j])) for i in range(6) for j in range(6)]
    wanted = {pair for pair in pairs if pair[2] in MESSAGE_RELATIONS}
    assert found == wanted


def test_joining_and_selecting() -> None:
    graphs = hand_written()
    joined = GraphBatch.cat([encode_graphs([g], WORDS) for g in graphs])
    together = encode_graphs(graphs, WORDS)
    for name in ("part", "attributes", "parent", "pad", "view", "pose", "kind", "colored"):
        assert torch.equal(getattr(joined, name), getattr(together, name)), name
    assert torch.equal(together[-1].part, together.part[-1:])
    assert torch.equal(together.repeat(2).view, together.view.repeat_interleave(2))
    with pytest.raises(ValueError):
        together.padded(2)


def test_edges_of_a_batch_stay_within_their_graph() -> None:
    batch = encode_graphs([lizard(), bird()], WORDS)
    edge_index, _ = batch.edges()
    assert torch.equal(edge_index[0] // batch.n_nodes, edge_index[1] // batch.n_nodes)
    assert not batch.pad.flatten()[edge_index].any()


def test_data_of_torch_geometric() -> None:
    graph = bird()
    data = to_pyg(graph, WORDS)
    assert data.num_nodes == len(graph.parts) and data.node_ids[0] == "body-1"
    assert data.edge_index.max() < data.num_nodes and data.validate()
    words = [WORDS.parts[i] for i in data.x[:, : len(WORDS.parts)].argmax(1).tolist()]
    assert words == [p.part for p in graph.parts]
