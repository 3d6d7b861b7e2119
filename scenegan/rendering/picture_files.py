"""Pictures to files and back: a PNG carries its document and can be drawn again from it."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, PngImagePlugin, UnidentifiedImageError

from scenegan.atomic_files import write_atomically
from scenegan.errors import FileError, GraphError
from scenegan.graph import Document, from_json, to_json

DOCUMENT_KEY = "scenegan.document"
"""Keyword of the iTXt chunk that holds the document as JSON (PNG specification, 11.3.4.5)."""

SUFFIXES = (".png", ".webp")


def save_picture(image: Image.Image, document: Document, path: Path) -> Path:
    """Writes a picture in the format that its name ends with; see `Picture.save`."""
    suffix = path.suffix.lower()
    if suffix == ".png":
        write_atomically(path, png_bytes(image, document))
    elif suffix == ".webp":
        out = io.BytesIO()
        image.save(out, "WEBP", lossless=True)
        write_atomically(path, out.getvalue())
    else:
        raise FileError(f"Cannot write {path}: the name must end in {' or '.join(SUFFIXES)}.")
    return path


def png_bytes(image: Image.Image, document: Document) -> bytes:
    """Encodes a picture as PNG with its document; equal pictures give equal bytes."""
    info = PngImagePlugin.PngInfo()
    info.add_itxt(DOCUMENT_KEY, to_json(document), zip=True)
    out = io.BytesIO()
    image.save(out, "PNG", pnginfo=info, optimize=False, compress_level=6)
    return out.getvalue()


def read_document(path: Path) -> Document:
    """Reads the document that a PNG carries.

    Raises:
        FileError: if the file is no readable PNG, or carries no document.
        GraphError: if the document is damaged or of a newer version.
    """
    try:
        with Image.open(path, formats=["PNG"]) as image:
            image.load()
            text = image.text.get(DOCUMENT_KEY)  # type: ignore[attr-defined]
    except FileNotFoundError:
        raise FileError(f"There is no file {path}.") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise FileError(f"{path} cannot be read as a PNG picture: {error}.") from None
    if text is None:
        raise FileError(
            f"{path} carries no SceneGAN document: only a PNG that SceneGAN wrote, and no program "
            "has written again since, can be drawn again."
        )
    document = from_json(str(text), str(path))
    if not isinstance(document, Document):
        raise GraphError(f"{path} carries a graph without its document: draw it as new.")
    return document
