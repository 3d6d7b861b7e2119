"""The cache: all drawings of a data set with their part maps in one file.

It is a zip file whose members carry checksums, so that every tool can look into it:
`manifest.json`, `drawings.json` (words, attachments and captions of each drawing),
`tables.safetensors` (boxes and colours of all parts, one drawing after another), and for each
drawing `pictures/ID.webp` (lossless RGBA), `maps/ID.png` (part index map) and `shapes/ID.webp`
(shapes of its parts below each other, lossless). Pictures are decoded when they are asked for.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from safetensors import SafetensorError
from safetensors.numpy import load, save

from scenegan.atomic_files import write_atomically
from scenegan.data.annotations import Drawing, Split, graph_of
from scenegan.data.color_names import named_colors
from scenegan.data.part_maps import SHAPE_SIZE
from scenegan.data.squares import PICTURE_SIZE
from scenegan.errors import DataError
from scenegan.graph.model import SceneGraph
from scenegan.graph.vocabulary import learn_words, vocabulary

CACHE_FORMAT = "scenegan/cache@1"

_EPOCH = (1980, 1, 1, 0, 0, 0)
_REBUILD = "build it again with `scenegan data build`"


@dataclass(frozen=True)
class Encoded:
    """A drawing as it is stored.

    Attributes:
        drawing: its annotation, without the parts that cannot be seen.
        picture: WebP, lossless, RGBA.
        index_map: PNG, position of the part of each pixel, 255 for none.
        shapes: WebP, lossless, the shapes of all parts below each other.
        boxes: left, top, right, bottom in 0..1, [N, 4].
        colors: main and second Lab colour of each part, [N, 6].
    """

    drawing: Drawing
    picture: bytes
    index_map: bytes
    shapes: bytes
    boxes: NDArray[np.float32]
    colors: NDArray[np.float32]


@dataclass(frozen=True)
class CachedDrawing:
    """One drawing of a cache.

    Attributes:
        drawing: its annotation, without the parts that cannot be seen.
        boxes: left, top, right, bottom of each part's whole shape in 0..1, [N, 4].
        colors: main and second Lab colour of each part, [N, 6]; equal where there is but one.
        species_facts: whether the drawing is one of PokéScene, whose species are known.
    """

    drawing: Drawing
    boxes: NDArray[np.float32]
    colors: NDArray[np.float32]
    species_facts: bool
    encoded: Mapping[str, bytes]

    @property
    def id(self) -> str:
        """Name of the drawing."""
        return self.drawing.id

    @property
    def split(self) -> Split:
        """The part of the data set that the drawing belongs to."""
        return self.drawing.split

    @property
    def part_names(self) -> tuple[str, ...]:
        """Word of each part, back to front, N of them."""
        return tuple(part.part for part in self.drawing.parts)

    @property
    def attributes(self) -> tuple[tuple[str, ...], ...]:
        """Attributes of each part."""
        return tuple(part.attrs for part in self.drawing.parts)

    @property
    def parents(self) -> NDArray[np.int64]:
        """Position of the part that each part hangs on, -1 for a root, [N]."""
        return np.array([part.on for part in self.drawing.parts], np.int64)

    def picture(self) -> NDArray[np.uint8]:
        """Decodes the picture, RGBA with straight alpha, [256, 256, 4]."""
        return self._decoded("picture", "RGBA")

    def index_map(self) -> NDArray[np.uint8]:
        """Decodes which part each pixel shows, 255 for none, [256, 256]."""
        return self._decoded("index_map", "L")

    def shapes(self) -> NDArray[np.uint8]:
        """Decodes each part's whole shape within its box, 0..255, [N, 32, 32]."""
        rows = self._decoded("shapes", "RGB")[..., 0]
        return rows.reshape(-1, SHAPE_SIZE, SHAPE_SIZE)

    def graph(self) -> SceneGraph:
        """Returns the scene graph with the measured colours; see `annotations.graph_of`."""
        colors = [named_colors(color) for color in self.colors]
        return graph_of(self.drawing, colors, facts=self.species_facts)

    def _decoded(self, what: str, mode: str) -> NDArray[np.uint8]:
        with Image.open(io.BytesIO(self.encoded[what])) as image:
            return np.array(image.convert(mode))


