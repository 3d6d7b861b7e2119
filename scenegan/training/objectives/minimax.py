"""The game of Goodfellow et al. 2014, "Generative Adversarial Nets", section 3.

    min_G max_D  E_x log D(x) + E_z log(1 - D(G(z)))

D is the sigmoid of a logit here, so that -log D(x) is softplus(-logit) and -log(1 - D(x)) is
softplus(logit). The generator minimises either log(1 - D(G(z))), as the value says, or
-log D(G(z)), which the paper advises: its gradient does not vanish while D wins.
"""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor


def true_loss(logits: Tensor) -> Tensor:
    """-log D, a mean: small where everything is taken for true."""
    return F.softplus(-logits.float()).mean()


def false_loss(logits: Tensor) -> Tensor:
    """-log(1 - D), a mean: small where everything is taken for false."""
    return F.softplus(logits.float()).mean()


def discriminator_loss(drawn: Tensor, painted: Tensor) -> Tensor:
    """What D minimises: the negative value of the game, from logits of any shape."""
    return true_loss(drawn) + false_loss(painted)


def generator_loss(painted: Tensor, saturating: bool = False) -> Tensor:
    """What G minimises, from logits of its pictures.

    Args:
        painted: logits.
        saturating: log(1 - D(G(z))), the value of the game, instead of -log D(G(z)).
    """
    return -false_loss(painted) if saturating else true_loss(painted)
