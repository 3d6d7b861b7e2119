"""Standard units for layout tokens: what is usual for a part on what it hangs on."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.layout_tokens import SHAPE_DIMS, TOKEN_DIMS

_PLACE = slice(0, 5)
_LEARNED = 5 + SHAPE_DIMS
_SHRINKAGE = 6.0
_SMALLEST_STD = 0.05


class TokenNorm(nn.Module):
    """Turns tokens into numbers of mean 0 and deviation 1, and back.

    Place, size and depth are standardised by part and parent's part, shapes by part, colours over
    all parts. A pair that is seen rarely is shrunk towards its part, and that towards the whole.
    """

    mean: Tensor
    std: Tensor

    def __init__(self, n_parts: int) -> None:
        """Makes the identity for a model of `n_parts` parts."""
        super().__init__()
        rows = (n_parts + 1) * (n_parts + 2)
        self.n_parts = n_parts
        self.register_buffer("mean", torch.zeros(rows, TOKEN_DIMS))
        self.register_buffer("std", torch.ones(rows, TOKEN_DIMS))

    def encode(self, tokens: Tensor, batch: GraphBatch) -> Tensor:
        """Plain units -> standard units, [B, N, 43]."""
        rows = batch.places()
        return (tokens - self.mean[rows]) / self.std[rows]

    def decode(self, tokens: Tensor, batch: GraphBatch) -> Tensor:
        """Standard units -> plain units, [B, N, 43]."""
        rows = batch.places()
        return tokens * self.std[rows] + self.mean[rows]

    @torch.no_grad()
    def fit(self, tokens: Tensor, batch: GraphBatch) -> None:
        """Learns the units from tokens in plain units, [B, N, 43]."""
        present = ~batch.pad
        values, parts = tokens[present], batch.part[present]
        rows = batch.places()[present]
        mean, std = values.mean(0), values.std(0).clamp(min=_SMALLEST_STD)
        by_part_mean = mean.repeat(self.n_parts + 1, 1)
        by_part_std = std.repeat(self.n_parts + 1, 1)
        for part in torch.unique(parts):
            mine, weight, spread = _statistics(values[parts == part], std)
            by_part_mean[part, :_LEARNED] = torch.lerp(mean, mine, weight)[:_LEARNED]
            by_part_std[part, _PLACE] = torch.lerp(std, spread, weight)[_PLACE]
        by_part_std[:, _PLACE].clamp_(min=_SMALLEST_STD)
        self.mean.copy_(by_part_mean.repeat_interleave(self.n_parts + 2, 0))
        self.std.copy_(by_part_std.repeat_interleave(self.n_parts + 2, 0))
        for row in torch.unique(rows):
            mine, weight, spread = _statistics(values[rows == row], self.std[row])
            self.mean[row, _PLACE] = torch.lerp(self.mean[row], mine, weight)[_PLACE]
            self.std[row, _PLACE] = torch.lerp(self.std[row], spread, weight)[_PLACE]
        self.std[:, _PLACE].clamp_(min=_SMALLEST_STD)


def _statistics(values: Tensor, default_std: Tensor) -> tuple[Tensor, float, Tensor]:
    """Mean, trust (0..1) and deviation of the tokens [K, 43] of one group."""
    spread = values.std(0) if len(values) > 1 else default_std
    return values.mean(0), len(values) / (len(values) + _SHRINKAGE), spread
