"""Flow matching over layout tokens (Lipman et al. 2023), with some of the numbers given.

Noise and layout are joined by a straight line; the network learns the velocity along it. In
training any fields of any parts are given at times, so that it can complete what a user fixed.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.layout_tokens import TOKEN_DIMS, TOKEN_FIELDS
from scenegan.training.devices import averaged

OUTLINES = 0.35
"""Usual weight of the shape codes in the error of the velocity."""

_FIELD_WEIGHTS = {
    "box": 3.0,
    "depth": 0.5,
    "shape": OUTLINES,
    "main_color": 0.7,
    "second_color": 0.7,
}
_FARTHEST = 8.0


@dataclass(frozen=True)
class FlowPoint:
    """A point on the way from noise to layouts.

    Attributes:
        at: [B, N, 43] tokens there.
        time: [B] 0 is noise, 1 is the layout.
        velocity: [B, N, 43] the true velocity.
    """

    at: Tensor
    time: Tensor
    velocity: Tensor

    @classmethod
    def draw(cls, tokens: Tensor, generator: torch.Generator) -> FlowPoint:
        """Draws points for layouts [B, N, 43], most of them in the middle of the way."""
        device = tokens.device
        noise = torch.randn(tokens.shape, device=device, generator=generator)
        time = torch.randn(len(tokens), device=device, generator=generator)
        time = torch.sigmoid(time - 0.2)
        share = time[:, None, None]
        return cls((1 - share) * noise + share * tokens, time, tokens - noise)

    def part(self, of: slice) -> FlowPoint:
        """Returns some of the B points."""
        return FlowPoint(self.at[of], self.time[of], self.velocity[of])

    def arrival(self, velocity: Tensor) -> Tensor:
        """Where one straight step at a velocity leads to: [B, N, 43]."""
        return self.at + (1 - self.time[:, None, None]) * velocity


def flow_loss(
    velocity: Tensor, point: FlowPoint, given: Tensor, pad: Tensor, outlines: float = OUTLINES
) -> Tensor:
    """Squared error of the velocity where nothing is given, weighted by field.

    Args:
        velocity: [B, N, 43] of the network.
        point: where it was asked.
        given: [B, N, 43] bool.
        pad: [B, N] true where there is no part.
        outlines: weight of the shape codes.
    """
    return field_error(velocity - point.velocity, given, pad, outlines)


def field_error(error: Tensor, given: Tensor, pad: Tensor, outlines: float = OUTLINES) -> Tensor:
    """Mean square of what tokens are off by where nothing is given, weighted by field.

    Args:
        error: [B, N, 43] in standard units.
        given: [B, N, 43] bool.
        pad: [B, N] true where there is no part.
        outlines: weight of the shape codes.
    """
    weight = _weights(outlines, error.device) * (~pad)[..., None] * ~given
    return (error.square() * weight).sum() / averaged(weight.sum()).clamp(min=1e-6)


def hanging_loss(arrival: Tensor, tokens: Tensor, batch: GraphBatch, time: Tensor) -> Tensor:
    """Error of each part's place relative to what it hangs on, in units of the parent's size.

    Args:
        arrival: [B, N, 43] guessed tokens in plain units.
        tokens: [B, N, 43] true tokens in plain units.
        batch: the graphs.
        time: [B] weight of each graph; guesses from pure noise count for nothing.
    """
    parent = batch.parent.clamp(min=0)[..., None].expand(-1, -1, 2)
    weight = ((batch.parent >= 0) & ~batch.pad) * time[:, None]

    def offset(x: Tensor) -> Tensor:
        return x[..., :2] - x[..., :2].gather(1, parent)

    size = tokens[..., 2:4].gather(1, parent).exp().clamp(min=0.06) * 2
    error = ((offset(arrival) - offset(tokens)) / size).square().sum(-1)
    return (error.clamp(max=_FARTHEST) * weight).sum() / averaged(weight.sum()).clamp(min=1)


def random_given(pad: Tensor, generator: torch.Generator) -> Tensor:
    """Draws what is given: nothing, whole parts, boxes, all but a few parts; colours besides.

    Args:
        pad: [B, N] true where there is no part.
        generator: source of the random numbers.

    Returns:
        [B, N, 43] bool; whole fields only.
    """
    b, n = pad.shape

    def random(*size: int) -> Tensor:
        return torch.rand(*size, device=pad.device, generator=generator)

    mode = torch.randint(5, (b, 1), device=pad.device, generator=generator)
    some = random(b, n) < random(b, 1)
    but_few = random(b, n) > 1.5 / n
    whole = (some & (mode == 1)) | (but_few & (mode == 3))
    color_share = random(b, 1) * (random(b, 1) < 0.7)
    fixed = {
        "box": whole | (some & (mode == 2)),
        "depth": whole,
        "shape": whole,
        "main_color": whole | (random(b, n) < color_share),
        "second_color": whole | (random(b, n) < color_share),
    }
    given = torch.zeros(b, n, TOKEN_DIMS, dtype=torch.bool, device=pad.device)
    for name, columns in TOKEN_FIELDS.items():
        given[..., columns] = fixed[name][..., None]
    return given


def _weights(outlines: float, device: torch.device) -> Tensor:
    weights = torch.empty(TOKEN_DIMS, device=device)
    for name, columns in TOKEN_FIELDS.items():
        weights[columns] = _FIELD_WEIGHTS[name]
    weights[TOKEN_FIELDS["shape"]] = outlines
    return weights
