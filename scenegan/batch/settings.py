"""What a run was asked to do, kept in its folder: a run is only gone on with as it was begun."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from scenegan.atomic_files import write_atomically
from scenegan.batch.records import Source
from scenegan.errors import FileError

RUN_FORMAT = "scenegan/run@1"
RUN_FILE = "run.json"

_WORDS = {
    "inputs": "the input files, or what is in them",
    "column": "the column",
    "pattern": "the name pattern",
    "format": "the format",
    "seed": "the seed",
    "seeds": "the number of seeds",
    "size": "the size",
    "palettes": "the number of palettes",
    "anchors": "whether anchors are written",
    "tar": "whether archives are written",
    "engine": "the engine",
    "shard": "the shard",
    "model": "the weights",
}


_DIGESTS = frozenset(("inputs", "model"))
"""What only digests are kept of, which tell a reader nothing."""


@dataclass(frozen=True)
class RunSettings:
    """All that the pictures of a run and their names depend on.

    Attributes:
        inputs: SHA-256 of each input file, in order.
        column: column with the descriptions, if one was named.
        pattern: of the names; None for an item's own name, or number and first words.
        format: ending of the pictures, such as `.png`.
        seed: first seed of items without their own.
        seeds: pictures of each item.
        size: side of the pictures of items without their own.
        palettes: pictures in other colours of items that do not say how many.
        anchors: whether part anchors are written as well.
        tar: whether pictures go into archives.
        engine: what shares the work out; names depend on it.
        shard: which share of the items, as (number, of how many).
        model: SHA-256 of the weights.
        date: the day on which the run began, for names.
    """

    inputs: tuple[str, ...]
    column: str | None
    pattern: str | None
    format: str
    seed: int | None
    seeds: int
    size: int | None
    palettes: int
    anchors: bool
    tar: bool
    engine: str
    shard: tuple[int, int]
    model: str
    date: str

    def differences(self, stored: dict[str, Any]) -> list[str]:
        """Returns, in words, in what a stored run differs; the day may be another one."""
        own = json.loads(json.dumps(asdict(self)))
        return [
            words
            if key in _DIGESTS
            else f"{words} ({_shown(stored.get(key))}, now {_shown(own[key])})"
            for key, words in _WORDS.items()
            if own[key] != stored.get(key)
        ]


def _shown(value: Any) -> str:
    """Returns a setting as a message shows it."""
    if value is None:
        return "the usual"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "/".join(map(str, value)) if isinstance(value, list) else str(value)


def stored_settings(folder: Path) -> dict[str, Any] | None:
    """Reads what the run in a folder was asked to do; None if there was none.

    Raises:
        FileError: if the file is damaged or of another version.
    """
    path = folder / RUN_FILE
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise FileError(f"{path} cannot be read: {error}; choose another folder.") from None
    if not isinstance(raw, dict) or raw.get("format") != RUN_FORMAT:
        raise FileError(f"{path} is not of this version of SceneGAN: choose another folder.")
    settings = raw.get("settings")
    return settings if isinstance(settings, dict) else {}


def store_settings(folder: Path, settings: RunSettings) -> None:
    """Writes the settings of a new run.

    Raises:
        FileError: if the folder cannot be written to.
    """
    record = {"format": RUN_FORMAT, "settings": asdict(settings)}
    write_atomically(folder / RUN_FILE, json.dumps(record, indent=1) + "\n")


def digests(sources: Sequence[Source]) -> tuple[str, ...]:
    """Returns the SHA-256 of each file.

    Raises:
        FileError: if one cannot be read.
    """
    found = []
    for source in sources:
        try:
            with open(source.path, "rb") as file:
                found.append(hashlib.file_digest(file, "sha256").hexdigest())
        except OSError as error:
            raise FileError(f"{source.name} cannot be read: {error.strerror}.") from None
    return tuple(found)
