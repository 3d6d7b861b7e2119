import numpy as np
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage

from scenegan.nn.whole_shapes import whole_shapes


def _pieces(shape: torch.Tensor) -> int:
    return int(ndimage.label((shape > 0).numpy(), np.ones((3, 3)))[1])


def _bars(gap_logit: float) -> torch.Tensor:
    shape = torch.full((1, 32, 32), -9.0)
    shape[0, 10:20, 2:30] = 3.0
    shape[0, 10:20, 14:17] = gap_logit
    return shape


def test_whole_shapes_are_untouched() -> None:
    shape = _bars(2.0)
    assert torch.equal(whole_shapes(shape), shape)


def test_a_thin_gap_is_bridged() -> None:
    mended = whole_shapes(_bars(-1.0))[0]
    assert _pieces(mended) == 1
    assert (mended[10:20, 2:30] > 0).all()


def test_a_wide_gap_keeps_the_larger_piece() -> None:
    mended = whole_shapes(_bars(-9.0))[0]
    assert _pieces(mended) == 1
    assert (mended[10:20, 17:30] > 0).all()
    assert not (mended[:, :14] > 0).any()


def test_crumbs_go_and_nothing_grows() -> None:
    shape = _bars(3.0)
    shape[0, 30, 30] = 1.0
    mended = whole_shapes(shape)[0]
    assert mended[30, 30] < 0
    assert torch.equal(mended[10:20], shape[0, 10:20])


def test_shapes_do_not_mind_each_other() -> None:
    empty = torch.full((1, 32, 32), -9.0)
    shapes = torch.cat([_bars(2.0), empty, _bars(-1.0), _bars(2.0), _bars(-9.0), empty])
    alone = torch.cat([whole_shapes(shape[None]) for shape in shapes])
    assert torch.equal(whole_shapes(shapes), alone)
    assert whole_shapes(shapes[:0]).shape == (0, 32, 32)


def test_empty_shapes_stay_empty() -> None:
    empty = torch.full((2, 32, 32), -9.0)
    assert torch.equal(whole_shapes(empty), empty)


@given(st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_every_shape_ends_in_one_piece(seed: int) -> None:
    noise = torch.randn(1, 8, 8, generator=torch.Generator().manual_seed(seed)) * 3
    shape = torch.nn.functional.interpolate(noise[None], size=32, mode="bilinear")[0]
    assert _pieces(whole_shapes(shape)[0]) <= 1
