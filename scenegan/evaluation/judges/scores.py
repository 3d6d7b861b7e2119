"""How well judges do on real drawings: the figures that every figure is read against."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from scenegan.evaluation.judges.labels import Labels
from scenegan.nn.composition import EMPTY

LEAST_PIXELS = 8
"""Parts of fewer pixels at a side of 128 are not looked for."""
_FOUND = 0.5


def part_scores(
    predicted: Tensor, index_maps: Tensor, labels: Sequence[Labels]
) -> dict[str, float]:
    """Compares part maps with those of the drawings.

    Args:
        predicted: [B, 128, 128] class of each pixel, 0 for background, k + 1 for class k.
        index_maps: [B, 128, 128] uint8, position of the part of each pixel.
        labels: what is known of each drawing.

    Returns:
        `recall`, the share of parts of which at least half of the pixels are found; `miou`, the
        mean over the classes that occur of intersection over union, pixels of all drawings taken
        together; `pixels`, the share of pixels of known parts that are right.
    """
    found, total = 0, 0
    classes = max((int(label.classes.max()) for label in labels), default=0)
    count = max(classes + 2, int(predicted.max()) + 1)
    confusion = torch.zeros(count, count)
    for picture, index_map, label in zip(predicted, index_maps, labels, strict=True):
        truth = true_classes(index_map, label)
        pairs = truth[truth >= 0] * count + picture[truth >= 0]
        confusion += torch.bincount(pairs, minlength=count * count).view(count, count)
        for number, number_of_class in enumerate(label.classes.tolist()):
            mask = index_map == number
            if number_of_class < 0 or int(mask.sum()) < LEAST_PIXELS:
                continue
            total += 1
            found += bool((picture[mask] == number_of_class + 1).float().mean() >= _FOUND)
    right, known = float(confusion.diag()[1:].sum()), float(confusion[1:].sum())
    union = confusion.sum(0) + confusion.sum(1) - confusion.diag()
    present = confusion.sum(1)[1:] > 0
    iou = (confusion.diag() / union.clamp(min=1))[1:][present]
    return {
        "recall": found / max(total, 1),
        "miou": float(iou.mean()),
        "pixels": right / max(known, 1),
    }


def true_classes(index_map: Tensor, label: Labels) -> Tensor:
    """Returns the class of each pixel: 0 for background, -1 where the class is unknown."""
    table = torch.zeros(EMPTY + 1, dtype=torch.int64)
    table[: len(label.classes)] = torch.where(label.classes < 0, -1, label.classes + 1)
    return table[index_map.long()]


def micro_f1(probabilities: Tensor, truth: Tensor, threshold: float | Tensor) -> float:
    """Returns the F1 over all answers together.

    Args:
        probabilities: [M, A].
        truth: [M, A] of zeros and ones.
        threshold: from which probability on an attribute is said to be there.
    """
    said = probabilities >= threshold
    hits = float((said * truth).sum())
    return 2 * hits / max(float(said.sum() + truth.sum()), 1.0)


def best_threshold(probabilities: Tensor, truth: Tensor) -> float:
    """Returns the threshold with the best micro-F1, from 0.1 to 0.7 in steps of 0.02."""
    steps = [round(0.1 + 0.02 * step, 2) for step in range(31)]
    return max(steps, key=lambda step: micro_f1(probabilities, truth, step))


def type_accuracy(probabilities: Tensor, truth: Tensor) -> float:
    """Returns the share of creatures whose likeliest type is one of theirs: both [B, T]."""
    top = probabilities.argmax(1, keepdim=True)
    return float(truth.gather(1, top).mean())


def r_precision(
    likeness: Tensor, owners: Sequence[int], others: int, draws: int, generator: torch.Generator
) -> float:
    """Returns how often a picture's own caption is the most alike among others.

    The R-precision of Xu et al. 2018 (AttnGAN), with captions of other pictures beside it.

    Args:
        likeness: [B, Q] of pictures to captions.
        owners: the picture of each caption.
        others: how many captions of other pictures stand beside the own one; fewer where there
            are not as many. A picture without rivals is left out.
        draws: how often others are drawn for each own caption.
        generator: source of the random numbers.
    """
    owner = torch.tensor(owners)
    wins, total = 0, 0
    for column, picture in enumerate(owners):
        rivals = (owner != picture).nonzero()[:, 0]
        if not len(rivals):
            continue
        for _ in range(draws):
            chosen = rivals[torch.randperm(len(rivals), generator=generator)[:others]]
            wins += bool(likeness[picture, column] > likeness[picture, chosen].max())
            total += 1
    return wins / max(total, 1)
