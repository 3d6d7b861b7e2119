"""What StackGAN++, AttnGAN and ControlGAN share: a generator that paints several sizes."""

from __future__ import annotations

from scenegan.nn.systems.saved import GENERATOR, build_generator
from scenegan.training.context import TrainingContext
from scenegan.training.systems.assembly import Assembly, Judges
from scenegan.training.systems.reading import FrozenReading


def assemble_staged(context: TrainingContext, attention: str) -> Assembly:
    """Makes the networks; needs a trained text encoder.

    Args:
        context: settings and surroundings of the run.
        attention: what later stages ask of the words: `none`, `words` or `words+channels`.
    """
    settings, reading = context.settings.gan, FrozenReading(context)
    options = {
        "sizes": list(settings.sizes),
        "noise": settings.noise,
        "width": settings.width,
        "text": reading.width,
        "code": settings.code,
        "attention": attention,
    }
    generator = build_generator(context.settings.system, options)
    return Assembly(
        generator=generator,
        learner=generator,
        judges=Judges(settings, settings.sizes, reading.width, correlation=settings.words > 0),
        sizes=settings.sizes,
        options=options,
        saved_as=GENERATOR,
        reading=reading,
        noise=settings.noise,
        code=settings.code,
    )
