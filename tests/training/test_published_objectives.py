"""The losses of the published systems against their formulas, written out in float64."""

import math

import pytest
import torch
from torch import Tensor

from scenegan.nn.part_crops import CropOpinion
from scenegan.nn.region_encoder import RegionFeatures
from scenegan.nn.text_encoder import TextFeatures
from scenegan.training.differentiable_augmentation import EMPTY, augmented
from scenegan.training.objectives.box_and_mask import box_loss, mask_loss
from scenegan.training.objectives.color_consistency import (
    color_consistency_loss,
    color_statistics,
)
from scenegan.training.objectives.crop_discrimination import (
    crop_judge_losses,
    crop_painter_losses,
)
from scenegan.training.objectives.damsm import damsm_loss, word_likeness
from scenegan.training.objectives.manifold_interpolation import interpolated
from scenegan.training.objectives.matching_aware import matching_aware_loss, other_texts
from scenegan.training.objectives.minimax import discriminator_loss, generator_loss
from scenegan.training.objectives.structured_joint_embedding import SCALE, structured_joint_loss
from scenegan.training.objectives.word_level_discrimination import (
    word_judge_loss,
    word_painter_loss,
)


def sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def mean_log(values: list[float]) -> float:
    return sum(map(math.log, values)) / len(values)


