"""Augmented drawings as the judges see them, made once and kept on disk while judges are trained.

The backbone is frozen, so what it sees of a changed drawing needs to be computed only once however
long the judges look at it. A bank holds several copies of each drawing, one file a copy. Copies
with even numbers keep their colours: types and captions speak of them. Parts of the others are
recoloured, so that the judges of parts and attributes look at shapes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save
from torch import Tensor

from scenegan.atomic_files import write_atomically
from scenegan.data.cache import CachedDrawing
from scenegan.evaluation.judges.augmentation import drawn_otherwise, moved
from scenegan.evaluation.judges.backbone import Backbone
from scenegan.evaluation.judges.view import View, small_maps, view_of
from scenegan.training.augmentation import recolour

_BATCH = 8


@dataclass(frozen=True)
class Copy:
    """One changed copy of each drawing of a split.

    Attributes:
        view: what is seen of them; its tensors may be in half precision.
        index_maps: [B, 128, 128] uint8, position of the part of each pixel, 255 for none.
        flipped: [B] bool, whether left and right are exchanged.
        true_colors: whether no part was recoloured.
    """

    view: View
    index_maps: Tensor
    flipped: Tensor
    true_colors: bool


def make_copy(
    drawings: Sequence[CachedDrawing], number: int, backbone: Backbone, seed: int
) -> Copy:
    """Makes a copy of drawings.

    Args:
        drawings: the drawings.
        number: 0 for no change at all; odd numbers have parts recoloured.
        backbone: the frozen network.
        seed: of all randomness, together with the number.
    """
    generator = torch.Generator().manual_seed(seed * 1000 + number)
    palette = torch.from_numpy(np.concatenate([d.colors for d in drawings]))
    flips = torch.rand(len(drawings), generator=generator) < (0.5 if number else 0.0)
    views, maps = [], []
    for start in range(0, len(drawings), _BATCH):
        chosen = drawings[start : start + _BATCH]
        pictures, index_maps = pictures_of(chosen), index_maps_of(chosen)
        if number % 2:
            colors, pad = _colors(chosen)
            pictures, _ = recolour(pictures, index_maps, colors, pad, palette, 1.0, generator)
        if number:
            mirrored = flips[start : start + _BATCH]
            pictures, index_maps = moved(pictures, index_maps, mirrored, generator)
            pictures = drawn_otherwise(pictures, generator)
        views.append(view_of(backbone, pictures))
        maps.append(small_maps(index_maps))
    return Copy(View.joined(views), torch.cat(maps), flips, number % 2 == 0)


def fill_bank(
    folder: Path,
    drawings: Sequence[CachedDrawing],
    copies: int,
    backbone: Backbone,
    seed: int,
    tell: Callable[[int], None],
) -> None:
    """Makes the copies that are not yet in a folder; see `read_copy`.

    Args:
        folder: made if it is missing.
        drawings: always the same ones for a folder.
        copies: how many copies there shall be.
        backbone: the frozen network.
        seed: of all randomness.
        tell: is called with the number of each copy that is there.

    Raises:
        FileError: if the folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(copies):
        path = _path(folder, number)
        if not path.exists():
            copy = make_copy(drawings, number, backbone, seed)
            tensors = {k: v.half().contiguous() for k, v in copy.view.tensors().items()}
            tensors |= {"index_maps": copy.index_maps.contiguous(), "flipped": copy.flipped}
            write_atomically(path, save(tensors))
        tell(number)


def read_copy(folder: Path, number: int) -> Copy:
    """Opens a copy of a bank; its pages are read when they are needed."""
    tensors = load_file(_path(folder, number))
    index_maps, flipped = tensors.pop("index_maps"), tensors.pop("flipped")
    return Copy(View(**tensors), index_maps, flipped, number % 2 == 0)


def pictures_of(drawings: Sequence[CachedDrawing]) -> Tensor:
    """Returns pictures, [B, 4, 256, 256] in 0..1, straight alpha."""
    pixels = np.stack([drawing.picture() for drawing in drawings])
    return torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 255


def index_maps_of(drawings: Sequence[CachedDrawing]) -> Tensor:
    """Returns part maps, [B, 256, 256] uint8."""
    return torch.from_numpy(np.stack([drawing.index_map() for drawing in drawings]))


def _colors(drawings: Sequence[CachedDrawing]) -> tuple[Tensor, Tensor]:
    """Colours of all parts, [B, N, 6], and where there is none, [B, N]."""
    count = max(len(drawing.colors) for drawing in drawings)
    colors = torch.zeros(len(drawings), count, 6)
    pad = torch.ones(len(drawings), count, dtype=torch.bool)
    for row, drawing in enumerate(drawings):
        colors[row, : len(drawing.colors)] = torch.from_numpy(drawing.colors)
        pad[row, : len(drawing.colors)] = False
    return colors, pad


def _path(folder: Path, number: int) -> Path:
    return folder / f"copy-{number:02d}.safetensors"
