"""The critic that recognises the parts of layouts."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor

from scenegan.assets import asset
from scenegan.errors import ModelError
from scenegan.nn.filling_square import filling_square
from scenegan.nn.flat_layouts import FlatLayouts
from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.graph_tensors import encode_graphs
from scenegan.nn.layout_choice import choose_layouts
from scenegan.nn.layout_critic import LayoutCritic
from scenegan.nn.layout_model import LayoutModel
from scenegan.nn.layout_tokens import Layout
from tests.nn.graphs import cat, layout_noise, lizard


@pytest.fixture(scope="module")
def model() -> LayoutModel:
    return LayoutModel.load(asset("weights"))


def scores(model: LayoutModel, layout: Layout, graphs: GraphBatch) -> Tensor:
    assert model.critic is not None
    box, covered = (
        filling_square(layout.box, graphs.pad),
        (model.shapes(layout, graphs) > 0).float(),
    )
    flat = FlatLayouts.of(box, layout.depth, layout.colors, covered, graphs.pad)
    return model.critic.scores(flat, graphs.part, graphs.pad)


def test_a_shuffled_creature_is_not_recognised(model: LayoutModel) -> None:
    for graph in (cat(), lizard()):
        batch = encode_graphs([graph], model.words)
        chosen = choose_layouts(model, batch, layout_noise(batch.n_nodes, 4)).layout
        shuffled = replace(chosen, box=chosen.box.flip(1))
        drawn = scores(model, chosen, batch)
        assert drawn.shape == (1,) and drawn.item() < 0
        assert scores(model, shuffled, batch).item() < drawn.item() - 0.5


def test_parts_that_cannot_be_seen_count_as_badly_as_any(model: LayoutModel) -> None:
    batch = encode_graphs([cat()], model.words)
    layout = model.draw(batch, layout_noise(batch.n_nodes, 1))
    box = layout.box.clone()
    box[:, 1:] = torch.tensor([0.5, 0.5, 0.5005, 0.5005])
    n = batch.n_nodes
    assert scores(model, replace(layout, box=box), batch).item() <= -6 * (n - 1) / n


def test_padding_and_other_graphs_change_no_score(model: LayoutModel) -> None:
    graphs = [cat(), lizard()]
    both = encode_graphs(graphs, model.words)
    layout = model.draw(both, layout_noise(both.n_nodes, 2)[:2])
    together = scores(model, layout, both)
    for b, graph in enumerate(graphs):
        alone = encode_graphs([graph], model.words)
        own = layout[b : b + 1].trimmed(alone.n_nodes)
        expected = scores(model, own, alone)
        torch.testing.assert_close(together[b : b + 1], expected, atol=1e-4, rtol=1e-4)


def test_critics_are_optional_and_checked(tmp_path: Path) -> None:
    assert LayoutCritic.load(tmp_path, 73) is None
    (tmp_path / "critic.safetensors").write_bytes(b"no weights")
    with pytest.raises(ModelError, match="damaged"):
        LayoutCritic.load(tmp_path, 73)
