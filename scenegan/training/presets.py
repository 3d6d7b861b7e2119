"""Settings of a training run, and the presets that they start from."""

from __future__ import annotations

import dataclasses
import difflib
import itertools
import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from scenegan.errors import SceneGANError
from scenegan.training.systems.settings import (
    PUBLISHED,
    GanSettings,
    TextSettings,
    gan_settings,
    text_settings,
)

SYSTEMS = ("scenegan", *PUBLISHED)
PHASES = ("shapes", "looks", "layout", "painter")


class SettingError(SceneGANError):
    """A setting is unknown or has no valid value."""


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
        kept: how many groups of each part the library of looks takes at most.
    """

    steps: int = 2000
    batch: int = 256
    rate: float = 2e-3
    kl: float = 3e-4
    width: int = 256
    kept: int = 40


@dataclass(frozen=True)
class LayoutSettings:
    """The layout network, a flow over the tokens of all parts."""

    steps: int = 1000
    batch: int = 512
    rate: float = 7e-4
    hanging: float = 0.3
    width: int = 256
    depth: int = 6
    heads: int = 8
    dropout: float = 0.15


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
        matching: weight of the difference in features of the discriminators.
        adversarial: weight of the discriminators' opinion.
        adversarial_from: step from which the discriminators are listened to.
        adversarial_ramp: steps until they are listened to in full.
        true_maps: share of pictures painted from true part maps, not from re-encoded shapes.
        recoloured: share of pictures whose parts get new colours.
        any_hex: share of new colours that are any colour at all, not one of the drawings'.
        looks: share of pictures painted with the true looks of their parts; 0 trains none.
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
        channel_attention: whether channels attend to the nodes too.
        judge_width: channels of the first convolution of the discriminators.
    """

    steps: int = 1600
    batch: int = 32
    rate: float = 4e-4
    judge_rate: float = 1.5e-4
    reconstruction: float = 10.0
    perceptual: float = 1.5
    matching: float = 1.0
    adversarial: float = 0.12
    adversarial_from: int = 250
    adversarial_ramp: int = 300
    true_maps: float = 0.35
    recoloured: float = 0.5
    any_hex: float = 0.2
    looks: float = 0.85
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
    judge_width: int = 48


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
        shapes: settings of the shape code.
        looks: settings of the look code.
        layout: settings of the layout network.
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
    shapes: ShapeSettings = field(default_factory=ShapeSettings)
    looks: LookSettings = field(default_factory=LookSettings)
    layout: LayoutSettings = field(default_factory=LayoutSettings)
    painter: PainterSettings = field(default_factory=PainterSettings)
    text: TextSettings = field(default_factory=TextSettings)
    gan: GanSettings = field(default_factory=GanSettings)


PRESETS: Mapping[str, Settings] = types.MappingProxyType(
    {
        # Seconds: shows that everything works; the networks are too small to draw well.
        "tiny": Settings(
            drawings=16,
            log_every=2,
            save_every=4,
            sample_every=8,
            shapes=ShapeSettings(steps=24, batch=64, channels=12),
            looks=LookSettings(steps=24, batch=32, width=48, kept=8),
            layout=LayoutSettings(steps=24, batch=16, width=64, depth=2, heads=4),
            painter=PainterSettings(
                steps=8,
                batch=2,
                adversarial_from=2,
                adversarial_ramp=4,
                width=32,
                channels=(32, 32, 24, 16, 12, 8),
                judge_width=8,
            ),
        ),
        # A night on two cores.
        "cpu": Settings(
            save_every=100,
            shapes=ShapeSettings(steps=2000, batch=128),
            looks=LookSettings(steps=2000, batch=128),
            layout=LayoutSettings(steps=1000, batch=128),
            painter=PainterSettings(steps=4000, batch=4, adversarial_from=500),
        ),
        # Nine minutes of one data-centre GPU: the first call of a longer recipe.
        "gpu": Settings(precision="bf16", sample_every=400),
        # An hour or more of one.
        "full": Settings(
            precision="bf16",
            log_every=50,
            save_every=500,
            sample_every=1000,
            shapes=ShapeSettings(steps=6000),
            looks=LookSettings(steps=6000),
            layout=LayoutSettings(steps=3000),
            painter=PainterSettings(steps=20000, adversarial_from=500, adversarial_ramp=1000),
        ),
    }
)


def preset(name: str, system: str = "scenegan") -> Settings:
    """Returns the settings of a preset.

    Args:
        name: of the preset.
        system: what is trained.

    Raises:
        SettingError: if there is no such preset or system.
    """
    if name not in PRESETS:
        raise SettingError(f"There is no preset '{name}': choose one of {', '.join(PRESETS)}.")
    settings = PRESETS[name]
    if system == "scenegan":
        return settings
    return dataclasses.replace(
        settings,
        system=system,
        phases=phases_of(system),
        text=text_settings(name),
        gan=gan_settings(system, name),
    )


def phases_of(system: str) -> tuple[str, ...]:
    """Returns the phases of a system, in order.

    Raises:
        SettingError: if there is no such system.
    """
    if system not in SYSTEMS:
        raise SettingError(
            f"The system '{system}' cannot be trained: choose one of {', '.join(SYSTEMS)}."
        )
    return PUBLISHED.get(system, PHASES)


