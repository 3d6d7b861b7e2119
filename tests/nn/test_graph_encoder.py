from collections.abc import Callable
from dataclasses import replace

import pytest
import torch
from torch import Tensor
from torch_geometric.nn.conv import RGCNConv

from scenegan.graph.edits import reattach
from scenegan.graph.model import SceneGraph
from scenegan.nn.graph_batch import MESSAGE_RELATIONS, GraphBatch
from scenegan.nn.graph_encoder import (
    Gather,
    GraphEncoder,
    RelationalConvolution,
    multiplied_messages,
    passed_messages,
)
from scenegan.nn.graph_tensors import encode_graphs
from scenegan.nn.model_words import ModelWords
from tests.nn.graphs import bird, hand_written, lizard

WORDS = ModelWords.of_vocabulary()
WIDTH = 24


@pytest.fixture
def encoder() -> GraphEncoder:
    torch.manual_seed(0)
    return GraphEncoder(WIDTH).eval()


def features(batch: GraphBatch) -> Tensor:
    table = torch.randn(batch.n_parts + 1, WIDTH, generator=torch.Generator().manual_seed(1))
    return table[batch.part]


@pytest.mark.parametrize("gather_for", [passed_messages, multiplied_messages])
def test_layer_is_that_of_torch_geometric(gather_for: Callable[[GraphBatch], Gather]) -> None:
    """Both ways to gather messages give the numbers of `RGCNConv` with the same weights."""
    torch.manual_seed(0)
    convolution = RelationalConvolution(WIDTH)
    reference = RGCNConv(WIDTH, WIDTH, num_relations=len(MESSAGE_RELATIONS), aggr="mean")
    convolution.load_state_dict(reference.state_dict())
    batch = encode_graphs(hand_written(), WORDS)
    h = features(batch)
    expected = reference(h.flatten(0, 1), *batch.edges()).view_as(h)
    found = convolution(h, gather_for(batch))
    torch.testing.assert_close(found[~batch.pad], expected[~batch.pad], atol=1e-5, rtol=1e-5)


def test_learning_and_drawing_agree(encoder: GraphEncoder) -> None:
    batch = encode_graphs(hand_written(), WORDS)
    learning = encoder(features(batch), batch)
    with torch.no_grad():
        drawing = encoder(features(batch), batch)
    present = ~batch.pad
    assert learning.requires_grad
    torch.testing.assert_close(learning[present], drawing[present], atol=1e-5, rtol=1e-5)


@torch.no_grad()
def test_order_of_nodes_does_not_matter(encoder: GraphEncoder) -> None:
    graph = lizard()
    order = torch.randperm(len(graph.parts), generator=torch.Generator().manual_seed(2))
    turned = graph.model_copy(update={"parts": tuple(graph.parts[i] for i in order.tolist())})
    turned = SceneGraph.model_validate(turned.model_dump())
    a, b = encode_graphs([graph], WORDS), encode_graphs([turned], WORDS)
    torch.testing.assert_close(
        encoder(features(a), a)[0, order], encoder(features(b), b)[0], atol=1e-5, rtol=1e-5
    )


@torch.no_grad()
def test_padding_does_not_matter(encoder: GraphEncoder) -> None:
    alone = encode_graphs([bird()], WORDS)
    among = encode_graphs([lizard(), bird()], WORDS)
    torch.testing.assert_close(
        encoder(features(alone), alone)[0],
        encoder(features(among), among)[1, : alone.n_nodes],
        atol=1e-5,
        rtol=1e-5,
    )


@torch.no_grad()
def test_rehanging_a_part_changes_embeddings(encoder: GraphEncoder) -> None:
    graph = lizard()
    changed = reattach(graph, "flame-1", "head-1")
    a, b = encode_graphs([graph], WORDS), encode_graphs([changed], WORDS)
    difference = (encoder(features(a), a) - encoder(features(b), b)).abs().amax(-1)[0]
    names = [p.id for p in graph.parts]
    for name in ("flame-1", "tail-1", "head-1"):
        assert difference[names.index(name)] > 1e-2


@torch.no_grad()
def test_without_edges_nodes_know_nothing_of_each_other(encoder: GraphEncoder) -> None:
    batch = encode_graphs([lizard()], WORDS)
    bare = replace(batch, parent=torch.full_like(batch.parent, -1), part=torch.arange(12)[None])
    h = features(batch)
    with_edges, without = encoder(h, batch), encoder(h, bare)
    assert (with_edges - without).abs().amax(-1).min() > 1e-3
    assert bare.edges()[0].shape == (2, 0)


def test_gradients_reach_all_relations(encoder: GraphEncoder) -> None:
    batch = encode_graphs(hand_written(), WORDS)
    encoder(features(batch), batch).square().sum().backward()
    for parameter in encoder.parameters():
        assert parameter.grad is not None and parameter.grad.abs().sum() > 0
