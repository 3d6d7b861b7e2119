import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from scenegan.nn.composition import part_masks
from scenegan.nn.filled_shapes import box_filling

FRAME = torch.tensor([[0.25, 0.25, 0.75, 0.75]])


def disc(x: float, y: float, width: float, height: float) -> torch.Tensor:
    """An ellipse in a raster: centre and half sides in -1..1."""
    at = torch.linspace(-1, 1, 32)
    across, down = (at[None] - x) / width, (at[:, None] - y) / height
    return ((1 - across**2 - down**2) * 4).clamp(-4, 4)[None]


def extent(logits: torch.Tensor) -> list[float]:
    mask = part_masks(logits, FRAME, 256)[0]
    rows, columns = mask.any(1).nonzero()[:, 0], mask.any(0).nonzero()[:, 0]
    corners = (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1)
    return [(float(v) / 256 - 0.25) / 0.5 for v in corners]


@settings(max_examples=30, deadline=None)
@given(st.floats(-0.2, 0.2), st.floats(-0.2, 0.2), st.floats(0.5, 0.8), st.floats(0.5, 0.8))
def test_a_shape_reaches_all_four_sides(x: float, y: float, width: float, height: float) -> None:
    logits = disc(x, y, width, height)
    assert extent(logits) != pytest.approx([0, 0, 1, 1], abs=0.04)
    assert extent(box_filling(logits)) == pytest.approx([0, 0, 1, 1], abs=0.025)


def test_shapes_do_not_depend_on_each_other() -> None:
    shapes = torch.cat([disc(0, 0, 0.8, 0.6), disc(0.1, -0.1, 0.5, 0.8)])
    together = box_filling(shapes)
    torch.testing.assert_close(together[1:], box_filling(shapes[1:]))


def test_an_empty_shape_and_no_shape() -> None:
    assert (box_filling(torch.full((1, 32, 32), -4.0)) < 0).all()
    assert box_filling(torch.zeros(0, 32, 32)).shape == (0, 32, 32)
