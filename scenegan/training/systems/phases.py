"""Builds the phases of the published systems by their names."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping

from scenegan.training.context import TrainingContext
from scenegan.training.phase import Phase
from scenegan.training.systems.adversarial_phase import AdversarialPhase
from scenegan.training.systems.assembly import Assembly
from scenegan.training.systems.attngan import assemble_attngan
from scenegan.training.systems.controlgan import assemble_controlgan
from scenegan.training.systems.gan import assemble_gan
from scenegan.training.systems.gan_int_cls import assemble_gan_int_cls
from scenegan.training.systems.settings import (
    FIRST_STAGE,
    GAN_PHASE,
    SECOND_STAGE,
    TEXT_PHASE,
)
from scenegan.training.systems.sg2im import GraphPhase
from scenegan.training.systems.stackgan import assemble_first_stage, assemble_second_stage
from scenegan.training.systems.stackgan_pp import assemble_stackgan_pp
from scenegan.training.systems.text_phase import TextPhase

_ASSEMBLIES: Mapping[tuple[str, str], Callable[[TrainingContext], Assembly]] = (
    types.MappingProxyType(
        {
            ("gan", GAN_PHASE): assemble_gan,
            ("gan-int-cls", GAN_PHASE): assemble_gan_int_cls,
            ("stackgan", FIRST_STAGE): assemble_first_stage,
            ("stackgan", SECOND_STAGE): assemble_second_stage,
            ("stackgan-pp", GAN_PHASE): assemble_stackgan_pp,
            ("attngan", GAN_PHASE): assemble_attngan,
            ("controlgan", GAN_PHASE): assemble_controlgan,
        }
    )
)


def published_phase(context: TrainingContext, name: str) -> Phase:
    """Makes a phase of the published system that the settings name, with its first weights."""
    system = context.settings.system
    if name == TEXT_PHASE:
        return TextPhase(context)
    if system == "sg2im":
        return GraphPhase(context)
    return AdversarialPhase(context, name, _ASSEMBLIES[system, name](context))
