from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenegan.evaluation.novelty import layout_vector, novelty

IDS = ("a", "b", "c", "d")
LINE = np.array([[0.0, 0.0], [1.0, 0.0], [3.0, 0.0], [6.0, 0.0]])
"""Nearest neighbours are 1, 1, 2 and 3 away."""


def test_by_hand() -> None:
    found = novelty(np.array([[6.0, 0.5], [1.0, 2.5]]), LINE, IDS)
    first, second = found.neighbours
    assert (first.sample, first.drawing, first.distance) == (0, "d", 0.5)
    assert first.percentile == 0.0
    assert (second.sample, second.drawing, second.distance) == (1, "b", 2.5)
    assert second.percentile == 75.0  # 1, 1 and 2 are nearer than 2.5
    assert found.ratio == pytest.approx(1.5 / 1.5)
    assert found.copies == 0.5
    assert found.sample_levels[2] == pytest.approx(1.5)
    assert found.train_levels[2] == pytest.approx(1.5)
    assert found.train_levels[3] == pytest.approx(2.25)


def test_copies_are_caught() -> None:
    found = novelty(LINE, LINE, IDS)
    assert found.copies == 1.0 and found.ratio == 0.0
    assert all(n.distance == 0.0 and IDS[n.sample] == n.drawing for n in found.neighbours)


def test_far_samples_are_new() -> None:
    found = novelty(LINE + np.array([0.0, 50.0]), LINE, IDS)
    assert found.copies == 0.0
    assert all(n.percentile == 100.0 for n in found.neighbours)


@pytest.mark.parametrize("samples, train, ids", [(0, 4, 4), (1, 1, 1), (1, 4, 3)])
def test_too_little_is_refused(samples: int, train: int, ids: int) -> None:
    with pytest.raises(ValueError, match="novelty needs"):
        novelty(LINE[:samples], LINE[:train], IDS[:ids])


@given(st.integers(0, 2**31), st.floats(0.1, 10.0))
def test_scale_does_not_matter(seed: int, factor: float) -> None:
    rng = np.random.default_rng(seed)
    train, samples = rng.normal(size=(9, 3)), rng.normal(size=(5, 3))
    ids = [str(i) for i in range(9)]
    plain, scaled = novelty(samples, train, ids), novelty(samples * factor, train * factor, ids)
    assert scaled.ratio == pytest.approx(plain.ratio)
    assert [n.drawing for n in scaled.neighbours] == [n.drawing for n in plain.neighbours]


def test_layout_vector_by_hand() -> None:
    words = ("eye", "head", "eye", "eye", "wing")
    boxes = np.array(
        [
            [0.6, 0.1, 0.7, 0.2],
            [0.2, 0.0, 0.8, 0.5],
            [0.3, 0.1, 0.5, 0.3],
            [0.1, 0.1, 0.12, 0.12],
            [0.0, 0.0, 1.0, 1.0],
        ]
    )
    vector = layout_vector(words, boxes, ("eye", "head")).reshape(2, 2, 5)
    assert vector[0, 0] == pytest.approx([0.4, 0.2, 0.2, 0.2, 1.0])  # left of the two largest
    assert vector[0, 1] == pytest.approx([0.65, 0.15, 0.1, 0.1, 1.0])
    assert vector[1, 0] == pytest.approx([0.5, 0.25, 0.6, 0.5, 1.0])
    assert not vector[1, 1].any()


@given(st.permutations(range(4)))
def test_layout_vector_ignores_the_order_of_parts(order: list[int]) -> None:
    words = ("eye", "eye", "leg", "head")
    boxes = np.array([[0.1, 0, 0.2, 0.3], [0.5, 0, 0.9, 0.3], [0, 0.6, 0.2, 1], [0, 0, 1, 0.5]])
    shuffled = layout_vector([words[i] for i in order], boxes[order], ("eye", "head", "leg"))
    assert np.array_equal(shuffled, layout_vector(words, boxes, ("eye", "head", "leg")))
