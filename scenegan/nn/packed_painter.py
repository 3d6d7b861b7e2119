"""The finer stages of a trained painter on the processor: only where something is, or has changed.

Colours and looks enter these stages only, and all that they do is local: a pixel depends on what is
a few pixels away. A creature that comes again in other colours is painted around the parts that
changed; all else is what was painted before, byte for byte. That rests on convolutions that give a
pixel the same number in whatever window it is computed. oneDNN's packed ones do; it is checked
before it is relied on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from scenegan.nn.composition import EMPTY
from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.last_result import LastResult, equal_tensors
from scenegan.nn.look_code import PaintShares
from scenegan.nn.packed_layers import PackedConvolution
from scenegan.nn.spread_convolution import Neighbourhoods
from scenegan.nn.spreading import (
    GEOMETRY_CHANNELS,
    LayoutFeatures,
    PartMap,
    TabulatedFeatures,
    Window,
    doubled,
    geometry,
)

if TYPE_CHECKING:
    from scenegan.nn.cascade import Painter, PictureHead, Tables

_REACH = (5, 4, 4)
"""How far, in its own pixels, a stage looks around: two blocks 5, a block 3, a block and a head 4.

4 in place of 3, so that windows fit the pixels of the stage before.
"""
_FAST = 4
"""Sides of what is convolved are multiples of it: some others take oneDNN six times as long."""
_LANES = 8
"""Single-precision numbers that processors with AVX2 compute at a time."""
_FROM_COARSER = (2, 4)
"""How far a change of the coarser features is felt at 128 and 256: 2 and 3, rounded up."""


class _Windows(NamedTuple):
    """What is painted in the stages of 64, 128 and 256 pixels, each in its own pixels."""

    at64: Window
    at128: Window
    at256: Window


@dataclass(frozen=True)
class _Scene:
    """All that a painting is made of.

    Attributes:
        structure: part map, boxes, node embeddings and padding: with others it is another one.
        rows: what may change for single nodes, each [B, N, ...].
        frame: what of the picture is painted at all.
        parts: the part map.
        tables: what is spread over the pixels.
        place: [B, 6, 256, 256] geometry.
        around: whose the pixels around each pixel are.
        at128: layout at 128 pixels.
        at64: layout at 64 pixels.
        arranged: [B, C, 32, 32] features that know no colours yet.
        base: [B, 3, 256, 256] sRGB that was asked for.
        weights: [B, 6, 256, 256] shares of the other paints, and lines; None if parts are plain.
        threads: how many threads paint; others may give other last bits.
    """

    structure: tuple[Tensor, ...]
    rows: tuple[Tensor, ...]
    frame: _Windows
    parts: PartMap
    tables: Tables
    place: Tensor
    around: Neighbourhoods
    at128: LayoutFeatures
    at64: LayoutFeatures
    arranged: Tensor
    base: Tensor
    weights: Tensor | None
    threads: int

    def changed_since(self, before: _Scene) -> Window | None:
        """Finds the window of all pixels of nodes that look otherwise; empty if there are none.

        Returns:
            The window at 256 pixels; None if it is another creature.
        """
        alike = self.threads == before.threads and len(self.rows) == len(before.rows)
        if not alike or not equal_tensors(self.structure, before.structure):
            return None
        nodes = torch.stack(
            [(a != b).flatten(2).any(2) for a, b in zip(self.rows, before.rows, strict=True)]
        ).any(0)
        there = self.parts.look_up(nodes[..., None].float())[:, 0] > 0
        if not there.any():
            return Window(0, 0, 0, 0)
        return Window.around(torch.where(there, 0, EMPTY), 0, 4)


@dataclass(frozen=True)
class _Painting:
    """What was painted.

    Attributes:
        scene: what it was made of.
        stages: [B, C, H, W] features at 64 and at 128 pixels, and the picture, each in its frame.
    """

    scene: _Scene
    stages: tuple[Tensor, Tensor, Tensor]


class PackedPainter:
    """The finer stages of a `Painter` whose weights do not change any more.

    It remembers its last painting: what a creature in other colours has in common with it is not
    painted again.
    """

    def __init__(self, painter: Painter) -> None:
        """Packs the weights of a trained painter that is in its evaluation mode."""
        self._painter = painter
        self._sides = side64, side128, side256 = painter.side // 4, painter.side // 2, painter.side
        self._reduce128 = _packed(painter.reduce128, side64)
        self._reduce256 = _packed(painter.reduce256, side128)
        self._layers = _packed(painter.layer_projection, side256)
        heads = cast("list[PictureHead]", list(painter.heads))
        self._heads = [_PackedHead(heads[0], side64), _PackedHead(heads[1], side128)]
        self._last_head = _LastHead(heads[2], side256)
        self._places: LastResult[_Places] = LastResult()
        self._shares: LastResult[PaintShares] = LastResult()
        self._last: _Painting | None = None
        self._windows_agree: bool | None = None

    def stages(
        self,
        batch: GraphBatch,
        nodes: Tensor,
        box: Tensor,
        index_map: Tensor,
        colors: Tensor,
        look: Tensor | None,
        layers: Tensor | None,
        only_last: bool,
    ) -> Iterator[Tensor]:
        """Paints as `Painter.stages` does; `nodes` [B, N, width] are its embeddings."""
        scene = self._scene(batch, nodes, box, index_map, colors, look, layers)
        last, anew, frame = self._last, self._to_paint(scene), scene.frame
        at64 = self._renewed(0, scene, scene.arranged, anew, last)
        if not only_last:
            yield self._heads[0](at64, scene.at64, F.avg_pool2d(scene.base, 4))
        at128 = self._renewed(1, scene, at64, anew, last)
        if not only_last:
            base = frame.at128.cut(F.avg_pool2d(scene.base, 2))
            picture = self._heads[1](at128, scene.at128.within(frame.at128), base)
            yield frame.at128.paste(picture, self._sides[1])
        picture = self._renewed(2, scene, at128, anew, last)
        self._last = _Painting(scene, (at64, at128, picture))
        yield frame.at256.paste(picture, self._sides[2])

    def _scene(
        self,
        batch: GraphBatch,
        nodes: Tensor,
        box: Tensor,
        index_map: Tensor,
        colors: Tensor,
        look: Tensor | None,
        layers: Tensor | None,
    ) -> _Scene:
        painter, parts = self._painter, PartMap(index_map, batch.n_nodes)
        tables = painter.tables(batch, nodes, colors, look)
        places = self._places.of((index_map, box), lambda: _Places.of(parts, box))
        at128 = LayoutFeatures.spread(parts, tables.coarse, places.at128, cells=2)
        at64 = at128.halved()
        window = Window.painted(index_map)
        shares = None
        if layers is not None:
            given = (index_map, box, layers)
            shares = self._shares.of(given, lambda: PaintShares(parts, box, layers))
        return _Scene(
            structure=(index_map, box, nodes, batch.pad),
            rows=(*tables, colors) if layers is None else (*tables, colors, layers),
            frame=_Windows(Window(0, self._sides[0], 0, self._sides[0]), window.scaled(2), window),
            parts=parts,
            tables=tables,
            place=places.at256,
            around=places.around,
            at128=at128,
            at64=at64,
            arranged=painter.arrange(nodes, batch.pad, at64),
            base=parts.spread(tables.base) if shares is None else shares.mixed(colors),
            weights=None if shares is None else shares.weights,
            threads=torch.get_num_threads(),
        )

    def _to_paint(self, scene: _Scene) -> _Windows:
        """Decides what has to be painted: all, or what differs from the last painting."""
        last = self._last
        changed = scene.changed_since(last.scene) if last is not None else None
        if last is None or changed is None or self._windows_agree is False:
            return scene.frame
        anew = _around(changed, scene.frame)
        if self._windows_agree is None:
            low, high = self._sides[2] * 3 // 8, self._sides[2] // 2
            middle = _around(Window(low, high, low, high), scene.frame)
            self._windows_agree = self._agree(last, middle) and self._agree(last, anew)
        return anew if self._windows_agree else scene.frame

    def _agree(self, last: _Painting, windows: _Windows) -> bool:
        """Whether a painting comes out the same in windows as it did as a whole."""
        coarser = (last.scene.arranged, *last.stages)
        return all(
            torch.equal(kept, self._renewed(k, last.scene, coarser[k], windows, last))
            for k, kept in enumerate(last.stages)
        )

    def _renewed(
        self, stage: int, scene: _Scene, coarser: Tensor, anew: _Windows, last: _Painting | None
    ) -> Tensor:
        """Paints a window into a copy of what a stage painted last, or the whole frame.

        Args:
            stage: 0, 1 or 2.
            scene: what is painted.
            coarser: [B, C, H, W] features of the stage before, in its frame.
            anew: what of it is painted; all around it stays.
            last: what was painted last.
        """
        paint = (self._at64, self._at128, self._at256)[stage]
        window, frame = anew[stage], scene.frame[stage]
        needed = window.grown(_REACH[stage]).aligned(_FAST).clipped(frame)
        if last is None or needed == frame:
            return paint(scene, coarser, frame)
        if window.is_empty:
            return last.stages[stage]
        after = last.stages[stage].clone()
        painted = window.seen_from(needed).cut(paint(scene, coarser, needed))
        window.seen_from(frame).cut(after).copy_(painted)
        return after

    def _at64(self, scene: _Scene, arranged: Tensor, window: Window) -> Tensor:
        layout = scene.at64.within(window)
        x = self._painter.block64a(window.scaled(2).cut(arranged), layout)
        return cast(Tensor, self._painter.block64b(x, layout))

    def _at128(self, scene: _Scene, at64: Tensor, window: Window) -> Tensor:
        x = self._reduce128(window.scaled(2).cut(at64))
        return cast(Tensor, self._painter.block128(x, scene.at128.within(window)))

    def _at256(self, scene: _Scene, at128: Tensor, window: Window) -> Tensor:
        x = doubled(self._reduce256(window.scaled(2).seen_from(scene.frame.at128).cut(at128)))
        parts = PartMap(window.cut(scene.parts.index), scene.parts.n_nodes)
        table = scene.tables.finest
        place = window.cut(scene.place).contiguous(memory_format=torch.channels_last)
        if scene.weights is not None:
            x = self._layers.add_to(x, window.cut(scene.weights))
        x = self._painter.block256(x, TabulatedFeatures(parts, table, place))
        told = window.cut(self._last_head.told(scene.around, table))
        return self._last_head(x, place, told, window.cut(scene.base))


class _PackedHead:
    """A `PictureHead` whose weights do not change any more."""

    def __init__(self, head: PictureHead, side: int) -> None:
        self._from_features = _packed(head.from_features, side)
        self._from_layout = _packed(head.from_layout, side)

    def __call__(self, x: Tensor, layout: LayoutFeatures, base: Tensor) -> Tensor:
        return _on(base, self._from_layout.add_to(self._from_features(x), layout.features))


class _LastHead:
    """A `PictureHead` for 256 pixels, which reads what nodes add to a pixel from a table.

    oneDNN puts out eight channels at a time; four of them alone take a third longer than all.
    """

    def __init__(self, head: PictureHead, side: int) -> None:
        from_nodes = head.from_layout.in_channels - GEOMETRY_CHANNELS
        self._from_nodes = head.from_layout.weight[:, :from_nodes]
        place = _with_outputs(_LANES, head.from_layout.weight[:, from_nodes:], None)
        features = _with_outputs(_LANES, head.from_features.weight, head.from_features.bias)
        self._from_place, self._from_features = _packed(place, side), _packed(features, side)

    def told(self, around: Neighbourhoods, table: Tensor) -> Tensor:
        """What the nodes' features [B, N, T] add to every pixel: [B, 4, 256, 256]."""
        return around.convolved(table, self._from_nodes)

    def __call__(self, x: Tensor, place: Tensor, told: Tensor, base: Tensor) -> Tensor:
        y = self._from_place.add_to(self._from_features(x), place)
        return _on(base, y[:, : told.shape[1]] + told)


