"""Everything from a graph to a layout in one object: networks, units and words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import torch
from torch import Tensor

from scenegan.graph.vocabulary import FLOATING_PARTS, SURFACE_PARTS
from scenegan.nn.decoded_shapes import DecodedShapes
from scenegan.nn.filled_shapes import box_filling
from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.layout import LayoutFlow
from scenegan.nn.layout_sampling import DEFAULT_STEPS, sample_layout
from scenegan.nn.layout_tokens import FieldMask, Layout
from scenegan.nn.model_words import ModelWords
from scenegan.nn.packed_flow import PackedFlow
from scenegan.nn.packed_shapes import PackedShapes
from scenegan.nn.shape_code import SHAPE_SIDE, ShapeCode
from scenegan.nn.token_norm import TokenNorm
from scenegan.nn.twins import share_shapes, stand_opposite, tie_noise, twin_pairs
from scenegan.nn.weights import load_network, read_config, save_network
from scenegan.nn.whole_shapes import whole_shapes

_OUTSIDE = -9.0

_IN_PIECES = SURFACE_PARTS | FLOATING_PARTS | {"claw", "whisker"}
"""Parts that may well consist of several pieces: they lie on others, float, or stand for many."""


@dataclass(frozen=True)
class LayoutModel:
    """A trained layout model.

    Attributes:
        words: words by index.
        flow: the layout network.
        norm: its units.
        shape_code: decoder and encoder of shapes.
        packed: the layout network once more, faster; None while it still learns.
    """

    words: ModelWords
    flow: LayoutFlow
    norm: TokenNorm
    shape_code: ShapeCode
    packed: PackedFlow | None = None

    @classmethod
    def load(cls, folder: Path) -> LayoutModel:
        """Reads a model.

        Raises:
            ModelError: if files are missing, damaged or made for something else.
        """
        config = read_config(folder)
        words = config.words
        n_parts, n_attributes = len(words.parts), len(words.attributes)
        flow = LayoutFlow(n_parts, n_attributes, **config.options("layout"))
        shapes = ShapeCode(n_parts, **config.options("shape"))
        norm = TokenNorm(n_parts)
        for name, network in (("layout", flow), ("shape", shapes), ("norm", norm)):
            load_network(folder, name, network)
            network.eval().requires_grad_(False)
        shapes.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        return cls(words, flow, norm, shapes, PackedFlow(flow))

    def save(self, folder: Path) -> None:
        """Writes the weights; `model.json` is written by `weights.write_config`."""
        save_network(folder, "layout", self.flow)
        save_network(folder, "shape", self.shape_code)
        save_network(folder, "norm", self.norm)

    @torch.inference_mode()
    def draw(
        self,
        batch: GraphBatch,
        noise: Tensor,
        given: Layout | None = None,
        fixed: FieldMask | None = None,
        steps: int = DEFAULT_STEPS,
    ) -> Layout:
        """Draws layouts in which twins share size and colours, not yet their shapes.

        Args:
            batch: B graphs of N nodes; their named colours are obeyed.
            noise: [B * k, N, 43] of k candidates for each graph in a row (`node_noise`).
            given: layout of B graphs that holds what is fixed.
            fixed: which fields of `given` are fixed, such as boxes of the user.
            steps: steps of sampling.

        Returns:
            Layout of B * k creatures.
        """
        noise = tie_noise(noise, self._pairs(batch, len(noise), fixed))
        flow = self.packed or self.flow
        return sample_layout(flow, self.norm, batch, noise, given, fixed, steps)

    @torch.inference_mode()
    def propose(
        self,
        batch: GraphBatch,
        noise: Tensor,
        given: Layout | None = None,
        fixed: FieldMask | None = None,
        steps: int = DEFAULT_STEPS,
    ) -> Layout:
        """Draws layouts in which twins are alike; see `draw` for arguments and result."""
        layout = self.draw(batch, noise, given, fixed, steps)
        pairs = self._pairs(batch, len(noise), fixed)
        return share_shapes(layout, batch.repeat(len(noise) // len(batch)), pairs, self.decoded)

    @torch.inference_mode()
    def shapes(self, layout: Layout, batch: GraphBatch) -> Tensor:
        """Decodes the shapes of all parts: [B, N, 32, 32] logits, far below 0 at padding."""
        return self._filled(layout, batch, ~batch.pad, self.decoded.decode)

    @cached_property
    def decoded(self) -> DecodedShapes:
        """Decodes shapes and remembers them."""
        if self.packed is None:
            return DecodedShapes(self.shape_code)
        return DecodedShapes(self.shape_code, PackedShapes(self.shape_code).decode)

    @torch.inference_mode()
    def twin_shapes(
        self, layout: Layout, batch: GraphBatch, fixed: FieldMask | None = None
    ) -> Tensor:
        """Decodes the shapes of drawn layouts as they will be once twins share them.

        Only leaders are decoded; twins take their logits, mirrored on opposite sides.

        Args:
            layout: B * k creatures.
            batch: the same, repeated.
            fixed: which fields are fixed in each of the B graphs.

        Returns:
            [B * k, N, 32, 32] logits, far below 0 at padding.
        """
        held = None
        if fixed is not None:
            held = fixed.shape.repeat_interleave(len(batch) // len(fixed.shape), 0)
        pairs = twin_pairs(batch, held)
        graph, leader, follower = pairs.T
        own = ~batch.pad
        own[graph, follower] = False
        logits = self._filled(layout, batch, own, self.decoded.decode)
        opposite = stand_opposite(layout.box, batch, pairs)[:, None, None]
        shape = logits[graph, leader]
        logits[graph, follower] = torch.where(opposite, shape.flip(-1), shape)
        return logits

    def _filled(
        self,
        layout: Layout,
        batch: GraphBatch,
        where: Tensor,
        decode: Callable[[Tensor, Tensor], Tensor],
    ) -> Tensor:
        """Decodes the chosen parts [B, N]; the others get logits far below 0."""
        size = (*batch.part.shape, SHAPE_SIDE, SHAPE_SIDE)
        logits = torch.full(size, _OUTSIDE, device=batch.device)
        if where.any():
            shapes, part = decode(layout.shape[where], batch.part[where]), batch.part[where]
            solid = self._solid[part]
            shapes[solid] = whole_shapes(shapes[solid])
            if batch.boxed is not None and batch.boxed.any():
                asked = batch.boxed[where]
                shapes[asked] = box_filling(shapes[asked])
            logits[where] = shapes
        return logits

    @cached_property
    def _solid(self) -> Tensor:
        """Tells for each part word whether such a part is one piece of body: bool [parts]."""
        return torch.tensor([word not in _IN_PIECES for word in self.words.parts])

    def _pairs(self, batch: GraphBatch, rows: int, fixed: FieldMask | None) -> Tensor:
        """Twins of every candidate: [T, 3]."""
        times = rows // len(batch)
        pairs = twin_pairs(batch, None if fixed is None else fixed.shape)
        wide = pairs.repeat(times, 1)
        candidate = torch.arange(times, device=pairs.device).repeat_interleave(len(pairs))
        wide[:, 0] = wide[:, 0] * times + candidate
        return wide
