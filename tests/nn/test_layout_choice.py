"""The whole way from graphs to part maps with the released weights."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from scipy import ndimage
from torch import Tensor

from scenegan.assets import asset
from scenegan.graph.edits import reattach
from scenegan.nn.composition import EMPTY
from scenegan.nn.filling_square import FILLED
from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.graph_tensors import encode_graphs
from scenegan.nn.layout_choice import (
    ChosenLayouts,
    choose_layouts,
    compose_layouts,
    fit_square,
)
from scenegan.nn.layout_critic import LayoutCritic
from scenegan.nn.layout_model import LayoutModel
from scenegan.nn.layout_sampling import node_noise
from scenegan.nn.layout_tokens import FieldMask, Layout
from scenegan.nn.twins import stand_opposite, twin_pairs
from tests.nn.graphs import bird, cat, fish, ghost, hand_written, lizard


@pytest.fixture(scope="module")
def model() -> LayoutModel:
    return LayoutModel.load(asset("weights"))


def noise(n: int, candidates: int = 1, first: int = 0) -> Tensor:
    rows = [node_noise([first + 100 * c + k for k in range(n)]) for c in range(candidates)]
    return torch.stack(rows)


def composed(model: LayoutModel, chosen: ChosenLayouts, batch: GraphBatch) -> Tensor:
    return compose_layouts(model, chosen.layout, chosen.shapes, batch)


def second_piece(part_map: Tensor) -> float:
    """Share of the area that the second largest piece has."""
    pieces, count = ndimage.label(part_map.numpy() != EMPTY)
    sizes = np.sort(np.bincount(pieces.ravel())[1:])
    return float(sizes[-2] / sizes.sum()) if count > 1 else 0.0


def test_noise_belongs_to_the_node() -> None:
    assert torch.equal(node_noise([5, 9])[1], node_noise([9, 1, 2])[0])
    assert not torch.equal(node_noise([5])[0], node_noise([6])[0])
    assert node_noise([]).shape == (0, 43)
    assert node_noise(range(300), 0.5).std() == pytest.approx(0.5, rel=0.05)


def test_hand_written_graphs_are_whole_and_visible(model: LayoutModel) -> None:
    hidden = parts = 0
    for graph in hand_written():
        batch = encode_graphs([graph], model.words)
        for seed in (0, 1000):
            chosen = choose_layouts(model, batch, noise(batch.n_nodes, 2, seed))
            part_map = composed(model, chosen, batch)
            assert second_piece(part_map[0]) <= 0.005, graph.creature.kind
            shown = set(part_map.unique().tolist()) - {EMPTY}
            hidden += batch.n_nodes - len(shown)
            parts += batch.n_nodes
            box = chosen.layout.box[0]
            longest = (box[:, 2:].amax(0) - box[:, :2].amin(0)).max()
            assert longest == pytest.approx(FILLED, abs=1e-4)
    assert hidden <= 0.01 * parts


def test_the_same_seeds_give_the_same_layout(model: LayoutModel) -> None:
    batch = encode_graphs([cat()], model.words)
    a, b = (choose_layouts(model, batch, noise(batch.n_nodes, 2)) for _ in range(2))
    assert torch.equal(a.layout.box, b.layout.box) and torch.equal(a.shapes, b.shapes)
    c = choose_layouts(model, batch, noise(batch.n_nodes, 2, 7000))
    assert not torch.equal(composed(model, a, batch), composed(model, c, batch))


def test_a_stored_layout_composes_the_same_map(model: LayoutModel) -> None:
    batch = encode_graphs([ghost()], model.words)
    chosen = choose_layouts(model, batch, noise(batch.n_nodes, 2))
    shapes = model.shapes(chosen.layout, batch)
    again = compose_layouts(model, chosen.layout, shapes, batch)
    assert torch.equal(again, composed(model, chosen, batch))


def test_the_candidate_with_the_least_cost_is_kept(model: LayoutModel) -> None:
    batch = encode_graphs([fish()], model.words)
    z = noise(batch.n_nodes, 3)
    faultless = replace(model, critic=None)
    alone = [choose_layouts(faultless, batch, z[k : k + 1]) for k in range(3)]
    together = choose_layouts(faultless, batch, z)
    costs = [one.cost.item() for one in alone]
    assert together.cost.item() == pytest.approx(min(costs), abs=0.05)
    assert torch.equal(together.layout.box, alone[int(np.argmin(costs))].layout.box)


def test_a_layout_is_kept_whose_parts_are_recognised(
    model: LayoutModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A critic that is sure of one candidate decides, unless that has many faults more."""
    batch = encode_graphs([cat()], model.words)
    z = noise(batch.n_nodes, 3)
    alone = [choose_layouts(model, batch, z[k : k + 1]).layout for k in range(3)]
    for sure in range(3):

        def scores(*_: Any, sure: int = sure) -> Tensor:
            return torch.full((3,), -6.0).index_fill(0, torch.tensor(sure), 0.0)

        monkeypatch.setattr(LayoutCritic, "scores", scores)
        chosen = choose_layouts(model, batch, z)
        assert torch.equal(chosen.layout.box, alone[sure].box)


