"""The painter: from a laid-out graph to pictures of 64, 128 and 256 pixels, coarse to fine.

Every stage is told the layout and puts out a whole RGBA picture (StackGAN++: Zhang et al. 2018,
"Realistic Image Synthesis with Stacked Generative Adversarial Networks"), pixels attend to the
nodes before the first of them (AttnGAN), and a stage adds to the colour that was asked for instead
of inventing one. Colours enter at 64 pixels and above only, so that they stay where they belong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from scenegan.errors import ModelError
from scenegan.nn.attention import ChannelAttention, NodeAttention
from scenegan.nn.color_space import lab_to_srgb
from scenegan.nn.conditioning_augmentation import ConditioningAugmentation
from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.graph_encoder import GraphEncoder
from scenegan.nn.last_result import LastResult
from scenegan.nn.look_code import PAINTS, PaintedLayers
from scenegan.nn.modulation import ModulatedBlock
from scenegan.nn.packed_modulation import PackedBlock
from scenegan.nn.packed_painter import PackedPainter
from scenegan.nn.spreading import (
    GEOMETRY_CHANNELS,
    LayoutFeatures,
    PartMap,
    TabulatedFeatures,
    Window,
    doubled,
    geometry,
)
from scenegan.nn.weights import load_network, read_config

STAGES = (64, 128, 256)
"""Sides of the pictures that the stages put out."""
LOOK_DIMS = 8

_KIND_DIMS = 48
_KIND_WEIGHT = 0.3
_SPREAD_DIMS = 24
_COLOR_DIMS = 6
_COLORS = slice(_SPREAD_DIMS, _SPREAD_DIMS + _COLOR_DIMS)
_COLOR_SCALE = 50.0


class PictureHead(nn.Module):
    """Turns features into RGBA, starting from the colour that was asked for."""

    def __init__(self, channels: int, layout: int) -> None:
        """Makes the head for `channels` features and `layout` channels of the layout."""
        super().__init__()
        self.from_features = nn.Conv2d(channels, 4, 3, padding=1)
        self.from_layout = nn.Conv2d(layout, 4, 3, padding=1, bias=False)

    def forward(self, x: Tensor, layout: LayoutFeatures, base: Tensor) -> Tensor:
        """Paints.

        Args:
            x: [B, C, H, W].
            layout: the layout at the same resolution.
            base: [B, 3, H, W] sRGB asked for, zeros where nothing is.

        Returns:
            [B, 4, H, W] straight alpha; colours may leave 0..1 a little while training.
        """
        y = (self.from_features(x) + self.from_layout(layout.features)).float()
        color, alpha = base + y[:, :3], y[:, 3:].sigmoid()
        return torch.cat([color if self.training else color.clamp(0, 1), alpha], 1)


class Tables(NamedTuple):
    """What is spread over the pixels: rows of numbers for each node."""

    coarse: Tensor  # [B, N, 30] structure and colours for all stages but the last
    finest: Tensor  # [B, N, 30] the same for the last
    base: Tensor  # [B, N, 3] sRGB that was asked for


class Painter(nn.Module):
    """Paints graphs whose layout is known.

    A painter that was loaded remembers its last arrangement: it holds no colours, so a creature
    that gets another colour, or is drawn again, need not be arranged again.
    """

    _arranged: LastResult[Tensor] | None = None
    _packed: PackedPainter | None = None

    def __init__(
        self,
        n_parts: int,
        n_attributes: int,
        width: int = 96,
        channels: Sequence[int] = (224, 224, 160, 96, 56, 24),
        channel_attention: bool = False,
        node_attention: bool = True,
        graph_layers: int = 2,
        late_layout: bool = True,
        conditioning: bool = False,
        side: int = STAGES[-1],
    ) -> None:
        """Makes the network.

        Args:
            n_parts: number of part words.
            n_attributes: number of attribute words.
            width: channels of node embeddings.
            channels: channels of the pictures of 8, 16, 32, 64, 128 and 256 pixels.
            channel_attention: whether channels attend to the nodes too (ControlGAN).
            node_attention: whether pixels attend to the nodes (AttnGAN).
            graph_layers: steps of message passing over the graph; 0 for none (sg2im).
            late_layout: whether the two finer stages are told the layout too; without it they
                start from the picture of the stage before (StackGAN).
            conditioning: whether a kind stands for a cloud of codes (StackGAN).
            side: side of the last pictures. A smaller one makes all pictures and features smaller
                by as much: the sides that are named here are those for 256.
        """
        super().__init__()
        self.side = side
        self.late_layout = late_layout
        c8, c16, c32, c64, c128, c256 = channels
        structure = _SPREAD_DIMS + GEOMETRY_CHANNELS
        colored = structure + _COLOR_DIMS
        self.part_embedding = nn.Embedding(n_parts + 1, width)
        self.attribute_projection = nn.Linear(n_attributes, width)
        self.box_projection = nn.Linear(4, width)
        self.kind_projection = nn.Linear(_KIND_DIMS, width)
        self.conditioning = (
            ConditioningAugmentation(_KIND_DIMS, _KIND_DIMS) if conditioning else None
        )
        self.encoder = GraphEncoder(width, depth=graph_layers)
        self.spread_projection = nn.Linear(width, _SPREAD_DIMS)
        self.look_projection = nn.Linear(LOOK_DIMS, _SPREAD_DIMS, bias=False)
        self.finest_embedding = nn.Embedding(n_parts + 1, _SPREAD_DIMS)
        nn.init.zeros_(self.finest_embedding.weight)
        self.start = nn.Conv2d(structure, c8, 3, padding=1)
        self.block8 = ModulatedBlock(c8, c8, structure)
        self.block16 = ModulatedBlock(c8, c16, structure)
        self.block32 = ModulatedBlock(c16, c32, structure)
        self.node_attention = NodeAttention(c32, width) if node_attention else None
        self.channel_attention = ChannelAttention(width) if channel_attention else None
        self.block64a = ModulatedBlock(c32, c64, colored)
        self.block64b = ModulatedBlock(c64, c64, colored)
        self.reduce128 = nn.Conv2d(c64, c128, 1)
        self.block128 = ModulatedBlock(c128, c128, colored)
        self.reduce256 = nn.Conv2d(c128, c256, 1)
        self.layer_projection = nn.Conv2d(len(PAINTS), c256, 3, padding=1, bias=False)
        nn.init.zeros_(self.layer_projection.weight)
        self.block256 = ModulatedBlock(c256, c256, colored, hidden=32)
        self.heads = nn.ModuleList(PictureHead(c, colored) for c in (c64, c128, c256))

    @classmethod
    def load(cls, folder: Path) -> Painter:
        """Reads a trained painter, ready to paint.

        Raises:
            ModelError: if files are missing, damaged or made for something else.
        """
        painter = cls.read(folder)
        use_channels_last(painter)
        painter.eval().requires_grad_(False)._finish()
        return painter

    @classmethod
    def read(cls, folder: Path) -> Painter:
        """Reads a trained painter whose weights may still change.

        Raises:
            ModelError: as `load`.
        """
        config = read_config(folder)
        words = config.words
        painter = cls(len(words.parts), len(words.attributes), **config.options("painter"))
        load_network(folder, "painter", painter)
        return painter

    def _finish(self) -> None:
        """Makes drawing fast, now that no weight will change."""
        self._arranged = LastResult()
        sides = {"8": 8, "16": 16, "32": 32, "64a": 64, "64b": 64, "128": 128, "256": 256}
        for name, side in sides.items():
            block: ModulatedBlock = getattr(self, f"block{name}")
            block.packed = PackedBlock(block, side * self.side // STAGES[-1])
        if self.late_layout:
            self._packed = PackedPainter(self)

    def forward(
        self,
        batch: GraphBatch,
        box: Tensor,
        index_map: Tensor,
        colors: Tensor,
        look: Tensor | None = None,
        layers: Tensor | None = None,
        kind_noise: Tensor | None = None,
    ) -> tuple[Tensor, ...]:
        """Paints all stages; arguments and pictures as in `stages`."""
        painted = self.stages(batch, box, index_map, colors, look, layers, kind_noise=kind_noise)
        return tuple(painted)

    def stages(
        self,
        batch: GraphBatch,
        box: Tensor,
        index_map: Tensor,
        colors: Tensor,
        look: Tensor | None = None,
        layers: Tensor | None = None,
        cropped: bool = False,
        only_last: bool = False,
        kind_noise: Tensor | None = None,
    ) -> Iterator[Tensor]:
        """Paints stage by stage, so that a coarse picture can be shown while finer ones follow.

        Args:
            batch: the graphs.
            box: [B, N, 4] x0, y0, x1, y1 of each part in 0..1.
            index_map: [B, side, side] uint8, the node that owns each pixel, 255 where none does.
            colors: [B, N, 6] main and second colour of each part in Lab.
            look: [B, N, 8] standard normal numbers that vary the look of each part; without them
                every part has the look that is most usual.
            layers: [B, N, 10, 24, 24] what is painted inside each part (`LookCode.layers`), such
                as pupils and shade, and which lines run along its borders. Without it parts are
                plain. The two coarse pictures are trained without it; later it reaches them with
                the colours that they start from.
            cropped: whether the two finer pictures are painted only where parts are near and
                left transparent elsewhere, which is faster. What can be seen is the same. Of a
                creature that was the last one too, only what has changed is painted
                (`PackedPainter`).
            only_last: whether the two coarse pictures are left out.
            kind_noise: [B, 48] standard normal numbers that move the codes of kinds, where they
                stand for clouds.

        Yields:
            RGBA pictures [B, 4, 64, 64], [B, 4, 128, 128] and [B, 4, 256, 256] with straight
            alpha, in 0..1 when not training.
        """
        nodes = self.encode(batch, box, kind_noise)
        if cropped and self._packed and not (torch.is_grad_enabled() or box.is_cuda):
            laid_out = (batch, nodes, box, index_map, colors, look, layers)
            yield from self._packed.stages(*laid_out, only_last=only_last)
            return
        parts = PartMap(index_map, batch.n_nodes)
        tables = self.tables(batch, nodes, colors, look)
        place = geometry(parts, box)
        at128 = LayoutFeatures.spread(parts, tables.coarse, F.avg_pool2d(place, 2), cells=2)
        at64 = at128.halved()
        x = self.arrange(nodes, batch.pad, at64)
        x = self.block64b(self.block64a(x, at64), at64)
        painted: PaintedLayers | None = None
        if layers is not None and self.late_layout:
            painted = PaintedLayers(parts, box, colors, layers)
        first: Tensor | None = None
        if not (only_last and self.late_layout):
            first = self.heads[0](x, at64, self._coarse_base(parts, tables.base, painted, 4))
        if first is not None and not only_last:
            yield first
        known = None if self.late_layout or first is None else first[:, :3]
        window = _whole(index_map) if not cropped else Window.painted(index_map)
        half = window.scaled(2)
        at128 = self._told_late(at128.within(half))
        x = self.block128(self.reduce128(window.scaled(4).cut(x)), at128)
        if not only_last:
            base = (
                self._coarse_base(parts, tables.base, painted, 2)
                if known is None
                else doubled(known)
            )
            yield half.paste(self.heads[1](x, at128, half.cut(base)), self.side // 2)
        parts_here = PartMap(window.cut(index_map), batch.n_nodes)
        at256 = self._told_late(_finest_features(parts_here, tables.finest, window.cut(place)))
        x = doubled(self.reduce256(x))
        if known is not None:
            base = window.cut(doubled(doubled(known)))
        elif painted is None:
            base = parts_here.spread(tables.base)
        else:
            base = window.cut(painted.base)
            x = self.layer_projection(window.cut(painted.weights)) + x
        yield window.paste(self.heads[2](self.block256(x, at256), at256, base), self.side)

    def _coarse_base(
        self, parts: PartMap, colors: Tensor, painted: PaintedLayers | None, cells: int
    ) -> Tensor:
        """The colours that a coarse picture starts from: [B, 3, side / cells, side / cells]."""
        if painted is None or self.training:
            return parts.spread(colors, cells)
        return F.avg_pool2d(painted.base, cells)

    def encode(self, batch: GraphBatch, box: Tensor, kind_noise: Tensor | None = None) -> Tensor:
        """Embeds the nodes with their places and surroundings: [B, N, width]."""
        kind = batch.kind
        if self.conditioning is not None:
            kind = self.conditioning(kind, kind_noise).code
        nodes = self.part_embedding(batch.part) + self.attribute_projection(batch.attributes)
        nodes = nodes + self.box_projection(box * 2 - 1)
        nodes = nodes + self.kind_projection(kind)[:, None] * _KIND_WEIGHT
        encoded: Tensor = self.encoder(nodes, batch)
        return encoded

    def tables(
        self, batch: GraphBatch, nodes: Tensor, colors: Tensor, look: Tensor | None
    ) -> Tables:
        """What of nodes [B, N, width], their colours and looks is spread over the pixels."""
        structure = self.spread_projection(nodes)
        if look is not None:
            structure = structure + self.look_projection(look)
        finest = structure + self.finest_embedding(batch.part)
        scaled = colors / _COLOR_SCALE
        return Tables(
            coarse=torch.cat([structure, scaled], -1),
            finest=torch.cat([finest, scaled], -1),
            base=lab_to_srgb(colors[..., :3]),
        )

    def arrange(self, nodes: Tensor, pad: Tensor, at64: LayoutFeatures) -> Tensor:
        """Decides what is where, knowing no colours: features [B, C, 32, 32]."""
        at32 = at64.without(_COLORS).halved()
        if self._arranged is None:
            return self._arranged_anew(nodes, pad, at32)
        given = (nodes, pad, at32.features)
        return self._arranged.of(given, lambda: self._arranged_anew(nodes, pad, at32))

    def attention(
        self, batch: GraphBatch, box: Tensor, index_map: Tensor, colors: Tensor
    ) -> Tensor:
        """Returns how much each place asks each node: [B, N, 32, 32], the sum over nodes is 1.

        Arguments are those of `stages`.

        Raises:
            ModelError: if the painter was made without attention to nodes.
        """
        if self.node_attention is None:
            raise ModelError("This painter was trained without attention to the nodes.")
        parts = PartMap(index_map, batch.n_nodes)
        nodes = self.encode(batch, box)
        tables = self.tables(batch, nodes, colors, None)
        place = F.avg_pool2d(geometry(parts, box), 2)
        at128 = LayoutFeatures.spread(parts, tables.coarse, place, cells=2)
        at32 = at128.halved().without(_COLORS).halved()
        x = self._unattended(at32)
        weights = self.node_attention.weights(x, nodes, batch.pad).transpose(1, 2)
        return weights.reshape(*weights.shape[:2], *x.shape[-2:])

    def _unattended(self, at32: LayoutFeatures) -> Tensor:
        at16 = at32.halved()
        at8 = at16.halved()
        x = self.block8(self.start(at8.features), at8)
        x = self.block16(x, at16)
        unattended: Tensor = self.block32(x, at32)
        return unattended

    def _arranged_anew(self, nodes: Tensor, pad: Tensor, at32: LayoutFeatures) -> Tensor:
        arranged = self._unattended(at32)
        if self.node_attention is not None:
            arranged = self.node_attention(arranged, nodes, pad)
        if self.channel_attention is not None:
            arranged = self.channel_attention(arranged, nodes, pad)
        return arranged

    def _told_late(self, layout: LayoutFeatures) -> LayoutFeatures:
        """What the two finer stages are told of the layout: all, or nothing."""
        return layout if self.late_layout else LayoutFeatures(torch.zeros_like(layout.features))


def stages_of(side: int) -> tuple[int, ...]:
    """Returns the sides of the pictures of a painter whose last one has a given side."""
    return tuple(stage * side // STAGES[-1] for stage in STAGES)


def use_channels_last(network: nn.Module) -> None:
    """Stores the weights of convolutions in the order in which they run fastest."""
    network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]


def _whole(index_map: Tensor) -> Window:
    return Window(0, index_map.shape[1], 0, index_map.shape[2])


def _finest_features(parts: PartMap, table: Tensor, place: Tensor) -> LayoutFeatures:
    if torch.is_grad_enabled() or torch.is_autocast_enabled(place.device.type):
        return LayoutFeatures.spread(parts, table, place)
    return TabulatedFeatures(parts, table, place)
