"""Pictures to files and back: a file carries the document and is drawn again from it.

This is the one place that decides how a picture becomes a file, of whatever format.
"""

from __future__ import annotations

import io
import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from PIL import Image, PngImagePlugin, UnidentifiedImageError

from scenegan.atomic_files import write_atomically
from scenegan.errors import FileError, GraphError
from scenegan.graph import Document, from_json, to_json
from scenegan.graph.files import DOCUMENT_KEY

if TYPE_CHECKING:
    from scenegan.rendering.picture import Picture

SUFFIXES = (".png", ".webp", ".svg", ".ora")
"""Endings of the formats that pictures are written in; each carries the document."""

_XMP_NAMESPACE = "urn:scenegan:document@1"
_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def save_picture(picture: Picture, path: Path) -> Path:
    """Writes a picture in the format that its name ends with; see `Picture.save`."""
    write_atomically(path, picture_bytes(picture, checked_suffix(path)))
    return path


def checked_suffix(path: Path) -> str:
    """Returns the ending that tells the format of a picture's file.

    Raises:
        FileError: if no format has such an ending.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        endings = f"{', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}"
        raise FileError(f"Cannot write {path}: the name must end in {endings}.")
    return suffix


def picture_bytes(picture: Picture, suffix: str) -> bytes:
    """Encodes a picture with its document; equal pictures give equal bytes.

    Args:
        picture: a picture as it was drawn.
        suffix: one of `SUFFIXES`.
    """
    if suffix == ".svg":
        from scenegan.rendering.vector import svg_text

        return svg_text(picture, _xml_text(picture.document)).encode()
    if suffix == ".ora":
        from scenegan.rendering.openraster import openraster_bytes

        return openraster_bytes(picture)
    encode = {".png": png_bytes, ".webp": webp_bytes}[suffix]
    return encode(picture.image, picture.document)


def png_bytes(image: Image.Image, document: Document) -> bytes:
    """Encodes a picture as PNG with its document; equal pictures give equal bytes."""
    info = PngImagePlugin.PngInfo()
    info.add_itxt(DOCUMENT_KEY, to_json(document), zip=True)
    out = io.BytesIO()
    image.save(out, "PNG", pnginfo=info, optimize=False, compress_level=6)
    return out.getvalue()


def webp_bytes(image: Image.Image, document: Document) -> bytes:
    """Encodes a picture as lossless WebP with its document as a property in its XMP packet."""
    text = _xml_text(document)
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" xmlns:scenegan="{_XMP_NAMESPACE}">'
        f"<scenegan:document>{escape(text, quote=False)}</scenegan:document>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    out = io.BytesIO()
    image.save(out, "WEBP", lossless=True, xmp=packet.encode())
    return out.getvalue()


def read_document(path: Path) -> Document:
    """Reads the document that a PNG, WebP, SVG or OpenRaster file carries.

    Raises:
        FileError: if the file is no readable picture, or carries no document.
        GraphError: if the document is damaged or of a newer version.
    """
    suffix = path.suffix.lower()
    try:
        if suffix == ".ora":
            from scenegan.rendering.openraster import stored_document

            text = stored_document(path)
        elif suffix == ".svg":
            from scenegan.rendering.vector import DOCUMENT_NAMESPACE

            tag = f".//{{{DOCUMENT_NAMESPACE}}}document"
            text = ElementTree.parse(path).getroot().findtext(tag)
        else:
            text = _text_in_pixels(path)
    except FileNotFoundError:
        raise FileError(f"There is no file {path}.") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        what = {".ora": "an OpenRaster file", ".svg": "an SVG"}.get(suffix, "a PNG or WebP picture")
        raise FileError(f"{path} cannot be read as {what}: {error}.") from None
    if text is None:
        raise FileError(
            f"{path} carries no SceneGAN document: only a picture that SceneGAN wrote, and no "
            "program has written again since, can be drawn again."
        )
    document = from_json(str(text), str(path))
    if not isinstance(document, Document):
        raise GraphError(f"{path} carries a graph without its document: draw it as new.")
    return document


def read_image(path: Path) -> Image.Image:
    """Reads the pixels of a picture in any of the formats, RGBA.

    Raises:
        FileError: if the file cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix == ".ora":
        from scenegan.rendering.openraster import merged_image

        return merged_image(path)
    try:
        if suffix == ".svg":
            import resvg_py

            png = resvg_py.svg_to_bytes(svg_path=str(path), skip_system_fonts=True)
            return Image.open(io.BytesIO(bytes(png))).convert("RGBA")
        with Image.open(path) as image:
            return image.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise FileError(f"{path} cannot be read as a picture: {error}.") from None


def _text_in_pixels(path: Path) -> str | None:
    with Image.open(path, formats=["PNG", "WEBP"]) as image:
        image.load()
        return _carried(image)


def _xml_text(document: Document) -> str:
    """The document as JSON that may stand in XML once it is escaped."""
    return _NOT_IN_XML.sub(lambda c: f"\\u{ord(c[0]):04x}", to_json(document))


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