class _Places(NamedTuple):
    """The geometry at 256 and at 128 pixels, and neighbours at 256."""

    at256: Tensor
    at128: Tensor
    around: Neighbourhoods

    @classmethod
    def of(cls, parts: PartMap, box: Tensor) -> _Places:
        place = geometry(parts, box)
        return cls(place, F.avg_pool2d(place, 2), Neighbourhoods(parts))


def _on(base: Tensor, y: Tensor) -> Tensor:
    """Turns what a head puts out, [B, 4, H, W], into RGBA that starts from colours; changes y."""
    y[:, :3] += base
    y[:, 3].sigmoid_()
    return y.clamp_(0, 1)


def _with_outputs(outputs: int, weight: Tensor, bias: Tensor | None) -> nn.Conv2d:
    """A 3x3 convolution with some more outputs, which are always zero."""
    more = outputs - len(weight)
    layer = nn.Conv2d(weight.shape[1], outputs, 3, padding=1, device="meta")
    wide = F.pad(weight, (0, 0) * 3 + (0, more)).contiguous(memory_format=torch.channels_last)
    layer.weight = nn.Parameter(wide, requires_grad=False)
    layer.bias = None if bias is None else nn.Parameter(F.pad(bias, (0, more)), requires_grad=False)
    return layer


def _around(changed: Window, frame: _Windows) -> _Windows:
    """How far a change of nodes in a window is felt in every stage."""
    if changed.is_empty:
        return _Windows(changed, changed, changed)
    at64 = changed.scaled(4).grown(_REACH[0]).clipped(frame.at64)
    at128 = at64.times(2).grown(_FROM_COARSER[0]).clipped(frame.at128)
    at256 = at128.times(2).grown(_FROM_COARSER[1]).clipped(frame.at256)
    return _Windows(at64, at128, at256)


def _packed(layer: nn.Conv2d, side: int) -> PackedConvolution:
    return PackedConvolution(layer, (1, layer.in_channels, side, side))
