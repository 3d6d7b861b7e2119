"""Settings of a training run, and the presets that they start from."""

from __future__ import annotations

import dataclasses
import difflib
import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from scenegan.errors import SceneGANError

SYSTEMS = ("scenegan",)
PHASES = ("shapes", "layout", "painter")


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
class LayoutSettings:
    """The layout network, a flow over the tokens of all parts."""

    steps: int = 1000
    batch: int = 512
    rate: float = 7e-4
    hanging: float = 0.3
    width: int = 256
    depth: int = 6
    heads: int = 8


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
        shapes: settings of the first phase.
        layout: settings of the second phase.
        painter: settings of the third phase.
    """

    system: str = "scenegan"
    phases: tuple[str, ...] = PHASES
    seed: int = 0
    precision: str = "fp32"
    drawings: int = 0
    log_every: int = 20
    save_every: int = 200
    sample_every: int = 200
    shapes: ShapeSettings = field(default_factory=ShapeSettings)
    layout: LayoutSettings = field(default_factory=LayoutSettings)
    painter: PainterSettings = field(default_factory=PainterSettings)


PRESETS: Mapping[str, Settings] = types.MappingProxyType(
    {
        # Seconds: shows that everything works; the networks are too small to draw well.
        "tiny": Settings(
            drawings=16,
            log_every=2,
            save_every=4,
            sample_every=8,
            shapes=ShapeSettings(steps=24, batch=64, channels=12),
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
            layout=LayoutSettings(steps=3000),
            painter=PainterSettings(steps=20000, adversarial_from=500, adversarial_ramp=1000),
        ),
    }
)


def preset(name: str) -> Settings:
    """Returns the settings of a preset.

    Raises:
        SettingError: if there is no such preset.
    """
    if name not in PRESETS:
        raise SettingError(f"There is no preset '{name}': choose one of {', '.join(PRESETS)}.")
    return PRESETS[name]


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


def checked(settings: Settings) -> Settings:
    """Returns the settings if they make sense together.

    Raises:
        SettingError: otherwise, naming the setting.
    """
    if settings.system not in SYSTEMS:
        raise SettingError(
            f"The system '{settings.system}' cannot be trained: choose one of {', '.join(SYSTEMS)}."
        )
    unknown = [phase for phase in settings.phases if phase not in PHASES]
    if unknown or not settings.phases:
        raise SettingError(
            f"There is no phase '{', '.join(unknown)}': choose from {', '.join(PHASES)}."
        )
    if settings.precision not in ("fp32", "bf16"):
        raise SettingError(f"precision={settings.precision} is neither fp32 nor bf16.")
    positive = ("steps", "batch", "log_every", "save_every", "sample_every")
    for key, value in flattened(settings).items():
        if key.split(".")[-1] in positive and value < 1:
            raise SettingError(f"{key}={value} has to be at least 1.")
    if len(settings.painter.channels) != 6:
        raise SettingError("painter.channels needs six numbers, for 8 to 256 pixels.")
    if settings.layout.width % settings.layout.heads:
        raise SettingError("layout.width has to be a multiple of layout.heads.")
    return settings


def flattened(settings: Settings) -> dict[str, Any]:
    """Returns all settings by their dotted keys."""
    flat: dict[str, Any] = {}
    for key, value in dataclasses.asdict(settings).items():
        if isinstance(value, dict):
            flat.update({f"{key}.{inner}": v for inner, v in value.items()})
        else:
            flat[key] = value
    return flat


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
