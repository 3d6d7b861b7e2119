"""The folder of a run: what it was started with, and the weights that it makes."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from scenegan.atomic_files import atomic_path, write_atomically
from scenegan.errors import DataError, FileError
from scenegan.nn.model_words import ModelWords
from scenegan.nn.weights import ModelConfig, read_config, write_config
from scenegan.training.presets import SettingError, Settings, flattened, from_flattened

RUN_FORMAT = "scenegan/training@1"
RUN_FILE = "run.json"
_NETWORKS_OF = {"shapes": ("shape",), "layout": ("layout", "norm"), "painter": ("painter",)}


@dataclass(frozen=True)
class RunOrigin:
    """What a run was started with.

    Attributes:
        data: file of the cache.
        digest: SHA-256 of that file.
        initial: folder of the weights that it started from, or an empty text.
    """

    data: str
    digest: str
    initial: str


def digest_of(path: Path) -> str:
    """Returns the SHA-256 of a cache.

    Raises:
        DataError: if it cannot be read.
    """
    if not path.is_file():
        raise DataError(f"There is no cache {path}: build it with `scenegan data build`.")
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise DataError(f"The cache {path} cannot be read ({error.strerror}).") from None


def start_run(folder: Path, origin: RunOrigin, settings: Settings, words: ModelWords) -> None:
    """Makes the folder of a new run.

    Raises:
        FileError: if it holds a run already or cannot be written.
        SettingError: if a phase needs weights that neither this run nor another one makes.
    """
    if (folder / RUN_FILE).exists():
        raise FileError(
            f"{folder} holds a run already: go on with --resume, or name another folder."
        )
    if not origin.initial and settings.phases[0] != "shapes":
        raise SettingError(
            f"The phase '{settings.phases[0]}' needs a shape code: begin with the phase 'shapes', "
            "or name weights with --init."
        )
    model = folder / "model"
    try:
        model.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"{folder} cannot be made ({error.strerror}).") from None
    networks = _options(settings)
    if origin.initial:
        initial = Path(origin.initial)
        networks = {**read_config(initial).networks, **networks}
        _adopt(initial, model, settings)
    write_config(model, ModelConfig(folder.resolve().name, words, networks))
    about = {"format": RUN_FORMAT, **asdict(origin), "settings": flattened(settings)}
    write_atomically(folder / RUN_FILE, json.dumps(about, indent=1) + "\n")


def read_run(folder: Path) -> tuple[RunOrigin, Settings]:
    """Reads what a run was started with.

    Raises:
        FileError: if the folder holds no run, or one of another version.
    """
    path = folder / RUN_FILE
    try:
        about = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise FileError(f"{folder} holds no run: start one without --resume.") from None
    except (OSError, ValueError) as error:
        raise FileError(f"{path} cannot be read ({error}).") from None
    if not isinstance(about, dict) or about.get("format") != RUN_FORMAT:
        raise FileError(f"{path} was written by another version; start a new run.")
    origin = RunOrigin(about["data"], about["digest"], about["initial"])
    return origin, from_flattened(about["settings"])


def words_of(initial: Path | None) -> ModelWords:
    """Returns the words of the weights to start from, or of the vocabulary."""
    return read_config(initial).words if initial is not None else ModelWords.of_vocabulary()


def _options(settings: Settings) -> dict[str, Mapping[str, Any]]:
    """How the networks are built again from `model.json`."""
    layout, painter = settings.layout, settings.painter
    return {
        "layout": {"width": layout.width, "depth": layout.depth, "heads": layout.heads},
        "shape": {"channels": settings.shapes.channels},
        "painter": {
            "width": painter.width,
            "channels": list(painter.channels),
            "channel_attention": painter.channel_attention,
        },
    }


def _adopt(initial: Path, model: Path, settings: Settings) -> None:
    """Copies the weights that no phase of this run trains."""
    trained = {name for phase in settings.phases for name in _NETWORKS_OF[phase]}
    for source in initial.glob("*.safetensors"):
        if source.stem not in trained:
            with atomic_path(model / source.name) as temporary:
                shutil.copyfile(source, temporary)
