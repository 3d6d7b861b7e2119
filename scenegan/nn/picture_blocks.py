"""Blocks of convolutions of which the generators and discriminators of stacked GANs are built.

Group normalisation (Wu & He 2018) stands wherever the papers have batch normalisation: a picture
then never depends on the others of its batch, and small batches do no harm.
"""

from __future__ import annotations

from typing import TypeVar

from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm

_GROUP = 8
_GAIN = 1.9
"""Keeps features as spread as they were through a convolution that its spectral norm bounds, and
the rectifier behind it. Without it four of them leave a sixteenth, and a discriminator answers all
pictures alike for its first thousand steps."""
_EMPTY = -1.0
"""Where tanh of a picture starts: nearly transparent, as most of every drawing is."""

Convolution = TypeVar("Convolution", nn.Conv2d, nn.ConvTranspose2d)


def norm(channels: int) -> nn.GroupNorm:
    """Returns a normalisation over groups of about 8 channels."""
    groups = max(1, channels // _GROUP)
    while channels % groups:
        groups -= 1
    return nn.GroupNorm(groups, channels)


def gated(inputs: int, outputs: int) -> nn.Sequential:
    """3x3 convolution whose other half of channels gates the first (GLU: Dauphin et al. 2017)."""
    convolution = nn.Conv2d(inputs, 2 * outputs, 3, padding=1, bias=False)
    return nn.Sequential(convolution, norm(2 * outputs), nn.GLU(1))


def doubled(inputs: int, outputs: int) -> nn.Sequential:
    """Nearest neighbours at twice the side, then a gated convolution."""
    return nn.Sequential(nn.Upsample(scale_factor=2.0), *gated(inputs, outputs))


def halved(inputs: int, outputs: int) -> nn.Sequential:
    """Convolution to half the side, bounded by its spectral norm (Miyato et al. 2018)."""
    return bounded(nn.Conv2d(inputs, outputs, 4, 2, 1))


def bounded(convolution: nn.Conv2d) -> nn.Sequential:
    """A convolution of a discriminator and its rectifier, which change features little in size."""
    return nn.Sequential(spectral_norm(convolution), nn.LeakyReLU(0.2), Scaled(_GAIN))


class Scaled(nn.Module):
    """Multiplies by a number."""

    def __init__(self, gain: float) -> None:
        """Takes the number."""
        super().__init__()
        self.gain = gain

    def forward(self, x: Tensor) -> Tensor:
        """Maps any tensor to one of the same size."""
        return x * self.gain


class Residual(nn.Module):
    """Two convolutions whose result is added (He et al. 2016)."""

    def __init__(self, channels: int) -> None:
        """Makes a block of `channels` channels."""
        super().__init__()
        self.change = nn.Sequential(
            *gated(channels, channels),
            nn.Conv2d(channels, channels, 3, padding=1, bias=False),
            norm(channels),
        )

    def forward(self, x: Tensor) -> Tensor:
        """Maps [B, C, H, W] to the same size."""
        changed: Tensor = self.change(x)
        return x + changed


def picture_head(channels: int) -> nn.Sequential:
    """Turns features into premultiplied RGBA in -1..1."""
    return nn.Sequential(starting_empty(nn.Conv2d(channels, 4, 3, padding=1)), nn.Tanh())


def starting_empty(last: Convolution) -> Convolution:
    """Lets a generator's last convolution paint next to nothing before it has learned."""
    assert last.bias is not None
    nn.init.constant_(last.bias, _EMPTY)
    return last


def over_places(vector: Tensor, like: Tensor) -> Tensor:
    """Repeats vectors [B, C] at all places of pictures [B, *, H, W]: [B, C, H, W]."""
    return vector[:, :, None, None].expand(-1, -1, *like.shape[2:])
