"""Which words of a text does a picture show?

Li et al. 2019, "Controllable Text-to-Image Generation", section 3.3. The features n_j of a
discriminator's places, mapped to the size of words, are compared with the words w_i: each word
gathers the places that it is about, its context is compared with it, and a self-attention says how
much each word matters,

    b_i = sum_j softmax_j(w_i . n_j) n_j,    r = sum_i softmax_i(u . w_i) cos(b_i, w_i)

The paper sums a sigmoid of every word's cosine; here the weighted mean of the cosines is the logit
of the correlation, so that it lies in 0..1 whatever the number of words.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from scenegan.nn.text_encoder import TextFeatures

_SHARPNESS = 6.0


class WordCorrelation(nn.Module):
    """How far pictures show the words of texts, as the features of a discriminator see it."""

    def __init__(self, channels: int, text: int) -> None:
        """Makes the correlation of `channels` features a place with `text` features a word."""
        super().__init__()
        self.perceive = nn.Conv2d(channels, text, 1)
        self.importance = nn.Linear(text, 1)
        self.bias = nn.Parameter(torch.zeros(()))

    def forward(self, features: Tensor, text: TextFeatures) -> Tensor:
        """Returns logits of the correlation, [B], positive where the words are shown.

        Args:
            features: [B, C, H, W].
            text: B texts.
        """
        places = self.perceive(features).flatten(2)
        scores = text.words @ places * text.words.shape[-1] ** -0.5
        contexts = scores.softmax(-1) @ places.transpose(1, 2)
        likeness = F.cosine_similarity(contexts, text.words, dim=-1)
        weights = self.importance(text.words)[..., 0].masked_fill(text.pad, float("-inf"))
        logits: Tensor = (weights.softmax(-1) * likeness).sum(-1) * _SHARPNESS + self.bias
        return logits
