"""The critic that ranks layouts."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor

from scenegan.assets import asset
from scenegan.errors import ModelError
from scenegan.nn.graph_tensors import encode_graphs
from scenegan.nn.layout_choice import choose_layouts
from scenegan.nn.layout_critic import LayoutCritic, place_features
from scenegan.nn.layout_model import LayoutModel
from scenegan.nn.layout_sampling import node_noise
from scenegan.nn.layout_tokens import Layout
from tests.nn.graphs import cat, lizard


@pytest.fixture(scope="module")
def model() -> LayoutModel:
    return LayoutModel.load(asset("weights"))


@pytest.fixture(scope="module")
def critic(model: LayoutModel) -> LayoutCritic:
    assert model.critic is not None
    return model.critic


def noise(n: int, candidates: int) -> Tensor:
    return torch.stack([node_noise(range(100 * c, 100 * c + n)) for c in range(candidates)])


def test_the_likeliest_layout_comes_first(model: LayoutModel, critic: LayoutCritic) -> None:
    batch = encode_graphs([cat()], model.words)
    drawn = model.draw(batch, noise(batch.n_nodes, 4))
    ranked = model.ranked(drawn, batch, 4)
    scores = critic.scores(batch.repeat(4), ranked.box, ranked.depth)
    assert (scores.diff() <= 0).all() and scores[0] > scores[-1]
    assert sorted(ranked.depth[:, 0].tolist()) == sorted(drawn.depth[:, 0].tolist())
    assert torch.equal(replace(model, critic=None).ranked(drawn, batch, 4).box, drawn.box)
    best = model.ranked(drawn, batch, 2)
    assert torch.equal(best.box, ranked.box[:2]) and torch.equal(best.shape, ranked.shape[:2])
    first = choose_layouts(model, batch, noise(batch.n_nodes, 4), good_enough=99.0)
    assert torch.equal(first.layout.depth.argsort(), ranked.depth[:1].argsort())


def test_graphs_keep_their_own_candidates(model: LayoutModel, critic: LayoutCritic) -> None:
    """Padding and other graphs change no score."""
    graphs = [cat(), lizard()]
    both = encode_graphs(graphs, model.words)
    layout = model.draw(both, noise(both.n_nodes, 2).repeat(2, 1, 1))
    ranked = model.ranked(layout, both, 2)
    for b, graph in enumerate(graphs):
        alone = encode_graphs([graph], model.words)
        n = alone.n_nodes
        box, depth = ranked.box[2 * b : 2 * b + 2, :n], ranked.depth[2 * b : 2 * b + 2, :n]
        expected = critic.scores(alone.repeat(2), box, depth)
        found = critic.scores(both[b].repeat(2), *(x[2 * b : 2 * b + 2] for x in _places(ranked)))
        torch.testing.assert_close(found, expected)
        assert expected[0] >= expected[1]


def test_a_shuffled_creature_looks_less_drawn(model: LayoutModel, critic: LayoutCritic) -> None:
    worse = 0
    for graph in (cat(), lizard()):
        batch = encode_graphs([graph], model.words)
        drawn = model.draw(batch, noise(batch.n_nodes, 4))
        shuffled = drawn.box.flip(1)
        scores = [critic.scores(batch.repeat(4), b, drawn.depth) for b in (drawn.box, shuffled)]
        worse += int((scores[1] < scores[0]).sum())
    assert worse == 8


def test_features_know_no_place_and_no_scale(model: LayoutModel) -> None:
    batch = encode_graphs([cat()], model.words)
    drawn = model.draw(batch, noise(batch.n_nodes, 1))
    features = place_features(batch, drawn.box, drawn.depth)
    assert features.shape == (1, batch.n_nodes, 16) and torch.isfinite(features).all()
    moved = place_features(batch, drawn.box * 0.6 + 0.1, drawn.depth)
    torch.testing.assert_close(moved, features, atol=2e-3, rtol=1e-3)


def test_critics_are_optional_and_checked(tmp_path: Path) -> None:
    assert LayoutCritic.load(tmp_path, 73) is None
    (tmp_path / "critic.safetensors").write_bytes(b"no weights")
    with pytest.raises(ModelError, match="damaged"):
        LayoutCritic.load(tmp_path, 73)


def _places(layout: Layout) -> tuple[Tensor, Tensor]:
    return layout.box, layout.depth
