"""Spreading what is known of the parts over the pixels where they show.

The part map says which node owns a pixel; a table with a row per node becomes a picture with the
row's values at each of the node's pixels. Everything that the painter knows of the layout reaches
it in this way, as the class maps of SPADE (Park et al. 2019, "Semantic Image Synthesis with
Spatially-Adaptive Normalization") and CLADE (Tan et al. 2021) do, with nodes in place of classes.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

import torch
import torch.nn.functional as F
from torch import Tensor

from scenegan.nn.composition import EMPTY

GEOMETRY_CHANNELS = 6
_PAINTED_MARGIN = 12
"""Pixels around the parts, as many as the rim of a window reaches inwards in the finer stages."""
_PAINTED_MULTIPLE = 16
"""What the sides of windows are multiples of: other sizes need other memory and other kernels.

There are few of these then, so that most are there from earlier pictures.
"""


class Pointwise(Protocol):
    """A 1x1 convolution, such as `nn.Conv2d` or `PackedConvolution`."""

    @property
    def weight(self) -> Tensor:
        """Weights [outputs, inputs, 1, 1]."""

    @property
    def bias(self) -> Tensor | None:
        """What is added to each output: [outputs]."""

    def __call__(self, x: Tensor) -> Tensor:
        """Convolves a picture."""


class PartMap:
    """Which node owns each pixel of B pictures.

    Attributes:
        index: [B, H, W] uint8, the owner's position among the nodes; `EMPTY` where none is.
        n_nodes: number of nodes, N.
        rows: [B, H, W] int32, the owner's row in tables of B * (N + 1) rows (`with_nothing`).
    """

    def __init__(self, index: Tensor, n_nodes: int) -> None:
        """Prepares `index` for tables of `n_nodes` rows a picture."""
        self.index = index
        self.n_nodes = n_nodes
        start = torch.arange(len(index), device=index.device)[:, None, None] * (n_nodes + 1)
        owner = index.to(torch.int32).clamp(max=n_nodes)
        self.rows = start.to(torch.int32) + owner
        self._one_hot: Tensor | None = None

    def spread(self, table: Tensor, cells: int = 1) -> Tensor:
        """Gives every pixel the row of its owner, averaged over squares of pixels.

        Args:
            table: [B, N, C] values of each node.
            cells: side of the squares, a power of two that divides H and W.

        Returns:
            [B, C, H / cells, W / cells]; zeros count where nothing is.
        """
        if torch.is_grad_enabled() and table.requires_grad:
            return _pooled(self._spread_by_product(table), cells)
        if cells == 1:
            return self.look_up(table)
        return _pooled(self._look_up_pairs(table), cells // 2)

    def look_up(self, table: Tensor) -> Tensor:
        """As `spread` at full resolution, by reading rows: [B, N, C] -> [B, C, H, W]."""
        return self.read(with_nothing(table))

    def read(self, rows: Tensor) -> Tensor:
        """As `look_up`, from tables that end in a row for nothing: [B * (N + 1), C]."""
        batch, height, width = self.rows.shape
        found = F.embedding(self.rows.flatten(), rows)
        return found.view(batch, height, width, -1).permute(0, 3, 1, 2)

    def look_up_planes(self, table: Tensor) -> Tensor:
        """As `look_up`, each channel a picture of its own: [B, N, C] -> [C, B, H, W]."""
        columns = with_nothing(table).T.contiguous()
        return columns.index_select(1, self.rows.flatten()).view(-1, *self.rows.shape)

    def _look_up_pairs(self, table: Tensor) -> Tensor:
        """Means over 2x2 pixels without the full picture in between."""
        batch, height, width = self.rows.shape
        # Two neighbours in a line are moved as one number of eight bytes.
        pairs = self.rows.view(torch.int64).view(batch, height // 2, 2, width // 2)
        squares = pairs.transpose(2, 3).contiguous().view(torch.int32).view(-1, 4)
        found = F.embedding_bag(squares, with_nothing(table), mode="mean")
        return found.view(batch, height // 2, width // 2, -1).permute(0, 3, 1, 2)

    def _spread_by_product(self, table: Tensor) -> Tensor:
        """As `look_up`; its gradient is a matrix product too, far faster than adding up rows."""
        batch, height, width = self.index.shape
        if self._one_hot is None:
            nodes = torch.arange(self.n_nodes, device=table.device, dtype=torch.uint8)
            self._one_hot = self.index.flatten(1)[:, None] == nodes[None, :, None]
        one_hot = self._one_hot.to(table.dtype)
        spread = one_hot.transpose(1, 2) @ table
        return spread.view(batch, height, width, -1).permute(0, 3, 1, 2)


def geometry(parts: PartMap, box: Tensor) -> Tensor:
    """Describes the place of each pixel in the layout.

    Args:
        parts: the part map.
        box: [B, N, 4] x0, y0, x1, y1 of each node in 0..1.

    Returns:
        [B, 6, H, W]: place in the owner's box across and down (-1..1 inside, at most 2 beyond),
        whether anything is there, borders between owners, and these borders at two softnesses.
    """
    index = parts.index
    corner, size = box[..., :2], (box[..., 2:] - box[..., :2]).clamp(min=0.01)
    frame = parts.look_up_planes(torch.cat([2 / size, 2 * corner / size + 1], -1))
    batch, height, width = index.shape
    rows = (torch.arange(height, device=box.device, dtype=box.dtype) + 0.5) / height
    columns = (torch.arange(width, device=box.device, dtype=box.dtype) + 0.5) / width
    across = (frame[0] * columns - frame[2]).clamp(-2, 2)
    down = (frame[1] * rows[:, None] - frame[3]).clamp(-2, 2)
    border = torch.zeros_like(index, dtype=torch.bool)
    border[:, :, 1:] = index[:, :, 1:] != index[:, :, :-1]
    border[:, 1:] |= index[:, 1:] != index[:, :-1]
    edge = border.to(box.dtype)
    near = _box_blur(edge, 5) * 2
    far = _box_blur(near, 9) * 1.5
    place = box.new_empty(batch, height, width, GEOMETRY_CHANNELS)
    for k, plane in enumerate((across, down, index != EMPTY, edge, near, far)):
        place[..., k] = plane  # Faster than stacking them.
    return place.permute(0, 3, 1, 2)


class Window(NamedTuple):
    """A rectangle of pixels: first row, row after the last, first column, column after the last."""

    top: int
    bottom: int
    left: int
    right: int

    @classmethod
    def around(cls, index: Tensor, margin: int, multiple: int) -> Window:
        """Finds the window of all that is drawn in part maps, and a margin around it.

        Args:
            index: [B, H, W] part maps.
            margin: pixels around what is drawn.
            multiple: what the window's sides have to be multiples of; it divides H and W.
        """
        drawn = (index != EMPTY).any(0)
        bounds: list[int] = []
        for axis, length in enumerate(drawn.shape):
            places = drawn.any(1 - axis).nonzero()
            if not len(places):
                return cls(0, index.shape[1], 0, index.shape[2])
            first, last = int(places[0]) - margin, int(places[-1]) + 1 + margin
            bounds.append(max(first, 0) // multiple * multiple)
            bounds.append(min(-(-last // multiple) * multiple, length))
        return cls(*bounds)

    @classmethod
    def painted(cls, index: Tensor) -> Window:
        """Finds the window in which the finer stages paint part maps [B, H, W]."""
        return cls.around(index, _PAINTED_MARGIN, _PAINTED_MULTIPLE)

    @property
    def is_empty(self) -> bool:
        """Whether there is no pixel in it."""
        return self.top >= self.bottom or self.left >= self.right

    def scaled(self, cells: int) -> Window:
        """Returns the same window of a picture whose pixels are `cells` times as large."""
        return Window(*(bound // cells for bound in self))

    def times(self, cells: int) -> Window:
        """Returns the same window of a picture whose pixels are `cells` times as small."""
        return Window(*(bound * cells for bound in self))

    def grown(self, by: int) -> Window:
        """Returns the window with `by` more pixels on all sides; an empty one stays empty."""
        if self.is_empty:
            return self
        return Window(self.top - by, self.bottom + by, self.left - by, self.right + by)

    def aligned(self, multiple: int) -> Window:
        """Returns the least window around it whose bounds are multiples of a number."""
        return Window(
            self.top // multiple * multiple,
            -(-self.bottom // multiple) * multiple,
            self.left // multiple * multiple,
            -(-self.right // multiple) * multiple,
        )

    def clipped(self, frame: Window) -> Window:
        """Returns what of the window lies in a frame."""
        return Window(
            max(self.top, frame.top),
            min(self.bottom, frame.bottom),
            max(self.left, frame.left),
            min(self.right, frame.right),
        )

    def seen_from(self, frame: Window) -> Window:
        """Returns the same window counted from the corner of a frame."""
        return Window(
            self.top - frame.top,
            self.bottom - frame.top,
            self.left - frame.left,
            self.right - frame.left,
        )

    def cut(self, x: Tensor) -> Tensor:
        """Cuts the window out of [..., H, W]."""
        return x[..., self.top : self.bottom, self.left : self.right]

    def paste(self, x: Tensor, side: int) -> Tensor:
        """Puts what was painted in the window into a square of zeros: [..., side, side]."""
        return F.pad(x, (self.left, side - self.right, self.top, side - self.bottom))


class LayoutFeatures:
    """What the painter knows of each pixel at one resolution: node features, then geometry."""

    def __init__(self, features: Tensor) -> None:
        """Takes the features [B, T + 6, H, W] as they are."""
        self._features = features
        self._size = features.shape[-2:]

    @property
    def features(self) -> Tensor:
        """The features as a picture: [B, T + 6, H, W]."""
        return self._features

    @classmethod
    def spread(cls, parts: PartMap, table: Tensor, place: Tensor, cells: int = 1) -> LayoutFeatures:
        """Spreads the nodes' features [B, N, T], beside geometry [B, 6, H / cells, W / cells]."""
        if torch.is_grad_enabled():
            return cls(torch.cat([parts.spread(table, cells), place], 1))
        # Rows are spread with room for the geometry: joining two pictures takes far longer.
        features = parts.spread(F.pad(table, (0, place.shape[1])), cells)
        features[:, table.shape[-1] :] = place
        return cls(features)

    def halved(self) -> LayoutFeatures:
        """Returns the features at half the resolution."""
        return LayoutFeatures(F.avg_pool2d(self.features, 2))

    def without(self, channels: slice) -> LayoutFeatures:
        """Returns the features without some of the nodes' channels."""
        kept = [self.features[:, : channels.start], self.features[:, channels.stop :]]
        return LayoutFeatures(torch.cat(kept, 1))

    def within(self, window: Window) -> LayoutFeatures:
        """Returns the features inside a window."""
        return LayoutFeatures(window.cut(self.features))

    def embed(self, conv: Pointwise) -> Tensor:
        """Applies a 1x1 convolution to the features."""
        return conv(self.features)

    def enlarged(self, x: Tensor) -> Tensor:
        """Doubles pictures [B, C, H / 2, W / 2]; those of the layout's own size stay."""
        return x if x.shape[-2:] == self._size else doubled(x)


