"""StackGAN: Zhang et al. 2017, "StackGAN: Text to Photo-realistic Image Synthesis ...".

To GAN-INT-CLS it adds conditioning augmentation with its divergence, and a second stage that reads
the first one's picture, and the text once more, to paint four times its side. The stages learn one
after the other.
"""

from __future__ import annotations

from typing import Any

from scenegan.nn.systems.saved import GENERATOR, build_generator
from scenegan.nn.systems.two_stage import ENLARGED, TwoStageGenerator
from scenegan.nn.weights import load_network
from scenegan.training.context import TrainingContext
from scenegan.training.systems.assembly import Assembly, Judges
from scenegan.training.systems.reading import FrozenReading

SKETCHER = "sketcher"
"""Name of the first stage on disk."""


def assemble_first_stage(context: TrainingContext) -> Assembly:
    """Makes the networks of stage I; needs a trained text encoder."""
    settings, reading = context.settings.gan, FrozenReading(context)
    generator = _generator(_options(context, reading)).first
    sizes = (settings.sizes[-1] // ENLARGED,)
    return Assembly(
        generator=generator,
        learner=generator,
        judges=Judges(settings, sizes, reading.width),
        sizes=sizes,
        options=_options(context, reading),
        saved_as=SKETCHER,
        reading=reading,
        noise=settings.noise,
        code=settings.code,
    )


def assemble_second_stage(context: TrainingContext) -> Assembly:
    """Makes the networks of stage II; needs a trained stage I, which stays as it is."""
    settings, reading = context.settings.gan, FrozenReading(context)
    options = _options(context, reading)
    generator = _generator(options)
    load_network(context.model, SKETCHER, generator.first)
    generator.first.requires_grad_(False)
    sizes = (settings.sizes[-1],)
    return Assembly(
        generator=generator,
        learner=generator.second,
        judges=Judges(settings, sizes, reading.width),
        sizes=sizes,
        options=options,
        saved_as=GENERATOR,
        reading=reading,
        noise=settings.noise,
        code=settings.code,
    )


def _generator(options: dict[str, Any]) -> TwoStageGenerator:
    generator = build_generator("stackgan", options)
    assert isinstance(generator, TwoStageGenerator)
    return generator


def _options(context: TrainingContext, reading: FrozenReading) -> dict[str, Any]:
    settings = context.settings.gan
    return {
        "size": settings.sizes[-1],
        "noise": settings.noise,
        "width": settings.width,
        "text": reading.width,
        "code": settings.code,
    }
