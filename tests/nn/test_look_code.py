"""Look codes: paints, their place in a part, and what the painter makes of them."""

from pathlib import Path

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.torch import load_file
from torch import Tensor

from scenegan.assets import asset
from scenegan.nn.cascade import Painter
from scenegan.nn.color_space import lab_to_srgb, srgb_to_lab
from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.line_bands import line_bands
from scenegan.nn.look_code import (
    LAYER_SIDE,
    LAYERS,
    LOOK_CODE_DIMS,
    PAINTS,
    LookCode,
    PaintedLayers,
    paints,
    plain_layers,
)
from scenegan.nn.spreading import PartMap

FIXTURE = Path(__file__).parent / "fixtures" / "painter_parity.safetensors"
ORANGE_AND_BLUE = torch.tensor([65.0, 50, 60, 35, 20, -50])


@pytest.fixture(scope="module")
def look_code() -> LookCode:
    return LookCode.load(asset("weights"))


@pytest.fixture(scope="module")
def painter() -> Painter:
    return Painter.load(asset("weights"))


@pytest.fixture(scope="module")
def scene() -> dict[str, Tensor]:
    return load_file(FIXTURE)


@pytest.fixture(scope="module")
def batch(scene: dict[str, Tensor]) -> GraphBatch:
    names = ("part", "parent", "pad", "view", "pose", "kind", "colors", "colored")
    tensors = {name: scene[name] for name in names}
    return GraphBatch(**tensors, attributes=scene["attributes"].float(), n_parts=73)


def disc(paint: str, radius: float) -> Tensor:
    """A disc of one paint in the middle of the main colour, with any lines: [10, 24, 24]."""
    place = (torch.arange(LAYER_SIDE) + 0.5) / LAYER_SIDE - 0.5
    inside = place[:, None] ** 2 + place**2 < radius**2
    layers = torch.full((LAYERS, LAYER_SIDE, LAYER_SIDE), 0.5)
    layers[: len(PAINTS)] = 0
    layers[0] = (~inside).float()
    layers[PAINTS.index(paint)] += inside.float()
    return layers


def one_part(box: list[float], side: int = 64) -> tuple[PartMap, Tensor, Tensor]:
    """A part that fills its whole box."""
    x0, y0, x1, y1 = (round(v * side) for v in box)
    index = torch.full((1, side, side), 255, dtype=torch.uint8)
    index[:, y0:y1, x0:x1] = 0
    return PartMap(index, 1), torch.tensor([[box]]), ORANGE_AND_BLUE[None, None]


@given(st.floats(25, 90), st.floats(-40, 40), st.floats(-40, 40))
@settings(max_examples=40, deadline=None)
def test_shade_is_darker_and_light_is_lighter(lightness: float, a: float, b: float) -> None:
    main = srgb_to_lab(lab_to_srgb(torch.tensor([lightness, a, b])))
    mixed = srgb_to_lab(paints(torch.cat([main, main])))
    torch.testing.assert_close(mixed[0], main, atol=0.6, rtol=0)
    torch.testing.assert_close(mixed[3], main, atol=0.6, rtol=0)
    assert mixed[1, 0] < mixed[0, 0] < mixed[2, 0] + 1e-3
    assert mixed[4, 0] < 10 and mixed[5, 0] > 95


def test_plain_look_is_the_main_colour_alone() -> None:
    parts, box, colors = one_part([0.25, 0.25, 0.75, 0.5])
    painted = PaintedLayers(parts, box, colors, plain_layers(1, 1))
    expected = parts.spread(lab_to_srgb(colors[..., :3]))
    torch.testing.assert_close(painted.base, expected, atol=1e-6, rtol=0)
    assert painted.weights.abs().max() < 1e-12


@pytest.mark.parametrize("box", [[0.25, 0.25, 0.75, 0.75], [0.0, 0.5, 0.25, 1.0]])
def test_pupil_lies_in_the_middle_of_its_part_whatever_its_size(box: list[float]) -> None:
    parts, where, colors = one_part(box)
    layers = (disc("ink", 0.25)[None, None] - 0.5) * 12
    ink = PaintedLayers(parts, where, colors, layers).weights[0, PAINTS.index("ink") - 1]
    rows, columns = torch.meshgrid(torch.arange(64) + 0.5, torch.arange(64) + 0.5, indexing="ij")
    center = torch.stack([(ink * columns).sum(), (ink * rows).sum()]) / ink.sum() / 64
    x0, y0, x1, y1 = box
    torch.testing.assert_close(center, torch.tensor([x0 + x1, y0 + y1]) / 2, atol=0.01, rtol=0)
    share = ink.sum() / 64**2 / ((x1 - x0) * (y1 - y0))
    assert abs(float(share) - torch.pi / 16) < 0.03
    assert ink[parts.index[0] == 255].max() == 0


