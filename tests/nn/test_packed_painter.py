"""What is painted in windows is, to the last bit, what is painted as a whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from torch import Tensor

from scenegan.assets import asset
from scenegan.nn.cascade import STAGES, Painter
from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.look_code import LAYERS
from scenegan.nn.packed_painter import PackedPainter
from scenegan.nn.spreading import Window

FIXTURE = Path(__file__).parent / "fixtures" / "painter_parity.safetensors"
VIOLET = torch.tensor([45.0, 40, -50, 60, 20, -50])


@pytest.fixture(scope="module")
def scene() -> dict[str, Tensor]:
    loaded: dict[str, Tensor] = load_file(FIXTURE)
    return loaded


@pytest.fixture(scope="module")
def batch(scene: dict[str, Tensor]) -> GraphBatch:
    names = ("part", "parent", "pad", "view", "pose", "kind", "colors", "colored")
    tensors = {name: scene[name] for name in names}
    return GraphBatch(**tensors, attributes=scene["attributes"].float(), n_parts=73)


@pytest.fixture(scope="module")
def painter() -> Painter:
    return Painter.load(asset("weights"))


@pytest.fixture(scope="module")
def fresh() -> Painter:
    """Another one, which is made to forget before it paints."""
    return Painter.load(asset("weights"))


@pytest.fixture(scope="module")
def layers(batch: GraphBatch) -> Tensor:
    generator = torch.Generator().manual_seed(0)
    return torch.randn(*batch.part.shape, LAYERS, 24, 24, generator=generator) * 3


@pytest.fixture
def calls(painter: Painter) -> Iterator[list[int]]:
    """The pixels of each window of 256 that is painted."""
    found: list[int] = []
    hook = painter.block256.register_forward_hook(
        lambda _, inputs, output: found.append(output.shape[2] * output.shape[3])
    )
    yield found
    hook.remove()


@torch.inference_mode()
def paint(
    painter: Painter, batch: GraphBatch, scene: dict[str, Tensor], colors: Tensor, layers: Tensor
) -> list[Tensor]:
    args = (batch, scene["box"], scene["index_map"], colors, None, layers)
    return list(painter.stages(*args, cropped=True))


def nodes_by_size(scene: dict[str, Tensor]) -> list[int]:
    index = scene["index_map"]
    areas = torch.bincount(index[index != 255].long())
    return [int(k) for k in areas.argsort() if areas[k] > 0]


def test_recoloured_parts_are_painted_as_in_a_new_picture(
    painter: Painter,
    fresh: Painter,
    batch: GraphBatch,
    scene: dict[str, Tensor],
    layers: Tensor,
    calls: list[int],
) -> None:
    """From the smallest part to the largest, one after the other, with a new look at the end."""
    colors = batch.colors
    paint(painter, batch, scene, colors, layers)
    whole = calls.pop()
    nodes = nodes_by_size(scene)
    for node in (nodes[0], nodes[len(nodes) // 2], nodes[-1]):
        colors = colors.clone()
        colors[0, node] = VIOLET
        calls.clear()
        found = paint(painter, batch, scene, colors, layers)
        fresh._packed = PackedPainter(fresh)
        expected = paint(fresh, batch, scene, colors, layers)
        assert [p.shape[-1] for p in found] == list(STAGES)
        assert all(torch.equal(a, b) for a, b in zip(found, expected, strict=True))
        assert min(calls) < whole or node == nodes[-1]
    layers = layers.clone()
    layers[0, nodes[0]] = layers[0, nodes[0]].flip(-1)
    calls.clear()
    found = paint(painter, batch, scene, colors, layers)
    fresh._packed = PackedPainter(fresh)
    assert torch.equal(found[2], paint(fresh, batch, scene, colors, layers)[2])
    assert max(calls) < whole


def test_the_same_again_is_not_painted(
    painter: Painter,
    batch: GraphBatch,
    scene: dict[str, Tensor],
    layers: Tensor,
    calls: list[int],
) -> None:
    first = paint(painter, batch, scene, batch.colors, layers)
    calls.clear()
    again = paint(painter, batch, scene, batch.colors, layers)
    assert all(torch.equal(a, b) for a, b in zip(first, again, strict=True))
    assert len(calls) <= 1, "at most the check that windows agree"


def test_another_layout_is_painted_as_a_whole(
    painter: Painter,
    fresh: Painter,
    batch: GraphBatch,
    scene: dict[str, Tensor],
    layers: Tensor,
) -> None:
    paint(painter, batch, scene, batch.colors, layers)
    moved = {**scene, "box": scene["box"] * 0.9}
    found = paint(painter, batch, moved, batch.colors, layers)
    fresh._packed = PackedPainter(fresh)
    assert torch.equal(found[2], paint(fresh, batch, moved, batch.colors, layers)[2])


def test_a_processor_whose_windows_differ_paints_all(
    batch: GraphBatch,
    fresh: Painter,
    scene: dict[str, Tensor],
    layers: Tensor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fresh._packed = PackedPainter(fresh)
    monkeypatch.setattr(fresh._packed, "_agree", lambda *_: False)
    sizes = []
    hook = fresh.block256.register_forward_hook(lambda _, i, o: sizes.append(o.shape[2:]))
    paint(fresh, batch, scene, batch.colors, layers)
    colors = batch.colors.clone()
    colors[0, nodes_by_size(scene)[0]] = VIOLET
    paint(fresh, batch, scene, colors, layers)
    hook.remove()
    assert len(sizes) == 2 and sizes[0] == sizes[1]


def test_windows_grow_shrink_and_move() -> None:
    frame = Window(0, 64, 8, 56)
    window = Window(4, 12, 10, 20)
    assert window.grown(6).clipped(frame) == (0, 18, 8, 26)
    assert window.seen_from(frame) == (4, 12, 2, 12)
    assert window.times(2).scaled(2) == window
    assert window.grown(1).aligned(4) == (0, 16, 8, 24)
    assert not window.is_empty
    assert Window(0, 0, 0, 0).grown(4).is_empty
    assert Window(0, 4, 0, 4).clipped(Window(8, 12, 0, 4)).is_empty


@torch.inference_mode()
def test_looks_reach_the_pictures_of_both_forms(
    painter: Painter, batch: GraphBatch, scene: dict[str, Tensor], layers: Tensor
) -> None:
    args = (batch, scene["box"], scene["index_map"], batch.colors, None)
    packed = paint(painter, batch, scene, batch.colors, layers)
    plain = list(painter.stages(*args, layers))
    flat = list(painter.stages(*args))
    for stage, cells in ((0, 4), (1, 2), (2, 1)):
        there = (scene["index_map"] != 255)[:, None, ::cells, ::cells]
        seen = [picture[stage].where(there, torch.tensor(0.0)) for picture in (packed, plain, flat)]
        torch.testing.assert_close(seen[0], seen[1], atol=2e-3, rtol=0)
        assert (seen[0] - seen[2]).abs().max() > 0.05
