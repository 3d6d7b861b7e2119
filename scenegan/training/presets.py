"""The presets that the settings of a run start from, and how single ones are changed."""

from __future__ import annotations

import dataclasses
import difflib
import itertools
import types
import typing
from collections.abc import Iterable, Mapping
from typing import Any

from scenegan.errors import SceneGANError
from scenegan.training.settings import (
    EXTRA_PHASES,
    PHASES,
    LayoutSettings,
    LookSettings,
    PainterSettings,
    Settings,
    ShapeSettings,
    ShortcutSettings,
)
from scenegan.training.systems.settings import (
    PUBLISHED,
    SECTION_OF,
    gan_settings,
    text_settings,
)

SYSTEMS = ("scenegan", *PUBLISHED)


class SettingError(SceneGANError):
    """A setting is unknown or has no valid value."""


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
            shortcuts=ShortcutSettings(steps=12, batch=16),
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
            layout=LayoutSettings(steps=6000, batch=128),
            shortcuts=ShortcutSettings(steps=1000, batch=64),
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
            shortcuts=ShortcutSettings(steps=6000),
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
    own = SECTION_OF.get(phase, phase)
    section = getattr(settings, own, None)
    if section is None or share == 1:
        return settings
    names = [f.name for f in dataclasses.fields(section) if f.name.endswith("rate")]
    lower = dataclasses.replace(section, **{n: getattr(section, n) * share for n in names})
    sections: dict[str, Any] = {own: lower}
    return dataclasses.replace(settings, **sections)


def checked(settings: Settings) -> Settings:
    """Returns the settings if they make sense together.

    Raises:
        SettingError: otherwise, naming the setting.
    """
    phases = phases_of(settings.system)
    if settings.system == "scenegan":
        phases = (*phases, *EXTRA_PHASES)
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
    if settings.seconds < 0:
        raise SettingError(f"seconds={settings.seconds:g} cannot be less than 0.")
    if settings.painter.side not in (64, 128, 256):
        raise SettingError(f"painter.side={settings.painter.side} has to be 64, 128 or 256.")
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
    sections = (
        ("text", "gan") if published else ("shapes", "looks", "layout", "shortcuts", "painter")
    )
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
