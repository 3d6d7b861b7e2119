"""EfficientNet-lite2 without its classifier: frozen features for the judges and the distances.

The network of Tan & Le 2019, "EfficientNet: Rethinking Model Scaling for Convolutional Neural
Networks", in the variant without gates and with ReLU6, at width 1.1 and depth 1.2. Its batch norms
are folded into the convolutions, since it is never trained here. Training of the generator looks
through EfficientNet-lite0, another network: what measures must not be what was trained against.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

STEM_CHANNELS = 32
FEATURES = 1280
"""Channels behind the last convolution."""

_MEAN, _SCALE = 127 / 255, 128 / 255


class Stage(NamedTuple):
    """A row of blocks.

    Attributes:
        blocks: how many there are; only the first has a stride.
        channels: channels of each block's output.
        kernel: side of the depthwise convolutions.
        stride: stride of the first block.
        widening: by what each block multiplies its channels inside.
    """

    blocks: int
    channels: int
    kernel: int
    stride: int
    widening: int


LITE2 = (
    Stage(1, 16, 3, 1, 1),
    Stage(3, 24, 3, 2, 6),
    Stage(3, 48, 5, 2, 6),
    Stage(4, 88, 3, 2, 6),
    Stage(4, 120, 5, 1, 6),
    Stage(5, 208, 5, 2, 6),
    Stage(1, 352, 3, 1, 6),
)
PYRAMID_STAGES = (1, 2, 4, 6)
"""Stages whose outputs the judges read."""
PYRAMID_CHANNELS = tuple(LITE2[stage].channels for stage in PYRAMID_STAGES)
PYRAMID_STRIDES = (4, 8, 16, 32)


class SamePadded(nn.Conv2d):
    """A convolution whose output has the side of the input divided by the stride, rounded up.

    Where the missing pixels cannot be shared evenly, right and bottom get one more, as in the
    library that the weights come from.
    """

    def forward(self, x: Tensor) -> Tensor:
        """Pads and convolves: [B, C, H, W]."""
        size, stride = self.kernel_size[0], self.stride[0]
        rows, columns = (
            max((-(-side // stride) - 1) * stride + size - side, 0) for side in x.shape[2:]
        )
        if rows or columns:
            pad = [columns // 2, columns - columns // 2, rows // 2, rows - rows // 2]
            x = F.pad(x, pad)
        return super().forward(x)


class Block(nn.Module):
    """Widens the channels, looks around in each, narrows them again, and adds its input."""

    def __init__(self, channels_in: int, channels: int, kernel: int, stride: int, widening: int):
        """Builds a block; see `Stage`."""
        super().__init__()
        inside = channels_in * widening
        self.expand = SamePadded(channels_in, inside, 1) if widening > 1 else None
        self.depthwise = SamePadded(inside, inside, kernel, stride, groups=inside)
        self.project = SamePadded(inside, channels, 1)
        self.adds_input = stride == 1 and channels_in == channels

    def forward(self, x: Tensor) -> Tensor:
        """Returns [B, channels, H / stride, W / stride]."""
        inside = x if self.expand is None else F.relu6(self.expand(x))
        out: Tensor = self.project(F.relu6(self.depthwise(inside)))
        return out + x if self.adds_input else out


class Backbone(nn.Module):
    """EfficientNet-lite2 up to the features that its classifier would read."""

    def __init__(self) -> None:
        """Builds the network with random weights, frozen."""
        super().__init__()
        self.stem = SamePadded(3, STEM_CHANNELS, 3, 2)
        self.stages = nn.ModuleList()
        channels = STEM_CHANNELS
        for stage in LITE2:
            blocks = nn.Sequential()
            for number in range(stage.blocks):
                stride = stage.stride if number == 0 else 1
                block = Block(channels, stage.channels, stage.kernel, stride, stage.widening)
                blocks.append(block)
                channels = stage.channels
            self.stages.append(blocks)
        self.head = SamePadded(channels, FEATURES, 1)
        self.requires_grad_(False).eval()
        # The processor is fastest with channels last.
        self.to(memory_format=torch.channels_last)  # type: ignore[call-overload]

    def forward(self, rgb: Tensor) -> list[Tensor]:
        """Returns the outputs of `PYRAMID_STAGES` for pictures [B, 3, H, W] in 0..1.

        They have `PYRAMID_CHANNELS` channels and are smaller by `PYRAMID_STRIDES`.
        """
        x = (rgb - _MEAN) / _SCALE
        x = F.relu6(self.stem(x.contiguous(memory_format=torch.channels_last)))
        found = []
        for number, stage in enumerate(self.stages):
            x = stage(x)
            if number in PYRAMID_STAGES:
                found.append(x)
        return found

    def summary(self, whole: Tensor) -> Tensor:
        """Returns the features that the classifier would read.

        Args:
            whole: the last of what `forward` returns, [B, 352, H / 32, W / 32].

        Returns:
            [B, 1280] in 0..6.
        """
        return F.relu6(self.head(whole)).mean((2, 3))


def before(pictures: Tensor, shade: float) -> Tensor:
    """Puts pictures with straight alpha before a grey background.

    Args:
        pictures: [B, 4, H, W] in 0..1.
        shade: from black, 0, to white, 1.

    Returns:
        [B, 3, H, W] in 0..1.
    """
    alpha = pictures[:, 3:]
    return pictures[:, :3] * alpha + shade * (1 - alpha)
