"""Trains the critic of layouts: `python -m scenegan.training.layout_critic CACHE WEIGHTS`.

Two minutes on one core. The trained layout model samples layouts for the graphs of the training
drawings; the critic learns to tell them from the true ones, part by part. What it is for is told
in `scenegan.nn.layout_critic`.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from scenegan.nn.layout_critic import CRITIC, LayoutCritic, place_features
from scenegan.nn.layout_model import LayoutModel
from scenegan.nn.layout_sampling import DEFAULT_TEMPERATURE
from scenegan.nn.layout_tokens import TOKEN_DIMS, FieldMask, Layout
from scenegan.nn.weights import save_network
from scenegan.training.batches import Drawings
from scenegan.training.cache_reader import read_drawings

SAMPLES, ROUNDS, BATCH = 2, 40, 64
_RATE, _WEIGHT_DECAY = 2e-3, 0.05
_BLUR = 0.03
_SPOILED = 0.8
_AT_ONCE = 32


@torch.no_grad()
def sampled_layouts(model: LayoutModel, drawings: Drawings, seed: int) -> Layout:
    """Samples one layout for the graph and the colours of each drawing."""
    generator = torch.Generator().manual_seed(seed)
    found = []
    for start in range(0, len(drawings), _AT_ONCE):
        graphs = drawings.graphs[start : start + _AT_ONCE]
        size = len(graphs), graphs.n_nodes
        noise = torch.randn(*size, TOKEN_DIMS, generator=generator) * DEFAULT_TEMPERATURE
        given = replace(Layout.blank(size), colors=graphs.colors)
        fixed = replace(FieldMask.none(size), colors=torch.ones(size, dtype=torch.bool))
        colored = replace(graphs, colored=torch.ones_like(graphs.colored))
        found.append(model.draw(colored, noise, given, fixed))
    names = ("box", "depth", "shape", "colors")
    return Layout(*(torch.cat([getattr(x, n) for x in found]) for n in names))


def train_critic(
    drawings: Drawings, sampled: Sequence[Layout], rounds: int = ROUNDS, seed: int = 0
) -> LayoutCritic:
    """Trains a critic on drawings and on layouts that were sampled for their graphs.

    Part of the sampled ones are spoiled further, or what is worse than any sample would be unknown
    to the critic, and might please it.
    """
    generator = torch.Generator().manual_seed(seed)
    graphs = drawings.graphs
    places = [(drawings.box, drawings.depth), *((x.box, x.depth) for x in sampled)]
    places.append((_spoiled(sampled[0].box, graphs.pad, generator), sampled[0].depth))
    features = [
        torch.stack([place_features(graphs, b, depth) for b in (box, _flipped(box))])
        for box, depth in places
    ]
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        critic = LayoutCritic(graphs.n_parts).train()
        optimizer = torch.optim.AdamW(critic.parameters(), _RATE, weight_decay=_WEIGHT_DECAY)
        for _ in range(rounds):
            for rows in torch.split(torch.randperm(len(drawings), generator=generator), BATCH):
                turn, which = torch.randint(6, (2,), generator=generator).tolist()
                side, other = turn % 2, 1 + which % (len(places) - 1)
                loss = _error(critic, drawings, features[0][side], rows, 1.0, generator)
                loss = loss + _error(critic, drawings, features[other][side], rows, 0.0, generator)
                optimizer.zero_grad()
                loss.backward()  # type: ignore[no-untyped-call]
                optimizer.step()
    return critic.eval().requires_grad_(False)


def _error(
    critic: LayoutCritic,
    drawings: Drawings,
    features: Tensor,
    rows: Tensor,
    drawn: float,
    generator: torch.Generator,
) -> Tensor:
    """Cross-entropy over the parts of some layouts, all of them drawn (1) or sampled (0)."""
    graphs, seen = drawings.graphs[rows], features[rows]
    seen = seen + _BLUR * torch.randn(seen.shape, generator=generator)
    logits = critic(graphs, seen)[~graphs.pad]
    return F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, drawn))


def _spoiled(box: Tensor, pad: Tensor, generator: torch.Generator) -> Tensor:
    """Gives a share of the parts of each layout the box of some other part of it."""
    n = box.shape[1]
    other = torch.randint(n, pad.shape, generator=generator) % (~pad).sum(1, keepdim=True)
    share = _SPOILED * torch.rand(len(pad), 1, generator=generator)
    moved = torch.rand(pad.shape, generator=generator) < share
    taken = box.gather(1, other[..., None].expand_as(box))
    return torch.where(moved[..., None], taken, box)


def _flipped(box: Tensor) -> Tensor:
    left, top, right, bottom = box.unbind(-1)
    return torch.stack([1 - right, top, 1 - left, bottom], -1)


def main(arguments: list[str] | None = None) -> None:
    """Reads drawings and a trained layout model, and writes `critic.safetensors` beside it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("cache", type=Path, help="what `scenegan data build` wrote")
    parser.add_argument("weights", type=Path, help="folder of the model")
    asked = parser.parse_args(arguments)
    model = LayoutModel.load(asked.weights)
    drawings = read_drawings(asked.cache, "train", model.words)
    sampled = [sampled_layouts(model, drawings, seed) for seed in range(SAMPLES)]
    critic = train_critic(drawings, sampled)
    scores = [
        critic.scores(drawings.graphs, *places).mean().item()
        for places in [(drawings.box, drawings.depth), *((x.box, x.depth) for x in sampled)]
    ]
    print(save_network(asked.weights, CRITIC, critic), "drawn and sampled:", scores)


if __name__ == "__main__":
    main()
