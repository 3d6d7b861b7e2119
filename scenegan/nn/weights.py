"""Weights on disk: half-precision safetensors beside one `model.json` that describes them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor, nn

from scenegan.atomic_files import write_atomically
from scenegan.errors import ModelError
from scenegan.nn.model_words import ModelWords

CONFIG_FILE = "model.json"
CONFIG_FORMAT = "scenegan/model@1"
WEIGHTS_FORMAT = "scenegan/weights@1"
_REMEDY = "install SceneGAN again, or name another folder of weights with --model."


@dataclass(frozen=True)
class ModelConfig:
    """What `model.json` says of the weights beside it.

    Attributes:
        name: name of the model; documents refer to it.
        words: words by index.
        networks: options that each network is built with, by its name.
    """

    name: str
    words: ModelWords
    networks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def options(self, network: str) -> Mapping[str, Any]:
        """Returns the options that a network is built with.

        Raises:
            ModelError: if the model has no such network.
        """
        if network not in self.networks:
            raise ModelError(f"The model '{self.name}' has no network '{network}': {_REMEDY}")
        return self.networks[network]


def weights_folder(folder: Path) -> Path:
    """Returns the folder of the weights of a run, or the folder itself."""
    inside = folder / "model"
    return inside if (inside / CONFIG_FILE).is_file() else folder


def read_config(folder: Path) -> ModelConfig:
    """Reads the description of the weights in a folder.

    Raises:
        ModelError: if it is missing, damaged, or of another program or version.
    """
    path = folder / CONFIG_FILE
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ModelError(f"There is no {CONFIG_FILE} in {folder}: {_REMEDY}") from None
    except OSError as error:
        raise ModelError(f"{path} cannot be read ({error.strerror}): {_REMEDY}") from None
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError):
        raise ModelError(f"{path} is damaged (no valid JSON): {_REMEDY}") from None
    found = raw.get("format") if isinstance(raw, dict) else None
    if found != CONFIG_FORMAT:
        raise ModelError(
            f"{path} has the format {found!r} instead of '{CONFIG_FORMAT}': "
            "it belongs to another program or version; use weights made for this version."
        )
    try:
        return ModelConfig(str(raw["name"]), ModelWords.from_json(raw), dict(raw["networks"]))
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(f"{path} is damaged ({error}): {_REMEDY}") from None


def write_config(folder: Path, config: ModelConfig) -> None:
    """Writes the description of the weights in a folder.

    Raises:
        FileError: if the file cannot be written.
    """
    raw = {
        "format": CONFIG_FORMAT,
        "name": config.name,
        **config.words.to_json(),
        "networks": {name: dict(options) for name, options in config.networks.items()},
    }
    text = json.dumps(raw, ensure_ascii=False, indent=1) + "\n"
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / CONFIG_FILE, text)


def save_network(folder: Path, name: str, network: nn.Module) -> Path:
    """Writes the weights of a network as float16 to `NAME.safetensors`.

    Raises:
        FileError: if the file cannot be written.
    """
    return save_tensors(folder, name, network.state_dict())


def save_tensors(folder: Path, name: str, tensors: Mapping[str, Tensor]) -> Path:
    """Writes weights by the names that the network has; see `save_network`."""
    halved = {
        key: (value.half() if value.is_floating_point() else value).contiguous().cpu()
        for key, value in tensors.items()
    }
    path = folder / f"{name}.safetensors"
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(path, save(halved, metadata={"format": WEIGHTS_FORMAT, "network": name}))
    return path


def load_network(folder: Path, name: str, network: nn.Module) -> None:
    """Fills a network with the weights of `NAME.safetensors`, as float32.

    Raises:
        ModelError: if the file is missing, damaged, or made for another network.
    """
    path = folder / f"{name}.safetensors"
    tensors = read_tensors(folder, name)
    own = network.state_dict()
    wrong = sorted(own.keys() ^ tensors.keys()) or [
        key for key in own if own[key].shape != tensors[key].shape
    ]
    if wrong:
        raise ModelError(f"{path} does not fit the network (first at '{wrong[0]}'): {_REMEDY}")
    network.load_state_dict(tensors)


def read_tensors(folder: Path, name: str) -> dict[str, Tensor]:
    """Reads the weights of `NAME.safetensors` as float32, by the names that the network has.

    Raises:
        ModelError: if the file is missing, damaged, or made for another network.
    """
    path = folder / f"{name}.safetensors"
    try:
        with safe_open(path, framework="pt") as file:
            about = file.metadata() or {}
            tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
    except FileNotFoundError:
        raise ModelError(f"The weights {path} are missing: {_REMEDY}") from None
    except (SafetensorError, OSError) as error:
        raise ModelError(f"The weights {path} are damaged ({error}): {_REMEDY}") from None
    if about.get("format") != WEIGHTS_FORMAT or about.get("network") != name:
        raise ModelError(f"{path} does not hold weights of the network '{name}': {_REMEDY}")
    tensors = {k: v.float() if v.is_floating_point() else v for k, v in tensors.items()}
    for key, value in tensors.items():
        if value.is_floating_point() and not torch.isfinite(value).all():
            raise ModelError(f"The weights {path} are damaged (not finite at '{key}'): {_REMEDY}")
    return tensors
