"""Pictures to files and back: a PNG or WebP carries its document and is drawn again from it."""

from __future__ import annotations

import io
import re
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from PIL import Image, PngImagePlugin, UnidentifiedImageError

from scenegan.atomic_files import write_atomically
from scenegan.errors import FileError, GraphError
from scenegan.graph import Document, from_json, to_json

DOCUMENT_KEY = "scenegan.document"
"""Keyword of the iTXt chunk that holds the document as JSON (PNG specification, 11.3.4.5)."""

SUFFIXES = (".png", ".webp")

_XMP_NAMESPACE = "urn:scenegan:document@1"
_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def save_picture(image: Image.Image, document: Document, path: Path) -> Path:
    """Writes a picture in the format that its name ends with; see `Picture.save`."""
    suffix = path.suffix.lower()
    if suffix == ".png":
        write_atomically(path, png_bytes(image, document))
    elif suffix == ".webp":
        write_atomically(path, webp_bytes(image, document))
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


def webp_bytes(image: Image.Image, document: Document) -> bytes:
    """Encodes a picture as lossless WebP with its document as a property in its XMP packet."""
    text = _NOT_IN_XML.sub(lambda c: f"\\u{ord(c[0]):04x}", to_json(document))
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" xmlns:scenegan="{_XMP_NAMESPACE}">'
        f"<scenegan:document>{escape(text)}</scenegan:document>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    out = io.BytesIO()
    image.save(out, "WEBP", lossless=True, xmp=packet.encode())
    return out.getvalue()


def read_document(path: Path) -> Document:
    """Reads the document that a PNG or WebP carries.

    Raises:
        FileError: if the file is no readable PNG or WebP, or carries no document.
        GraphError: if the document is damaged or of a newer version.
    """
    try:
        with Image.open(path, formats=["PNG", "WEBP"]) as image:
            image.load()
            text = _carried(image)
    except FileNotFoundError:
        raise FileError(f"There is no file {path}.") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise FileError(f"{path} cannot be read as a PNG or WebP picture: {error}.") from None
    if text is None:
        raise FileError(
            f"{path} carries no SceneGAN document: only a picture that SceneGAN wrote, and no "
            "program has written again since, can be drawn again."
        )
    document = from_json(str(text), str(path))
    if not isinstance(document, Document):
        raise GraphError(f"{path} carries a graph without its document: draw it as new.")
    return document


def _carried(image: Image.Image) -> str | None:
    """Returns the JSON of the document in an open picture, if there is one."""
    if image.format == "PNG":
        text = image.text.get(DOCUMENT_KEY)  # type: ignore[attr-defined]
        return None if text is None else str(text)
    if "xmp" not in image.info:
        return None
    try:
        return ElementTree.fromstring(image.info["xmp"]).findtext(
            f".//{{{_XMP_NAMESPACE}}}document"
        )
    except ElementTree.ParseError:
        return None
