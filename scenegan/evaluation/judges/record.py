"""What is known of trained judges: `judges.json` beside their weights."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from scenegan.atomic_files import write_atomically
from scenegan.errors import ModelError

RECORD_FILE = "judges.json"
RECORD_FORMAT = "scenegan/judges@1"
_REMEDY = "install SceneGAN again, or train judges with `python -m scenegan.evaluation.judges`."


@dataclass(frozen=True)
class JudgesRecord:
    """How judges were made, and what they can tell.

    Attributes:
        version: name of this set of judges; figures refer to it.
        date: day on which they were trained.
        data: SHA-256 of the cache that they were trained on.
        recipe: settings of the training, seed included.
        part_names: what the segmenter tells apart.
        attribute_names: what the judge of attributes tells.
        attribute_thresholds: from which probability on it says that an attribute is there.
        type_names: what the judge of types tells.
        tokens: words and pairs of words that the reader of captions knows.
        scores: by split, the figures on real drawings that were reached.
    """

    version: str
    date: str
    data: str
    recipe: Mapping[str, Any]
    part_names: tuple[str, ...]
    attribute_names: tuple[str, ...]
    attribute_thresholds: tuple[float, ...]
    type_names: tuple[str, ...]
    tokens: tuple[str, ...]
    scores: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        """Writes `judges.json`.

        Raises:
            FileError: if it cannot be written.
        """
        raw = {"format": RECORD_FORMAT, **asdict(self)}
        text = json.dumps(raw, ensure_ascii=False, indent=1) + "\n"
        write_atomically(folder / RECORD_FILE, text)


def read_record(folder: Path) -> JudgesRecord:
    """Reads `judges.json`.

    Raises:
        ModelError: if it is missing, damaged, or of another version.
    """
    path = folder / RECORD_FILE
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ModelError(f"There are no judges in {folder}: {_REMEDY}") from None
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(f"{path} cannot be read ({error}): {_REMEDY}") from None
    found = raw.pop("format", None) if isinstance(raw, dict) else None
    if found != RECORD_FORMAT:
        raise ModelError(f"{path} has the format {found!r} instead of '{RECORD_FORMAT}': {_REMEDY}")
    try:
        record = _record(raw)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise ModelError(f"{path} is damaged ({error!r}): {_REMEDY}") from None
    if len(record.attribute_names) != len(record.attribute_thresholds):
        raise ModelError(f"{path} is damaged (attributes and thresholds differ): {_REMEDY}")
    return record


def _record(raw: Mapping[str, Any]) -> JudgesRecord:
    scores = {
        str(split): {str(key): float(value) for key, value in found.items()}
        for split, found in raw["scores"].items()
    }
    return JudgesRecord(
        version=str(raw["version"]),
        date=str(raw["date"]),
        data=str(raw["data"]),
        recipe=dict(raw["recipe"]),
        part_names=_words(raw["part_names"]),
        attribute_names=_words(raw["attribute_names"]),
        attribute_thresholds=tuple(float(value) for value in raw["attribute_thresholds"]),
        type_names=_words(raw["type_names"]),
        tokens=_words(raw["tokens"]),
        scores=scores,
    )


def _words(raw: Any) -> tuple[str, ...]:
    if not isinstance(raw, list) or not all(isinstance(word, str) for word in raw):
        raise ValueError("a list of words is missing")
    return tuple(raw)
