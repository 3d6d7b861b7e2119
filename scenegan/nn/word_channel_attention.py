"""Channel attention to words: every channel of a picture gathers the words that it stands for.

Li et al. 2019, "Controllable Text-to-Image Generation", section 3.2. Words are mapped to as many
numbers as the picture has places, w'_i = F w_i; with a channel's responses v_c at all places

    a_ci = exp(v_c . w'_i) / sum_k exp(v_c . w'_k),    f_c = sum_i a_ci w'_i

so a word can turn a channel up or down as a whole: one word is changed, the others keep theirs.
`attention.ChannelAttention` is the form that SceneGAN's painter takes, for any size and gated.
"""

from __future__ import annotations

from torch import Tensor, nn


class WordChannelAttention(nn.Module):
    """Attention from channels to words, for pictures of one size."""

    def __init__(self, size: int, text: int) -> None:
        """Makes the attention for `size` x `size` places and `text` features a word."""
        super().__init__()
        self.project = nn.Linear(text, size * size, bias=False)
        # Responses are compared over all places: without a scale one word would take all.
        self._scale = 1 / size

    def forward(self, x: Tensor, words: Tensor, pad: Tensor) -> Tensor:
        """Gathers words.

        Args:
            x: [B, C, H, W] features of the picture.
            words: [B, T, D].
            pad: [B, T] true where there is no word.

        Returns:
            [B, C, H, W] context of each channel.
        """
        projected = self.project(words)
        scores = x.flatten(2) @ projected.transpose(1, 2) * self._scale
        weights = scores.masked_fill(pad[:, None], float("-inf")).softmax(-1)
        context: Tensor = (weights @ projected).view(x.shape)
        return context
