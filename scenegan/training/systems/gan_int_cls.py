"""GAN-INT-CLS: Reed et al. 2016, "Generative Adversarial Text to Image Synthesis".

To the GAN it adds a text beside the noise, a discriminator that is shown drawings with the texts
of others as false (CLS), and texts between texts for the generator (INT).
"""

from __future__ import annotations

from scenegan.nn.systems.saved import GENERATOR, build_generator
from scenegan.training.context import TrainingContext
from scenegan.training.systems.assembly import Assembly, Judges
from scenegan.training.systems.reading import FrozenReading


def assemble_gan_int_cls(context: TrainingContext) -> Assembly:
    """Makes the networks; needs a trained text encoder."""
    settings, reading = context.settings.gan, FrozenReading(context)
    size = settings.sizes[-1]
    options = {
        "size": size,
        "noise": settings.noise,
        "width": settings.width,
        "text": reading.width,
        "code": settings.code,
    }
    generator = build_generator("gan-int-cls", options)
    return Assembly(
        generator=generator,
        learner=generator,
        judges=Judges(settings, (size,), reading.width),
        sizes=(size,),
        options=options,
        saved_as=GENERATOR,
        reading=reading,
        noise=settings.noise,
        code=0,
    )
