from __future__ import annotations

import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from scenegan.evaluation.judges.augmentation import drawn_otherwise, moved


def half_and_half() -> tuple[torch.Tensor, torch.Tensor]:
    """A red part at the left, a blue one at the right, nothing around them."""
    picture = torch.zeros(1, 4, 64, 64)
    index_map = torch.full((1, 64, 64), 255, dtype=torch.uint8)
    picture[0, 0, 16:48, 16:32] = 1
    picture[0, 2, 16:48, 32:48] = 1
    picture[0, 3, 16:48, 16:48] = 1
    index_map[0, 16:48, 16:32] = 0
    index_map[0, 16:48, 32:48] = 1
    return picture, index_map


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**30), st.booleans())
def test_map_and_picture_move_together(seed: int, flip: bool) -> None:
    generator = torch.Generator().manual_seed(seed)
    picture, index_map = half_and_half()
    seen, owners = moved(picture, index_map, torch.tensor([flip]), generator)
    red, blue = owners[0] == 0, owners[0] == 1
    assert (seen[0, 3][owners[0] != 255] > 0.3).all()
    assert seen[0, 0][red].mean() > 0.9 and seen[0, 2][blue].mean() > 0.9
    columns = torch.arange(64.0).expand(64, 64)
    assert bool(columns[red].mean() > columns[blue].mean()) is flip
    assert not (owners[0, 0] != 255).all()


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**30))
def test_drawing_otherwise_keeps_pictures_valid_and_empty_pixels_empty(seed: int) -> None:
    generator = torch.Generator().manual_seed(seed)
    picture, _ = half_and_half()
    seen = drawn_otherwise(picture, generator)
    assert seen.shape == picture.shape
    assert 0 <= seen.min() and seen.max() <= 1
    assert (seen[0, 3, :8] == 0).all()
    assert (seen[0, 3, 24:40, 24:40] > 0.9).all()


def test_outlines_change_in_width() -> None:
    picture = torch.ones(32, 4, 32, 32)
    picture[:, :3, :, 15:17] = 0
    seen = drawn_otherwise(picture, torch.Generator().manual_seed(0))
    widths = (1 - seen[:, 0, 16]).sum(1)
    assert widths.min() < 1.8 and widths.max() > 2.2