class TabulatedFeatures(LayoutFeatures):
    """As `LayoutFeatures`, faster where nothing is learned.

    A 1x1 convolution and spreading commute, so each node is embedded once and the result is
    spread, in place of embedding the same row at every pixel of the node.
    """

    def __init__(self, parts: PartMap, table: Tensor, place: Tensor) -> None:
        """Takes the nodes' features [B, N, T] as a table, with geometry [B, 6, H, W]."""
        self._parts = parts
        self._table = table
        self._geometry = place
        self._place = place.permute(0, 2, 3, 1).flatten(0, 2)
        self._size = place.shape[-2:]

    @property
    def features(self) -> Tensor:
        """The features as a picture, spread at every call: [B, T + 6, H, W]."""
        return LayoutFeatures.spread(self._parts, self._table, self._geometry).features

    def embed(self, conv: Pointwise) -> Tensor:
        """Applies a 1x1 convolution to the features."""
        weight = conv.weight[:, :, 0, 0].T
        n_features = self._table.shape[-1]
        rows = self._with_bias(self._table @ weight[:n_features], conv.bias)
        embedded = self._parts.read(rows)
        embedded.permute(0, 2, 3, 1).flatten(0, 2).addmm_(self._place, weight[n_features:])
        return embedded

    @staticmethod
    def _with_bias(table: Tensor, bias: Tensor | None) -> Tensor:
        """Adds a bias to the rows of a table, the row of nothing included."""
        rows = with_nothing(table)
        return rows if bias is None else rows + bias


def doubled(x: Tensor) -> Tensor:
    """Returns a picture at twice the side, by nearest neighbours: [B, C, 2 * H, 2 * W]."""
    return F.interpolate(x, scale_factor=2.0)


def with_nothing(table: Tensor) -> Tensor:
    """Appends a row of zeros for pixels without a part: [B, N, C] -> [B * (N + 1), C]."""
    return F.pad(table, (0, 0, 0, 1)).flatten(0, 1)


def _pooled(x: Tensor, cells: int) -> Tensor:
    return F.avg_pool2d(x, cells) if cells > 1 else x


def _box_blur(x: Tensor, side: int) -> Tensor:
    """Mean over a square, zeros beyond the rim: [B, H, W] -> [B, H, W]."""
    height, width = x.shape[1:]
    padded = F.pad(x, (side // 2,) * 2)
    across = padded[:, :, :width].clone()
    for k in range(1, side):
        across += padded[:, :, k : k + width]
    padded = F.pad(across, (0, 0, side // 2, side // 2))
    total = padded[:, :height].clone()
    for k in range(1, side):
        total += padded[:, k : k + height]
    return total.div_(side**2)
