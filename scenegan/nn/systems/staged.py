"""Generators that paint several sizes, each from the features of the one before.

Zhang et al. 2018, "StackGAN++: Realistic Image Synthesis with Stacked Generative Adversarial
Networks", section 4.1: a chain of features h_0 = F_0(c, z), h_i = F_i(h_(i-1), c), with a picture
of its own size from each. Xu et al. 2018 (AttnGAN) give F_i the words that each place attends to
in the place of c; Li et al. 2019 (ControlGAN) also those that each channel attends to. With one
size alone it is the first stage of Zhang et al. 2017 (StackGAN).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import torch
from torch import Tensor, nn

from scenegan.nn.conditioning_augmentation import ConditioningAugmentation
from scenegan.nn.picture_blocks import Residual, doubled, gated, norm, over_places, picture_head
from scenegan.nn.systems.painted import Painted
from scenegan.nn.text_encoder import TextFeatures
from scenegan.nn.word_attention import WordAttention
from scenegan.nn.word_channel_attention import WordChannelAttention

_START = 4


class FirstFeatures(nn.Module):
    """F_0: code and noise to features at the coarsest size."""

    def __init__(self, inputs: int, width: int, size: int) -> None:
        """Makes features of `width` channels at `size` x `size` places from `inputs` numbers."""
        super().__init__()
        doublings = int(math.log2(size // _START))
        channels = width * 2**doublings
        self.start = nn.Linear(inputs, 2 * channels * _START**2, bias=False)
        self.gate = nn.Sequential(norm(2 * channels), nn.GLU(1))
        self.grow = nn.Sequential(
            *(doubled(channels >> level, channels >> level + 1) for level in range(doublings))
        )

    def forward(self, vector: Tensor) -> Tensor:
        """Maps [B, inputs] to [B, width, size, size]."""
        x = self.start(vector).view(len(vector), -1, _START, _START)
        grown: Tensor = self.grow(self.gate(x))
        return grown


class NextFeatures(nn.Module):
    """F_i: features of a stage, with what is asked, to those of the next at twice the side."""

    def __init__(
        self, inputs: int, outputs: int, size: int, code: int, text: int, attention: str
    ) -> None:
        """Makes the stage.

        Args:
            inputs: channels at `size` places a side.
            outputs: channels at twice as many.
            size: places along a side of the stage before.
            code: numbers of the code of a text.
            text: features of a word.
            attention: `none`, `words` or `words+channels`.
        """
        super().__init__()
        by_words = attention != "none"
        by_channels = attention == "words+channels"
        self.words = WordAttention(inputs, text) if by_words else None
        self.channels = WordChannelAttention(size, text) if by_channels else None
        joined = inputs + (inputs if by_words else code) + (inputs if by_channels else 0)
        self.join = gated(joined, inputs)
        self.refine = nn.Sequential(Residual(inputs), Residual(inputs))
        self.grow = doubled(inputs, outputs)

    def forward(self, x: Tensor, code: Tensor, text: TextFeatures) -> tuple[Tensor, Tensor | None]:
        """Returns features [B, outputs, 2 H, 2 W], and the words' shares [B, T, H, W] if any."""
        shares = None
        if self.words is None:
            asked = [over_places(code, x)]
        else:
            attended = self.words(x, text.words, text.pad)
            asked, shares = [attended.context], attended.weights
        if self.channels is not None:
            asked.append(self.channels(x, text.words, text.pad))
        joined = self.join(torch.cat([x, *asked], 1))
        return self.grow(self.refine(joined)), shares


class StagedGenerator(nn.Module):
    """Paints a text at one or more sizes."""

    def __init__(
        self,
        sizes: Sequence[int],
        noise: int,
        width: int,
        text: int,
        code: int,
        attention: str = "none",
    ) -> None:
        """Makes the network.

        Args:
            sizes: sides of the pictures, each twice the one before.
            noise: numbers of noise.
            width: channels of the features at the coarsest size; they halve from size to size.
            text: features of a text.
            code: numbers of the code that is drawn for a text.
            attention: what later stages ask of the words: `none`, `words`, `words+channels`.
        """
        super().__init__()
        self.noise, self.code = noise, code
        self.augment = ConditioningAugmentation(text, code)
        self.first = FirstFeatures(noise + code, width, sizes[0])
        widths = [max(4, width >> level) for level in range(len(sizes))]
        self.next = nn.ModuleList(
            NextFeatures(before, after, size, code, text, attention)
            for (before, after), size in zip(pairwise(widths), sizes, strict=False)
        )
        self.heads = nn.ModuleList(picture_head(w) for w in widths)

    def forward(
        self, noise: Tensor, text: TextFeatures, augmentation: Tensor | None = None
    ) -> Painted:
        """Paints.

        Args:
            noise: [B, Z] standard normal numbers.
            text: what is asked for.
            augmentation: [B, C] standard normal numbers that move the text's code.
        """
        code = self.augment(text.sentence, augmentation)
        x = self.first(torch.cat([code.code, noise], 1))
        pictures, shares = [self.heads[0](x)], None
        for stage, head in zip(self.next, self.heads[1:], strict=True):
            x, shares = stage(x, code.code, text)
            pictures.append(head(x))
        return Painted(tuple(pictures), code, shares)
