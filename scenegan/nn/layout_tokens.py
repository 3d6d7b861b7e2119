"""The layout of a creature, and the tokens that the layout network works on.

A token holds everything about one part that is not in the graph: its box (centre and log size),
its depth, its shape code and its two colours, each scaled to about one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import torch
from torch import Tensor

SHAPE_DIMS = 32
SHAPE_DIGITS = 3
"""Decimals of shape codes in documents."""
TOKEN_DIMS = 43
TOKEN_FIELDS = {
    "box": slice(0, 4),
    "depth": slice(4, 5),
    "shape": slice(5, 37),
    "main_color": slice(37, 40),
    "second_color": slice(40, 43),
}
"""Where each field stands in a token; whole fields can be given to the network."""

_SMALLEST_SIDE = 0.008
_LOG_SIDE_RANGE = (-5.5, 0.1)
_LAB_CENTER = (60.0, 0.0, 0.0) * 2
_LAB_SCALE = (25.0, 30.0, 30.0) * 2


class _Tensors:
    """Tensors of one leading shape that are indexed, moved and joined together."""

    def _map(self, change: Callable[[Tensor], Tensor]) -> Any:
        return type(self)(*(change(getattr(self, f.name)) for f in fields(self)))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Layout(_Tensors):
    """Where every part of B creatures is, and how it looks.

    Attributes:
        box: [B, N, 4] left, top, right, bottom as shares of the picture's side.
        depth: [B, N] larger is nearer to the viewer; about -1 to 1.
        shape: [B, N, 32] shape codes.
        colors: [B, N, 6] main and second colour in CIE Lab.
    """

    box: Tensor
    depth: Tensor
    shape: Tensor
    colors: Tensor

    def __getitem__(self, index: int | slice | Tensor | Sequence[int]) -> Layout:
        """Selects creatures; a single index gives a batch of one."""
        chosen = slice(index, index + 1 or None) if isinstance(index, int) else index
        result: Layout = self._map(lambda x: x[chosen])
        return result

    def repeat(self, times: int) -> Layout:
        """Repeats every creature `times` times in a row."""
        result: Layout = self._map(lambda x: x.repeat_interleave(times, 0))
        return result

    def to(self, device: torch.device | str) -> Layout:
        """Moves all tensors to a device."""
        result: Layout = self._map(lambda x: x.to(device))
        return result

    def trimmed(self, n_nodes: int) -> Layout:
        """Keeps the first nodes of every creature."""
        result: Layout = self._map(lambda x: x[:, :n_nodes])
        return result

    def rounded_shapes(self) -> Layout:
        """Rounds shape codes as documents store them, so that both decode to the same shapes."""
        shape = self.shape.round(decimals=SHAPE_DIGITS)
        return Layout(self.box, self.depth, shape, self.colors)

    @staticmethod
    def blank(size: tuple[int, int], device: torch.device | str = "cpu") -> Layout:
        """Returns a layout of [B, N] parts with the same box everywhere, to fill in."""
        box = torch.tensor([0.4, 0.4, 0.6, 0.6], device=device).expand(*size, 4).clone()
        return Layout(
            box,
            torch.zeros(size, device=device),
            torch.zeros(*size, SHAPE_DIMS, device=device),
            torch.zeros(*size, 6, device=device),
        )


@dataclass(frozen=True)
class FieldMask(_Tensors):
    """Which fields of which parts are fixed; all [B, N], true where fixed."""

    box: Tensor
    depth: Tensor
    shape: Tensor
    colors: Tensor

    @staticmethod
    def none(size: tuple[int, int], device: torch.device | str = "cpu") -> FieldMask:
        """Returns a mask that fixes nothing."""
        return FieldMask(*(torch.zeros(size, dtype=torch.bool, device=device) for _ in range(4)))

    def __getitem__(self, index: int | slice | Tensor | Sequence[int]) -> FieldMask:
        """Selects creatures; a single index gives a batch of one."""
        chosen = slice(index, index + 1 or None) if isinstance(index, int) else index
        result: FieldMask = self._map(lambda x: x[chosen])
        return result

    def repeat(self, times: int) -> FieldMask:
        """Repeats every creature `times` times in a row."""
        result: FieldMask = self._map(lambda x: x.repeat_interleave(times, 0))
        return result

    def tokens(self) -> Tensor:
        """Returns the mask of every number of the tokens: bool [B, N, 43]."""
        columns = [
            self.box[..., None].expand(*self.box.shape, 4),
            self.depth[..., None],
            self.shape[..., None].expand(*self.box.shape, SHAPE_DIMS),
            self.colors[..., None].expand(*self.box.shape, 6),
        ]
        return torch.cat(columns, -1)

    def choose(self, fixed: Layout, free: Layout) -> Layout:
        """Returns `fixed` where this mask is true and `free` elsewhere."""
        chosen = {}
        for f in fields(self):
            a, b, mask = getattr(fixed, f.name), getattr(free, f.name), getattr(self, f.name)
            chosen[f.name] = torch.where(mask if a.ndim == 2 else mask[..., None], a, b)
        return Layout(**chosen)


def pack(layout: Layout) -> Tensor:
    """Writes a layout as tokens in plain units: [B, N, 43]."""
    size = (layout.box[..., 2:] - layout.box[..., :2]).clamp(min=_SMALLEST_SIDE)
    center = layout.box[..., :2] + layout.box[..., 2:] - 1
    colors = (layout.colors - _row(_LAB_CENTER, layout.colors)) / _row(_LAB_SCALE, layout.colors)
    return torch.cat([center, size.log(), layout.depth[..., None], layout.shape, colors], -1)


def unpack(tokens: Tensor) -> Layout:
    """Reads tokens in plain units [B, N, 43] as a layout."""
    center = tokens[..., :2] / 2 + 0.5
    half = tokens[..., 2:4].clamp(*_LOG_SIDE_RANGE).exp() / 2
    colors = tokens[..., 37:]
    return Layout(
        box=torch.cat([center - half, center + half], -1),
        depth=tokens[..., 4],
        shape=tokens[..., TOKEN_FIELDS["shape"]],
        colors=colors * _row(_LAB_SCALE, colors) + _row(_LAB_CENTER, colors),
    )


def field_flags(given: Tensor) -> Tensor:
    """Returns one flag a field from the mask of every number: [B, N, 43] -> [B, N, 5]."""
    return torch.stack([given[..., where.start] for where in TOKEN_FIELDS.values()], -1)


def _row(values: tuple[float, ...], like: Tensor) -> Tensor:
    return torch.tensor(values, device=like.device, dtype=like.dtype)
