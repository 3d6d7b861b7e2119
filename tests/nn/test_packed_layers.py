"""Packed layers are their layers once more, whether torch has the operators or not."""

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from scenegan.nn import packed_layers
from scenegan.nn.decoded_shapes import DecodedShapes
from scenegan.nn.layout import LayoutFlow
from scenegan.nn.modulation import ModulatedBlock
from scenegan.nn.packed_flow import PackedFlow
from scenegan.nn.packed_layers import After, PackedConvolution, PackedLinear
from scenegan.nn.packed_modulation import PackedBlock
from scenegan.nn.packed_shapes import PackedShapes
from scenegan.nn.shape_code import ShapeCode
from scenegan.nn.spreading import LayoutFeatures, doubled
from scenegan.nn.threads import one_thread
from tests.nn.test_painter_parts import chain, random

AFTER = {"none": lambda x: x, "gelu": F.gelu, "swish": F.silu}


@pytest.fixture(params=[True, False], ids=["packed", "without the operators"])
def operators(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    if not request.param:
        monkeypatch.setattr(packed_layers, "_are_available", lambda *_: False)
    return bool(request.param)


def assert_close(found: Tensor, expected: Tensor) -> None:
    torch.testing.assert_close(found, expected, atol=1e-4, rtol=1e-4)


def picture(*shape: int) -> Tensor:
    return random(*shape).contiguous(memory_format=torch.channels_last)


@pytest.mark.parametrize("after", ["none", "gelu", "swish"])
@torch.inference_mode()
def test_linear(operators: bool, after: After) -> None:
    layer = nn.Linear(24, 40)
    packed = PackedLinear(layer)
    for shape in ((5, 24), (2, 7, 24), (0, 24)):
        x = random(*shape)
        assert_close(packed(x, after), AFTER[after](layer(x)))


@pytest.mark.parametrize(
    "layer",
    [
        nn.Conv2d(12, 20, 3, padding=1),
        nn.Conv2d(12, 8, 1, bias=False),
        nn.Conv2d(12, 12, 3, padding=1, groups=12),
        nn.ConvTranspose2d(12, 8, 4, 2, 1),
    ],
    ids=["square", "pointwise", "depthwise", "transposed"],
)
@torch.inference_mode()
def test_convolution(operators: bool, layer: nn.Conv2d | nn.ConvTranspose2d) -> None:
    packed = PackedConvolution(layer, (2, 12, 10, 10))
    for shape in ((2, 12, 10, 10), (1, 12, 6, 14)):
        x = picture(*shape)
        expected = layer(x)
        assert_close(packed(x), expected)
        assert_close(packed(x, "swish"), F.silu(expected))


@torch.inference_mode()
def test_convolution_joined_with_a_picture(operators: bool) -> None:
    layer = nn.Conv2d(12, 20, 3, padding=1)
    packed = PackedConvolution(layer, (1, 12, 10, 10))
    x, other = picture(1, 12, 10, 10), picture(1, 20, 10, 10)
    kept = other.clone()
    assert_close(packed.times(x, other), layer(x) * other)
    assert torch.equal(other, kept)
    added = packed.add_to(other, x)
    assert_close(added, layer(x) + kept)
    assert added.data_ptr() == other.data_ptr()


@pytest.mark.parametrize("outputs", [16, 24])
@torch.inference_mode()
def test_modulated_block(operators: bool, outputs: int) -> None:
    block = ModulatedBlock(16, outputs, 10).eval()
    packed = PackedBlock(block, 12)
    x, layout = picture(1, 16, 12, 12), LayoutFeatures(picture(1, 10, 12, 12))
    expected = block(x, layout)
    assert_close(packed(x, layout), expected)


@pytest.mark.parametrize("outputs", [16, 24])
@torch.inference_mode()
def test_a_modulated_block_doubles_smaller_pictures(operators: bool, outputs: int) -> None:
    block = ModulatedBlock(16, outputs, 9).eval()
    x, layout = picture(1, 16, 6, 4), LayoutFeatures(picture(1, 9, 12, 8))
    expected = block(doubled(x), layout)
    assert_close(block(x, layout), expected)
    assert_close(PackedBlock(block, 12)(x, layout), expected)


@torch.no_grad()
def test_layout_network(operators: bool) -> None:
    flow = LayoutFlow(5, 3, width=32, depth=2, heads=4).eval()
    for number, weights in enumerate(flow.parameters()):
        weights.copy_(random(*weights.shape, seed=number) * 0.2)
    batch = chain(5, batch=2)
    noise, clean = random(2, 5, 43), random(2, 5, 43, seed=1)
    given = torch.zeros(2, 5, 43, dtype=torch.bool)
    given[0, 1:3, 37:], given[1, 0] = True, True
    packed = PackedFlow(flow)
    velocity = packed.bound(given, clean, packed.condition(batch))
    expected = flow.bound(given, clean, flow.condition(batch))
    for time in (0.0, 0.25, 0.75, 0.25):
        assert_close(velocity(noise, time), expected(noise, time))
    assert (velocity(noise, 0.0) - velocity(noise, 0.75)).abs().max() > 0.01


@torch.inference_mode()
def test_two_threads_put_out_what_one_does() -> None:
    flow = LayoutFlow(5, 3).eval()
    for number, weights in enumerate(flow.parameters()):
        weights.copy_(random(*weights.shape, seed=number) * 0.05)
    packed, before = PackedFlow(flow), torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        for nodes in (8, 13):
            batch, x = chain(nodes, batch=3), random(3, nodes, 43)
            given = torch.zeros(3, nodes, 43, dtype=torch.bool)
            with one_thread():
                velocity = packed.bound(given, x, packed.condition(batch))
                found = [velocity(x, 0.25) for _ in range(9)]
            assert all(torch.equal(found[0], other) for other in found)
    finally:
        torch.set_num_threads(before)


@torch.inference_mode()
def test_shapes(operators: bool) -> None:
    network = ShapeCode(7, channels=16).eval()
    code, part = random(9, 32), torch.arange(9) % 7
    packed = PackedShapes(network).decode
    assert_close(packed(code, part), network.decode(code, part))
    together = DecodedShapes(network, packed).decode(code, part)
    for rows in ([3], [2, 5], [8, 3, 7, 1, 0], [4, 0, 1, 7, 6, 2], list(range(9))[::-1]):
        alone = DecodedShapes(network, packed).decode(code[rows], part[rows])
        assert torch.equal(alone, together[rows])
