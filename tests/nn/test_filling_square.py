"""Whole layouts in their square."""

import pytest
import torch

from scenegan.nn.filling_square import filling_square

PAD = torch.tensor([[False, False, True]])


def test_whole_layouts_fill_the_square() -> None:
    box = torch.tensor([[[0.1, 0.2, 0.2, 0.3], [0.2, 0.3, 0.3, 0.5], [7.0, 7.0, 9.0, 9.0]]])
    filling = filling_square(box, PAD)
    assert (filling[0, :2, 1].min() + filling[0, :2, 3].max()).item() == pytest.approx(1, abs=1e-6)
    torch.testing.assert_close(
        filling[0, :2, 3].max() - filling[0, :2, 1].min(), torch.tensor(0.92)
    )
    torch.testing.assert_close(filling_square(box * 0.5 + 0.1, PAD), filling)
