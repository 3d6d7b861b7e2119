"""The folder of a run: what it was started with, and the weights that it makes."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from scenegan.atomic_files import write_atomically
from scenegan.errors import DataError, FileError
from scenegan.nn.model_words import ModelWords
from scenegan.nn.weights import ModelConfig, read_config, write_config
from scenegan.training.cache_reader import OwnWords
from scenegan.training.config_file import run_config_text
from scenegan.training.initial_weights import adopt_weights
from scenegan.training.presets import (
    SettingError,
    flattened,
    from_flattened,
    phases_of,
)
from scenegan.training.settings import Settings, painter_options

RUN_FORMAT = "scenegan/training@1"
RUN_FILE = "run.json"
CONFIG_FILE = "config.yaml"
_NETWORKS_OF = {
    "shapes": ("shape", "shapes"),
    "looks": ("look", "looks"),
    "layout": ("layout", "norm"),
    "shortcuts": (),
    "painter": ("painter",),
    "text": ("text", "regions"),
    "stage1": ("sketcher",),
    "stage2": ("generator",),
    "gan": ("generator",),
}


@dataclass(frozen=True)
class RunOrigin:
    """What a run was started with.

    Attributes:
        data: file of the cache.
        digest: SHA-256 of that file.
        initial: folder of the weights that it started from, or an empty text.
        pairs: file with edited drawings, or an empty text.
        pairs_digest: SHA-256 of that file.
    """

    data: str
    digest: str
    initial: str
    pairs: str = ""
    pairs_digest: str = ""


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


def start_run(
    folder: Path,
    origin: RunOrigin,
    settings: Settings,
    words: ModelWords,
    likenesses: Mapping[str, str],
) -> None:
    """Makes the folder of a new run.

    Args:
        folder: of the run.
        origin: what it is started with.
        settings: all settings.
        words: words of its model.
        likenesses: for parts that initial weights do not know, the known ones most like them.

    Raises:
        FileError: if it holds a run already or cannot be written.
        SettingError: if a phase needs weights that neither this run nor another one makes.
    """
    if (folder / RUN_FILE).exists():
        raise FileError(
            f"{folder} holds a run already: go on with --resume, or name another folder."
        )
    first = phases_of(settings.system)[0]
    if not origin.initial and settings.phases[0] != first:
        needed = "a shape code" if first == "shapes" else "a text encoder"
        raise SettingError(
            f"The phase '{settings.phases[0]}' needs {needed}: begin with the phase '{first}', "
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
        known = read_config(initial).networks
        networks = {**known, **networks}
        if "layout" in known and not {"layout", "shortcuts"} & set(settings.phases):
            networks["layout"] = known["layout"]
        trained = {name for phase in settings.phases for name in _NETWORKS_OF.get(phase, ())}
        adopt_weights(initial, model, words, likenesses, trained)
    write_config(model, ModelConfig(folder.resolve().name, words, networks))
    about = {"format": RUN_FORMAT, **asdict(origin), "settings": flattened(settings)}
    write_atomically(folder / RUN_FILE, json.dumps(about, indent=1) + "\n")
    options = {name: getattr(origin, name) for name in ("data", "pairs")}
    options = {"system": settings.system, **options, "init": origin.initial}
    write_atomically(folder / CONFIG_FILE, run_config_text(options, settings))


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
    names = [f.name for f in fields(RunOrigin)]
    origin = RunOrigin(**{name: about.get(name, "") for name in names})
    return origin, from_flattened(about["settings"])


def keep_model(model: Path, name: str, finish: Callable[[Path], None]) -> None:
    """Keeps weights of a phase that is still learning, beside those of the phases before it.

    Args:
        model: weights of the run.
        name: of the folder `model-NAME` that takes them.
        finish: writes the weights of the phase into a folder.

    Raises:
        FileError: if the folder cannot be written.
    """
    kept = model.with_name(f"{model.name}-{name}")
    try:
        shutil.copytree(model, kept, dirs_exist_ok=True)
    except OSError as error:
        raise FileError(f"{kept} cannot be written ({error.strerror}).") from None
    finish(kept)


def words_of(initial: Path | None, own: OwnWords) -> ModelWords:
    """Returns the words of a run's model.

    Args:
        initial: folder of the weights to start from; without any, the vocabulary's words are taken.
        own: words that the drawings use beside them; they stand behind the others.
    """
    words = read_config(initial).words if initial is not None else ModelWords.of_vocabulary()
    parts = [word for word in own.parts if word not in words.part_index]
    attributes = [word for word in own.attributes if word not in words.attribute_index]
    return replace(words, parts=(*words.parts, *parts), attributes=(*words.attributes, *attributes))


def sized_like(settings: Settings, config: ModelConfig) -> Settings:
    """Returns settings with the sizes of the networks of given weights."""
    sizes = {
        "shapes": config.networks.get("shape", {}),
        "looks": config.networks.get("look", {}),
        "layout": config.networks.get("layout", {}),
        "shortcuts": config.networks.get("layout", {}),
        "painter": config.networks.get("painter", {}),
    }
    sections: dict[str, Any] = {}
    for name, options in sizes.items():
        section = getattr(settings, name)
        known = {f.name for f in fields(section)} & options.keys()
        fitting = {
            key: tuple(options[key]) if isinstance(options[key], list) else options[key]
            for key in known
        }
        sections[name] = replace(section, **fitting)
    return replace(settings, **sections)


def _options(settings: Settings) -> dict[str, Mapping[str, Any]]:
    """How the networks are built again from `model.json`; published systems note it themselves."""
    if settings.system != "scenegan":
        return {}
    layout, painter = settings.layout, settings.painter
    looks = {"look": {"width": settings.looks.width}} if "looks" in settings.phases else {}
    jumps = {"jumps": settings.shortcuts.jumps} if "shortcuts" in settings.phases else {}
    return {
        **looks,
        "layout": {"width": layout.width, "depth": layout.depth, "heads": layout.heads, **jumps},
        "shape": {"channels": settings.shapes.channels},
        "painter": {**painter_options(painter), "channels": list(painter.channels)},
    }
