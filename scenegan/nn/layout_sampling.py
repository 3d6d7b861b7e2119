"""Drawing layouts from noise, with anything given that is already fixed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import torch
from torch import Tensor

from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.layout import LayoutCondition, Velocity
from scenegan.nn.layout_tokens import TOKEN_DIMS, FieldMask, Layout, pack, unpack
from scenegan.nn.token_norm import TokenNorm

DEFAULT_STEPS = 2
DEFAULT_TEMPERATURE = 0.7
"""Standard deviation of the noise; below 1 layouts are calmer, at 0.9 outlines grow jagged."""


class VelocityField(Protocol):
    """A layout network, such as `LayoutFlow` or `PackedFlow`.

    Attributes:
        jumps: calls in which it carries noise to layouts by shortcuts; 0 if it knows none.
    """

    jumps: int

    def condition(self, batch: GraphBatch) -> LayoutCondition:
        """Encodes the graphs."""

    def bound(self, given: Tensor, clean: Tensor, condition: LayoutCondition) -> Velocity:
        """Returns the velocity as a function of tokens and time."""


def node_noise(seeds: Sequence[int], temperature: float = DEFAULT_TEMPERATURE) -> Tensor:
    """Returns the noise of each node from its own seed: [N, 43].

    A node keeps its noise whatever else is in the graph.
    """
    generator = torch.Generator()
    noise = torch.empty(len(seeds), TOKEN_DIMS)
    for row, seed in zip(noise, seeds, strict=True):
        row.normal_(generator=generator.manual_seed(seed))
    return noise * temperature


def sample_tokens(
    flow: VelocityField,
    condition: LayoutCondition,
    noise: Tensor,
    given: Tensor | None = None,
    clean: Tensor | None = None,
    steps: int = DEFAULT_STEPS,
) -> Tensor:
    """Follows the velocity from noise to a layout.

    A network that was taught shortcuts is called once for each; otherwise the way is followed by
    the midpoint rule, with two calls a step.

    Args:
        flow: the network.
        condition: what is known of the graphs.
        noise: [B, N, 43] standard normal numbers times a temperature.
        given: [B, N, 43] bool, true where a number is fixed.
        clean: [B, N, 43] the fixed numbers in standard units.
        steps: number of steps where there are no shortcuts; 2 cannot be told from 3, nor 3 from 20
            of Euler's rule.

    Returns:
        [B, N, 43] tokens in standard units.
    """
    given = torch.zeros_like(noise, dtype=torch.bool) if given is None else given
    clean = torch.zeros_like(noise) if clean is None else clean
    velocity = flow.bound(given, clean, condition)
    x, h = noise, 1 / (flow.jumps or steps)
    for k in range(flow.jumps or steps):
        t = k * h
        if flow.jumps:
            x = x + h * velocity(x, t)
        else:
            middle = x + h / 2 * velocity(x, t)
            x = x + h * velocity(middle, t + h / 2)
    return torch.where(given, clean, x)


def sample_layout(
    flow: VelocityField,
    norm: TokenNorm,
    batch: GraphBatch,
    noise: Tensor,
    given: Layout | None = None,
    fixed: FieldMask | None = None,
    steps: int = DEFAULT_STEPS,
) -> Layout:
    """Draws layouts; the colours that the graphs name are always given.

    Args:
        flow: the network.
        norm: its units.
        batch: B graphs of N nodes.
        noise: [B * k, N, 43], k candidates of each graph in a row.
        given: layout of B graphs that holds what is fixed.
        fixed: which fields of `given` are fixed.
        steps: number of steps.

    Returns:
        Layout of B * k creatures; fixed fields come back unchanged.
    """
    size = (len(batch), batch.n_nodes)
    times = len(noise) // len(batch)
    given = given or Layout.blank(size, noise.device)
    fixed = fixed or FieldMask.none(size, noise.device)
    named = FieldMask(fixed.box, fixed.depth, fixed.shape, fixed.colors | batch.colored)
    own = FieldMask(*(torch.zeros_like(batch.pad),) * 3, colors=batch.colored & ~fixed.colors)
    given = own.choose(Layout(given.box, given.depth, given.shape, batch.colors), given)
    clean = norm.encode(pack(given), batch).repeat_interleave(times, 0)
    mask = named.repeat(times)
    condition = flow.condition(batch).repeat(times)
    tokens = sample_tokens(flow, condition, noise, mask.tokens(), clean, steps)
    drawn = unpack(norm.decode(tokens, batch.repeat(times)))
    return mask.choose(given.repeat(times), drawn)
