"""Settings of the published systems, and the presets that they start from."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass, replace

TEXT_PHASE, GAN_PHASE = "text", "gan"
FIRST_STAGE, SECOND_STAGE = "stage1", "stage2"

PUBLISHED: Mapping[str, tuple[str, ...]] = types.MappingProxyType(
    {
        "gan": (GAN_PHASE,),
        "gan-int-cls": (TEXT_PHASE, GAN_PHASE),
        "stackgan": (TEXT_PHASE, FIRST_STAGE, SECOND_STAGE),
        "stackgan-pp": (TEXT_PHASE, GAN_PHASE),
        "attngan": (TEXT_PHASE, GAN_PHASE),
        "sg2im": (GAN_PHASE,),
        "controlgan": (TEXT_PHASE, GAN_PHASE),
    }
)
"""The published systems, and the phases of each, in order."""

SECTION_OF: Mapping[str, str] = types.MappingProxyType({FIRST_STAGE: "gan", SECOND_STAGE: "gan"})
"""Sections of the settings of those phases that are not called as their section is."""

SMALL_SIZES, LARGE_SIZES = (16, 32, 64), (64, 128, 256)


@dataclass(frozen=True)
class TextSettings:
    """The text encoder, and the encoder of pictures that it learns to match.

    Attributes:
        steps: number of steps.
        batch: pairs a step.
        rate: highest learning rate.
        width: features of a word, of a sentence and of a region of a picture.
        channels: channels of the first convolution of the encoder of pictures.
        types: share of captions that begin with a type, as in "fire type".
    """

    steps: int = 500
    batch: int = 32
    rate: float = 2e-3
    width: int = 64
    channels: int = 24
    types: float = 0.5


@dataclass(frozen=True)
class GanSettings:
    """Generator and discriminators of a published system, and the weights of its losses.

    A weight of 0 switches a mechanism off; a system without the networks for one ignores it.

    Attributes:
        steps: number of steps of each phase of the generator.
        batch: pictures a step.
        rate: learning rate of the generator.
        judge_rate: learning rate of the discriminators; with that of the generator they have won
            before there is anything to see.
        sizes: sides of the pictures, coarse to fine.
        noise: numbers of noise.
        code: numbers that a text is compressed to.
        width: channels of the generator; what they are counted at is told with each network.
        judge_width: channels of the first convolution of the discriminators.
        augment: whether discriminators see moved and cut pictures only.
        saturating: the game's own loss for the generator, log(1 - D), instead of -log D.
        matching_aware: whether drawings with texts of others are shown as false (GAN-INT-CLS).
        adversarial: weight of the discriminators' opinion.
        unconditional: weight of whether a picture is drawn, where texts are asked too (StackGAN++).
        interpolation: weight of texts between texts (GAN-INT-CLS).
        kl: weight of the divergence of the codes of texts (StackGAN).
        color: weight of equal colours at all sizes (StackGAN++).
        damsm: weight of finding a picture by its text (AttnGAN).
        words: weight of the words that a picture shows (ControlGAN).
        perceptual: weight of the features of a frozen network (ControlGAN).
        boxes: weight of the places of parts (sg2im).
        masks: weight of the shapes of parts (sg2im).
        pixels: weight of the difference in pixels (sg2im).
        crops: weight of the opinion on crops of parts (sg2im).
        classes: weight of naming the crops (sg2im).
    """

    steps: int = 4000
    batch: int = 16
    rate: float = 6e-4
    judge_rate: float = 2e-4
    sizes: tuple[int, ...] = SMALL_SIZES
    noise: int = 64
    code: int = 32
    width: int = 32
    judge_width: int = 24
    augment: bool = True
    saturating: bool = False
    matching_aware: bool = False
    adversarial: float = 1.0
    unconditional: float = 0.0
    interpolation: float = 0.0
    kl: float = 0.0
    color: float = 0.0
    damsm: float = 0.0
    words: float = 0.0
    perceptual: float = 0.0
    boxes: float = 0.0
    masks: float = 0.0
    pixels: float = 0.0
    crops: float = 0.0
    classes: float = 0.0


_MECHANISMS: Mapping[str, GanSettings] = types.MappingProxyType(
    {
        "gan": GanSettings(unconditional=1.0),
        "gan-int-cls": GanSettings(matching_aware=True, interpolation=1.0),
        "stackgan": GanSettings(steps=3000, matching_aware=True, kl=2.0),
        "stackgan-pp": GanSettings(
            steps=2500, matching_aware=True, unconditional=1.0, kl=1.0, color=1.0
        ),
        "attngan": GanSettings(
            steps=2000, matching_aware=True, unconditional=1.0, kl=1.0, damsm=1.0
        ),
        "sg2im": GanSettings(
            steps=2000,
            noise=16,
            adversarial=0.05,
            unconditional=1.0,
            boxes=10.0,
            masks=1.0,
            pixels=1.0,
            crops=0.05,
            classes=0.1,
        ),
        "controlgan": GanSettings(
            steps=1500,
            matching_aware=True,
            unconditional=1.0,
            kl=1.0,
            damsm=1.0,
            words=1.0,
            perceptual=1.0,
        ),
    }
)

_FULL_WIDTH = {
    "gan": (64, 64),
    "gan-int-cls": (64, 64),
    "stackgan": (96, 48),
    "stackgan-pp": (64, 64),
    "attngan": (64, 64),
    "sg2im": (128, 64),
    "controlgan": (64, 64),
}
"""Channels of generator and discriminators for a GPU."""


def gan_settings(system: str, preset: str) -> GanSettings:
    """Returns where the settings of a published system start.

    Args:
        system: its name.
        preset: tiny, cpu, gpu or full.
    """
    settings = _MECHANISMS[system]
    if preset == "tiny":
        return replace(settings, steps=8, batch=4, noise=8, code=8, width=8, judge_width=8)
    if preset == "cpu":
        return settings
    width, judge_width = _FULL_WIDTH[system]
    return replace(
        settings,
        sizes=LARGE_SIZES,
        noise=100,
        code=128,
        width=width,
        judge_width=judge_width,
        batch=32,
        steps=6000 if preset == "gpu" else 40000,
    )


def text_settings(preset: str) -> TextSettings:
    """Returns where the settings of the text encoder start."""
    if preset == "tiny":
        return TextSettings(steps=8, batch=4, width=16, channels=8)
    if preset == "cpu":
        return TextSettings()
    steps = 1500 if preset == "gpu" else 4000
    return TextSettings(steps=steps, batch=48, width=128, channels=48)
