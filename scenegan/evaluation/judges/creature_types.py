"""The judge of types: whether a creature looks like one of fire, of water, of rock ..."""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from scenegan.evaluation.judges.backbone import FEATURES, PYRAMID_CHANNELS
from scenegan.evaluation.judges.view import View

_GRID = 8
_COLORS = 4 * _GRID * _GRID


def summary_of(view: View) -> Tensor:
    """Returns what a picture shows as a whole: features and coarse colours, [B, D]."""
    colors = F.adaptive_avg_pool2d(view.pixels, _GRID).flatten(1)
    texture = view.coarse.mean((2, 3))
    strongest = view.coarse.amax((2, 3))
    return torch.cat([view.vector, texture, strongest, colors], 1)


SUMMARY = FEATURES + 2 * PYRAMID_CHANNELS[2] + _COLORS
"""Length of what `summary_of` returns."""


class TypeJudge(nn.Module):
    """Tells the types of a creature from the whole picture."""

    def __init__(self, names: Sequence[str]) -> None:
        """Builds the judge with random weights.

        Args:
            names: the types that it tells.
        """
        super().__init__()
        self.names = tuple(names)
        self.answer = nn.Sequential(
            nn.BatchNorm1d(SUMMARY, affine=False),
            nn.Dropout(0.5),
            nn.Linear(SUMMARY, 96),
            nn.SiLU(),
            nn.Dropout(0.5),
            nn.Linear(96, len(self.names)),
        )

    def forward(self, summary: Tensor) -> Tensor:
        """Returns a logit for each type: what `summary_of` returns -> [B, 18]."""
        answer: Tensor = self.answer(summary)
        return answer
