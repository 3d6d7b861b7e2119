"""StackGAN++: Zhang et al. 2018, "StackGAN++: Realistic Image Synthesis with Stacked GANs".

To StackGAN it adds a tree of generators and discriminators that learn together, the question
whether a picture is drawn beside the one whether it shows the text, and equal colours at all sizes.
"""

from __future__ import annotations

from scenegan.training.context import TrainingContext
from scenegan.training.systems.assembly import Assembly
from scenegan.training.systems.staged import assemble_staged


def assemble_stackgan_pp(context: TrainingContext) -> Assembly:
    """Makes the networks: later stages see the code of the text again."""
    return assemble_staged(context, attention="none")