class Cache(Sequence[CachedDrawing]):
    """The drawings of a cache file, held in memory as they are stored.

    A cache keeps no file open; it may be pickled and used from several processes.
    """

    def __init__(self, drawings: Sequence[CachedDrawing], manifest: Mapping[str, Any]) -> None:
        """Takes over drawings that were read; see `Cache.open`."""
        self._drawings = tuple(drawings)
        self._by_id = {drawing.id: drawing for drawing in self._drawings}
        self.manifest = dict(manifest)

    @classmethod
    def open(cls, path: Path | str) -> Cache:
        """Reads a cache and checks that it is whole.

        Raises:
            DataError: if there is no such file, or it is damaged or of another version.
        """
        path = Path(path)
        if not path.is_file():
            raise DataError(f"There is no cache {path}: build it with `scenegan data build`.")
        try:
            with zipfile.ZipFile(path) as archive:
                members = {name: archive.read(name) for name in archive.namelist()}
        except OSError as error:
            raise DataError(f"The cache {path} cannot be read: {error}.") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
            raise DataError(f"The cache {path} is damaged ({error}): {_REBUILD}.") from error
        try:
            manifest = json.loads(members["manifest.json"])
            found = manifest["format"]
            if found != CACHE_FORMAT:
                raise DataError(
                    f"The cache {path} is of format {found}, this version reads {CACHE_FORMAT}: "
                    f"{_REBUILD}."
                )
            own = manifest.get("own_words", {})
            learn_words(own.get("parts", {}), own.get("attributes", ()))
            return cls(_drawings(members, manifest), manifest)
        except (LookupError, TypeError, ValueError, SafetensorError) as error:
            raise DataError(f"The cache {path} is damaged ({error!r}): {_REBUILD}.") from error

    def __len__(self) -> int:
        """Number of drawings."""
        return len(self._drawings)

    def __getitem__(self, index: Any) -> Any:
        """Returns a drawing by its position."""
        return self._drawings[index]

    def __iter__(self) -> Iterator[CachedDrawing]:
        """Yields the drawings in the order of the annotations."""
        return iter(self._drawings)

    def of_split(self, *splits: Split) -> tuple[CachedDrawing, ...]:
        """Returns the drawings of some splits, in the order of the annotations."""
        return tuple(drawing for drawing in self._drawings if drawing.split in splits)

    def drawing(self, drawing_id: str) -> CachedDrawing:
        """Returns one drawing by its id.

        Raises:
            DataError: if the cache has no such drawing.
        """
        if drawing_id not in self._by_id:
            raise DataError(f"The cache has no drawing '{drawing_id}'.")
        return self._by_id[drawing_id]


def encode_picture(picture: NDArray[np.uint8]) -> bytes:
    """Packs an RGBA picture, [H, W, 4], without loss of visible pixels."""
    return _packed(picture, "WEBP", lossless=True, quality=80, method=4)


def encode_index_map(index_map: NDArray[np.uint8]) -> bytes:
    """Packs a map of part positions, [H, W]."""
    return _packed(index_map, "PNG", optimize=True)


def encode_shapes(shapes: NDArray[np.uint8]) -> bytes:
    """Packs shapes, [N, 32, 32], below each other."""
    return _packed(shapes.reshape(-1, SHAPE_SIZE), "WEBP", lossless=True, quality=100, method=4)


