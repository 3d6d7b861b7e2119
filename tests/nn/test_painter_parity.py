"""The released painter gives the pictures that were written down when it was trained."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from torch import Tensor

from scenegan.assets import asset
from scenegan.nn.cascade import STAGES, Painter
from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.spreading import PartMap, geometry

FIXTURE = Path(__file__).parent / "fixtures" / "painter_parity.safetensors"
ROUNDING = {"atol": 1e-4, "rtol": 0.0}


@pytest.fixture(scope="module")
def expected() -> dict[str, Tensor]:
    return load_file(FIXTURE)


@pytest.fixture(scope="module")
def batch(expected: dict[str, Tensor]) -> GraphBatch:
    names = ("part", "parent", "pad", "view", "pose", "kind", "colors", "colored")
    tensors = {name: expected[name] for name in names}
    return GraphBatch(**tensors, attributes=expected["attributes"].float(), n_parts=73)


@pytest.fixture(scope="module")
def painter() -> Painter:
    return Painter.load(asset("weights"))


def paint(painter: Painter, batch: GraphBatch, expected: dict[str, Tensor], look: bool) -> tuple:
    return painter(
        batch,
        expected["box"],
        expected["index_map"],
        batch.colors,
        expected["look"] if look else None,
    )


def test_nodes(painter: Painter, batch: GraphBatch, expected: dict[str, Tensor]) -> None:
    present = ~batch.pad
    nodes = painter.encode(batch, expected["box"])
    torch.testing.assert_close(nodes[present], expected["nodes"][present], atol=2e-5, rtol=1e-4)


def test_geometry(batch: GraphBatch, expected: dict[str, Tensor]) -> None:
    parts = PartMap(expected["index_map"], batch.n_nodes)
    found = geometry(parts, expected["box"])[:, :, 2::12, 2::12]
    torch.testing.assert_close(found, expected["geometry"], atol=5e-5, rtol=0)


@pytest.mark.parametrize("learning", [False, True])
def test_pictures(
    painter: Painter, batch: GraphBatch, expected: dict[str, Tensor], learning: bool
) -> None:
    with torch.set_grad_enabled(learning):
        pictures = paint(painter, batch, expected, look=False)
    assert [p.shape for p in pictures] == [(1, 4, side, side) for side in STAGES]
    for side, picture in zip(STAGES, pictures, strict=True):
        step = side // 32
        found = picture[:, :, 1::step, 1::step]
        torch.testing.assert_close(found, expected[f"picture{side}"], **ROUNDING)
    torch.testing.assert_close(pictures[2][:, :, 90:126, 110:146], expected["crop256"], **ROUNDING)


def test_look_changes_the_picture_as_it_did(
    painter: Painter, batch: GraphBatch, expected: dict[str, Tensor]
) -> None:
    with torch.inference_mode():
        picture = paint(painter, batch, expected, look=True)[2][:, :, 3::8, 3::8]
    torch.testing.assert_close(picture, expected["looked256"], **ROUNDING)
    assert (picture - expected["picture256"]).abs().max() > 0.05


def test_stages_come_one_by_one(
    painter: Painter, batch: GraphBatch, expected: dict[str, Tensor]
) -> None:
    """The coarse picture is there before the finest block has run at all."""
    ran = []
    hook = painter.block256.register_forward_hook(lambda *_: ran.append(True))
    with torch.inference_mode():
        stages = painter.stages(batch, expected["box"], expected["index_map"], batch.colors)
        first = next(stages)
        assert first.shape[-1] == 64 and not ran
        assert [s.shape[-1] for s in stages] == [128, 256] and ran
    hook.remove()


def test_the_last_stage_alone_is_the_same(
    painter: Painter, batch: GraphBatch, expected: dict[str, Tensor]
) -> None:
    args = (batch, expected["box"], expected["index_map"], batch.colors)
    with torch.inference_mode():
        *_, last = painter.stages(*args)
        (alone,) = painter.stages(*args, only_last=True)
    assert torch.equal(alone, last)


def test_recolouring_stays_in_its_part(
    painter: Painter, batch: GraphBatch, expected: dict[str, Tensor]
) -> None:
    """Far from the part the picture is the same to the last bit."""
    index = expected["index_map"]
    areas = torch.bincount(index[index != 255].flatten().long())
    node = int((areas > 200).nonzero()[-1])
    colors = batch.colors.clone()
    colors[0, node] = torch.tensor([60.0, 40, -50, 60, 40, -50])
    args = (batch, expected["box"], index)
    with torch.inference_mode():
        before = painter(*args, batch.colors)[2]
        after = painter(*args, colors)[2]
    change = (before - after).abs().amax(1)[0]
    mine = (index[0] == node)[None].float()
    far = torch.nn.functional.max_pool2d(mine, 81, 1, 40)[0] == 0
    assert far.sum() > 1000
    assert change[far].max() == 0
    assert change[index[0] == node].mean() > 0.05


def test_only_another_layout_is_arranged_anew(
    painter: Painter, batch: GraphBatch, expected: dict[str, Tensor]
) -> None:
    """What is remembered gives the very picture that a fresh painter paints."""
    colors, index = batch.colors.flip(1), expected["index_map"]
    ran = []
    hook = painter.block8.register_forward_hook(lambda *_: ran.append(True))
    with torch.inference_mode():
        painter(batch, expected["box"], index.flip(2), batch.colors)
        painter(batch, expected["box"], index, batch.colors)
        ran.clear()
        recoloured = painter(batch, expected["box"], index, colors)
        assert not ran
        painter(batch, expected["box"] * 0.9, index, colors)
        assert len(ran) == 1
        fresh = Painter.load(asset("weights"))(batch, expected["box"], index, colors)
    hook.remove()
    assert all(torch.equal(a, b) for a, b in zip(recoloured, fresh, strict=True))


def test_cropped_painting_shows_the_same(
    painter: Painter, batch: GraphBatch, expected: dict[str, Tensor]
) -> None:
    """A creature that is far from square is painted in its window alone."""
    index = expected["index_map"].clone()
    index[:, :, :96], index[:, :, 160:] = 255, 255
    args = (batch, expected["box"], index, batch.colors)
    with torch.inference_mode():
        whole = list(painter.stages(*args))
        cropped = list(painter.stages(*args, cropped=True))
    for a, b in zip(whole, cropped, strict=True):
        seen = a[:, :3] * a[:, 3:] - b[:, :3] * b[:, 3:]
        assert seen.abs().max() < 0.5 / 255
        assert (a[:, 3] - b[:, 3]).abs().max() < 3 / 255
    assert cropped[2][:, 3, :, :64].max() == 0 < whole[2][:, 3, :, :64].max()


def test_batch_is_painted_as_one_by_one(
    painter: Painter, batch: GraphBatch, expected: dict[str, Tensor]
) -> None:
    mirrored = expected["index_map"].flip(2)
    index = torch.cat([expected["index_map"], mirrored])
    box = expected["box"].repeat(2, 1, 1)
    with torch.inference_mode():
        both = painter(batch.repeat(2), box, index, batch.colors.repeat(2, 1, 1))[2]
        alone = painter(batch, expected["box"], mirrored, batch.colors)[2]
    torch.testing.assert_close(both[1:], alone, **ROUNDING)
