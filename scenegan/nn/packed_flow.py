"""The trained layout network on the processor: the same velocity with a third of the operations.

Time is the same for all tokens, so its modulation is prepared once for each time and takes the
place of the scale and shift of a layer norm; what is given in a drawing is embedded once for all
calls; and linear layers are packed.
"""

from __future__ import annotations

from typing import NamedTuple, cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.layout import LayoutCondition, LayoutFlow, TransformerBlock, Velocity
from scenegan.nn.layout_tokens import TOKEN_DIMS, field_flags
from scenegan.nn.packed_layers import PackedLinear
from scenegan.nn.thread_choice import ThreadChoice

_LEAST_SHARED = 24
"""Tokens from which two threads may share a call: fewer are done sooner than shared."""


class _Modulation(NamedTuple):
    """What time makes of one block, each [C]: scale, shift and gate of attention and of MLP."""

    scale1: Tensor
    shift1: Tensor
    gate1: Tensor
    scale2: Tensor
    shift2: Tensor
    gate2: Tensor


class PackedFlow:
    """A layout network whose weights do not change any more."""

    def __init__(self, flow: LayoutFlow) -> None:
        """Packs the weights of a trained network that is in its evaluation mode."""
        self._flow = flow
        self.jumps = flow.jumps
        self._blocks = [_PackedBlock(cast(TransformerBlock, block)) for block in flow.blocks]
        self._out = PackedLinear(flow.out)
        self._threads = ThreadChoice(_LEAST_SHARED)
        self._times: dict[float, list[_Modulation]] = {}

    def condition(self, batch: GraphBatch) -> LayoutCondition:
        """Encodes the graphs; see `LayoutFlow.condition`."""
        return self._flow.condition(batch)

    def bound(self, given: Tensor, clean: Tensor, condition: LayoutCondition) -> Velocity:
        """Returns the velocity as a function of tokens and time; see `LayoutFlow.bound`."""
        projection = self._flow.token_projection
        known = given.to(clean.dtype)
        fixed = torch.cat([known * clean, field_flags(known)], -1)
        start = condition.nodes + projection.bias + fixed @ projection.weight[:, TOKEN_DIMS:].T
        weight = projection.weight[:, :TOKEN_DIMS].T
        bias = condition.bias.unbind(1)
        norm = self._flow.out_norm

        def velocity(x: Tensor, t: float) -> Tensor:
            modulations = self._modulations(t)
            return self._threads.run(lambda: computed(x, modulations), x.shape[:2])

        def computed(x: Tensor, modulations: list[_Modulation]) -> Tensor:
            tokens = torch.where(given, clean, x)
            h = torch.cat([condition.whole, start + tokens @ weight], 1)
            for block, relations, modulation in zip(self._blocks, bias, modulations, strict=True):
                h = block(h, relations, modulation)
            last: Tensor = norm(h[:, 1:])
            return self._out(last)

        return velocity

    def _modulations(self, t: float) -> list[_Modulation]:
        """Modulation of all blocks at one time; sampling asks for few times, again and again."""
        if t not in self._times:
            at = self._flow.out.weight.new_tensor([t])
            time = self._flow.time_modulation(at, self.jumps > 0)[0]
            self._times[t] = [block.modulation(time) for block in self._blocks]
        return self._times[t]


class _PackedBlock:
    """A `TransformerBlock` whose weights do not change any more."""

    def __init__(self, block: TransformerBlock) -> None:
        self._block = block
        self._qkv = PackedLinear(block.qkv)
        self._attention_out = PackedLinear(block.attention_out)
        self._widen = PackedLinear(cast(nn.Linear, block.mlp[0]))
        self._narrow = PackedLinear(cast(nn.Linear, block.mlp[-1]))

    def modulation(self, time: Tensor) -> _Modulation:
        """What a time [6, C] makes of this block."""
        scale1, shift1, gate1, scale2, shift2, gate2 = time + self._block.modulation
        return _Modulation(1 + scale1, shift1, 1 + gate1, 1 + scale2, shift2, 1 + gate2)

    def __call__(self, x: Tensor, bias: Tensor, time: _Modulation) -> Tensor:
        """Mixes tokens: x [B, M, C], bias [B, H, M, M]."""
        b, m, width = x.shape
        heads = self._block.heads
        h = F.layer_norm(x, (width,), time.scale1, time.shift1)
        q, k, v = self._qkv(h).view(b, m, 3, heads, width // heads).permute(2, 0, 3, 1, 4)
        h = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        h = self._attention_out(h.transpose(1, 2).reshape(b, m, width))
        x = torch.addcmul(x, h, time.gate1)
        h = F.layer_norm(x, (width,), time.scale2, time.shift2)
        h = self._narrow(self._widen(h, "gelu"))
        return torch.addcmul(x, h, time.gate2)
