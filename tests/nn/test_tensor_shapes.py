"""Every network's tensors have the shapes and types that its documentation says, for any sizes."""

import pytest
import torch
from beartype import beartype
from jaxtyping import Bool, Float, Int, UInt8, jaxtyped
from torch import Tensor

from scenegan.nn.cascade import Painter
from scenegan.nn.composition import compose, index_map, part_masks
from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.layout import LayoutFlow
from scenegan.nn.layout_tokens import Layout, pack, unpack
from scenegan.nn.shape_code import ShapeCode

PARTS, ATTRIBUTES = 7, 5
checked = jaxtyped(typechecker=beartype)


def _batch(b: int, n: int) -> GraphBatch:
    pad = torch.zeros(b, n, dtype=torch.bool)
    pad[0, n - 1] = n > 1
    return GraphBatch(
        part=torch.randint(0, PARTS, (b, n)).masked_fill(pad, PARTS),
        attributes=torch.zeros(b, n, ATTRIBUTES),
        parent=torch.arange(-1, n - 1).expand(b, n).masked_fill(pad, -1),
        pad=pad,
        view=torch.zeros(b, dtype=torch.long),
        pose=torch.zeros(b, dtype=torch.long),
        kind=torch.zeros(b, 48),
        colors=torch.zeros(b, n, 6),
        colored=torch.zeros(b, n, dtype=torch.bool),
        n_parts=PARTS,
    )


@checked
def _encode(
    shape: Float[Tensor, "k 32 32"], part: Int[Tensor, " k"]
) -> tuple[Float[Tensor, "k 32"], Float[Tensor, "k 32"]]:
    return ShapeCode(PARTS).encode(shape, part)


@checked
def _decode(code: Float[Tensor, "k 32"], part: Int[Tensor, " k"]) -> Float[Tensor, "k 32 32"]:
    return ShapeCode(PARTS).decode(code, part)


@checked
def _masks(logits: Float[Tensor, "k 32 32"], box: Float[Tensor, "k 4"]) -> Bool[Tensor, "k 64 64"]:
    return part_masks(logits, box, 64)


@checked
def _composed(
    masks: Bool[Tensor, "*b n s s"], depth: Float[Tensor, "*b n"]
) -> UInt8[Tensor, "*b s s"]:
    return compose(masks, depth)


@checked
def _map(
    logits: Float[Tensor, "b n 32 32"],
    box: Float[Tensor, "b n 4"],
    depth: Float[Tensor, "b n"],
    pad: Bool[Tensor, "b n"],
) -> UInt8[Tensor, "b 256 256"]:
    return index_map(logits, box, depth, pad)


@checked
def _velocity(
    x: Float[Tensor, "b n 43"],
    t: Float[Tensor, " b"],
    given: Bool[Tensor, "b n 43"],
    clean: Float[Tensor, "b n 43"],
    batch: GraphBatch,
) -> Float[Tensor, "b n 43"]:
    flow = LayoutFlow(PARTS, ATTRIBUTES).eval()
    return flow(x, t, given, clean, flow.condition(batch))


@checked
def _paint(
    batch: GraphBatch,
    box: Float[Tensor, "b n 4"],
    part_map: UInt8[Tensor, "b 256 256"],
    colors: Float[Tensor, "b n 6"],
) -> tuple[Float[Tensor, "b 4 64 64"], Float[Tensor, "b 4 128 128"], Float[Tensor, "b 4 256 256"]]:
    painter = Painter(PARTS, ATTRIBUTES, channels=(16, 16, 16, 16, 8, 8)).eval()
    stages = painter(batch, box, part_map, colors)
    return stages[0], stages[1], stages[2]


@pytest.mark.parametrize("k", [0, 1, 5])
def test_shapes_and_masks(k: int) -> None:
    part = torch.randint(0, PARTS, (k,))
    _encode(torch.rand(k, 32, 32), part)
    logits = _decode(torch.randn(k, 32), part)
    box = torch.tensor([0.1, 0.2, 0.7, 0.9]).expand(k, 4)
    masks = _masks(logits, box)
    _composed(masks, torch.zeros(k))
    _composed(masks.expand(2, k, 64, 64), torch.zeros(2, k))


@pytest.mark.parametrize(("b", "n"), [(1, 1), (2, 3)])
@torch.no_grad()
def test_layout_and_painter(b: int, n: int) -> None:
    batch = _batch(b, n)
    box = torch.tensor([0.2, 0.2, 0.8, 0.8]).expand(b, n, 4).clone()
    part_map = _map(torch.ones(b, n, 32, 32), box, torch.zeros(b, n), batch.pad)
    noise = torch.randn(b, n, 43)
    _velocity(noise, torch.rand(b), torch.zeros_like(noise).bool(), noise, batch)
    stages = _paint(batch, box, part_map, torch.zeros(b, n, 6))
    assert all(0 <= float(s.min()) and float(s.max()) <= 1 for s in stages)


def test_tokens_hold_a_layout() -> None:
    box = torch.tensor([[[0.1, 0.2, 0.6, 0.9]]])
    layout = Layout(box, torch.rand(1, 1), torch.randn(1, 1, 32), torch.rand(1, 1, 6) * 50)
    again = unpack(pack(layout))
    torch.testing.assert_close(again.box, layout.box)
    torch.testing.assert_close(again.colors, layout.colors)
