import numpy as np
import torch
from hypothesis import given
from hypothesis import strategies as st

from scenegan.nn.arrangement import Anatomy
from scenegan.nn.within_square import within_square

ANATOMY = Anatomy.of_words(["torso", "tail", "flame", "head"], [-1, 0, 1, 0])
ONLY_TAIL = np.array([False, True, True, False])


def boxes(tail: list[float], flame: list[float]) -> torch.Tensor:
    return torch.tensor([[0.3, 0.3, 0.7, 0.9], tail, flame, [0.4, -0.1, 0.6, 0.35]])


def test_a_tail_that_reaches_out_shrinks_towards_its_hold() -> None:
    before = boxes([0.6, 0.5, 1.2, 0.7], [1.1, 0.5, 1.3, 0.6])
    after = within_square(before, ANATOMY, ONLY_TAIL)
    assert after[1:3, 2].max() <= 1 and after[1:3].min() >= 0
    assert torch.equal(after[[0, 3]], before[[0, 3]]), "what stays may reach out"
    width, height = (after[1, 2:] - after[1, :2]).tolist()
    assert abs(width / height - 3) < 1e-4, "its form is kept"
    assert after[1, 0] < 0.7 < after[1, 2], "it is held where it was"
    share = (after[2] - after[1]).abs() / (before[2] - before[1]).abs().clamp(min=1e-6)
    assert abs(share[0] - share[2]) < 1e-3 and share[0] < 1, "the flame follows"


def test_what_is_inside_stays_as_it_is() -> None:
    before = boxes([0.6, 0.5, 0.95, 0.7], [0.9, 0.5, 1.0, 0.6])
    assert torch.equal(within_square(before, ANATOMY, ONLY_TAIL), before)


@given(
    corner=st.tuples(st.floats(-1, 1), st.floats(-1, 1)),
    size=st.tuples(st.floats(0.05, 2), st.floats(0.05, 2)),
)
def test_nothing_that_fits_at_a_third_of_its_size_reaches_out(
    corner: tuple[float, float], size: tuple[float, float]
) -> None:
    tail = [*corner, corner[0] + size[0], corner[1] + size[1]]
    after = within_square(boxes(tail, tail), ANATOMY, ONLY_TAIL)[1:3]
    assert after.min() >= -1e-5 and after.max() <= 1 + 1e-5


def test_a_part_that_hangs_nowhere_comes_inside_too() -> None:
    anatomy = Anatomy.of_words(["torso", "wing"], [-1, -1])
    box = torch.tensor([[0.3, 0.3, 0.7, 0.9], [0.5, -0.2, 0.9, 0.3]])
    after = within_square(box, anatomy, np.array([False, True]))
    assert torch.equal(after[0], box[0]) and after[1].min() >= 0 and after[1].max() <= 1
