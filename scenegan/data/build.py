"""Builds a cache: drawings are measured one by one on several processes, then joined.

Each measured drawing is kept in a work folder beside the output until the cache is written, so a
build that was stopped or killed goes on where it ended.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from scenegan.atomic_files import write_atomically
from scenegan.data.annotations import Drawing
from scenegan.data.cache import Encoded, write_cache
from scenegan.data.measured_drawing import measure
from scenegan.data.sources import picture_file
from scenegan.errors import DataError, FileError, SceneGANError

Progress = Callable[[int, int], None]
"""Is told how many drawings are measured and how many there are."""

_METHOD = "measure@1"
"""Changes when drawings are measured in another way, so that older work is not taken up."""
_NAMED = 5


def build_cache(
    drawings: Sequence[Drawing],
    folder: Path,
    output: Path,
    *,
    species_facts: bool,
    workers: int = 2,
    progress: Progress = lambda done, total: None,
) -> None:
    """Measures drawings and writes them into one cache.

    Args:
        drawings: annotations, in the order that the cache shall have.
        folder: holds `ID.svg` (or another picture) of each drawing, checked before.
        output: the cache; its folder is created.
        species_facts: whether ids are those of PokéScene, whose species are known.
        workers: number of processes; 1 works in this one.
        progress: is called after each drawing.

    Raises:
        DataError: if drawings cannot be measured; all others are kept for the next try.
        FileError: if nothing can be written beside the output.
        KeyboardInterrupt: if the build is stopped; what is measured is kept.
    """
    work = work_folder(output)
    try:
        work.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"The folder {work} cannot be created: {error.strerror}.") from error
    jobs = [(drawing, picture_file(folder, drawing.id), work) for drawing in drawings]
    todo = [job for job in jobs if _read_back(*job) is None]
    done = len(jobs) - len(todo)
    progress(done, len(jobs))
    faults = []
    for fault in _run(todo, workers):
        done += 1
        progress(done, len(jobs))
        if fault:
            faults.append(fault)
    if faults:
        more = f" (and {len(faults) - _NAMED} more)" if len(faults) > _NAMED else ""
        raise DataError(f"{len(faults)} drawing(s) failed: {' '.join(faults[:_NAMED])}{more}")
    write_cache(output, [_kept(*job) for job in jobs], species_facts=species_facts)
    shutil.rmtree(work, ignore_errors=True)


def work_folder(output: Path) -> Path:
    """Returns the folder in which a build keeps its work until the cache is written."""
    return output.with_name(output.name + ".work")


Job = tuple[Drawing, Path, Path]


def _run(jobs: Sequence[Job], workers: int) -> Iterator[str | None]:
    """Measures drawings; yields for each a message about what went wrong, or None."""
    if workers < 2 or len(jobs) < 2:
        yield from (_measure_and_keep(*job) for job in jobs)
        return
    with ProcessPoolExecutor(
        min(workers, len(jobs)), mp_context=get_context("spawn"), initializer=_prepare_worker
    ) as pool:
        futures: list[Future[str | None]] = [pool.submit(_measure_and_keep, *job) for job in jobs]
        try:
            for future in as_completed(futures):
                yield future.result()
        except BrokenProcessPool as error:
            raise DataError(
                "A process of the build was ended from outside (too little memory?): run the "
                "build again, it goes on where it ended; --workers 1 needs least memory."
            ) from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _prepare_worker() -> None:
    """Leaves Ctrl-C to the parent, and ends with it even if that is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _measure_and_keep(drawing: Drawing, svg: Path, work: Path) -> str | None:
    """Measures a drawing into the work folder; returns what went wrong."""
    try:
        encoded = measure(drawing, svg)
        arrays = {
            "picture": np.frombuffer(encoded.picture, np.uint8),
            "index_map": np.frombuffer(encoded.index_map, np.uint8),
            "shapes": np.frombuffer(encoded.shapes, np.uint8),
            "boxes": encoded.boxes,
            "colors": encoded.colors,
        }
        facts = {
            "origin": _origin(drawing, svg),
            "drawing": encoded.drawing.model_dump_json(),
        }
        write_atomically(_kept_file(drawing, work), save(arrays, facts))
    except FileError:
        raise
    except SceneGANError as error:
        return str(error)
    return None


def _kept(drawing: Drawing, svg: Path, work: Path) -> Encoded:
    encoded = _read_back(drawing, svg, work)
    if encoded is None:
        raise DataError(f"{_kept_file(drawing, work)} was changed during the build: run it again.")
    return encoded


def _read_back(drawing: Drawing, svg: Path, work: Path) -> Encoded | None:
    """Returns what is kept of a drawing; None if there is nothing, or from another origin."""
    path = _kept_file(drawing, work)
    if not path.is_file():
        return None
    try:
        with safe_open(path, framework="numpy") as file:
            facts = file.metadata() or {}
            if facts.get("origin") != _origin(drawing, svg):
                return None
            return Encoded(
                drawing=Drawing.model_validate_json(facts["drawing"]),
                picture=file.get_tensor("picture").tobytes(),
                index_map=file.get_tensor("index_map").tobytes(),
                shapes=file.get_tensor("shapes").tobytes(),
                boxes=file.get_tensor("boxes"),
                colors=file.get_tensor("colors"),
            )
    except (SafetensorError, OSError, ValueError, KeyError):
        return None


def _kept_file(drawing: Drawing, work: Path) -> Path:
    return work / f"{drawing.id}.safetensors"


def _origin(drawing: Drawing, svg: Path) -> str:
    """Digest of all that a measured drawing depends on."""
    annotation = json.dumps(drawing.model_dump(mode="json"), sort_keys=True).encode()
    return hashlib.sha256(_METHOD.encode() + annotation + svg.read_bytes()).hexdigest()
