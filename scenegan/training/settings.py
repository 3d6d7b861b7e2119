"""Settings of a training run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from scenegan.training.systems.settings import GanSettings, TextSettings

PHASES = ("shapes", "looks", "layout", "painter")
"""The phases of SceneGAN itself, in order."""
EXTRA_PHASES = ("shortcuts",)
"""Phases that a run has only if they are asked for."""
PAINTER_OPTIONS = (
    *("width", "channels", "channel_attention", "node_attention"),
    *("graph_layers", "late_layout", "conditioning", "side"),
)
"""Those settings of the painter that its network is built with."""


@dataclass(frozen=True)
class ShapeSettings:
    """The shape code, a variational autoencoder of the outlines of parts."""

    steps: int = 3000
    batch: int = 512
    rate: float = 2e-3
    kl: float = 6e-3
    channels: int = 48


@dataclass(frozen=True)
class LookSettings:
    """The look code, a variational autoencoder of what is painted inside parts.

    Attributes:
        steps: number of steps.
        batch: parts a step.
        rate: highest learning rate.
        kl: weight of the divergence from normal numbers.
        width: width of its hidden layers.
        unlined: share of looks that say nothing of the lines.
        kept: how many groups of each part the library of looks takes at most.
    """

    steps: int = 2000
    batch: int = 256
    rate: float = 2e-3
    kl: float = 1e-5
    width: int = 512
    unlined: float = 0.2
    kept: int = 40


@dataclass(frozen=True)
class LayoutSettings:
    """The layout network, a flow over the tokens of all parts.

    Attributes:
        steps: number of steps.
        batch: layouts a step.
        rate: highest learning rate.
        hanging: weight of the place of a part at what it hangs on.
        outlines: weight of the outlines of parts; that of their boxes is 3.
        varied: how much parts change size, with all that hangs on them, as the standard deviation
            of a logarithm.
        swapped: share of layouts in which parts are those of other drawings.
        width: channels of a token.
        depth: transformer blocks.
        heads: heads of their attention.
        dropout: share of features that are left out while it learns.
    """

    steps: int = 1500
    batch: int = 512
    rate: float = 7e-4
    hanging: float = 0.3
    outlines: float = 0.35
    varied: float = 0.12
    swapped: float = 0.7
    width: int = 192
    depth: int = 5
    heads: int = 6
    dropout: float = 0.1


@dataclass(frozen=True)
class ShortcutSettings:
    """Shortcuts of the layout network: layouts in few calls in place of many.

    Attributes:
        steps: number of steps.
        batch: graphs a step.
        rate: highest learning rate.
        jumps: calls for a layout.
        way_steps: steps of two calls with which the network that shows the way follows it.
        hanging: weight of the place of a part at what it hangs on.
        way: weight of still knowing the way.
    """

    steps: int = 2000
    batch: int = 256
    rate: float = 3e-4
    jumps: int = 2
    way_steps: int = 4
    hanging: float = 0.3
    way: float = 0.3


@dataclass(frozen=True)
class PainterSettings:
    """The painter and its discriminators.

    Attributes:
        steps: number of steps.
        batch: pictures a step.
        rate: highest learning rate of the painter.
        judge_rate: highest learning rate of the discriminators.
        reconstruction: weight of the difference in pixels.
        perceptual: weight of the difference in features of a frozen network.
        perceptual_every: steps between two looks at these features.
        matching: weight of the difference in features of the discriminators.
        adversarial: weight of the discriminators' opinion.
        unconditional: weight of whether a picture is drawn, beside whether it shows what was asked
            (StackGAN++).
        mismatch: weight of drawings shown with what was asked for others (GAN-INT-CLS).
        color: weight of equal colours at all sizes (StackGAN++).
        kl: weight of the divergence of the codes of kinds, with `conditioning` (StackGAN).
        damsm: weight of finding a picture by its nodes (AttnGAN).
        crops: weight of the opinion on crops of parts (sg2im).
        classes: weight of naming the crops (sg2im).
        coarse: whether the two coarser pictures are painted and judged too (StackGAN++).
        adversarial_from: step from which the discriminators are listened to.
        adversarial_ramp: steps until they are listened to in full.
        true_maps: share of pictures painted from true part maps, not from re-encoded shapes.
        recoloured: share of pictures whose parts get new colours.
        any_hex: share of new colours that are any colour at all, not one of the drawings'.
        looks: share of pictures painted with the true looks of their parts; 0 trains none.
        unlined: share of pictures whose looks say nothing of the lines.
        noisy: share of pictures in which noise varies the parts; drawing has none.
        look_rate: highest learning rate of the look code.
        look_error: weight of the look code's own error.
        edited: share of pictures that are edited drawings, where there are edit pairs.
        leak: weight of what changes outside the edited part of a pair.
        leak_every: steps between two looks at edit pairs.
        judge_steps: steps of the discriminators for one of the painter.
        mismatch_every: steps between two looks at drawings of something else.
        r1: weight of the penalty on the discriminators' gradients at drawings.
        r1_every: steps between two such penalties.
        width: channels of node embeddings.
        channels: channels of the features at 8, 16, 32, 64, 128 and 256 pixels.
        channel_attention: whether channels attend to the nodes too (ControlGAN).
        node_attention: whether pixels attend to the nodes (AttnGAN).
        graph_layers: steps of message passing over the graph; 0 for none (sg2im).
        late_layout: whether the two finer stages are told the layout too; without it they start
            from the picture before, as the second stage of StackGAN does.
        conditioning: whether a kind stands for a cloud of codes (StackGAN).
        side: side of the last pictures: 256, 128 or 64.
        judge_width: channels of the first convolution of the discriminators.
        teacher: folder of a model whose painter shows how to paint; empty for none.
        taught: share of pictures that it shows in place of the drawings.
    """

    steps: int = 1600
    batch: int = 32
    rate: float = 4e-4
    judge_rate: float = 1.5e-4
    reconstruction: float = 10.0
    perceptual: float = 1.5
    perceptual_every: int = 1
    matching: float = 1.0
    adversarial: float = 0.12
    unconditional: float = 1.0
    mismatch: float = 0.5
    color: float = 0.0
    kl: float = 0.1
    damsm: float = 0.0
    crops: float = 0.0
    classes: float = 0.0
    coarse: bool = True
    adversarial_from: int = 250
    adversarial_ramp: int = 300
    true_maps: float = 0.35
    recoloured: float = 0.5
    any_hex: float = 0.2
    looks: float = 0.85
    unlined: float = 0.25
    noisy: float = 0.0
    look_rate: float = 2e-4
    look_error: float = 0.05
    edited: float = 0.25
    leak: float = 2.0
    leak_every: int = 4
    judge_steps: int = 1
    mismatch_every: int = 3
    r1: float = 0.0
    r1_every: int = 16
    width: int = 96
    channels: tuple[int, ...] = (224, 224, 160, 96, 56, 24)
    channel_attention: bool = False
    node_attention: bool = True
    graph_layers: int = 2
    late_layout: bool = True
    conditioning: bool = False
    side: int = 256
    judge_width: int = 48
    teacher: str = ""
    taught: float = 0.7


@dataclass(frozen=True)
class Settings:
    """All settings of a run.

    Attributes:
        system: the published system, or our own, that is trained.
        phases: what is trained, in order.
        seed: where all random choices start.
        precision: fp32, or bf16 for mixed precision.
        drawings: how many training drawings are used; 0 for all.
        log_every: steps between lines of `stats.jsonl`.
        save_every: steps between checkpoints.
        sample_every: steps between pictures of samples.
        retries: how often a phase that broke down starts from its last checkpoint again.
        compile: whether the layout network is compiled, which takes minutes and may be faster.
        seconds: seconds of computing that the run takes, shared by its phases (`budget.SHARES`),
            in place of their numbers of steps; 0 lets these decide.
        keep_at: shares of the last phase, of its time or else of its steps, at which its weights
            so far are kept.
        shapes: settings of the shape code.
        looks: settings of the look code.
        layout: settings of the layout network.
        shortcuts: settings of the shortcuts of the layout network.
        painter: settings of the painter.
        text: settings of the text encoder of a published system.
        gan: settings of the generator and the discriminators of a published system.
    """

    system: str = "scenegan"
    phases: tuple[str, ...] = PHASES
    seed: int = 0
    precision: str = "fp32"
    drawings: int = 0
    log_every: int = 20
    save_every: int = 200
    sample_every: int = 200
    retries: int = 3
    compile: bool = False
    seconds: float = 0.0
    keep_at: tuple[float, ...] = ()
    shapes: ShapeSettings = field(default_factory=ShapeSettings)
    looks: LookSettings = field(default_factory=LookSettings)
    layout: LayoutSettings = field(default_factory=LayoutSettings)
    shortcuts: ShortcutSettings = field(default_factory=ShortcutSettings)
    painter: PainterSettings = field(default_factory=PainterSettings)
    text: TextSettings = field(default_factory=TextSettings)
    gan: GanSettings = field(default_factory=GanSettings)


def painter_options(settings: PainterSettings) -> dict[str, Any]:
    """Returns those settings that a `Painter` is built with."""
    return {name: getattr(settings, name) for name in PAINTER_OPTIONS}
