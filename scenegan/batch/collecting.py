"""From the journals of many workers to one manifest."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

from scenegan.batch.done_jobs import DoneJobs
from scenegan.batch.journal import MANIFEST, Journal, entries
from scenegan.batch.stores import seal

JOURNALS = ".journals"
"""Folder in which each worker of a cluster has a journal."""


def collect_journals(folder: Path) -> None:
    """Brings what the actors noted into the manifest, each picture once.

    A picture that an actor drew again because another one died after it had noted it is the same
    picture, byte for byte.

    Raises:
        FileError: if the manifest cannot be written.
    """
    if not (folder / JOURNALS).is_dir():
        return
    known = DoneJobs()
    for entry in entries(folder / MANIFEST):
        known.add(entry["item"], entry["variant"])
    ends: dict[str, int] = {}
    with closing(Journal(folder / MANIFEST)) as manifest:
        for journal in sorted((folder / JOURNALS).glob("*.jsonl")):
            for entry in entries(journal):
                if "end" in entry:
                    ends[entry["file"]] = max(ends.get(entry["file"], 0), entry["end"])
                if (entry["item"], entry["variant"]) not in known:
                    known.add(entry["item"], entry["variant"])
                    manifest.append(entry)
    for name, end in ends.items():
        seal(folder / name, end)
    shutil.rmtree(folder / JOURNALS, ignore_errors=True)
