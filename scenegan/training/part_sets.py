"""Trains the set model of completion: `python -m scenegan.training.part_sets`.

A minute on one core. The model and its use are in `scenegan.completion.part_sets`; here is only
how its numbers come about: parts of a training creature are hidden, and the rest with the kind
has to say which they were. A kind's prior leaves out the drawing that is guessed, or the model
would learn to trust it too much.
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save
from torch import Tensor, nn

from scenegan.assets import assets_folder
from scenegan.atomic_files import write_atomically
from scenegan.completion.library import Library, library
from scenegan.completion.part_sets import (
    MEANING_SCALE,
    PART_SETS_FORMAT,
    kind_prior,
    log_odds,
)
from scenegan.graph.kinds import KIND_DIMS

RANK, MEMBERS, STEPS, BATCH = 8, 3, 1500, 128
_RATE, _WEIGHT_DECAY = 2e-3, 0.1
_MOST_KNOWN = 6
"""People name one to so many parts."""
_WITHOUT_KIND = 0.1


class Member(nn.Module):
    """One member of the ensemble."""

    def __init__(self, words: int) -> None:
        """Starts as the prior itself."""
        super().__init__()
        self.scale = nn.Parameter(torch.ones(words))
        self.bias = nn.Parameter(torch.zeros(words))
        self.inner = nn.Linear(words + KIND_DIMS, RANK, bias=False)
        self.outer = nn.Linear(RANK, words, bias=False)
        nn.init.normal_(self.outer.weight, std=0.01)
        self.drop_input, self.drop_hidden = nn.Dropout(0.1), nn.Dropout(0.2)

    def forward(self, known: Tensor, meaning: Tensor, prior: Tensor) -> Tensor:
        """Returns logits.

        Args:
            known: [B, P] 1 where a part is known.
            meaning: [B, 48].
            prior: [B, P] log odds.

        Returns:
            [B, P].
        """
        given = torch.cat([known, MEANING_SCALE * meaning], dim=-1)
        hidden = self.drop_hidden(self.inner(self.drop_input(given)))
        out: Tensor = self.scale * prior + self.bias + self.outer(hidden)
        return out


class Creatures:
    """Training creatures as tensors: T drawings, P words."""

    def __init__(self, known: Library) -> None:
        """Looks up kinds; each drawing's prior leaves it out."""
        kinds = [t.kind for t in known.templates]
        priors = [log_odds(kind_prior(k, known, {row})) for row, k in enumerate(kinds)]
        self.parts = torch.tensor(known.has, dtype=torch.float32)
        self.meanings = torch.tensor(known.meanings).float()
        self.priors = torch.tensor(np.array(priors)).float()
        self.base = torch.tensor(log_odds(known.has.mean(axis=0))).float()

    def batch(self, generator: torch.Generator) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Draws known parts [B, P], meanings [B, 48], priors [B, P] and all parts [B, P]."""
        rows = torch.randint(0, len(self.parts), (BATCH,), generator=generator)
        parts = self.parts[rows]
        number = torch.randint(1, _MOST_KNOWN + 1, (BATCH, 1), generator=generator)
        lots = torch.rand(parts.shape, generator=generator) * parts
        rank = lots.argsort(1, descending=True).argsort(1)
        known = ((rank < number) & (parts > 0)).float()
        unnamed = (torch.rand(BATCH, 1, generator=generator) < _WITHOUT_KIND).float()
        meanings = self.meanings[rows] * (1 - unnamed)
        priors = self.priors[rows] * (1 - unnamed) + self.base * unnamed
        return known, meanings, priors, parts


def train_member(creatures: Creatures, seed: int, steps: int = STEPS) -> tuple[Member, list[float]]:
    """Trains one member; returns it with its losses, one a step."""
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    member = Member(creatures.parts.shape[1])
    optimizer = torch.optim.AdamW(member.parameters(), lr=_RATE, weight_decay=_WEIGHT_DECAY)
    losses: list[float] = []
    for step in range(1, steps + 1):
        for group in optimizer.param_groups:
            group["lr"] = _RATE * 0.5 * (1 + math.cos(math.pi * step / steps))
        known, meanings, priors, parts = creatures.batch(generator)
        logits = member(known, meanings, priors)
        each = nn.functional.binary_cross_entropy_with_logits(logits, parts, reduction="none")
        loss = (each * (1 - known)).sum(dim=1).mean()
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        losses.append(loss.item())
    return member.eval(), losses


def table_of(members: list[Member]) -> bytes:
    """Returns the file of an ensemble, in half precision."""
    stacked = {
        "scale": torch.stack([m.scale for m in members]),
        "bias": torch.stack([m.bias for m in members]),
        "inner": torch.stack([m.inner.weight for m in members]),
        "outer": torch.stack([m.outer.weight for m in members]),
    }
    halved = {name: value.detach().half().contiguous() for name, value in stacked.items()}
    table: bytes = save(halved, metadata={"format": PART_SETS_FORMAT})
    return table


def main() -> None:
    """Trains and writes the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = assets_folder() / "tables" / "part_sets.safetensors"
    parser.add_argument("--out", type=Path, default=default)
    out: Path = parser.parse_args().out
    torch.set_num_threads(1)  # matrices are too small to share out
    creatures = Creatures(library())
    members = []
    for seed in range(MEMBERS):
        member, losses = train_member(creatures, seed)
        print(f"member {seed + 1} of {MEMBERS}: loss {np.mean(losses[-100:]):.3f}")
        members.append(member)
    write_atomically(out, table_of(members))
    print(f"wrote {out}")


if __name__ == "__main__":
    main()