def doubles(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


def cosine(a: Tensor, b: Tensor) -> float:
    return float(a @ b / (a.norm() * b.norm()))


def test_the_value_of_the_game() -> None:
    drawn, painted = [1.5, -0.3, 0.0], [-2.0, 0.7, 0.1]
    value = mean_log([sigmoid(x) for x in drawn])
    value += mean_log([1 - sigmoid(x) for x in painted])
    assert discriminator_loss(doubles(*drawn), doubles(*painted)).item() == pytest.approx(-value)
    of_generator = doubles(*painted)
    saturating = mean_log([1 - sigmoid(x) for x in painted])
    assert generator_loss(of_generator, saturating=True).item() == pytest.approx(saturating)
    advised = -mean_log([sigmoid(x) for x in painted])
    assert generator_loss(of_generator).item() == pytest.approx(advised)


def test_the_advised_loss_teaches_while_the_discriminator_wins() -> None:
    slopes = []
    for saturating in (True, False):
        logits = torch.tensor([-9.0], requires_grad=True)
        generator_loss(logits, saturating).backward()  # type: ignore[no-untyped-call]
        assert logits.grad is not None
        slopes.append(abs(logits.grad.item()))
    assert slopes[0] < 1e-3 and slopes[1] > 0.99


def test_matching_aware_pairs() -> None:
    right, wrong, painted = [2.0, 1.0], [0.5, -1.0], [-0.2, 0.3]
    value = mean_log([sigmoid(x) for x in right])
    value += mean_log([1 - sigmoid(x) for x in wrong]) / 2
    value += mean_log([1 - sigmoid(x) for x in painted]) / 2
    found = matching_aware_loss(doubles(*right), doubles(*wrong), doubles(*painted))
    assert found.item() == pytest.approx(-value)
    plain = matching_aware_loss(doubles(*right), None, doubles(*painted))
    assert plain.item() == discriminator_loss(doubles(*right), doubles(*painted)).item()


def test_other_texts_are_others(generator: torch.Generator) -> None:
    for count in (2, 3, 16):
        other = other_texts(count, generator, torch.device("cpu"))
        assert sorted(other.tolist()) == list(range(count))
        assert (other != torch.arange(count)).all()
    assert other_texts(1, generator, torch.device("cpu")).tolist() == [0]


def test_texts_between_texts() -> None:
    text = TextFeatures(
        torch.randn(2, 3, 4), torch.tensor([[0.0, 2.0], [4.0, 0.0]]), torch.ones(2, 3)
    )
    between = interpolated(text, torch.tensor([1, 0]))
    assert between.sentence.tolist() == [[2.0, 1.0], [2.0, 1.0]]
    assert interpolated(text, torch.tensor([1, 0]), 0.75).sentence[0].tolist() == [1.0, 1.5]
    assert between.words is text.words


def test_colours_of_neighbouring_sizes() -> None:
    generator = torch.Generator().manual_seed(0)
    coarse, fine = (torch.rand(2, 3, s, s, generator=generator).double() for s in (4, 8))
    expected = 0.0
    for k in range(2):
        statistics = []
        for picture in (coarse[k], fine[k]):
            pixels = picture.flatten(1).T
            mean = torch.stack(list(pixels)).mean(0)
            outer = [torch.outer(p - mean, p - mean) for p in pixels]
            covariance = torch.stack(outer).mean(0)
            statistics.append((mean, covariance))
        (m, c), (n, d) = statistics
        expected += float(((m - n) ** 2).sum() + 5 * ((c - d) ** 2).sum()) / 2
    assert color_consistency_loss([coarse, fine]).item() == pytest.approx(expected, rel=1e-4)
    enlarged = coarse.repeat_interleave(2, 2).repeat_interleave(2, 3)
    assert color_consistency_loss([coarse, enlarged]) < 1e-10
    assert color_statistics(coarse)[1].shape == (2, 3, 3)


def matching_example() -> tuple[RegionFeatures, TextFeatures]:
    generator = torch.Generator().manual_seed(4)
    regions = torch.randn(3, 5, 2, 2, generator=generator, dtype=torch.float64)
    words = torch.randn(3, 4, 5, generator=generator, dtype=torch.float64)
    pad = torch.tensor([[False] * 4, [False] * 3 + [True], [False] * 2 + [True] * 2])
    whole, sentence = torch.randn(2, 3, 5, generator=generator, dtype=torch.float64)
    return RegionFeatures(regions, whole), TextFeatures(words, sentence, pad)


def likeness_by_hand(regions: Tensor, words: Tensor) -> float:
    """R(Q, D) of one picture [D, R] and one text [T, D], as the paper writes it."""
    scores = words @ regions
    over_words = scores.exp() / scores.exp().sum(0, keepdim=True)
    total = 0.0
    for row, word in zip(over_words, words, strict=True):
        attention = (4 * row).exp() / (4 * row).exp().sum()
        total += math.exp(5 * cosine(regions @ attention, word))
    return math.log(total ** (1 / 5))


def test_words_and_regions_are_matched_as_in_the_paper() -> None:
    seen, text = matching_example()
    found = word_likeness(seen.regions, text)
    by_hand = [
        [likeness_by_hand(v.flatten(1), e[~p]) for e, p in zip(text.words, text.pad, strict=True)]
        for v in seen.regions
    ]
    torch.testing.assert_close(found.double(), torch.tensor(by_hand).double(), atol=1e-4, rtol=0)
    losses = damsm_loss(seen, text)
    for told, fits in (
        (losses.words, by_hand),
        (losses.sentences, [[cosine(v, e) for e in text.sentence] for v in seen.whole]),
    ):
        expected = 0.0
        for i in range(3):
            top = math.exp(10 * fits[i][i])
            expected -= math.log(top / sum(math.exp(10 * fits[i][j]) for j in range(3))) / 3
            expected -= math.log(top / sum(math.exp(10 * fits[j][i]) for j in range(3))) / 3
        assert told.item() == pytest.approx(expected, rel=1e-3)


def test_texts_of_one_drawing_are_no_rivals() -> None:
    seen, text = matching_example()
    alone = damsm_loss(seen, text, torch.tensor([7, 7, 7]))
    assert alone.words == 0 and alone.sentences == 0
    apart = damsm_loss(seen, text, torch.tensor([0, 1, 2]))
    assert apart.words == damsm_loss(seen, text).words


def test_the_margin_of_the_joint_embedding() -> None:
    seen, text = matching_example()
    fits = [[SCALE * cosine(v, e) for e in text.sentence] for v in seen.whole]
    costs = []
    for n in range(3):
        for k in {0, 1, 2} - {n}:
            costs.append(max(0.0, 1 + fits[n][k] - fits[n][n]))
            costs.append(max(0.0, 1 + fits[k][n] - fits[n][n]))
    found = structured_joint_loss(seen.whole, text.sentence).item()
    assert found == pytest.approx(sum(costs) / 6, rel=1e-4)
    assert structured_joint_loss(seen.whole, text.sentence, torch.tensor([1, 1, 1])) == 0


def test_word_level_losses() -> None:
    right, wrong = doubles(0.3, 2.0), doubles(-1.0, 0.4)
    expected = -mean_log([sigmoid(0.3), sigmoid(2.0)])
    expected -= mean_log([1 - sigmoid(-1.0), 1 - sigmoid(0.4)])
    assert word_judge_loss(right, wrong).item() == pytest.approx(expected)
    assert word_painter_loss(right).item() == pytest.approx(-mean_log([sigmoid(0.3), sigmoid(2.0)]))


def test_crops_are_judged_and_named() -> None:
    part = torch.tensor([0, 1])
    sure = CropOpinion(torch.tensor([30.0, 30.0]), 30 * torch.eye(2))
    wrong = CropOpinion(torch.tensor([-30.0, -30.0]), 30 * torch.eye(2).flip(0))
    game, naming = crop_judge_losses(sure, wrong, part)
    assert game < 1e-6 and naming.item() == pytest.approx(30)
    game, naming = crop_painter_losses(wrong, part)
    assert game.item() == pytest.approx(30) and naming.item() == pytest.approx(30)


def test_boxes_and_masks_count_where_parts_are() -> None:
    pad = torch.tensor([[False, True]])
    true = torch.tensor([[[0.0, 0.0, 1.0, 1.0], [0.0, 0.0, 0.0, 0.0]]])
    found = true + torch.tensor([[[0.1], [9.0]]])
    assert box_loss(found, true, pad).item() == pytest.approx(0.1)
    masks = torch.ones(1, 2, 2, 2)
    logits = torch.stack([torch.full((2, 2), 2.0), torch.full((2, 2), -50.0)])[None]
    assert mask_loss(logits, masks, pad).item() == pytest.approx(math.log(1 + math.exp(-2.0)))


def test_augmentation_moves_and_cuts_and_lets_gradients_pass(generator: torch.Generator) -> None:
    pictures = torch.zeros(40, 4, 16, 16, requires_grad=True)
    changed = augmented(pictures, generator)
    assert changed.shape == pictures.shape
    gone = (changed == EMPTY).float().mean((1, 2, 3))
    assert 0.1 < gone.mean() < 0.45 and gone.max() < 0.6
    changed.sum().backward()  # type: ignore[no-untyped-call]
    assert pictures.grad is not None
    kept = pictures.grad.mean((1, 2, 3))
    torch.testing.assert_close(kept, 1 - gone.detach())
    again = augmented(pictures, torch.Generator().manual_seed(5))
    assert torch.equal(augmented(pictures, torch.Generator().manual_seed(5)), again)
