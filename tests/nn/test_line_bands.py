"""How deep below the borders of parts pixels lie."""

import torch

from scenegan.nn.line_bands import BAND_OF_DEPTH, N_BANDS, line_bands


def test_bands_follow_borders_inwards_on_both_sides() -> None:
    index = torch.zeros(1, 24, 24, dtype=torch.uint8)
    index[:, :, 12:] = 1
    deep = [N_BANDS] * (12 - len(BAND_OF_DEPTH))
    expected = torch.tensor([*deep, *reversed(BAND_OF_DEPTH), *BAND_OF_DEPTH, *deep])
    assert torch.equal(line_bands(index)[0], expected.expand(24, 24))


def test_corners_count_as_one_step() -> None:
    index = torch.full((1, 16, 16), 255, dtype=torch.uint8)
    index[:, 3:13, 3:13] = 0
    bands = line_bands(index)[0]
    assert bands[3, 3] == 0 and bands[4, 4] == 1 and bands[2, 3] == 0
    assert bands[2, 2] == 1, "a neighbour across a corner is a step away"
