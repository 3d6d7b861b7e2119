"""Reads a cache of drawings straight into tensors.

`scenegan.data.Cache` gives drawings one by one, checked by pydantic; here all of a split are
needed at once, on machines that may lack pydantic. The form of the file is told in
`scenegan.data.cache`.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from safetensors import SafetensorError
from safetensors.torch import load
from torch import Tensor

from scenegan.errors import DataError
from scenegan.graph.kinds import kind_vector
from scenegan.nn.graph_batch import POSE_OTHER, GraphBatch
from scenegan.nn.model_words import ModelWords
from scenegan.nn.shape_code import SHAPE_SIDE
from scenegan.training.batches import Drawings
from scenegan.training.creature_types import types_of

CACHE_FORMAT = "scenegan/cache@1"
_REMEDY = "build it again with `scenegan data build`"


@dataclass(frozen=True)
class OwnWords:
    """Words that the drawings of a cache use beside those of the vocabulary.

    Attributes:
        parts: for each part its nearest part of the vocabulary, or an empty text.
        attributes: attributes.
    """

    parts: Mapping[str, str] = field(default_factory=dict)
    attributes: tuple[str, ...] = ()


def read_own_words(path: Path) -> OwnWords:
    """Reads the words that a cache brings along.

    Raises:
        DataError: as `read_drawings`.
    """
    found = _manifest(path).get("own_words") or {}
    return OwnWords(dict(found.get("parts", {})), tuple(found.get("attributes", ())))


def read_origins(path: Path) -> dict[str, str]:
    """Reads from which drawing each edited one of a cache was made, by their ids.

    Raises:
        DataError: as `read_drawings`, or if the cache holds no edited drawings.
    """
    origins = _manifest(path).get("edits")
    if not origins:
        raise DataError(
            f"The cache {path} holds no edited drawings: make some with `scenegan data edits`."
        )
    return {name: str(before) for name, before in origins.items()}


def read_drawings(path: Path, split: str, words: ModelWords, limit: int = 0) -> Drawings:
    """Reads the drawings of a split.

    Args:
        path: file of the cache.
        split: train, val or test.
        words: words of the model; parts that it does not know cannot be trained.
        limit: how many drawings are read at most; 0 for all.

    Raises:
        DataError: if the cache is missing, damaged, of another version, or has no such drawings.
    """
    facts = bool(_manifest(path).get("species_facts"))
    with _opened(path) as archive:
        return _read(archive, path, split, words, limit, facts)


def _manifest(path: Path) -> dict[str, Any]:
    with _opened(path) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        found = manifest.get("format")
        if found != CACHE_FORMAT:
            raise DataError(
                f"The cache {path} is of format {found}, training reads {CACHE_FORMAT}: {_REMEDY}."
            )
        return dict(manifest)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Opens a cache; what goes wrong with it inside is told in a sentence."""
    if not path.is_file():
        raise DataError(f"There is no cache {path}: build it with `scenegan data build`.")
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except OSError as error:
        raise DataError(f"The cache {path} cannot be read: {error}.") from error
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, SafetensorError) as error:
        raise DataError(f"The cache {path} is damaged ({error}): {_REMEDY}.") from error


def _read(
    archive: zipfile.ZipFile, path: Path, split: str, words: ModelWords, limit: int, facts: bool
) -> Drawings:
    records = json.loads(archive.read("drawings.json"))
    chosen = [i for i, record in enumerate(records) if record["split"] == split]
    chosen = chosen[: limit or None]
    if not chosen:
        raise DataError(f"The cache {path} has no drawings of the split '{split}'.")
    tables = load(archive.read("tables.safetensors"))
    first = tables["first"].tolist()
    rows = [slice(first[i], first[i + 1]) for i in chosen]
    mine = [records[i] for i in chosen]
    n_nodes = max(len(record["parts"]) for record in mine)
    shapes = [_shapes(archive, record["id"]) for record in mine]
    return Drawings(
        ids=tuple(record["id"] for record in mine),
        graphs=_graphs(mine, [tables["colors"][r] for r in rows], words, n_nodes),
        box=_padded([tables["boxes"][r] for r in rows], n_nodes),
        depth=_padded([_depths(len(record["parts"])) for record in mine], n_nodes),
        shape=_padded(shapes, n_nodes),
        picture=torch.stack([_picture(archive, record["id"]) for record in mine]),
        index_map=torch.stack([_index_map(archive, record["id"]) for record in mine]),
        captions=tuple(_captions(record) for record in mine),
        types=tuple(types_of(record["id"]) if facts else () for record in mine),
    )


