"""Where an evaluation keeps what it has done, so that it goes on where it was stopped."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import scenegan
from scenegan.atomic_files import write_atomically
from scenegan.errors import FileError
from scenegan.evaluation.outcome import Outcome
from scenegan.evaluation.specimens import Specimen, packed, unpacked
from scenegan.nn.weights import weights_folder

_DRAWING_CODE = ("graph", "nn", "rendering", "completion")
"""Packages on which a picture of a graph depends."""


class WorkFolder:
    """Finished drawings and results of one model and one state of the program."""

    def __init__(self, root: Path, drawings: str, results: str) -> None:
        """Opens the folder; it is made with the first file.

        Args:
            root: folder of all evaluations.
            drawings: digest of all that pictures depend on.
            results: digest of all that results depend on, besides pictures.
        """
        self._drawings = root / drawings / "drawings"
        self._results = root / drawings / results

    def drawing(self, graph: str, seed: int, number: int) -> Specimen | None:
        """Returns a finished drawing; None if there is none, or it is damaged."""
        try:
            return unpacked(self._drawing_path(graph, seed).read_bytes(), number)
        except (OSError, ValueError, KeyError, EOFError):
            return None

    def keep_drawing(self, graph: str, specimen: Specimen) -> None:
        """Writes a drawing.

        Raises:
            FileError: if it cannot be written.
        """
        path = self._drawing_path(graph, specimen.seed)
        make_folder(path.parent)
        write_atomically(path, packed(specimen))

    def result(self, step: str) -> Outcome | None:
        """Returns the result of a step; None if it has not been done."""
        try:
            raw = json.loads((self._results / f"{step}.json").read_text(encoding="utf-8"))
            return Outcome.from_json(raw)
        except (OSError, ValueError, TypeError, LookupError):
            return None

    def keep_result(self, step: str, outcome: Outcome) -> None:
        """Writes the result of a step.

        Raises:
            FileError: if it cannot be written.
        """
        make_folder(self._results)
        write_atomically(self._results / f"{step}.json", json.dumps(outcome.to_json()))

    def _drawing_path(self, graph: str, seed: int) -> Path:
        return self._drawings / f"{graph}-{seed}.npz"


def make_folder(folder: Path) -> None:
    """Makes a folder and those above it.

    Raises:
        FileError: if that is not possible.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(
            f"The work folder {folder} cannot be made ({error.strerror}); name another one "
            "with --work."
        ) from None


def digest(*values: object) -> str:
    """Returns twelve letters that stand for some values."""
    text = "\x1f".join(str(value) for value in values)
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()


def digest_of_files(paths: Iterable[Path]) -> str:
    """Returns twelve letters that stand for the contents of files."""
    summary = hashlib.blake2b(digest_size=6)
    for path in paths:
        summary.update(path.name.encode())
        summary.update(path.read_bytes())
    return summary.hexdigest()


def model_digest(folder: Path) -> str:
    """Returns what stands for the weights in a folder, or in that of a run."""
    return digest_of_files(sorted(weights_folder(folder).glob("*.*")))


def drawing_code_digest() -> str:
    """Returns what stands for the code that pictures depend on."""
    return digest_of_files(_sources(_DRAWING_CODE))


def evaluation_code_digest() -> str:
    """Returns what stands for the code that results depend on."""
    return digest_of_files(_sources(("evaluation", "language", "data")))


def _sources(packages: Iterable[str]) -> Iterator[Path]:
    root = Path(scenegan.__file__).parent
    for package in packages:
        yield from sorted((root / package).rglob("*.py"))
