from __future__ import annotations

import pytest
import torch

from scenegan.evaluation.judges.labels import Labels
from scenegan.evaluation.judges.scores import (
    best_threshold,
    micro_f1,
    part_scores,
    r_precision,
    true_classes,
    type_accuracy,
)


def label(classes: list[int]) -> Labels:
    return Labels(torch.tensor(classes), torch.zeros(len(classes), 1), torch.zeros(1), ())


def test_part_scores_of_a_case_worked_by_hand() -> None:
    # Part 0 (class 0) has 16 pixels, 12 of them found; part 1 (class 2) has 16, 4 of them found.
    index_map = torch.full((1, 8, 8), 255, dtype=torch.uint8)
    index_map[0, :4, :4] = 0
    index_map[0, 4:, 4:] = 1
    predicted = torch.zeros(1, 8, 8, dtype=torch.int64)
    predicted[0, :3, :4] = 1
    predicted[0, 4, 4:] = 3
    predicted[0, 5:, 4:] = 1
    scores = part_scores(predicted, index_map, [label([0, 2])])
    assert scores["recall"] == 0.5
    assert scores["pixels"] == 16 / 32
    # Class 0: 12 of 16 + 12 claimed elsewhere; class 2: 4 of 16.
    assert scores["miou"] == pytest.approx((12 / 28 + 4 / 16) / 2)


def test_parts_without_a_class_count_nowhere() -> None:
    index_map = torch.zeros(1, 8, 8, dtype=torch.uint8)
    index_map[0, 4:] = 1
    truth = true_classes(index_map[0], label([0, -1]))
    assert (truth[:4] == 1).all() and (truth[4:] == -1).all()
    predicted = torch.ones(1, 8, 8, dtype=torch.int64)
    assert part_scores(predicted, index_map, [label([0, -1])])["miou"] == 1.0


def test_micro_f1_and_its_threshold() -> None:
    truth = torch.tensor([[1.0, 0.0], [1.0, 1.0]])
    probabilities = torch.tensor([[0.9, 0.4], [0.2, 0.45]])
    # At 0.5: one hit, nothing wrong, two missed.
    assert micro_f1(probabilities, truth, 0.5) == pytest.approx(2 / (1 + 3))
    best = best_threshold(probabilities, truth)
    assert micro_f1(probabilities, truth, best) == pytest.approx(6 / 7)
    per_column = torch.tensor([0.1, 0.42])
    assert micro_f1(probabilities, truth, per_column) == 1.0


def test_either_type_is_right() -> None:
    truth = torch.tensor([[1.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    guesses = torch.tensor([[0.1, 0.8, 0.1], [0.6, 0.3, 0.1]])
    assert type_accuracy(guesses, truth) == 0.5


def test_r_precision_by_hand(generator: torch.Generator) -> None:
    # Caption 0 and 1 belong to picture 0, caption 2 to picture 1.
    likeness = torch.tensor([[0.9, 0.1, 0.5], [0.0, 0.95, 0.7]])
    # Picture 0: its first caption wins against caption 2, its second does not. Picture 1: one
    # rival is worse, the other better.
    found = r_precision(likeness, [0, 0, 1], others=2, draws=1, generator=generator)
    assert found == pytest.approx(1 / 3)


def test_r_precision_of_noise_is_that_of_chance(generator: torch.Generator) -> None:
    likeness = torch.rand(60, 60, generator=generator)
    found = r_precision(likeness, list(range(60)), others=9, draws=40, generator=generator)
    assert 0.04 < found < 0.2


def test_a_lone_picture_has_no_r_precision(generator: torch.Generator) -> None:
    assert r_precision(torch.ones(1, 1), [0], 99, 2, generator) == 0.0
