"""Everything from a graph to a layout in one object: networks, units and words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import torch
from torch import Tensor

from scenegan.graph.vocabulary import FLOATING_PARTS, SURFACE_PARTS
from scenegan.nn.decoded_shapes import DecodedShapes
from scenegan.nn.filled_shapes import box_filling
from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.last_result import LastResult
from scenegan.nn.layout import LayoutFlow
from scenegan.nn.layout_critic import LayoutCritic
from scenegan.nn.layout_sampling import DEFAULT_STEPS, sample_layout
from scenegan.nn.layout_tokens import FieldMask, Layout
from scenegan.nn.model_words import ModelWords
from scenegan.nn.packed_flow import PackedFlow
from scenegan.nn.packed_shapes import PackedShapes
from scenegan.nn.shape_code import SHAPE_SIDE, ShapeCode
from scenegan.nn.shape_library import ShapeLibrary
from scenegan.nn.token_norm import TokenNorm
from scenegan.nn.twins import share_shapes, stand_opposite, tie_noise, twin_pairs
from scenegan.nn.weights import load_network, read_config, save_network
from scenegan.nn.whole_shapes import whole_shapes

OUTSIDE = -9.0
"""Logit of the shape of a part that is not there."""

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
        outlines: drawn outlines that take the place of sampled ones; None keeps those.
        critic: recognises the parts of layouts, by which the best of several is chosen; may be
            missing.
    """

    words: ModelWords
    flow: LayoutFlow
    norm: TokenNorm
    shape_code: ShapeCode
    packed: PackedFlow | None = None
    outlines: ShapeLibrary | None = None
    critic: LayoutCritic | None = None

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
        outlines, critic = ShapeLibrary.load(folder), LayoutCritic.load(folder, n_parts)
        return cls(words, flow, norm, shapes, PackedFlow(flow), outlines, critic)

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
    def outlined(self, layout: Layout, batch: GraphBatch, fixed: FieldMask | None = None) -> Layout:
        """Replaces the sampled shapes of drawn layouts by drawn outlines, where there are any.

        Args:
            layout: k candidates in a row for each graph.
            batch: B graphs.
            fixed: which fields are fixed in each of them.
        """
        if self.outlines is None:
            return layout
        shape_fixed = None if fixed is None else fixed.shape
        wanted = ~batch.pad if shape_fixed is None else ~batch.pad & ~shape_fixed
        graph, _, follower = twin_pairs(batch, shape_fixed).T
        wanted[graph, follower] = False
        return self.outlines.nearest(layout, batch, wanted)

    @torch.inference_mode()
    def shapes(self, layout: Layout, batch: GraphBatch) -> Tensor:
        """Decodes the shapes of all parts: [B, N, 32, 32] logits, far below 0 at padding."""
        return self._filled(layout, batch, ~batch.pad)

    @cached_property
    def decoded(self) -> DecodedShapes:
        """Decodes shapes, mends those of bodies that decoding has torn, and remembers them."""
        network = self.shape_code if self.packed is None else PackedShapes(self.shape_code)

        def decode(code: Tensor, part: Tensor) -> Tensor:
            shapes, solid = network.decode(code, part), self._solid[part]
            shapes[solid] = whole_shapes(shapes[solid])
            return shapes

        return DecodedShapes(self.shape_code, decode)

    @cached_property
    def last_map(self) -> LastResult[Tensor]:
        """The part map that was composed last."""
        return LastResult()

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
        logits = self._filled(layout, batch, own)
        opposite = stand_opposite(layout.box, batch, pairs)[:, None, None]
        shape = logits[graph, leader]
        logits[graph, follower] = torch.where(opposite, shape.flip(-1), shape)
        return logits

    def _filled(self, layout: Layout, batch: GraphBatch, where: Tensor) -> Tensor:
        """Decodes the chosen parts [B, N]; the others get logits far below 0."""
        size = (*batch.part.shape, SHAPE_SIDE, SHAPE_SIDE)
        logits = torch.full(size, OUTSIDE, device=batch.device)
        if where.any():
            shapes = self.decoded.decode(layout.shape[where], batch.part[where])
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