def test_enlarged_edges_stay_sharp() -> None:
    parts, box, colors = one_part([0.0, 0.0, 1.0, 1.0], side=256)
    layers = (disc("ink", 0.25)[None, None] - 0.5) * 12
    ink = PaintedLayers(parts, box, colors, layers).weights[0, PAINTS.index("ink") - 1]
    mixed = ((ink > 0.1) & (ink < 0.9)).float().mean()
    assert mixed < 0.015


def test_lines_lie_in_their_band_and_are_told_nowhere_else() -> None:
    parts, box, colors = one_part([0.25, 0.25, 0.75, 0.75])
    layers = plain_layers(1, 1)
    layers[0, 0, len(PAINTS) + 1] = 20  # a line that begins a pixel below the border
    layers[0, 0, len(PAINTS) + 2, :, :12] = -20  # none below it, in the left half
    line = PaintedLayers(parts, box, colors, layers).weights[0, -1]
    bands = line_bands(parts.index)[0]
    inside = parts.index[0] == 0
    assert (line[inside & (bands == 1)] > 0.99).all()
    below = inside & (bands == 2)
    assert (line[:, :30][below[:, :30]] < -0.99).all() and line[:, 34:][below[:, 34:]].eq(0).all()
    assert (line[~inside | (bands == 0) | (bands >= 3)] == 0).all()


def test_shares_are_differentiable() -> None:
    parts, box, colors = one_part([0.25, 0.25, 0.75, 0.75])
    layers = torch.zeros(1, 1, LAYERS, LAYER_SIDE, LAYER_SIDE, requires_grad=True)
    PaintedLayers(parts, box, colors, layers).base.sum().backward()
    assert layers.grad is not None and layers.grad.abs().max() > 0


def test_trained_code_gives_a_look_back(look_code: LookCode) -> None:
    words = list(range(14, 15))  # eyes
    part = torch.tensor(words * 2)
    layers = torch.stack([disc("ink", 0.3), disc("white", 0.3)])
    with torch.inference_mode():
        code, _ = look_code.encode(layers, part)
        found = look_code.decode(code, part)[:, : len(PAINTS)].argmax(1)
    agreement = (found == layers[:, : len(PAINTS)].argmax(1)).float().mean((1, 2))
    assert code.shape == (2, LOOK_CODE_DIMS)
    assert agreement.min() > 0.9


def test_nodes_without_a_look_are_plain(look_code: LookCode) -> None:
    code = torch.zeros(1, 3, LOOK_CODE_DIMS)
    looked = torch.tensor([[True, False, False]])
    part = torch.tensor([[14, 14, 73]])
    with torch.inference_mode():
        layers = look_code.layers(code, looked, part)
    assert torch.equal(layers[:, 1:], plain_layers(1, 2))
    assert not torch.equal(layers[:, :1], plain_layers(1, 1))


def test_painted_looks_are_those_of_the_training_code(
    painter: Painter, look_code: LookCode, batch: GraphBatch, scene: dict[str, Tensor]
) -> None:
    with torch.inference_mode():
        layers = look_code.layers(scene["layers_code"].float(), scene["looked"], batch.part)
        picture = painter(batch, scene["box"], scene["index_map"], batch.colors, layers=layers)[2]
    torch.testing.assert_close(picture[:, :, 2::4, 2::4], scene["layered256"], atol=3e-4, rtol=0)


def test_looks_change_their_part_and_nothing_far_from_it(
    painter: Painter, look_code: LookCode, batch: GraphBatch, scene: dict[str, Tensor]
) -> None:
    index = scene["index_map"]
    areas = torch.bincount(index[index != 255].flatten().long())
    node = int(areas.argmax())
    looked = torch.zeros_like(batch.pad)
    looked[0, node] = True
    code = torch.randn(*looked.shape, LOOK_CODE_DIMS, generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        layers = look_code.layers(code, looked, batch.part)
        plain = painter(batch, scene["box"], index, batch.colors)
        dressed = painter(batch, scene["box"], index, batch.colors, layers=layers)
    mine = (index[0] == node)[None].float()
    near = torch.nn.functional.max_pool2d(mine, 33, 1, 16)
    for cells, (before, after) in zip((4, 2, 1), zip(plain, dressed, strict=True), strict=True):
        change = (before - after).abs().amax(1)[0]
        far = torch.nn.functional.max_pool2d(near, cells)[0] == 0
        # A plain part is all but exactly the main colour once other parts have looks.
        assert change[far].max() < 1e-4
        inside = torch.nn.functional.avg_pool2d(mine, cells)[0] == 1
        assert change[inside].mean() > 0.01
