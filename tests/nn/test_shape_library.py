"""Choosing drawn outlines for sampled ones."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor

from scenegan.assets import asset
from scenegan.errors import ModelError
from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.graph_tensors import encode_graphs
from scenegan.nn.layout_choice import choose_layouts
from scenegan.nn.layout_model import LayoutModel
from scenegan.nn.layout_sampling import node_noise
from scenegan.nn.layout_tokens import FieldMask, Layout
from scenegan.nn.look_library import box_shape
from scenegan.nn.shape_library import ShapeLibrary
from scenegan.nn.twins import twin_pairs
from tests.nn.graphs import cat

TORSO, HORN, RARE = 2, 12, 30
POINTED = 1
LEVELS = (-60, -20, 20, 60)


def table() -> dict[str, Tensor]:
    """Eight horns on torsos, two for each level; the second of each is pointed and wide."""
    code = torch.zeros(9, 32, dtype=torch.int8)
    code[:8] = torch.tensor(LEVELS, dtype=torch.int8).repeat_interleave(2)[:, None]
    mirrored = code.clone()
    mirrored[:, 0] += 40
    attributes = torch.zeros(9, 3, dtype=torch.uint8)
    attributes[1:8:2, POINTED] = 1
    box = torch.tensor([[0.0, -2.0]]).repeat(9, 1)
    box[1:8:2, 0] = 1.0
    return {
        "code": code,
        "mirrored": mirrored,
        "step": torch.tensor([1 / 20]),
        "part": torch.tensor([HORN] * 8 + [RARE]),
        "parent": torch.tensor([TORSO] * 9),
        "attributes": attributes,
        "box": box,
    }


def horned(pointed: bool = False, part: int = HORN) -> tuple[GraphBatch, Layout]:
    """A torso with a horn, and two candidates of its layout."""
    attributes = torch.zeros(1, 2, 3)
    attributes[0, 1, POINTED] = float(pointed)
    batch = GraphBatch(
        part=torch.tensor([[TORSO, part]]),
        attributes=attributes,
        parent=torch.tensor([[-1, 0]]),
        pad=torch.zeros(1, 2, dtype=torch.bool),
        view=torch.tensor([0]),
        pose=torch.tensor([0]),
        kind=torch.zeros(1, 48),
        colors=torch.zeros(1, 2, 6),
        colored=torch.zeros(1, 2, dtype=torch.bool),
        n_parts=73,
    )
    layout = Layout.blank((2, 2))
    layout.shape[0, 1], layout.shape[1, 1] = 0.9, -2.9
    return batch, layout


def taken(batch: GraphBatch, layout: Layout) -> Tensor:
    """Codes of the horn in both candidates, [2, 32]."""
    return ShapeLibrary(table()).nearest(layout, batch, ~batch.pad).shape[:, 1]


def test_the_nearest_outline_is_taken_for_each_candidate() -> None:
    batch, layout = horned()
    found = taken(batch, layout)
    torch.testing.assert_close(found[0], torch.full((32,), 1.0))
    torch.testing.assert_close(found[1], torch.full((32,), -3.0))


def test_a_mirror_image_is_an_outline_too() -> None:
    batch, layout = horned()
    layout.shape[0, 1, 0] = 3.0
    assert taken(batch, layout)[0, 0] == pytest.approx(3.0)


def test_attributes_and_proportions_choose_among_like_outlines() -> None:
    columns = table()
    columns["code"][1:8:2, 5] += 2  # tells the pointed ones
    columns["mirrored"][1:8:2, 5] += 2
    library = ShapeLibrary(columns)
    batch, layout = horned()
    assert library.nearest(layout, batch, ~batch.pad).shape[0, 1, 5] == pytest.approx(1.0)
    asked, _ = horned(pointed=True)
    assert library.nearest(layout, asked, ~batch.pad).shape[0, 1, 5] == pytest.approx(1.1)
    layout.box[:, 1] = torch.tensor([0.2, 0.4, 0.8, 0.6])
    assert box_shape(layout.box[0, 1])[0] == pytest.approx(1.1, abs=0.01)
    assert library.nearest(layout, batch, ~batch.pad).shape[0, 1, 5] == pytest.approx(1.0), (
        "an attribute that nobody asked for weighs more than proportions"
    )


def test_what_is_fixed_or_rare_keeps_its_shape() -> None:
    batch, layout = horned()
    kept = ShapeLibrary(table()).nearest(layout, batch, torch.zeros_like(batch.pad))
    assert torch.equal(kept.shape, layout.shape)
    rare, layout = horned(part=RARE)
    assert torch.equal(taken(rare, layout), layout.shape[:, 1])


@pytest.fixture(scope="module")
def model() -> LayoutModel:
    return LayoutModel.load(asset("weights"))


def test_drawn_layouts_have_drawn_outlines(model: LayoutModel) -> None:
    """All but mirrored twins and what is fixed; the layout's boxes are those that were sampled."""
    assert model.outlines is not None and len(model.outlines) > 10_000
    batch = encode_graphs([cat()], model.words)
    noise = torch.stack([node_noise(range(batch.n_nodes))])
    drawn = model.draw(batch, noise)
    fixed = FieldMask.none((1, batch.n_nodes))
    fixed.shape[0, 0] = True
    outlined = model.outlined(drawn, batch, fixed)
    assert torch.equal(outlined.box, drawn.box) and torch.equal(outlined.depth, drawn.depth)
    same = (outlined.shape == drawn.shape).all(-1)[0]
    followers = twin_pairs(batch, fixed.shape)[:, 2]
    assert same[0] and same[followers].all() and not same[1:].all()
    sampled = replace(model, outlines=None)
    assert torch.equal(sampled.outlined(drawn, batch, fixed).shape, drawn.shape)
    chosen = choose_layouts(model, batch, noise).layout.shape
    assert not torch.equal(chosen, choose_layouts(sampled, batch, noise).layout.shape)


def test_libraries_are_optional_and_checked(tmp_path: Path) -> None:
    assert ShapeLibrary.load(tmp_path) is None
    path = tmp_path / "shapes.safetensors"
    path.write_bytes(b"not a library")
    with pytest.raises(ModelError, match="damaged"):
        ShapeLibrary.load(tmp_path)
    save_file({"code": torch.zeros(1, 32)}, path)
    with pytest.raises(ModelError, match="damaged"):
        ShapeLibrary.load(tmp_path)
