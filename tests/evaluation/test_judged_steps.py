"""Figures that ask judges, with judges whose answers are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor

from scenegan.evaluation.attribute_step import measure_attributes, measure_types
from scenegan.evaluation.part_measures import agreement, enlarged, found_parts
from scenegan.evaluation.part_step import measure_parts
from scenegan.evaluation.retrieval_step import measure_retrieval, retrieved
from tests.evaluation.handmade import EYE, HEAD, TORSO, Rectangle, sample, specimen

NAMES = ("torso", "head", "eye")


class ColorJudges:
    """Takes blue for a head, white for an eye and any other colour for a torso."""

    version = "colours"
    part_names = NAMES
    attribute_names = ("large", "round")
    attribute_thresholds = (0.5, 0.5)
    type_names = ("fire", "water")

    def segment(self, pictures: Tensor) -> Tensor:
        red, _, blue, alpha = pictures[:, :, ::2, ::2].unbind(1)
        labels = torch.ones_like(red, dtype=torch.long)
        labels[(blue > 0.8) & (red < 0.5)] = 2
        labels[(blue > 0.8) & (red > 0.8)] = 3
        return torch.where(alpha > 0.5, labels, 0)

    def attributes(self, pictures: Tensor, masks: Tensor, owners: Tensor) -> Tensor:
        """All parts are large; none is round."""
        return torch.tensor([1.0, 0.0]).expand(len(masks), 2)

    def types(self, pictures: Tensor) -> Tensor:
        """Pictures whose corner is opaque are of water."""
        corner = pictures[:, 3, 0, 0]
        return torch.stack([1 - corner, corner], 1)

    def match(self, pictures: Tensor, captions: Sequence[str]) -> Tensor:
        """Captions end in a digit: how red the corner is in tenths."""
        tenths = torch.tensor([int(c[-1]) / 10 for c in captions])
        return -(pictures[:, 0, 0, 0, None] - tenths).abs()

    def features(self, pictures: Tensor) -> Tensor:
        return pictures.mean((2, 3))


def test_labels_are_enlarged_by_repetition() -> None:
    small = np.zeros((128, 128), np.int64)
    small[3, 5] = 7
    large = enlarged(small)
    assert large.shape == (256, 256)
    assert np.argwhere(large == 7).tolist() == [[6, 10], [6, 11], [7, 10], [7, 11]]


def test_a_part_is_found_if_half_of_it_is_seen() -> None:
    drawn = specimen([TORSO, HEAD, EYE])
    labels = np.where(drawn.part_map == 255, 0, drawn.part_map.astype(np.int64) + 1)
    assert found_parts(drawn, labels, NAMES).tolist() == [1, 1, 1]
    half = labels.copy()
    half[48:56, 112:128] = 2
    assert found_parts(drawn, half, NAMES).tolist() == [1, 1, 1]
    half[56, 112] = 2
    assert found_parts(drawn, half, NAMES).tolist() == [1, 1, 0]


def test_hidden_parts_are_missed_and_unknown_words_left_out() -> None:
    horn: Rectangle = ("horn", 0, (100, 100, 120, 120), "#000000")
    covered: Rectangle = ("eye", 0, (100, 104, 112, 116), "#ffffff")
    drawn = specimen([TORSO, covered, horn])
    labels = np.full((256, 256), 3, np.int64)
    assert found_parts(drawn, labels, NAMES).tolist() == pytest.approx([0, 0, np.nan], nan_ok=True)


def test_agreement_by_hand() -> None:
    """The head of 64 x 64 pixels covers a corner of the torso and is taken for torso wholly."""
    drawn = specimen([TORSO, HEAD])
    labels = np.where(drawn.part_map == 255, 0, 1).astype(np.int64)
    torso = 128 * 128 - 64 * 32
    counts = agreement(drawn, labels, NAMES)
    assert counts.tolist() == [[torso, torso + 64 * 64], [0, 64 * 64], [0, 0]]


def test_parts_of_a_sample() -> None:
    """The eye of the second picture is painted blue."""
    good, blind = specimen([TORSO, HEAD, EYE]), specimen([TORSO, HEAD, EYE], number=1)
    pixels = blind.rgba.copy()
    pixels[blind.part_map == 2, :3] = (32, 96, 224)
    found = measure_parts(sample([good, blind.painted(pixels)], [good]), ColorJudges())
    assert found.figures["parts.recall"].value == pytest.approx(5 / 6)
    assert found.figures["parts.recall_real"].value == 1.0
    assert found.figures["parts.miou_real"].value == 1.0
    assert found.figures["parts.miou"].value < 0.9
    assert found.details["parts.by_word"]["drawn"]["eye"] == {"share": 0.5, "count": 2}
    assert found.worst["parts.recall"][0].note == "eye"


def test_attributes_of_a_sample() -> None:
    """Two of three parts are large, one is round: two hits, one wrong, one missed."""
    drawn = specimen([TORSO, HEAD, EYE])
    attrs = (("large",), ("large", "round"), ())
    parts = tuple(
        p.model_copy(update={"attrs": a}) for p, a in zip(drawn.graph.parts, attrs, strict=True)
    )
    graph = drawn.graph.model_copy(update={"parts": parts})
    found = measure_attributes(sample([replace(drawn, graph=graph)]), ColorJudges())
    assert found.figures["attributes.f1"].value == pytest.approx(2 * 2 / (2 * 2 + 1 + 1))


def test_types_of_a_sample() -> None:
    """Both pictures are asked to be of fire; one looks like water."""
    first, second = specimen([TORSO]), specimen([TORSO], number=1)
    wet = second.rgba.copy()
    wet[0, 0, 3] = 255
    found = measure_types(sample([first, second.painted(wet)]), ColorJudges())
    assert found.figures["types.accuracy"].value == 0.5
    assert found.worst["types.accuracy"][0].note == "water, not fire"


def test_a_caption_is_found_if_no_other_fits_as_well() -> None:
    own = np.array([True, False, False, True])
    rng = np.random.default_rng(0)
    assert retrieved(np.array([0.9, 0.8, 0.1, 0.8]), own, rng).tolist() == [1.0, 0.0]


def test_a_caption_is_looked_for_among_a_hundred() -> None:
    """Of 1,000 others 5 fit better; 99 of them leave those out in about six of ten draws."""
    fits = np.zeros(1001)
    fits[0], fits[1:6] = 1.0, 2.0
    own = np.arange(1001) == 0
    rng = np.random.default_rng(0)
    found = np.mean([retrieved(fits, own, rng)[0] for _ in range(400)])
    assert found == pytest.approx((1 - 99 / 1000) ** 5, abs=0.08)


def test_retrieval_of_a_sample() -> None:
    first, second = specimen([TORSO]), specimen([TORSO], number=1)
    pixels = second.rgba.copy()
    pixels[0, 0, 0] = 255
    captions = [("d0", "corner 0"), ("d1", "corner 1"), ("other", "corner 9")]
    found = measure_retrieval(sample([first, second.painted(pixels)]), ColorJudges(), captions)
    assert found.figures["retrieval.r_precision"].value == 0.5
    assert found.worst["retrieval.r_precision"][0].number == 1
