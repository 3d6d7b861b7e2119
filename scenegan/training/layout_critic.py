"""Trains the critic of layouts: `python -m scenegan.training.layout_critic CACHE WEIGHTS`.

Five minutes of one core that computes in bf16, longer without. It learns to name the parts
of the training drawings from flat pictures of their layouts, which are mirrored, moved, recoloured
and get other proportions. What it is for is told in `scenegan.nn.layout_critic`.
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

from scenegan.nn.filling_square import filling_square
from scenegan.nn.flat_layouts import FlatLayouts
from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.layout_critic import CRITIC, LayoutCritic, Names
from scenegan.nn.weights import read_config, save_network
from scenegan.training.batches import Drawings, mirrored_boxes
from scenegan.training.cache_reader import read_drawings
from scenegan.training.ema import RunningAverage
from scenegan.training.phase import optimize
from scenegan.training.schedules import set_rate
from scenegan.training.varied_sizes import with_varied_sizes

STEPS, BATCH = 4000, 16
_RATE, _WEIGHT_DECAY, _WARM = 2e-3, 0.05, 100
_MEMORY = 0.995
_VARIED, _VARIED_SHARE = 0.15, 0.7
_SMALLEST_ZOOM, _SHIFT, _STRETCH, _LOOSE = 0.75, 0.06, 0.08, 0.04
_OTHER_COLORS = (3.6, 6.0, 6.0, 3.6, 6.0, 6.0)
_TOLD_EVERY = 250


class _Example(NamedTuple):
    graphs: GraphBatch
    flat: FlatLayouts


def train_critic(
    drawings: Drawings, steps: int = STEPS, bf16: bool = False, seed: int = 0
) -> LayoutCritic:
    """Trains a critic on drawings.

    Args:
        drawings: what it learns from.
        steps: steps of 16 drawings.
        bf16: whether it computes in mixed precision.
        seed: of all that happens by chance.
    """
    generator = torch.Generator().manual_seed(seed)
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        critic = LayoutCritic(drawings.graphs.n_parts).train()
        critic.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        average = RunningAverage(critic, _MEMORY)
        optimizer = torch.optim.AdamW(critic.parameters(), _RATE, weight_decay=_WEIGHT_DECAY)
        for step in range(steps):
            example = _example(drawings, generator)
            with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
                names = critic.names(example.flat)
            loss = _part_error(names, example) + _pixel_error(names, example)
            set_rate(optimizer, _RATE * min(1.0, step / _WARM) * _cooled(step, steps))
            optimize(optimizer, loss, clip=2.0)
            average.follow(critic, step)
            if (step + 1) % _TOLD_EVERY == 0:
                print(f"step {step + 1} of {steps}: loss {loss.item():.2f}", flush=True)
    return average.network


def _cooled(step: int, steps: int) -> float:
    return 0.5 + 0.5 * math.cos(math.pi * step / steps)


def _example(drawings: Drawings, generator: torch.Generator) -> _Example:
    """Draws a batch of layouts, changed in many ways."""
    index = torch.randint(len(drawings), (BATCH,), generator=generator)
    graphs = drawings.graphs[index].trimmed()
    n = graphs.n_nodes
    box, outlines = drawings.box[index, :n], drawings.shape[index, :n]
    flip = torch.rand(BATCH, generator=generator) < 0.5
    box = torch.where(flip[:, None, None], mirrored_boxes(box), box)
    outlines = torch.where(flip[:, None, None, None], outlines.flip(3), outlines)
    varied = torch.rand(BATCH, 1, 1, generator=generator) < _VARIED_SHARE
    box = torch.where(varied, with_varied_sizes(box, graphs, _VARIED, generator), box)
    box = _moved(filling_square(box, graphs.pad), generator)
    shift = torch.randn(BATCH, 1, 6, generator=generator) * torch.tensor(_OTHER_COLORS)
    colors = graphs.colors + shift
    flat = FlatLayouts.of(box, drawings.depth[index, :n], colors, outlines / 255, graphs.pad)
    return _Example(graphs, flat)


def _moved(box: Tensor, generator: torch.Generator) -> Tensor:
    """Zooms, stretches and shifts whole layouts [B, N, 4], and shifts each part a little."""
    b, n, _ = box.shape
    zoom = 1 - (1 - _SMALLEST_ZOOM) * torch.rand(b, 1, 1, generator=generator)
    stretch = (_STRETCH * torch.randn(b, 1, 1, generator=generator)).exp()
    scale = torch.cat([zoom * stretch, zoom / stretch], -1)
    shift = _SHIFT * (torch.rand(b, 1, 2, generator=generator) - 0.5)
    moved = (box - 0.5) * scale.repeat(1, 1, 2) + 0.5 + shift.repeat(1, 1, 2)
    size = moved[..., 2:] - moved[..., :2]
    own = _LOOSE * torch.randn(b, n, 2, generator=generator) * size
    return moved + own.repeat(1, 1, 2)


def _part_error(names: Names, example: _Example) -> Tensor:
    """Cross-entropy over the parts that can be seen."""
    seen = example.flat.seen & ~example.graphs.pad
    return F.cross_entropy(names.parts[seen].float(), example.graphs.part[seen])


def _pixel_error(names: Names, example: _Example) -> Tensor:
    """Cross-entropy over pixels; those of a part count together as its root of area."""
    shown = example.flat.shown[:, :, 1::2, 1::2]
    weight = (shown / shown.sum((2, 3), keepdim=True).clamp(min=1).sqrt()).sum(1)
    word = (shown * example.graphs.part[..., None, None]).sum(1).long()
    error = F.cross_entropy(names.pixels.float(), word, reduction="none")
    return (error * weight).sum() / weight.sum()


def main(arguments: list[str] | None = None) -> None:
    """Reads drawings and a model, and writes `critic.safetensors` beside its weights."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("cache", type=Path, help="what `scenegan data build` wrote")
    parser.add_argument("weights", type=Path, help="folder of the model")
    parser.add_argument("--steps", type=int, default=STEPS, help="steps of 16 drawings")
    parser.add_argument("--bf16", action="store_true", help="compute in mixed precision")
    asked = parser.parse_args(arguments)
    words = read_config(asked.weights).words
    drawings = read_drawings(asked.cache, "train", words)
    critic = train_critic(drawings, asked.steps, asked.bf16)
    print(save_network(asked.weights, CRITIC, critic))


if __name__ == "__main__":
    main()
