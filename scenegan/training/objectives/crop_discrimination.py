"""Are the parts of a picture drawn, and can they be named?

Johnson et al. 2018, "Image Generation from Scene Graphs", section 3, "Discriminators" and
"Training": crops of all objects play the game of Goodfellow et al. 2014, and an auxiliary
classifier (Odena et al. 2017) has to name them. Discriminator and generator both minimise its
cross entropy, the one on drawings and paintings, the other on its own.
"""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor

from scenegan.nn.part_crops import CropOpinion
from scenegan.training.objectives.minimax import discriminator_loss, generator_loss


def crop_judge_losses(
    drawn: CropOpinion, painted: CropOpinion, part: Tensor
) -> tuple[Tensor, Tensor]:
    """What the crop discriminator minimises: the game, and naming.

    Args:
        drawn: on K crops of drawings.
        painted: on K crops of paintings, of the same parts.
        part: [K] their classes.
    """
    naming = F.cross_entropy(drawn.scores, part) + F.cross_entropy(painted.scores, part)
    return discriminator_loss(drawn.drawn, painted.drawn), naming


def crop_painter_losses(painted: CropOpinion, part: Tensor) -> tuple[Tensor, Tensor]:
    """What the generator minimises: the game, and being named."""
    return generator_loss(painted.drawn), F.cross_entropy(painted.scores, part)
