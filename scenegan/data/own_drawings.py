"""From a folder of one's own drawings to a cache that training reads."""

from __future__ import annotations

from pathlib import Path

from scenegan.data.annotations import read_annotations
from scenegan.data.build import Progress, build_cache
from scenegan.data.check_drawings import ANNOTATIONS, check_folder
from scenegan.data.own_vocabulary import learn_own_vocabulary
from scenegan.errors import DataError

_NAMED = 3


def build_own_cache(
    folder: Path, output: Path, workers: int = 1, progress: Progress = lambda done, total: None
) -> None:
    """Checks a folder of drawings and writes them into one cache.

    Args:
        folder: holds `annotations.jsonl`, a picture for each drawing, and `vocabulary.json` if
            the drawings have words of their own.
        output: the cache.
        workers: number of processes.
        progress: is called after each drawing.

    Raises:
        DataError: if there are mistakes; the first ones are named.
        FileError: if the cache cannot be written.
    """
    faults = check_folder(folder).all_faults
    if faults:
        named = "; ".join(str(fault) for fault in faults[:_NAMED])
        more = f" (and {len(faults) - _NAMED} more)" if len(faults) > _NAMED else ""
        raise DataError(f"{named}{more}. See `scenegan data check {folder} --html check.html`.")
    learn_own_vocabulary(folder)
    drawings = read_annotations(folder / ANNOTATIONS)
    build_cache(drawings, folder, output, species_facts=False, workers=workers, progress=progress)
