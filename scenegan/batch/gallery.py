"""A page with all pictures of a run and a search, which opens from disk without a server."""

from __future__ import annotations

import heapq
import html
import json
import re
from collections import Counter
from collections.abc import Callable
from functools import partial
from operator import itemgetter
from pathlib import Path
from textwrap import shorten
from typing import Any, TypeVar
from urllib.parse import quote

from scenegan.assets import asset
from scenegan.atomic_files import atomic_path
from scenegan.batch.journal import MANIFEST, entries
from scenegan.batch.settings import stored_settings

Entry = dict[str, Any]
T = TypeVar("T")

GALLERY = "gallery.html"
MOST_SHOWN = 20_000
"""More pictures than a browser searches at once; later ones are in the manifest only."""

_LONGEST_TEXT, _MOST_UNKNOWN = 1000, 20


def first_entries(folder: Path, count: int, kept: Callable[[Entry], T]) -> list[T]:
    """Returns what is kept of the first pictures of a run, in the order of the input.

    Args:
        folder: of the run.
        count: how many pictures at most.
        kept: takes from an entry of the manifest what is needed; whole ones take much memory.
    """
    found = (((e["item"], e["variant"]), kept(e)) for e in entries(folder / MANIFEST))
    return [value for _, value in heapq.nsmallest(count, found, key=itemgetter(0))]


def write_gallery(folder: Path) -> Path:
    """Writes `gallery.html` beside the pictures that the manifest names.

    Raises:
        FileError: if it cannot be written.
    """
    settings = stored_settings(folder) or {}
    rows = first_entries(folder, MOST_SHOWN, partial(_row, anchors=bool(settings.get("anchors"))))
    # A script ends at the first "</" in it, even inside a string.
    data = json.dumps(rows, ensure_ascii=False).replace("</", "<\\/").replace("<!--", "<\\u0021--")
    filled = {"%TITLE%": html.escape(folder.resolve().name), "%DATA%": data}
    page = asset("batch", "gallery.html").read_text(encoding="utf-8")
    path = folder / GALLERY
    with atomic_path(path) as temporary:
        temporary.write_text(
            re.sub("%TITLE%|%DATA%", lambda name: filled[name[0]], page),
            encoding="utf-8",
            errors="backslashreplace",
        )
    return path


def _row(entry: Entry, anchors: bool) -> list[Any]:
    """What the page tells of a picture; `gallery.html` names the columns."""
    file = str(entry["file"])
    creature = entry["graph"]["creature"]
    facts = f"seed {entry['seed']} · {entry['size']} px"
    if entry["palette"]:
        facts += f" · palette {entry['palette']}"
    return [
        quote(file),
        shorten(entry["text"] or entry["kind"] or file, _LONGEST_TEXT, placeholder=" …"),
        entry["kind"] or "",
        [[color["name"], color["hex"]] for color in creature.get("colors", ())],
        _parts(entry["graph"]["parts"]),
        facts,
        list(dict.fromkeys(entry["unknown"]))[:_MOST_UNKNOWN],
        entry["metadata"],
        quote(file.rpartition(".")[0] + ".anchors.json") if anchors else "",
    ]


def _parts(parts: list[dict[str, Any]]) -> str:
    """Counts the parts by name: `2 ear, tail`."""
    counts = Counter(part["part"] for part in parts)
    return ", ".join(f"{count} {name}" if count > 1 else name for name, count in counts.items())
