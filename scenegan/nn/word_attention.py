"""Word attention: every place of a picture gathers the words that it is about.

Xu et al. 2018, "AttnGAN: Fine-Grained Text to Image Generation with Attentional Generative
Adversarial Networks", section 3.1. Words e_i are mapped into the space of the picture's features,
e'_i = U e_i; the share of word i at place j and the context of that place are

    b_ji = exp(h_j . e'_i) / sum_k exp(h_j . e'_k),    c_j = sum_i b_ji e'_i
"""

from __future__ import annotations

from typing import NamedTuple

from torch import Tensor, nn


class Attended(NamedTuple):
    """What places gathered.

    Attributes:
        context: [B, C, H, W].
        weights: [B, T, H, W] share of each word at each place; they sum to one over the words.
    """

    context: Tensor
    weights: Tensor


class WordAttention(nn.Module):
    """Attention from places to words."""

    def __init__(self, channels: int, text: int) -> None:
        """Makes the attention of `channels` features a place to `text` features a word."""
        super().__init__()
        self.project = nn.Linear(text, channels, bias=False)

    def forward(self, x: Tensor, words: Tensor, pad: Tensor) -> Attended:
        """Gathers words.

        Args:
            x: [B, C, H, W] features of the picture.
            words: [B, T, D].
            pad: [B, T] true where there is no word.
        """
        projected = self.project(words)
        scores = x.flatten(2).transpose(1, 2) @ projected.transpose(1, 2)
        weights = scores.masked_fill(pad[:, None], float("-inf")).softmax(-1)
        context = (weights @ projected).transpose(1, 2).reshape(x.shape)
        shares = weights.transpose(1, 2).reshape(len(x), -1, *x.shape[2:])
        return Attended(context, shares)
