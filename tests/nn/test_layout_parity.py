"""The released weights give the numbers that were written down when they were trained."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from torch import Tensor

from scenegan.assets import asset
from scenegan.nn.composition import EMPTY, index_map
from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.layout_model import LayoutModel
from scenegan.nn.layout_tokens import FieldMask, Layout, pack, unpack

FIXTURE = Path(__file__).parent / "fixtures" / "layout_parity.safetensors"


@pytest.fixture(scope="module")
def expected() -> dict[str, Tensor]:
    return load_file(FIXTURE)


@pytest.fixture(scope="module")
def model() -> LayoutModel:
    return replace(LayoutModel.load(asset("weights")), packed=None)


@pytest.fixture(scope="module")
def batch(expected: dict[str, Tensor]) -> GraphBatch:
    return GraphBatch(
        part=expected["graph_cls"],
        attributes=expected["graph_att"].float(),
        parent=expected["graph_on"],
        pad=expected["graph_pad"],
        view=expected["graph_view"],
        pose=expected["graph_pose"],
        kind=expected["graph_kvec"],
        colors=expected["graph_col"],
        colored=expected["graph_has"],
        n_parts=73,
    )


def test_relations(batch: GraphBatch, expected: dict[str, Tensor]) -> None:
    assert torch.equal(batch.relations(), expected["relations"].long())


def test_graph_encoder(model: LayoutModel, batch: GraphBatch, expected: dict[str, Tensor]) -> None:
    with torch.no_grad():
        out = model.flow.encoder(expected["encoder_in"], batch[0])
    present = ~batch.pad[:1]
    torch.testing.assert_close(out[present], expected["encoder_out"][present], atol=2e-5, rtol=1e-4)


def test_velocity(model: LayoutModel, batch: GraphBatch, expected: dict[str, Tensor]) -> None:
    clean = model.norm.encode(pack(Layout(*_blank(batch), batch.colors)), batch)
    given = FieldMask(*(torch.zeros_like(batch.pad),) * 3, batch.colored).tokens()
    with torch.no_grad():
        condition = model.flow.condition(batch)
        velocity = model.flow(expected["noise"], expected["time"], given, clean, condition)
    present = ~batch.pad
    torch.testing.assert_close(
        velocity[present], expected["velocity"][present], atol=1e-4, rtol=1e-4
    )


def test_sampled_layout(model: LayoutModel, batch: GraphBatch, expected: dict[str, Tensor]) -> None:
    layout = model.propose(batch, expected["noise"], steps=3)
    present, free = ~batch.pad, ~batch.pad & ~batch.colored
    torch.testing.assert_close(layout.box[present], expected["box"][present], atol=1e-4, rtol=0)
    torch.testing.assert_close(layout.depth[present], expected["depth"][present], atol=2e-4, rtol=0)
    torch.testing.assert_close(
        layout.shape[present], expected["shared_code"][present], atol=1e-3, rtol=1e-3
    )
    colors = expected["sampled_colors"]
    torch.testing.assert_close(layout.colors[free], colors[free], atol=1e-2, rtol=1e-3)
    assert torch.equal(layout.colors[batch.colored], batch.colors[batch.colored])


def test_shapes_and_map(model: LayoutModel, batch: GraphBatch, expected: dict[str, Tensor]) -> None:
    layout = Layout(expected["box"], expected["depth"], expected["shared_code"], batch.colors)
    logits = model.shapes(layout, batch)
    torch.testing.assert_close(logits[0, :4], expected["logits"].float(), atol=2e-2, rtol=2e-3)
    composed = index_map(logits, layout.box, layout.depth, batch.pad, 128)
    different = composed != expected["index_map"]
    assert (composed != EMPTY).float().mean() > 0.1
    assert different.float().mean() < 2e-4


def test_encoded_shapes(model: LayoutModel, batch: GraphBatch, expected: dict[str, Tensor]) -> None:
    present = ~batch.pad
    part = batch.part[present][:6]
    code = expected["shared_code"][present][:6]
    with torch.no_grad():
        shape = model.shape_code.decode(code, part).sigmoid()
        mean, _ = model.shape_code.encode(shape, part)
    torch.testing.assert_close(mean, expected["encoded_mean"], atol=1e-4, rtol=1e-4)


def test_tokens_of_the_sample(expected: dict[str, Tensor]) -> None:
    layout = unpack(expected["tokens"])
    torch.testing.assert_close(layout.box, expected["box"], atol=1e-6, rtol=0)
    torch.testing.assert_close(layout.colors, expected["sampled_colors"], atol=1e-4, rtol=1e-5)


def _blank(batch: GraphBatch) -> tuple[Tensor, Tensor, Tensor]:
    blank = Layout.blank((len(batch), batch.n_nodes))
    return blank.box, blank.depth, blank.shape