def test_a_users_box_is_obeyed_exactly(model: LayoutModel) -> None:
    graph = lizard()
    batch = encode_graphs([graph], model.words)
    given = Layout.blank((1, batch.n_nodes))
    fixed = FieldMask.none((1, batch.n_nodes))
    places = {1: (0.05, 0.05, 0.4, 0.4), 6: (0.6, 0.75, 0.95, 0.9)}
    for k, box in places.items():
        given.box[0, k] = torch.tensor(box)
        fixed.box[0, k] = True
    chosen = choose_layouts(model, batch, noise(batch.n_nodes, 2), given, fixed)
    for k, box in places.items():
        assert torch.equal(chosen.layout.box[0, k], torch.tensor(box))


def test_untouched_parts_keep_all_they_have(model: LayoutModel) -> None:
    batch = encode_graphs([lizard()], model.words)
    n = batch.n_nodes
    first = choose_layouts(model, batch, noise(n, 2)).layout
    kept = torch.ones(1, n, dtype=torch.bool)
    kept[0, [6, 11]] = False
    fixed = FieldMask(kept, kept, kept, kept)
    second = choose_layouts(model, batch, noise(n, 2, 500), first, fixed).layout
    for name in ("box", "depth", "shape", "colors"):
        assert torch.equal(getattr(first, name)[kept], getattr(second, name)[kept]), name
    assert not torch.equal(first.box[0, 6], second.box[0, 6])


def test_named_colours_come_back_as_named(model: LayoutModel) -> None:
    batch = encode_graphs([bird()], model.words)
    layout = model.propose(batch, noise(batch.n_nodes))
    assert torch.equal(layout.colors[batch.colored], batch.colors[batch.colored])
    assert not batch.colored.all() and layout.colors[~batch.colored].abs().min() > 0


def test_twins_are_alike(model: LayoutModel) -> None:
    batch = encode_graphs([lizard(), cat()], model.words)
    pairs = twin_pairs(batch)
    layout = model.propose(batch, torch.cat([noise(batch.n_nodes), noise(batch.n_nodes)]))
    graph, leader, follower = pairs.T
    size = layout.box[..., 2:] - layout.box[..., :2]
    ratio = size[graph, leader] / size[graph, follower]
    assert ratio.log().abs().mean() < 0.25
    opposite = stand_opposite(layout.box, batch, pairs)
    same = layout.shape[graph, leader] == layout.shape[graph, follower]
    assert same[~opposite].all() and not same[opposite].all(-1).any()


