"""The word-level discriminator of ControlGAN.

Li et al. 2019, "Controllable Text-to-Image Generation", section 3.3. With the correlation L of a
picture and the words of a text (`nn.word_correlation`), the discriminator maximises

    log L(drawing, text) + log(1 - L(drawing, other text))

and the generator log L(painting, text): the discriminator learns from drawings alone which words
show where, so the generator is told which word it has missed.
"""

from __future__ import annotations

from torch import Tensor

from scenegan.training.objectives.minimax import false_loss, true_loss


def word_judge_loss(right: Tensor, wrong: Tensor) -> Tensor:
    """What the discriminator minimises: logits [B] of drawings with own and with other texts."""
    return true_loss(right) + false_loss(wrong)


def word_painter_loss(painted: Tensor) -> Tensor:
    """What the generator minimises: logits [B] of paintings with the texts they were asked."""
    return true_loss(painted)
