"""A picture as an OpenRaster file: one named layer a part, for Krita, GIMP and MyPaint.

Written by the OpenRaster specification 0.0.3 (freedesktop.org): file layout and layer stack.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from scenegan.errors import FileError
from scenegan.graph import to_json

if TYPE_CHECKING:
    from scenegan.rendering.picture import Picture

_MERGED, _THUMBNAIL = "mergedimage.png", "Thumbnails/thumbnail.png"
_DOCUMENT = "scenegan/document.json"
_THUMBNAIL_SIDE = 256
_EPOCH = (1980, 1, 1, 0, 0, 0)

Pixels = NDArray[np.uint8]


def openraster_bytes(picture: Picture) -> bytes:
    """Encodes a picture; equal pictures give equal bytes.

    Every visible pixel lies in the layer of its part, so that the layers together are the picture.
    What the painter put around the parts (the last of an outline) is in a layer of its own, below.
    The document lies in the archive too, where other programs pass it over.
    """
    image = picture.image
    layers = _layers(picture)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        _store(archive, "mimetype", b"image/openraster", zipfile.ZIP_STORED)
        _store(archive, "stack.xml", _stack(layers, image.size).encode())
        for i, (_, layer, _) in enumerate(layers):
            _store(archive, f"data/layer{i}.png", _png(layer), zipfile.ZIP_STORED)
        _store(archive, _MERGED, _png(image), zipfile.ZIP_STORED)
        image.thumbnail((_THUMBNAIL_SIDE, _THUMBNAIL_SIDE))
        _store(archive, _THUMBNAIL, _png(image), zipfile.ZIP_STORED)
        _store(archive, _DOCUMENT, to_json(picture.document).encode())
    return out.getvalue()


def merged_image(path: Path) -> Image.Image:
    """Reads the whole picture of an OpenRaster file.

    Raises:
        FileError: if there is none.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return Image.open(io.BytesIO(archive.read(_MERGED))).convert("RGBA")
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise FileError(f"{path} cannot be read as an OpenRaster file: {error}.") from None


def stored_document(path: Path) -> str | None:
    """Reads the JSON of the document in an OpenRaster file; None if it holds none.

    Raises:
        OSError: if the file cannot be read.
        ValueError: if it is no OpenRaster file.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if _DOCUMENT not in archive.namelist():
                return None
            return archive.read(_DOCUMENT).decode("utf-8")
    except (zipfile.BadZipFile, EOFError, RuntimeError, zlib.error) as error:
        raise ValueError(str(error)) from None


Layer = tuple[str, Image.Image, tuple[int, int]]
"""Name, pixels, and the place of the upper left corner."""


def _layers(picture: Picture) -> list[Layer]:
    """Cuts a picture into its parts, the nearest to the viewer first."""
    side = picture.rgba.shape[0]
    owner = np.asarray(Image.fromarray(picture.part_map).resize((side, side), 0))
    depth = picture.document.layout
    order = sorted(range(len(picture.nodes)), key=lambda i: -depth[picture.nodes[i]].depth)
    masks = [(picture.nodes[i], owner == i) for i in order]
    masks.append(("around", owner >= len(picture.nodes)))
    found = [_cut(name, picture.rgba, mask) for name, mask in masks]
    layers = [layer for layer in found if layer is not None]
    ground = picture.document.recipe.background
    if ground is not None:
        layers.append(("background", Image.new("RGBA", (side, side), ground), (0, 0)))
    return layers


def _cut(name: str, rgba: Pixels, mask: NDArray[np.bool_]) -> Layer | None:
    """Takes what a mask shows of a picture; None if that is nothing."""
    seen = mask & (rgba[..., 3] > 0)
    if not seen.any():
        return None
    rows, columns = np.flatnonzero(seen.any(1)), np.flatnonzero(seen.any(0))
    window = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    pixels = np.where(seen[window][..., None], rgba[window], np.uint8(0))
    return name, Image.fromarray(pixels), (int(columns[0]), int(rows[0]))


def _stack(layers: list[Layer], size: tuple[int, int]) -> str:
    rows = [
        f'  <layer name={quoteattr(name)} src="data/layer{i}.png" x="{x}" y="{y}" opacity="1.0" '
        'visibility="visible" composite-op="svg:src-over"/>'
        for i, (name, _, (x, y)) in enumerate(layers)
    ]
    head = f'<image version="0.0.3" w="{size[0]}" h="{size[1]}" xres="72" yres="72">'
    return "\n".join(
        ['<?xml version="1.0" encoding="UTF-8"?>', head, " <stack>", *rows, " </stack>", "</image>"]
    )


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _store(
    archive: zipfile.ZipFile, name: str, content: bytes, method: int = zipfile.ZIP_DEFLATED
) -> None:
    """Adds a file with a fixed date, so that the bytes depend on the picture alone."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = method
    archive.writestr(info, content)