def _graphs(
    records: Sequence[Mapping[str, Any]], colors: Sequence[Tensor], words: ModelWords, n_nodes: int
) -> GraphBatch:
    parts = [record["parts"] for record in records]
    pad = torch.stack([torch.arange(n_nodes) >= len(p) for p in parts])
    return GraphBatch(
        part=_padded(
            [torch.tensor([words.part_index[q["part"]] for q in p]) for p in parts],
            n_nodes,
            len(words.parts),
        ),
        attributes=_padded([_attributes(p, words) for p in parts], n_nodes),
        parent=_padded([torch.tensor([q["on"] for q in p]) for p in parts], n_nodes, -1),
        pad=pad,
        view=torch.tensor([words.views.index(record["view"]) for record in records]),
        pose=torch.tensor([_pose(record["pose"], words) for record in records]),
        kind=torch.tensor([kind_vector(record["kind"]) for record in records]),
        colors=_padded(colors, n_nodes),
        colored=~pad,
        n_parts=len(words.parts),
    )


def _attributes(parts: Sequence[Mapping[str, Any]], words: ModelWords) -> Tensor:
    table = torch.zeros(len(parts), len(words.attributes))
    for row, part in enumerate(parts):
        for word in part["attrs"]:
            if word in words.attribute_index:
                table[row, words.attribute_index[word]] = 1
    return table


def _pose(pose: str, words: ModelWords) -> int:
    return words.poses.index(pose) if pose in words.poses else POSE_OTHER


def _captions(record: Mapping[str, Any]) -> tuple[str, ...]:
    texts = record.get("captions") or {}
    return tuple(texts[kind] for kind in ("short", "medium", "rich") if texts.get(kind))


def _depths(n: int) -> Tensor:
    """Parts are annotated back to front: depths from -1 to 1."""
    return torch.linspace(-1, 1, n) if n > 1 else torch.zeros(n)


def _padded(tables: Sequence[Tensor], n_nodes: int, value: float = 0) -> Tensor:
    size = (len(tables), n_nodes, *tables[0].shape[1:])
    out = torch.full(size, value, dtype=tables[0].dtype)
    for row, table in enumerate(tables):
        out[row, : len(table)] = table
    return out


def _picture(archive: zipfile.ZipFile, drawing_id: str) -> Tensor:
    pixels = _pixels(archive, f"pictures/{drawing_id}.webp", "RGBA")
    return torch.from_numpy(pixels).permute(2, 0, 1).contiguous()


def _index_map(archive: zipfile.ZipFile, drawing_id: str) -> Tensor:
    return torch.from_numpy(_pixels(archive, f"maps/{drawing_id}.png", "L"))


def _shapes(archive: zipfile.ZipFile, drawing_id: str) -> Tensor:
    rows = _pixels(archive, f"shapes/{drawing_id}.webp", "RGB")[..., 0]
    return torch.from_numpy(np.ascontiguousarray(rows)).view(-1, SHAPE_SIDE, SHAPE_SIDE)


def _pixels(archive: zipfile.ZipFile, name: str, mode: str) -> NDArray[np.uint8]:
    with Image.open(io.BytesIO(archive.read(name))) as image:
        return np.array(image.convert(mode))
