"""ControlGAN: Li et al. 2019, "Controllable Text-to-Image Generation".

To AttnGAN it adds that channels attend to words too, that the discriminator tells which words a
picture shows, and that paintings resemble their drawings in the eyes of a frozen network, so that a
changed word changes what it speaks of.
"""

from __future__ import annotations

from scenegan.training.context import TrainingContext
from scenegan.training.systems.assembly import Assembly
from scenegan.training.systems.staged import assemble_staged


def assemble_controlgan(context: TrainingContext) -> Assembly:
    """Makes the networks: places and channels of later stages attend to words."""
    return assemble_staged(context, attention="words+channels")