def write_cache(
    path: Path,
    drawings: Iterable[Encoded],
    *,
    species_facts: bool,
    edits: Mapping[str, str] | None = None,
) -> None:
    """Writes a cache; equal drawings give equal bytes.

    Args:
        path: the file, replaced if it exists.
        drawings: in the order in which the cache shall have them.
        species_facts: whether ids are those of PokéScene, whose species are known.
        edits: for edited drawings, the id of the drawing that each was made from.

    Raises:
        FileError: if it cannot be written.
    """
    drawings = list(drawings)
    counts = [len(drawing.boxes) for drawing in drawings]
    manifest: dict[str, Any] = {
        "format": CACHE_FORMAT,
        "drawings": len(drawings),
        "parts": sum(counts),
        "picture": PICTURE_SIZE,
        "shape": SHAPE_SIZE,
        "species_facts": species_facts,
    }
    own = _own_words([drawing.drawing for drawing in drawings])
    if any(own.values()):
        manifest["own_words"] = own
    if edits:
        manifest["edits"] = dict(edits)
    tables = {
        "boxes": np.ascontiguousarray(np.concatenate([d.boxes for d in drawings])),
        "colors": np.ascontiguousarray(np.concatenate([d.colors for d in drawings])),
        "first": np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
    }
    words = [drawing.drawing.model_dump(mode="json") for drawing in drawings]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        _add(archive, "manifest.json", json.dumps(manifest).encode())
        _add(archive, "drawings.json", json.dumps(words, ensure_ascii=False).encode())
        _add(archive, "tables.safetensors", save(tables))
        for drawing in drawings:
            for name, content in _members(drawing.drawing.id, drawing):
                _add(archive, name, content)
    write_atomically(path, buffer.getvalue())


def _own_words(drawings: Sequence[Drawing]) -> dict[str, Any]:
    """The words of drawings that the program did not come with, as they stand in the manifest."""
    known = vocabulary()
    parts = {part.part: None for drawing in drawings for part in drawing.parts}
    attributes = {word: None for d in drawings for part in d.parts for word in part.attrs}
    return {
        "parts": {word: known.own_parts[word] for word in parts if word in known.own_parts},
        "attributes": [word for word in attributes if word in known.own_attributes],
    }


def _members(drawing_id: str, encoded: Encoded) -> list[tuple[str, bytes]]:
    contents = (encoded.picture, encoded.index_map, encoded.shapes)
    return list(zip(_names(drawing_id).values(), contents, strict=True))


def _names(drawing_id: str) -> dict[str, str]:
    """Where the pictures of a drawing lie in the file."""
    return {
        "picture": f"pictures/{drawing_id}.webp",
        "index_map": f"maps/{drawing_id}.png",
        "shapes": f"shapes/{drawing_id}.webp",
    }


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Adds a member with a fixed date; tables are compressed, pictures are so already."""
    entry = zipfile.ZipInfo(name, _EPOCH)
    pictures = name.endswith((".webp", ".png"))
    entry.compress_type = zipfile.ZIP_STORED if pictures else zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


def _drawings(members: Mapping[str, bytes], manifest: Mapping[str, Any]) -> list[CachedDrawing]:
    tables = load(members["tables.safetensors"])
    first = tables["first"]
    records = json.loads(members["drawings.json"])
    if not len(records) == len(first) - 1 == manifest["drawings"]:
        raise ValueError("its tables differ in length")
    drawings = []
    for number, record in enumerate(records):
        drawing = Drawing.model_validate(record)
        rows = slice(int(first[number]), int(first[number + 1]))
        boxes, colors = tables["boxes"][rows], tables["colors"][rows]
        if not len(boxes) == len(colors) == len(drawing.parts):
            raise ValueError(f"drawing {drawing.id} has parts without tables")
        encoded = {what: members[name] for what, name in _names(drawing.id).items()}
        facts = bool(manifest["species_facts"])
        drawings.append(CachedDrawing(drawing, boxes, colors, facts, encoded))
    return drawings


def _packed(pixels: NDArray[np.uint8], file_format: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels)).save(buffer, file_format, **options)
    return buffer.getvalue()
