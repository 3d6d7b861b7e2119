"""Learning from texts that nobody wrote.

Reed et al. 2016 (GAN-INT-CLS), section 4.3: codes between those of two texts lie near the
manifold of texts. The generator learns from them too, judged with the same code,

    E log(1 - D(G(z, b t1 + (1 - b) t2))),    b = 1/2

though there is no drawing to compare with.
"""

from __future__ import annotations

from torch import Tensor

from scenegan.nn.text_encoder import TextFeatures


def interpolated(text: TextFeatures, other: Tensor, share: float = 0.5) -> TextFeatures:
    """Returns texts between pairs.

    Args:
        text: the texts; their words stay.
        other: [B] the place of each text's partner.
        share: weight of a text itself, b.
    """
    sentence = share * text.sentence + (1 - share) * text.sentence[other]
    return text._replace(sentence=sentence)