def test_twins_are_grouped_by_part_parent_and_attributes(model: LayoutModel) -> None:
    batch = encode_graphs([lizard()], model.words)
    assert {(i, j) for _, i, j in twin_pairs(batch).tolist()} == {(2, 3), (4, 5), (8, 9)}
    attributes = batch.attributes.clone()
    attributes[0, 3] = 0
    changed = replace(batch, attributes=attributes)
    assert (2, 3) not in {(i, j) for _, i, j in twin_pairs(changed).tolist()}
    held = torch.zeros_like(batch.pad)
    held[0, 5] = True
    assert (5, 4) in {(i, j) for _, i, j in twin_pairs(batch, held).tolist()}


def test_rehanging_a_part_changes_the_layout(model: LayoutModel) -> None:
    graph = lizard()
    a = encode_graphs([graph], model.words)
    b = encode_graphs([reattach(graph, "flame-1", "head-1")], model.words)
    first, second = (model.propose(x, noise(x.n_nodes)) for x in (a, b))
    assert (first.box[0, 11] - second.box[0, 11]).abs().max() > 0.03


def test_order_and_padding_do_not_matter(model: LayoutModel) -> None:
    batch = encode_graphs([fish()], model.words)
    z = noise(batch.n_nodes)
    order = torch.tensor([0, 3, 2, 1, 5, 4, 7, 6])
    graph = fish()
    turned = graph.model_copy(update={"parts": tuple(graph.parts[i] for i in order.tolist())})
    turned = type(graph).model_validate(turned.model_dump())
    other = encode_graphs([turned], model.words)
    wide = GraphBatch.cat([batch, encode_graphs([lizard()], model.words)])[:1]
    padded = torch.cat([z, torch.zeros(1, wide.n_nodes - z.shape[1], 43)], 1)
    plain = model.draw(batch, z).box
    # Twins take the noise of the first of them, so their order is left out of the comparison.
    single = [0, 3, 4, 5]
    at = [order.tolist().index(k) for k in single]
    z_turned = z[:, order].clone()
    for k in (1, 6):
        i, j = order.tolist().index(k), order.tolist().index(k + 1)
        z_turned[:, [i, j]] = z[:, [k, k + 1]]
        if i > j:
            z_turned[:, j, 2:4], z_turned[:, j, 5:] = z[:, k, 2:4], z[:, k, 5:]
    torch.testing.assert_close(
        model.draw(other, z_turned).box[0, at], plain[0, single], atol=1e-4, rtol=0
    )
    torch.testing.assert_close(
        model.draw(wide, padded).box[0, : batch.n_nodes], plain[0], atol=1e-4, rtol=0
    )


def test_a_batch_gives_what_each_graph_gives(model: LayoutModel) -> None:
    graphs = [fish(), ghost()]
    both = encode_graphs(graphs, model.words)
    z = torch.cat([noise(both.n_nodes, 2), noise(both.n_nodes, 2, 900)])
    together = choose_layouts(model, both, z)
    for b, graph in enumerate(graphs):
        alone = encode_graphs([graph], model.words)
        n = alone.n_nodes
        chosen = choose_layouts(model, alone, z[2 * b : 2 * b + 2, :n])
        different = composed(model, chosen, alone)[0] != composed(model, together, both)[b]
        assert different.float().mean() < 0.01


def test_fitting_keeps_proportions() -> None:
    box = torch.tensor([[0.2, 0.3, 0.4, 0.35], [0.3, 0.3, 0.6, 0.5]])
    fitted = fit_square(box)
    torch.testing.assert_close(
        (fitted[:, 2:] - fitted[:, :2]) / (box[:, 2:] - box[:, :2]), torch.full((2, 2), 2.3)
    )
    torch.testing.assert_close(
        (fitted[:, :2].amin(0) + fitted[:, 2:].amax(0)) / 2, torch.full((2,), 0.5)
    )
    assert fit_square(torch.zeros(0, 4)).shape == (0, 4)


def test_a_graph_without_parts(model: LayoutModel) -> None:
    graph = lizard().model_copy(update={"parts": ()})
    batch = encode_graphs([graph], model.words)
    chosen = choose_layouts(model, batch, torch.zeros(1, 0, 43))
    assert (composed(model, chosen, batch) == EMPTY).all()
