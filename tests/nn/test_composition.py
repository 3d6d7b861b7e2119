import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from scenegan.nn.composition import EMPTY, RIM, compose, index_map, part_masks


def blobs(k: int, seed: int) -> Tensor:
    noise = torch.randn(k, 1, 8, 8, generator=torch.Generator().manual_seed(seed))
    return F.interpolate(noise, size=32, mode="bicubic")[:, 0] * 6 + 1


def placed_plainly(logits: Tensor, box: Tensor, size: int) -> Tensor:
    """The same picture by enlarging, blurring and sampling, without any algebra."""
    y = F.pad(logits.clamp(-4, 4), (RIM,) * 4, value=-4.0)[:, None]
    y = F.interpolate(y, scale_factor=3, mode="bicubic")
    kernel = torch.exp(-(torch.arange(-5.0, 6) ** 2) / (2 * 1.5**2))
    kernel = kernel / kernel.sum()
    y = F.pad(y, (5, 5, 5, 5), mode="replicate")
    y = F.conv2d(F.conv2d(y, kernel.view(1, 1, 1, -1)), kernel.view(1, 1, -1, 1))
    at = (torch.arange(size) + 0.5) / size
    share = (at - box[:, :2, None]) / (box[:, 2:, None] - box[:, :2, None])
    grid = (share * 2 - 1) * 32 / 36
    u, v = grid[:, 0, None].expand(-1, size, size), grid[:, 1, :, None].expand(-1, size, size)
    out = F.grid_sample(
        y, torch.stack([u, v], -1), "bicubic", padding_mode="border", align_corners=False
    )[:, 0]
    return (out > 0) & (u.abs() <= 1) & (v.abs() <= 1)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([33, 64, 128]))
def test_masks_equal_plain_resampling(seed: int, size: int) -> None:
    g = torch.Generator().manual_seed(seed)
    low = torch.rand(3, 2, generator=g) * 0.8 - 0.1
    box = torch.cat([low, low + 0.05 + torch.rand(3, 2, generator=g) * 0.8], 1)
    logits = blobs(3, seed)
    different = part_masks(logits, box, size) != placed_plainly(logits, box, size)
    assert different.float().mean() < 5e-4


def test_masks_stay_near_their_box() -> None:
    mask = part_masks(torch.full((1, 32, 32), 5.0), torch.tensor([[0.25, 0.5, 0.75, 0.75]]), 128)
    rows, columns = mask[0].any(1).nonzero()[:, 0], mask[0].any(0).nonzero()[:, 0]
    assert abs(rows[0] - 64) <= 2 and abs(rows[-1] - 95) <= 2
    assert abs(columns[0] - 32) <= 3 and abs(columns[-1] - 95) <= 3
    assert not part_masks(torch.full((1, 32, 32), -5.0), torch.tensor([[0.0, 0, 1, 1]]), 32).any()


def test_a_mask_beyond_the_picture_is_cut_and_depends_on_no_other() -> None:
    logits = blobs(4, 7)
    box = torch.tensor(
        [[-0.4, -0.3, 0.2, 0.3], [0.9, 0.8, 1.5, 1.2], [1.2, 0.1, 1.4, 0.2], [0.3, 0.3, 0.3, 0.9]]
    )
    masks = part_masks(logits, box, 64)
    assert masks[:2].flatten(1).any(1).all() and not masks[2].any()
    assert torch.equal(masks[1:2], part_masks(logits[1:2], box[1:2], 64))
    assert part_masks(logits[:0], box[:0], 64).shape == (0, 64, 64)


def test_the_nearer_part_wins() -> None:
    masks = torch.zeros(3, 4, 4, dtype=torch.bool)
    masks[0, :, :3] = masks[1, :2] = masks[2, 1, 1] = True
    composed = compose(masks, torch.tensor([0.5, -1.0, 2.0]))
    assert composed.tolist() == [[0, 0, 0, 1], [0, 2, 0, 1], [0, 0, 0, EMPTY], [0, 0, 0, EMPTY]]


def test_padding_is_not_drawn_and_order_is_that_of_depth_alone() -> None:
    logits = blobs(5, 3)[None]
    low = torch.rand(1, 5, 2, generator=torch.Generator().manual_seed(0)) * 0.5
    box = torch.cat([low, low + 0.4], -1)
    depth = torch.tensor([[0.3, -0.2, 0.9, 0.0, 0.5]])
    pad = torch.tensor([[False, False, False, False, True]])
    composed = index_map(logits, box, depth, pad, 64)
    assert set(composed.unique().tolist()) <= {0, 1, 2, 3, EMPTY}
    order = torch.tensor([3, 1, 0, 2])
    turned = index_map(logits[:, order], box[:, order], depth[:, order], pad[:, :4], 64)
    table = torch.full((256,), EMPTY)
    table[:4] = order
    assert torch.equal(table[turned.long()], composed.long())


def test_a_creature_without_parts() -> None:
    empty = index_map(
        torch.zeros(2, 0, 32, 32),
        torch.zeros(2, 0, 4),
        torch.zeros(2, 0),
        torch.zeros(2, 0, dtype=torch.bool),
        16,
    )
    assert empty.shape == (2, 16, 16) and (empty == EMPTY).all()
