"""The layout network: places, shapes and colours of all parts, drawn together.

Flow matching (Lipman et al. 2023) over one token a part, conditioned on the graph: graph
convolution first (in the place of sg2im, Johnson et al. 2018), then transformer blocks whose
attention is biased by the relation of each pair (Ying et al. 2021, Graphormer) and which are
modulated by time (Peebles & Xie 2023, adaLN). Any field of any part can be given, so that one
network draws, adds a part, obeys a box, keeps what is locked and chooses unsaid colours.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from scenegan.graph.kinds import KIND_DIMS
from scenegan.nn.graph_batch import POSE_UNSAID, SAME_PART, VIEW_UNSAID, GraphBatch
from scenegan.nn.graph_encoder import GraphEncoder
from scenegan.nn.layout_tokens import TOKEN_DIMS, TOKEN_FIELDS, field_flags

_WITH_WHOLE = SAME_PART + 1
"""Relation of any node to the token of the whole creature."""
_TIME_WAVES = 32
_USUAL_PARTS = 20.0
_MASKED = -1e4
SHORTCUTS = ("jump",)
"""Names of the weights that a network has beside the others when it was taught shortcuts."""

Velocity = Callable[[Tensor, float], Tensor]
"""From tokens [B, N, 43] and a time to their velocity [B, N, 43]."""


@dataclass(frozen=True)
class LayoutCondition:
    """What the network knows of B graphs; the same for every step of sampling.

    Attributes:
        nodes: [B, N, C] embeddings of the parts.
        whole: [B, 1, C] token of the whole creature: view, pose, kind and number of parts.
        bias: [B, D, H, N + 1, N + 1] what is added to the attention among whole and parts, for
            each head of each block.
    """

    nodes: Tensor
    whole: Tensor
    bias: Tensor

    def repeat(self, times: int) -> LayoutCondition:
        """Repeats every graph `times` times in a row."""
        parts = (self.nodes, self.whole, self.bias)
        return LayoutCondition(*(x.repeat_interleave(times, 0) for x in parts))


class TransformerBlock(nn.Module):
    """Attention among tokens, biased by their relations, and an MLP; both modulated by time."""

    def __init__(self, width: int, heads: int, dropout: float) -> None:
        """Makes a block of `width` channels in `heads` heads."""
        super().__init__()
        self.heads = heads
        self.attention_norm = nn.LayerNorm(width, elementwise_affine=False)
        self.qkv = nn.Linear(width, 3 * width)
        self.attention_out = nn.Linear(width, width)
        self.relation_bias = nn.Embedding(_WITH_WHOLE + 1, heads)
        self.modulation = nn.Parameter(torch.zeros(6, width))
        self.mlp_norm = nn.LayerNorm(width, elementwise_affine=False)
        self.mlp = nn.Sequential(
            nn.Linear(width, 4 * width),
            nn.GELU(),
            nn.Dropout(dropout),
            nn.Linear(4 * width, width),
        )
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor, time: Tensor) -> Tensor:
        """Mixes tokens: x [B, M, C], bias [B, H, M, M], time [B, 6, C] or [1, 6, C]."""
        b, m, width = x.shape
        modulation = (time + self.modulation)[:, :, None].unbind(1)
        shift1, shift2 = modulation[1], modulation[4]
        scale1, gate1, scale2, gate2 = (1 + modulation[i] for i in (0, 2, 3, 5))
        h = torch.addcmul(shift1, self.attention_norm(x), scale1)
        q, k, v = self.qkv(h).view(b, m, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        h = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        h = self.attention_out(h.transpose(1, 2).reshape(b, m, width))
        x = torch.addcmul(x, self.dropout(h), gate1)
        h = self.mlp(torch.addcmul(shift2, self.mlp_norm(x), scale2))
        return torch.addcmul(x, self.dropout(h), gate2)


class LayoutFlow(nn.Module):
    """The velocity field that carries noise to layouts."""

    def __init__(
        self,
        n_parts: int,
        n_attributes: int,
        width: int = 256,
        depth: int = 6,
        heads: int = 8,
        dropout: float = 0.15,
        jumps: int = 0,
    ) -> None:
        """Makes the network.

        Args:
            n_parts: number of part words.
            n_attributes: number of attribute words.
            width: channels of a token.
            depth: transformer blocks.
            heads: heads of their attention.
            dropout: share of features that are left out while it learns.
            jumps: calls in which it carries noise to layouts by the shortcuts that it was taught;
                0 for a network that knows the way only.
        """
        super().__init__()
        self.jumps = jumps
        self.jump = nn.Parameter(torch.zeros(6, width)) if jumps else None
        self.part_embedding = nn.Embedding(n_parts + 1, width)
        self.attribute_projection = nn.Linear(n_attributes, width)
        self.view_embedding = nn.Embedding(VIEW_UNSAID + 1, width)
        self.pose_embedding = nn.Embedding(POSE_UNSAID + 1, width)
        self.kind_projection = nn.Linear(KIND_DIMS, width)
        self.count_projection = nn.Linear(1, width)
        self.encoder = GraphEncoder(width)
        self.token_projection = nn.Linear(2 * TOKEN_DIMS + len(TOKEN_FIELDS), width)
        self.whole_projection = nn.Linear(width, width)
        modulation = nn.Linear(width, 6 * width)
        self.time_mlp = nn.Sequential(nn.Linear(2 * _TIME_WAVES, width), nn.SiLU(), modulation)
        self.blocks = nn.ModuleList(TransformerBlock(width, heads, dropout) for _ in range(depth))
        self.out_norm = nn.LayerNorm(width)
        self.out = nn.Linear(width, TOKEN_DIMS)
        self.dropout = nn.Dropout(dropout)
        for layer in (self.out, modulation):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    def condition(self, batch: GraphBatch) -> LayoutCondition:
        """Encodes the graphs; needed once for all steps and all candidates."""
        whole = self.view_embedding(batch.view) + self.pose_embedding(batch.pose)
        whole = whole + self.kind_projection(batch.kind)
        count = (~batch.pad).sum(1, keepdim=True).float()
        nodes = self.part_embedding(batch.part) + self.attribute_projection(batch.attributes)
        nodes = self.encoder(nodes + whole[:, None] * 0.5, batch)
        whole = whole + self.count_projection(count / _USUAL_PARTS - 1)
        whole = self.whole_projection(whole)[:, None]
        return LayoutCondition(self.dropout(nodes), whole, self._attention_bias(batch))

    def _attention_bias(self, batch: GraphBatch) -> Tensor:
        """Looks up the bias of every pair of tokens for all blocks; see `LayoutCondition`."""
        relations = F.pad(batch.relations(), (1, 0, 1, 0), value=_WITH_WHOLE)
        pad = F.pad(batch.pad, (1, 0), value=False)
        bias: list[Tensor] = []
        for block in self.blocks:
            assert isinstance(block, TransformerBlock)
            bias.append(block.relation_bias(relations).permute(0, 3, 1, 2))
        return torch.stack(bias, 1).masked_fill(pad[:, None, None, None], _MASKED)

    def bound(self, given: Tensor, clean: Tensor, condition: LayoutCondition) -> Velocity:
        """Returns the velocity as a function of tokens and time, on shortcuts if it knows any."""
        jumping = self.jumps > 0

        def velocity(x: Tensor, t: float) -> Tensor:
            result: Tensor = self(x, x.new_tensor([t]), given, clean, condition, jumping)
            return result

        return velocity

    def forward(
        self,
        x: Tensor,
        t: Tensor,
        given: Tensor,
        clean: Tensor,
        condition: LayoutCondition,
        jumping: bool = False,
    ) -> Tensor:
        """Returns the velocity at time t.

        Args:
            x: [B, N, 43] tokens at time t, in standard units.
            t: [B] time, or [1] if it is the same for all; 0 is noise, 1 is the layout.
            given: [B, N, 43] bool, true where a number is fixed; whole fields only.
            clean: [B, N, 43] the fixed numbers; what stands elsewhere is not read.
            condition: what is known of the graphs.
            jumping: whether the mean velocity until the next call of a shortcut is asked for.

        Returns:
            [B, N, 43] velocity; of no meaning at given numbers.
        """
        known = given.to(x.dtype)
        features = [torch.where(given, clean, x), known * clean, field_flags(known)]
        h = self.token_projection(torch.cat(features, -1)) + condition.nodes
        h = torch.cat([condition.whole, h], 1)
        time = self.time_modulation(t, jumping)
        for block, bias in zip(self.blocks, condition.bias.unbind(1), strict=True):
            h = block(h, bias, time)
        velocity: Tensor = self.out(self.out_norm(h[:, 1:]))
        return velocity

    def time_modulation(self, t: Tensor, jumping: bool = False) -> Tensor:
        """Returns the modulation of all blocks [B, 6, C] at times [B]; see `forward`."""
        steps = torch.arange(_TIME_WAVES, device=t.device) / (_TIME_WAVES - 1)
        phase = torch.exp(-math.log(1000) * steps) * t[:, None] * 100
        waves = torch.cat([phase.sin(), phase.cos()], 1)
        modulation: Tensor = self.time_mlp(waves).view(len(t), 6, -1)
        return modulation + self.jump if jumping and self.jump is not None else modulation
