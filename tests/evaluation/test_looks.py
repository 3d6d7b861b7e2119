from __future__ import annotations

import numpy as np
import pytest

from scenegan.evaluation.looks import feature_distance, looks_diversity, visible_difference


def picture(value: int, opaque_rows: int = 2) -> np.ndarray:
    made = np.full((4, 4, 4), value, np.uint8)
    made[..., 3] = 0
    made[:opaque_rows, :, 3] = 255
    return made


def test_visible_difference_by_hand() -> None:
    assert visible_difference(picture(0), picture(51)) == pytest.approx(0.2)
    # Twice as many rows are opaque in one: half of the pixels differ by 0.2 - 0, half by 0.2 - 0.2.
    assert visible_difference(picture(51, 4), picture(51, 2)) == pytest.approx(0.1)
    assert visible_difference(picture(9, 0), picture(200, 0)) == 0.0


def test_feature_distance_by_hand() -> None:
    right = np.zeros((2, 1, 2))
    right[0] = 3.0
    mixed = right.copy()
    mixed[:, 0, 1] = [0.0, 5.0]  # at a right angle in one of two places
    assert feature_distance(right, right * 7) == pytest.approx(0.0)
    assert feature_distance(right, mixed) == pytest.approx(1.0)
    assert feature_distance(right, -right) == pytest.approx(4.0)


def test_diversity_is_the_mean_over_pairs() -> None:
    found = looks_diversity([picture(0), picture(51), picture(102)])
    assert found.pixels == pytest.approx((0.2 + 0.4 + 0.2) / 3)
    assert found.features is None and found.looks == 3


def test_broken_looks_do_not_count() -> None:
    pictures = [picture(0), picture(51), picture(255)]
    found = looks_diversity(pictures, recalls=[0.8, 0.76, 0.5])
    assert found.pixels == pytest.approx(0.2) and found.looks == 2
    assert found.recalls == (0.8, 0.76, 0.5)


def test_features_follow_the_same_pairs() -> None:
    one, other = np.array([[[1.0]], [[0.0]]]), np.array([[[0.0]], [[1.0]]])
    found = looks_diversity([picture(0)] * 3, [one, one, other], [1.0, 1.0, 0.0])
    assert found.features == pytest.approx(0.0)
    found = looks_diversity([picture(0)] * 3, [one, one, other])
    assert found.features == pytest.approx(4 / 3)
    assert found.pixels == 0.0


def test_equal_looks_have_no_diversity() -> None:
    assert looks_diversity([picture(7)] * 8).pixels == 0.0
    assert looks_diversity([picture(7)]).pixels == 0.0


def test_lengths_must_agree() -> None:
    with pytest.raises(ValueError, match="looks need"):
        looks_diversity([picture(1)], recalls=[1.0, 0.5])
    with pytest.raises(ValueError, match="looks need"):
        looks_diversity([])
