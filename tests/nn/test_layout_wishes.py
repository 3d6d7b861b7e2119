import numpy as np
import torch

from scenegan.nn.arrangement import Anatomy
from scenegan.nn.layout_wishes import LayoutWishes, SizeWish, shaped

BOX = torch.tensor(
    [
        [0.3, 0.5, 0.7, 0.9],  # torso
        [0.4, 0.2, 0.6, 0.55],  # head, overlaps the torso from 0.5 to 0.55
        [0.45, 0.3, 0.5, 0.35],  # eye
        [0.1, 0.1, 0.2, 0.2],  # tail, away from the torso
    ]
)
ANATOMY = Anatomy.of_words(["torso", "head", "eye", "tail"], [-1, 0, 1, 0])
ALL = np.ones(4, dtype=bool)


def scaled(*factors: float, movable: np.ndarray = ALL) -> torch.Tensor:
    wishes = LayoutWishes(factors={k: f for k, f in enumerate(factors) if f != 1})
    return shaped(BOX, torch.zeros(4), ANATOMY, movable, wishes)[0]


def test_a_frame_surrounds_what_it_hangs_on_from_behind() -> None:
    wishes = LayoutWishes(frames={3: 1.5})
    box, depth = shaped(BOX, torch.tensor([0.2, 0.3, 0.4, 0.5]), ANATOMY, ALL, wishes)
    torch.testing.assert_close(box[3], torch.tensor([0.2, 0.4, 0.8, 1.0]))
    assert depth[3] < depth[0]
    torch.testing.assert_close(box[:3], BOX[:3])


def test_a_head_grows_from_where_it_meets_the_torso() -> None:
    box = scaled(1, 2, 1, 1)
    torch.testing.assert_close(box[1], torch.tensor([0.3, -0.125, 0.7, 0.575]))
    torch.testing.assert_close(box[2, 2:] - box[2, :2], torch.tensor([0.1, 0.1]))
    torch.testing.assert_close(box[[0, 3]], BOX[[0, 3]])


def test_an_eye_keeps_its_centre() -> None:
    torch.testing.assert_close(scaled(1, 1, 2, 1)[2], torch.tensor([0.425, 0.275, 0.525, 0.375]))


def test_a_part_away_from_its_parent_keeps_its_near_side() -> None:
    torch.testing.assert_close(scaled(1, 1, 1, 2)[3], torch.tensor([0.0, 0.0, 0.2, 0.2]))


def test_fixed_parts_stay() -> None:
    movable = np.array([True, True, False, True])
    box = scaled(1, 2, 2, 1, movable=movable)
    torch.testing.assert_close(box[2], BOX[2])
    assert not torch.equal(box[1], BOX[1])


def sides(box: torch.Tensor) -> torch.Tensor:
    return box[:, 2:] - box[:, :2]


def granted(*wishes: SizeWish, movable: np.ndarray = ALL) -> torch.Tensor:
    return shaped(BOX, torch.zeros(4), ANATOMY, movable, LayoutWishes(sizes=wishes))[0]


def test_a_part_comes_nearer_to_the_size_that_is_said_of_it() -> None:
    # The eye is 1/8 of the torso across, and 1/4 is asked: four fifths of the way, in logarithms.
    box = granted(SizeWish((2,), "size", float(np.log(1 / 4)), grows=True))
    torch.testing.assert_close(sides(box)[2], torch.full((2,), 0.05 * 2**0.8))
    torch.testing.assert_close(box[2].reshape(2, 2).mean(0), torch.tensor([0.475, 0.325]))
    torch.testing.assert_close(box[[0, 1, 3]], BOX[[0, 1, 3]])


def test_a_part_that_is_large_enough_stays() -> None:
    torch.testing.assert_close(granted(SizeWish((2,), "size", -3.0, grows=True)), BOX)
    torch.testing.assert_close(granted(SizeWish((2,), "size", -1.0, grows=False)), BOX)


def test_no_part_grows_beyond_measure() -> None:
    box = granted(SizeWish((2,), "size", 5.0, grows=True))
    torch.testing.assert_close(sides(box)[2], torch.full((2,), 0.05 * 1.8))


def test_a_longer_part_stretches_along_its_longer_side() -> None:
    before = sides(BOX)[1]
    box = granted(SizeWish((1,), "length", float(np.log(0.35 / 0.2)) + 0.5, True))
    stretch = sides(box)[1] / before
    torch.testing.assert_close(stretch, torch.tensor(np.exp([-0.2, 0.2]), dtype=torch.float32))
    # What hangs on it moves along but keeps its form.
    torch.testing.assert_close(sides(box)[2], sides(BOX)[2])


def test_a_wider_part_gains_in_width_what_it_loses_in_height() -> None:
    box = granted(SizeWish((1,), "breadth", float(np.log(0.2 / 0.35)) + 0.5, True))
    torch.testing.assert_close(sides(box)[1].prod(), sides(BOX)[1].prod())
    assert sides(box)[1, 0] > sides(BOX)[1, 0]


def test_sizes_of_fixed_parts_are_not_touched() -> None:
    movable = np.array([True, True, False, True])
    torch.testing.assert_close(granted(SizeWish((2,), "size", 0.0, True), movable=movable), BOX)