def with_overrides(settings: Settings, overrides: Iterable[str]) -> Settings:
    """Returns settings changed by `key=value` pairs such as `painter.batch=8`.

    Raises:
        SettingError: if a key is unknown or a value does not fit it.
    """
    for override in overrides:
        key, equals, value = override.partition("=")
        if not equals:
            raise SettingError(
                f"'{override}' is no setting: write key=value, such as painter.batch=8."
            )
        settings = _changed(settings, key.strip(), value.strip())
    return checked(settings)


def with_lower_rates(settings: Settings, phase: str, share: float) -> Settings:
    """Returns settings in which all learning rates of a phase are a share of what they were."""
    section = getattr(settings, phase, None)
    if section is None or share == 1:
        return settings
    names = [f.name for f in dataclasses.fields(section) if f.name.endswith("rate")]
    lower = dataclasses.replace(section, **{n: getattr(section, n) * share for n in names})
    sections: dict[str, Any] = {phase: lower}
    return dataclasses.replace(settings, **sections)


def checked(settings: Settings) -> Settings:
    """Returns the settings if they make sense together.

    Raises:
        SettingError: otherwise, naming the setting.
    """
    phases = phases_of(settings.system)
    unknown = [phase for phase in settings.phases if phase not in phases]
    if unknown or not settings.phases:
        raise SettingError(
            f"There is no phase '{', '.join(unknown)}': choose from {', '.join(phases)}."
        )
    if settings.precision not in ("fp32", "bf16"):
        raise SettingError(f"precision={settings.precision} is neither fp32 nor bf16.")
    for key, value in flattened(settings).items():
        name = key.split(".")[-1]
        if (name in ("batch", "kept") or name.endswith(("steps", "_every"))) and value < 1:
            raise SettingError(f"{key}={value} has to be at least 1.")
    _check_sizes(settings)
    if len(settings.painter.channels) != 6:
        raise SettingError("painter.channels needs six numbers, for 8 to 256 pixels.")
    if settings.layout.width % settings.layout.heads:
        raise SettingError("layout.width has to be a multiple of layout.heads.")
    return settings


def _check_sizes(settings: Settings) -> None:
    """Makes sure that pictures of the published systems can be grown and judged.

    Raises:
        SettingError: if their sides do not double from 16 or more up to 256 at most.
    """
    sizes = settings.gan.sizes
    doubling = all(b == 2 * a for a, b in itertools.pairwise(sizes))
    if not sizes or sizes[0] not in (16, 32, 64, 128, 256) or sizes[-1] > 256 or not doubling:
        raise SettingError(
            f"gan.sizes={','.join(map(str, sizes))} has to double from size to size, from 16 or "
            "more up to 256 at most, such as 16,32,64."
        )
    if settings.system == "stackgan" and sizes[-1] < 64:
        raise SettingError("gan.sizes of StackGAN have to end at 64 or more.")
    if settings.text.width % 2:
        raise SettingError(f"text.width={settings.text.width} has to be an even number.")


def flattened(settings: Settings) -> dict[str, Any]:
    """Returns all settings by their dotted keys."""
    flat: dict[str, Any] = {}
    for key, value in dataclasses.asdict(settings).items():
        if isinstance(value, dict):
            flat.update({f"{key}.{inner}": v for inner, v in value.items()})
        else:
            flat[key] = value
    return flat


def relevant(settings: Settings) -> dict[str, Any]:
    """Returns those settings that the system of a run has a use for, by their dotted keys."""
    published = settings.system != "scenegan"
    sections = ("text", "gan") if published else ("shapes", "looks", "layout", "painter")
    plain = {k: v for k, v in flattened(settings).items() if "." not in k}
    own = {k: v for k, v in flattened(settings).items() if k.split(".")[0] in sections}
    return plain | {k: v for k, v in own.items() if "." in k}


def from_flattened(flat: Mapping[str, Any]) -> Settings:
    """Reads settings that `flattened` wrote, perhaps through JSON.

    Raises:
        SettingError: if a key is unknown to this version.
    """
    settings = Settings()
    for key, value in flat.items():
        plain = ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
        settings = _changed(settings, key, plain)
    return checked(settings)


def _changed(settings: Settings, key: str, text: str) -> Settings:
    known = flattened(settings)
    if key not in known:
        near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
        hint = f"did you mean '{near[0]}'?" if near else f"the settings are {', '.join(known)}."
        raise SettingError(f"There is no setting '{key}': {hint}")
    section, _, name = key.rpartition(".")
    owner = getattr(settings, section) if section else settings
    kind = typing.get_type_hints(type(owner))[name]
    changed = dataclasses.replace(owner, **{name: _parsed(key, text, kind)})
    result: Settings = changed
    if section:
        sections: dict[str, Any] = {section: changed}
        result = dataclasses.replace(settings, **sections)
    return result


def _parsed(key: str, text: str, kind: Any) -> Any:
    try:
        if kind is bool:
            return {"true": True, "1": True, "false": False, "0": False}[text.lower()]
        if typing.get_origin(kind) is tuple:
            item = typing.get_args(kind)[0]
            return tuple(item(part.strip()) for part in text.split(",") if part.strip())
        return kind(text)
    except (KeyError, ValueError):
        expected = "true or false" if kind is bool else getattr(kind, "__name__", str(kind))
        raise SettingError(f"{key}={text} has no valid value: {expected} is expected.") from None
