"""AttnGAN: Xu et al. 2018, "AttnGAN: Fine-Grained Text to Image Generation ...".

To StackGAN++ it adds that every place of a later stage gathers the words that it is about, and that
paintings have to find their texts among others, word by word (DAMSM).
"""

from __future__ import annotations

from scenegan.training.context import TrainingContext
from scenegan.training.systems.assembly import Assembly
from scenegan.training.systems.staged import assemble_staged


def assemble_attngan(context: TrainingContext) -> Assembly:
    """Makes the networks: places of later stages attend to words."""
    return assemble_staged(context, attention="words")
