"""Run configurations as files: YAML where PyYAML is installed, JSON anywhere.

A file holds what the command line would say (`preset`, `data`, `out` ...) and single settings, by
dotted keys or nested by phase:

    preset: gpu
    data: data/pokescene.cache
    painter:
      rate: 3e-4
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scenegan.errors import FileError
from scenegan.training.presets import SettingError, flattened
from scenegan.training.settings import Settings

OPTIONS = ("system", "preset", "data", "pairs", "out", "init", "device", "threads")
"""What a file may say beside settings; on the command line it has `--` before it."""


@dataclass(frozen=True)
class RunConfig:
    """What a configuration file says.

    Attributes:
        options: values of command-line options, by name.
        overrides: settings as `key=value`.
    """

    options: Mapping[str, str]
    overrides: tuple[str, ...]


def read_run_config(path: Path) -> RunConfig:
    """Reads a configuration.

    Raises:
        FileError: if the file cannot be read.
        SettingError: if it is no YAML or JSON mapping, or PyYAML is needed and missing.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(f"The configuration {path} cannot be read: {error}.") from None
    raw = _parsed(path, text)
    if not isinstance(raw, dict):
        raise SettingError(f"{path} is no configuration: write 'key: value' lines.")
    flat = dict(_flat(raw))
    options = {key: value for key, value in flat.items() if key in OPTIONS}
    settings = tuple(f"{key}={value}" for key, value in flat.items() if key not in OPTIONS)
    return RunConfig(options, settings)


def run_config_text(options: Mapping[str, str], settings: Settings) -> str:
    """Writes a configuration as YAML that `read_run_config` reads back."""
    lines = [f"{key}: {json.dumps(value)}" for key, value in options.items() if value]
    section = ""
    for key, value in flattened(settings).items():
        if key == "system":
            continue
        owner, _, name = key.rpartition(".")
        if owner != section:
            lines.append(f"{owner}:")
            section = owner
        written = list(value) if isinstance(value, tuple) else value
        lines.append(f"{'  ' if owner else ''}{name}: {json.dumps(written)}")
    return "\n".join(lines) + "\n"


def _parsed(path: Path, text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        if path.suffix == ".json":
            raise SettingError(f"{path} is no valid JSON.") from None
    try:
        yaml = importlib.import_module("yaml")
    except ImportError:
        raise SettingError(
            f"{path} needs PyYAML: `pip install scenegan[train]`, or write it as JSON."
        ) from None
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise SettingError(f"{path} is no valid YAML: {' '.join(str(error).split())}.") from None


def _flat(raw: Mapping[Any, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Yields dotted keys and values as they would be written on the command line."""
    for key, value in raw.items():
        name = f"{above}{key}"
        if isinstance(value, dict):
            yield from _flat(value, f"{name}.")
        elif isinstance(value, list):
            yield name, ",".join(str(item) for item in value)
        elif isinstance(value, bool):
            yield name, str(value).lower()
        elif value is not None:
            yield name, str(value)
