import numpy as np
import pytest
import torch
from scipy import ndimage
from torch import Tensor

from scenegan.nn.arrangement import Anatomy
from scenegan.nn.composition import EMPTY, compose, part_masks
from scenegan.nn.connectivity import join_pieces, without_crumbs

BLOCK = torch.full((32, 32), 6.0)


def pieces(box: Tensor) -> int:
    masks = part_masks(BLOCK.expand(len(box), 32, 32), box, 256)
    composed = compose(masks, torch.arange(float(len(box)))).numpy()
    return int(ndimage.label(composed != EMPTY)[1])


def joined(
    words: list[str], parents: list[int], box: Tensor, fixed: tuple[int, ...] = ()
) -> Tensor:
    movable = np.array([k not in fixed for k in range(len(words))])
    anatomy = Anatomy.of_words(words, parents)
    depth = torch.arange(float(len(words)))
    return join_pieces(BLOCK.expand(len(words), 32, 32), box, depth, anatomy, movable)


def test_loose_pieces_are_pulled_in_a_chain() -> None:
    words, parents = ["torso", "arm", "hand", "leg"], [-1, 0, 1, 0]
    box = torch.tensor(
        [[0.3, 0.3, 0.6, 0.7], [0.66, 0.4, 0.76, 0.5], [0.8, 0.4, 0.9, 0.5], [0.4, 0.74, 0.5, 0.9]]
    )
    assert pieces(box) == 4
    result = joined(words, parents, box)
    assert pieces(result) == 1
    assert torch.equal(result[0], box[0])
    torch.testing.assert_close(result[:, 2:] - result[:, :2], box[:, 2:] - box[:, :2])
    overlap = result[0, 2] - result[1, 0]
    assert overlap * 256 >= 3


@pytest.mark.parametrize("gap", np.arange(-0.012, 0.006, 0.002).tolist())
def test_a_thread_counts_as_loose(gap: float) -> None:
    ring = (torch.arange(32)[:, None] - 15.5) ** 2 + (torch.arange(32) - 15.5) ** 2
    disc = (16.0**2 - ring).clamp(-4, 4).expand(2, 32, 32)
    box = torch.tensor([[0.2, 0.3, 0.5, 0.6], [0.5 + gap, 0.35, 0.7 + gap, 0.55]])
    anatomy = Anatomy.of_words(["torso", "head"], [-1, 0])
    depth = torch.tensor([0.0, 1.0])
    result = join_pieces(disc, box, depth, anatomy, np.ones(2, dtype=bool))
    assert torch.equal(result[0], box[0])
    neck = (compose(part_masks(disc, result, 256), depth) != EMPTY).sum(0)[100:156].min()
    assert neck >= 8


def test_what_floats_or_is_fixed_stays() -> None:
    box = torch.tensor([[0.3, 0.3, 0.6, 0.7], [0.7, 0.1, 0.8, 0.2]])
    assert torch.equal(joined(["torso", "bubble"], [-1, 0], box), box)
    assert torch.equal(joined(["torso", "arm"], [-1, 0], box, fixed=(1,)), box)


def test_two_roots_become_one_piece() -> None:
    box = torch.tensor([[0.1, 0.3, 0.4, 0.7], [0.6, 0.3, 0.8, 0.7]])
    assert pieces(joined(["body", "rock"], [-1, -1], box)) == 1


@pytest.mark.parametrize("word", ["tail", "bubble"])
def test_crumbs_are_removed_but_not_whole_parts(word: str) -> None:
    part_map = np.full((64, 64), EMPTY, dtype=np.uint8)
    part_map[10:50, 10:40] = 0
    part_map[20:30, 30:50] = 1
    part_map[55:57, 55:57] = 1
    part_map[2:5, 2:5] = 2
    anatomy = Anatomy.of_words(["torso", word, "ear"], [-1, 0, 0])
    cleaned = without_crumbs(part_map, anatomy)
    assert (cleaned[55:57, 55:57] == (EMPTY if word == "tail" else 1)).all()
    assert (cleaned[2:5, 2:5] == 2).all()
    assert (cleaned[10:50, 10:50] == part_map[10:50, 10:50]).all()
