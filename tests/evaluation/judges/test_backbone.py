from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from scenegan.evaluation.judges.backbone import (
    FEATURES,
    PYRAMID_CHANNELS,
    PYRAMID_STRIDES,
    Backbone,
    Block,
    SamePadded,
    before,
)
from scenegan.evaluation.judges.conversion import folded_backbone


def published(backbone: Backbone) -> dict[str, Tensor]:
    """Random weights by the names that the published file uses."""
    weights: dict[str, Tensor] = {}

    def add(conv: nn.Conv2d, name: str, norm: str) -> None:
        count = conv.out_channels
        weights[f"{name}.weight"] = torch.randn_like(conv.weight) * 0.1
        weights[f"{norm}.weight"] = torch.rand(count) + 0.5
        weights[f"{norm}.bias"] = torch.randn(count) * 0.1
        weights[f"{norm}.running_mean"] = torch.randn(count) * 0.1
        weights[f"{norm}.running_var"] = torch.rand(count) + 0.5

    add(backbone.stem, "_conv_stem", "_bn0")
    add(backbone.head, "_conv_head", "_bn1")
    blocks = [block for stage in backbone.stages for block in stage]
    for number, block in enumerate(blocks):
        assert isinstance(block, Block)
        start = f"_blocks.{number}."
        if block.expand is not None:
            add(block.expand, start + "_expand_conv", start + "_bn0")
        add(block.depthwise, start + "_depthwise_conv", start + "_bn1")
        add(block.project, start + "_project_conv", start + "_bn2")
    return weights


def test_sides_shrink_by_the_strides(backbone: Backbone) -> None:
    found = backbone(torch.rand(1, 3, 64, 64))
    expected = [(c, 64 // s) for c, s in zip(PYRAMID_CHANNELS, PYRAMID_STRIDES, strict=True)]
    assert [(f.shape[1], f.shape[2]) for f in found] == expected
    assert backbone.summary(found[-1]).shape == (1, FEATURES)


def test_an_odd_missing_pixel_is_added_at_right_and_bottom() -> None:
    conv = SamePadded(1, 1, 3, 2, bias=False)
    with torch.no_grad():
        conv.weight.fill_(1)
        out = conv(torch.ones(1, 1, 4, 4))
    # At stride 2 one pixel is missing: the first window is whole, the last one cut.
    assert out[0, 0].tolist() == [[9, 6], [6, 4]]


def test_folding_equals_convolution_and_norm() -> None:
    torch.manual_seed(1)
    weights = published(Backbone())
    folded = folded_backbone(weights)
    x = torch.rand(1, 3, 16, 16)
    plain = F.conv2d(F.pad(x, [0, 1, 0, 1]), weights["_conv_stem.weight"], stride=2)
    normed = F.batch_norm(
        plain,
        weights["_bn0.running_mean"],
        weights["_bn0.running_var"],
        weights["_bn0.weight"],
        weights["_bn0.bias"],
        eps=1e-3,
    )
    assert torch.allclose(folded.stem(x), normed, atol=1e-5)


def test_it_is_frozen(backbone: Backbone) -> None:
    assert not backbone.training
    assert not any(value.requires_grad for value in backbone.parameters())


@pytest.mark.parametrize("shade", [0.0, 1.0])
def test_background_shows_where_nothing_is(shade: float) -> None:
    pictures = torch.full((1, 4, 2, 2), 0.25)
    pictures[0, 3, 0, 0] = 0
    pictures[0, 3, 1, 1] = 1
    seen = before(pictures, shade)
    assert seen[0, :, 0, 0].tolist() == [shade] * 3
    assert seen[0, :, 1, 1].tolist() == [0.25] * 3
