"""What each judge is asked while it learns: batches from the bank, losses and val scores."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import torch
import torch.nn.functional as F
from torch import Tensor

from scenegan.evaluation.judges.attributes import AttributeJudge
from scenegan.evaluation.judges.bank import Copy
from scenegan.evaluation.judges.creature_types import TypeJudge, summary_of
from scenegan.evaluation.judges.labels import Labels, mirrored
from scenegan.evaluation.judges.matching import Matcher
from scenegan.evaluation.judges.scores import (
    LEAST_PIXELS,
    best_threshold,
    micro_f1,
    part_scores,
    r_precision,
    true_classes,
    type_accuracy,
)
from scenegan.evaluation.judges.segmenter import Segmenter
from scenegan.evaluation.judges.view import View

Loss = Callable[[torch.Generator], Tensor]

_REGIONS = 4
"""Regions of each drawing that the judge of attributes looks at in a step."""
_PIXELS = 1024
"""Pixels of each drawing that the judge of parts answers for in a step."""
_SMOOTHING = 0.05
_SENTENCE_SHARE = 0.3
_AT_ONCE = 8
_REGIONS_AT_ONCE = 64
_OTHERS = 99


@dataclass(frozen=True)
class Lessons:
    """Drawings to learn from.

    Attributes:
        copies: changed copies of the same drawings.
        labels: what is known of each drawing.
    """

    copies: Sequence[Copy]
    labels: Sequence[Labels]

    def batch(self, size: int, generator: torch.Generator) -> tuple[Copy, list[Labels]]:
        """Draws some drawings of one copy, with what is known of them.

        Args:
            size: number of drawings, at most.
            generator: source of the random numbers.
        """
        copy = self.copies[_choice(len(self.copies), generator)]
        rows = self._rows(size, generator)
        view = copy.view.rows(rows).in_full()
        chosen = Copy(view, copy.index_maps[rows], copy.flipped[rows], copy.true_colors)
        return chosen, [self.labels[row] for row in rows.tolist()]

    def summaries(
        self, size: int, generator: torch.Generator
    ) -> tuple[Tensor, list[Labels], list[bool]]:
        """Draws some whole pictures in their true colours.

        Args:
            size: number of drawings, at most.
            generator: source of the random numbers.

        Returns:
            What `summary_of` says of them, what is known of them, and whether each is mirrored.
        """
        summary, flipped = self._true_colors[_choice(len(self._true_colors), generator)]
        rows = self._rows(size, generator)
        return summary[rows], [self.labels[row] for row in rows.tolist()], flipped[rows].tolist()

    @cached_property
    def _true_colors(self) -> list[tuple[Tensor, Tensor]]:
        """Summaries and flips of all copies that were not recoloured."""
        copies = [copy for copy in self.copies if copy.true_colors]
        return [(_summaries(copy.view), copy.flipped) for copy in copies]

    def _rows(self, size: int, generator: torch.Generator) -> Tensor:
        return torch.randperm(len(self.labels), generator=generator)[:size].sort().values


def part_loss(judge: Segmenter, lessons: Lessons, size: int) -> Loss:
    """Cross entropy of some pixels; a part counts by the root of its area, or eyes would not."""

    def loss(generator: torch.Generator) -> Tensor:
        copy, labels = lessons.batch(size, generator)
        pairs = list(zip(copy.index_maps, labels, strict=True))
        truth = torch.stack([true_classes(m, label).flatten() for m, label in pairs])
        weight = torch.stack([_pixel_weights(m).flatten() for m in copy.index_maps])
        weight = weight.masked_fill(truth <= 0, 0.0)
        pixels = torch.multinomial(weight, _PIXELS, replacement=True, generator=generator)
        answers = judge.answers(copy.view, pixels)
        wanted = truth.gather(1, pixels) - 1
        return F.cross_entropy(answers.flatten(0, 1), wanted.flatten(), label_smoothing=_SMOOTHING)

    return loss


def attribute_loss(judge: AttributeJudge, lessons: Lessons, size: int) -> Loss:
    """Cross entropy of each attribute of some regions."""

    def loss(generator: torch.Generator) -> Tensor:
        copy, labels = lessons.batch(size, generator)
        owners, masks, truth = regions_of(copy.index_maps, labels, _REGIONS, generator)
        answers = judge(copy.view, owners, masks)
        return F.binary_cross_entropy_with_logits(answers, truth)

    return loss


def type_loss(judge: TypeJudge, lessons: Lessons, size: int) -> Loss:
    """Cross entropy of the types, which share the probability of a creature with two."""

    def loss(generator: torch.Generator) -> Tensor:
        summary, labels, _ = lessons.summaries(size, generator)
        truth = torch.stack([label.types for label in labels])
        truth = truth / truth.sum(1, keepdim=True).clamp(min=1)
        return F.cross_entropy(judge(summary), truth, label_smoothing=0.1)

    return loss


def match_loss(judge: Matcher, lessons: Lessons, size: int) -> Loss:
    """InfoNCE in both directions, with one caption for each picture."""

    def loss(generator: torch.Generator) -> Tensor:
        summary, labels, flips = lessons.summaries(size, generator)
        pairs = zip(labels, flips, strict=True)
        captions = [_caption(label, flipped, generator) for label, flipped in pairs]
        likeness = judge(summary, captions) * judge.sharpness.exp().clamp(max=50)
        own = torch.arange(len(captions))
        return (F.cross_entropy(likeness, own) + F.cross_entropy(likeness.T, own)) / 2

    return loss


def part_score(judge: Segmenter, copy: Copy, labels: Sequence[Labels]) -> dict[str, float]:
    """Returns `part_scores` of the judge on a copy."""
    pieces = copy.view.in_pieces(_AT_ONCE)
    predicted = torch.cat([judge(piece.in_full()).argmax(1) for piece in pieces]) + 1
    predicted = predicted.masked_fill(copy.view.pixels[:, 3] < 0.5, 0)
    return part_scores(predicted, copy.index_maps, labels)


def attribute_answers(
    judge: AttributeJudge, copy: Copy, labels: Sequence[Labels]
) -> tuple[Tensor, Tensor]:
    """Returns probabilities and truth of all regions of a copy, both [M, A]."""
    owners, masks, truth = regions_of(copy.index_maps, labels)
    view = copy.view.in_full()
    few = torch.split(torch.arange(len(owners)), _REGIONS_AT_ONCE)
    answers = [torch.sigmoid(judge(view, owners[rows], masks[rows])) for rows in few]
    return torch.cat(answers), truth


def attribute_score(judge: AttributeJudge, copy: Copy, labels: Sequence[Labels]) -> float:
    """Returns the micro-F1 of a judge on a copy, with the threshold that fits best."""
    answers, truth = attribute_answers(judge, copy, labels)
    return micro_f1(answers, truth, best_threshold(answers, truth))


def type_score(judge: TypeJudge, copy: Copy, labels: Sequence[Labels]) -> float:
    """Returns the share of creatures whose likeliest type is right."""
    answers = judge(summary_of(copy.view.in_full())).softmax(1)
    return type_accuracy(answers, torch.stack([label.types for label in labels]))


def match_score(judge: Matcher, copy: Copy, labels: Sequence[Labels], draws: int = 10) -> float:
    """Returns the R-precision among 100 captions, over all captions of all drawings."""
    captions = [caption for label in labels for caption in label.captions]
    owners = [row for row, label in enumerate(labels) for _ in label.captions]
    likeness = judge(summary_of(copy.view.in_full()), captions)
    generator = torch.Generator().manual_seed(0)
    return r_precision(likeness, owners, _OTHERS, draws, generator)


def regions_of(
    index_maps: Tensor,
    labels: Sequence[Labels],
    most: int = 0,
    generator: torch.Generator | None = None,
) -> tuple[Tensor, Tensor, Tensor]:
    """Returns parts of drawings as regions to look at.

    Args:
        index_maps: [B, 128, 128] uint8.
        labels: what is known of each drawing.
        most: how many parts of a drawing are drawn by chance; 0 for all.
        generator: source of the random numbers, if there are any.

    Returns:
        Drawing of each region, [M]; masks, [M, 128, 128]; attributes, [M, A].
    """
    owners, masks, truth = [], [], []
    for row, (index_map, label) in enumerate(zip(index_maps, labels, strict=True)):
        areas = torch.bincount(index_map.flatten().long(), minlength=256)[: len(label.classes)]
        parts = (areas >= LEAST_PIXELS).nonzero()[:, 0]
        if most:
            parts = parts[torch.randperm(len(parts), generator=generator)[:most]]
        for number in parts.tolist():
            owners.append(row)
            masks.append((index_map == number).float())
            truth.append(label.attributes[number])
    return torch.tensor(owners), torch.stack(masks), torch.stack(truth)


def _pixel_weights(index_map: Tensor) -> Tensor:
    """One over the root of the area of the part that each pixel shows."""
    numbers = index_map.long()
    areas = torch.bincount(numbers.flatten(), minlength=256).clamp(min=4).float()
    return areas.rsqrt()[numbers]


def _caption(label: Labels, flipped: bool, generator: torch.Generator) -> str:
    """One of a drawing's captions, or now and then one of its sentences."""
    caption = label.captions[_choice(len(label.captions), generator)]
    sentences = caption.split(". ")
    if float(torch.rand((), generator=generator)) < _SENTENCE_SHARE:
        caption = sentences[_choice(len(sentences), generator)]
    return mirrored(caption) if flipped else caption


def _summaries(view: View) -> Tensor:
    return torch.cat([summary_of(piece.in_full()) for piece in view.in_pieces(_AT_ONCE)])


def _choice(count: int, generator: torch.Generator) -> int:
    return int(torch.randint(count, (), generator=generator))
