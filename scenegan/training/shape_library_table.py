"""The library of outlines that travels with a model; see `scenegan.nn.shape_library`."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import save
from torch import Tensor

from scenegan.atomic_files import write_atomically
from scenegan.nn.look_library import box_shape
from scenegan.nn.shape_code import ShapeCode
from scenegan.nn.shape_library import SHAPE_LIBRARY_FILE
from scenegan.training.batches import Drawings

_AT_ONCE = 2048


@torch.no_grad()
def write_shape_library(folder: Path, code: ShapeCode, drawings: Drawings) -> int:
    """Writes `shapes.safetensors` beside the weights.

    Args:
        folder: of the model.
        code: the shape code, as it is written to the model.
        drawings: drawings that outlines are taken from.

    Returns:
        The number of outlines.
    """
    graphs = drawings.graphs
    drawing, node = (~graphs.pad).nonzero(as_tuple=True)
    part, parent = graphs.part[drawing, node], graphs.parent[drawing, node]
    hangs_on = graphs.part[drawing, parent.clamp(min=0)].masked_fill(parent < 0, -1)
    outline = drawings.shape[drawing, node]
    codes = _codes(code, outline, part), _codes(code, outline.flip(2), part)
    step = torch.stack(codes).abs().max().clamp(min=1e-3) / 127
    straight, mirrored = ((c / step).round().to(torch.int8) for c in codes)
    columns = {
        "code": straight,
        "mirrored": mirrored,
        "step": step[None],
        "part": part.to(torch.int16),
        "parent": hangs_on.to(torch.int16),
        "attributes": graphs.attributes[drawing, node].to(torch.uint8),
        "box": box_shape(drawings.box[drawing, node]).half(),
    }
    tensors = {name: column.contiguous().cpu() for name, column in columns.items()}
    about = {"format": "scenegan/shapes@1"}
    write_atomically(folder / SHAPE_LIBRARY_FILE, save(tensors, metadata=about))
    return len(part)


def _codes(code: ShapeCode, outline: Tensor, part: Tensor) -> Tensor:
    """Encodes outlines [M, 32, 32] of parts [M]: [M, 32]."""
    pairs = zip(torch.split(outline, _AT_ONCE), torch.split(part, _AT_ONCE), strict=True)
    return torch.cat([code.encode(some.float() / 255, which)[0] for some, which in pairs])
