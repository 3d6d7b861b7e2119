"""GAN: Goodfellow et al. 2014, "Generative Adversarial Nets".

A generator turns noise into pictures, a discriminator tells them from drawings, and nothing is
asked for. `gan.saturating=true` takes the loss of the game's value in place of -log D.
"""

from __future__ import annotations

from scenegan.nn.systems.saved import GENERATOR, build_generator
from scenegan.training.context import TrainingContext
from scenegan.training.systems.assembly import Assembly, Judges


def assemble_gan(context: TrainingContext) -> Assembly:
    """Makes the networks."""
    settings = context.settings.gan
    size = settings.sizes[-1]
    options = {"size": size, "noise": settings.noise, "width": settings.width}
    generator = build_generator("gan", options)
    return Assembly(
        generator=generator,
        learner=generator,
        judges=Judges(settings, (size,), text=0),
        sizes=(size,),
        options=options,
        saved_as=GENERATOR,
        reading=None,
        noise=settings.noise,
        code=0,
    )
