"""Turns what was painted into rows of the library, and rows into documents; no Qt."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from gui.gallery.facts import digest_of, facts_of
from gui.gallery.library import Library
from gui.gallery.query import Kept
from gui.style.translation import tr, tr_word
from gui.style.wording import titled
from scenegan.graph import Document
from scenegan.rendering.picture import Picture

THUMBNAIL = 160
"""Side of the small pictures, in pixels."""


def keep_picture(library: Library, picture: Picture, name: str = "", starred: bool = False) -> int:
    """Keeps a picture; returns its number in the library.

    Raises:
        LibraryError: if the library cannot be written.
    """
    from PIL import Image  # Not before the window is there.

    document = picture.document
    small = picture.image.resize((THUMBNAIL, THUMBNAIL), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "PNG")
    return library.keep(
        digest_of(document),
        facts_of(document),
        picture.png(),
        out.getvalue(),
        name,
        starred,
    )


def kept_document(png: bytes) -> Document:
    """Reads the document in the bytes of a kept picture.

    Raises:
        SceneGANError: if they carry none.
    """
    from scenegan.rendering.picture_files import read_document

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kept.png"
        path.write_bytes(png)
        return read_document(path)


def title_of(kept: Kept) -> str:
    """Returns what a kept picture is called."""
    if kept.name:
        return kept.name
    kind = tr_word(kept.kind or "creature")
    if not kept.color:
        return titled(kind)
    return titled(tr("{color} {kind}", color=tr_word(kept.color), kind=kind))
