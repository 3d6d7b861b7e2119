from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenegan.evaluation.edits import EditedPicture, allowed_region, leak, score_edits, seam

SIDE = 40


def blank(color: int = 100) -> np.ndarray:
    picture = np.full((SIDE, SIDE, 4), color, np.uint8)
    picture[..., 3] = 255
    return picture


def at(*pixels: tuple[int, int]) -> np.ndarray:
    mask = np.zeros((SIDE, SIDE), bool)
    for row, column in pixels:
        mask[row, column] = True
    return mask


def test_allowed_region_is_a_disc_of_eight_pixels() -> None:
    region = allowed_region(EditedPicture(blank(), blank(), at((20, 20)), at()))
    rows, columns = np.indices((SIDE, SIDE)) - 20
    assert np.array_equal(region, rows**2 + columns**2 <= 64)
    assert region.sum() == 197  # lattice points of a disc of radius 8


def test_old_and_new_place_may_change() -> None:
    region = allowed_region(EditedPicture(blank(), blank(), at((5, 5)), at((30, 30))))
    assert region[5, 13] and region[30, 22] and not region[5, 14]


def test_leak_counts_pixels_outside_by_hand() -> None:
    after = blank()
    after[20, 20] = 0  # inside
    after[0, :7, 0] = 103  # seven pixels outside changed by 3 of 255
    after[1, :9, 0] = 102  # a change of 2 is none
    found = leak(EditedPicture(blank(), after, at((20, 20)), at((20, 20))))
    assert found == pytest.approx(7 / (SIDE * SIDE - 197))


def test_colours_of_transparent_pixels_do_not_leak() -> None:
    before, after = blank(), blank(200)
    before[..., 3] = after[..., 3] = 0
    assert leak(EditedPicture(before, after, at((20, 20)), at())) == 0.0


def test_seam_of_a_uniform_change_inside_is_the_change() -> None:
    mask = at((20, 20))
    before, after = blank(), blank()
    after[allowed_region(EditedPicture(before, after, mask, mask))] += np.array(
        [10, 0, 0, 0], np.uint8
    )
    assert seam(EditedPicture(before, after, mask, mask)) == pytest.approx(10.0)


def test_seam_counts_only_what_the_edit_added() -> None:
    """The allowed region of column 0 is columns 0..8: the border lies between columns 8 and 9."""
    column = np.zeros((SIDE, SIDE), bool)
    column[:, 0] = True
    before = blank()
    before[:, 9:, 0] = 150  # a step of 50 was there before
    after = before.copy()
    after[:10, :9, 1] += 60  # in ten of forty rows the step grows from 50 to 60
    assert seam(EditedPicture(before, after, column, column)) == pytest.approx(10 * 10 / SIDE)
    assert leak(EditedPicture(before, after, column, column)) == 0.0
    softened = before.copy()
    softened[:, :9, 0] = 150
    assert seam(EditedPicture(before, softened, column, column)) == 0.0


def test_without_masks_everything_is_outside() -> None:
    after = blank()
    after[:4] = 0
    edited = EditedPicture(blank(), after, at(), at())
    assert leak(edited) == pytest.approx(4 / SIDE)
    assert seam(edited) == 0.0


def test_nothing_is_outside_of_a_whole_picture() -> None:
    everything = np.ones((SIDE, SIDE), bool)
    assert leak(EditedPicture(blank(), blank(0), everything, everything)) == 0.0


@given(st.integers(0, 2**31), st.integers(0, SIDE - 1), st.integers(0, SIDE - 1))
def test_changes_inside_never_leak(seed: int, row: int, column: int) -> None:
    mask = at((row, column))
    rng = np.random.default_rng(seed)
    before = rng.integers(0, 256, (SIDE, SIDE, 4), np.uint8)
    after = before.copy()
    region = allowed_region(EditedPicture(before, after, mask, mask))
    after[region] = rng.integers(0, 256, (int(region.sum()), 4), np.uint8)
    scores = score_edits([EditedPicture(before, after, mask, mask)] * 2)
    assert scores[0] == scores[1]
    assert scores[0].leak == 0.0 and scores[0].seam >= 0.0
    after[~region] ^= 255
    after[~region, 3] = 255
    everywhere = EditedPicture(np.zeros_like(before), after, mask, mask)
    assert leak(everywhere) == 1.0
