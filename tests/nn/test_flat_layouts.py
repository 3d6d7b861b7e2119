"""Flat pictures of layouts."""

import torch

from scenegan.nn.flat_layouts import CHANNELS, FLAT_SIDE, FlatLayouts

WHITE, BLACK = (100.0, 0.0, 0.0), (0.0, 0.0, 0.0)
PAD = torch.tensor([[False, False, True]])


def two_parts(depth: tuple[float, float]) -> FlatLayouts:
    """A white square, and a black one in its middle that has half of its side."""
    box = torch.tensor([[[0.25, 0.25, 0.75, 0.75], [0.375, 0.375, 0.625, 0.625], [0.4] * 4]])
    colors = torch.tensor([[WHITE * 2, BLACK * 2, WHITE * 2]])
    outlines = torch.ones(1, 3, 32, 32)
    return FlatLayouts.of(box, torch.tensor([[*depth, 9.0]]), colors, outlines, PAD)


def test_the_nearer_part_is_seen() -> None:
    flat = two_parts((0.0, 1.0))
    assert flat.picture.shape == (1, CHANNELS, FLAT_SIDE, FLAT_SIDE)
    assert flat.shown.sum((2, 3)).tolist() == [[32 * 32 - 16 * 16, 16 * 16, 0]]
    assert flat.seen.tolist() == [[True, True, False]]
    main = flat.picture[0, 0]
    assert main[20, 20] > 0.99 and main[32, 32] < -0.99 and main[2, 2] == 0
    assert flat.picture[0, 6, 2, 2] == -1 and flat.picture[0, 6, 20, 20] == 1
    assert two_parts((1.0, 0.0)).shown.sum((2, 3)).tolist() == [[32 * 32, 0, 0]]


def test_lines_run_where_parts_meet() -> None:
    lines = two_parts((0.0, 1.0)).picture[0, 7]
    assert lines[32, [23, 24, 39, 40]].tolist() == [1, 1, 1, 1]
    assert lines[[15, 16, 47, 48], 32].tolist() == [1, 1, 1, 1]
    assert lines[32, [20, 32, 60]].tolist() == [0, 0, 0]


def test_outlines_cover_what_they_cover() -> None:
    half = torch.zeros(1, 1, 32, 32)
    half[..., :16] = 1
    box, pad = torch.tensor([[[0.0, 0.0, 1.0, 1.0]]]), torch.zeros(1, 1, dtype=torch.bool)
    flat = FlatLayouts.of(box, torch.zeros(1, 1), torch.zeros(1, 1, 6), half, pad)
    assert flat.shown[0, 0].mean() == 0.5 and flat.shown[0, 0, :, :32].all()
    assert flat.place.shape == (1, 1, 9) and torch.isfinite(flat.place).all()
