"""The random numbers of a training step depend on seed, phase and step, and on nothing else.

So a run that goes on from a checkpoint makes the same choices as one that was never stopped.
"""

from __future__ import annotations

import hashlib

import torch


def number_of(*what: object) -> int:
    """Returns a number of 62 bits that stands for what is named."""
    name = "/".join(str(part) for part in what).encode()
    return int.from_bytes(hashlib.blake2b(name, digest_size=8).digest(), "big") >> 2


def start_step(
    seed: int, phase: str, step: int, device: torch.device, attempt: int = 0, rank: int = 0
) -> torch.Generator:
    """Seeds torch for one step, for dropout, and returns the step's own generator.

    Args:
        seed: of the run.
        phase: name of the phase.
        step: number of the step; -1 for the first weights.
        device: where the numbers are wanted.
        attempt: how often the phase has been rolled back, so that it makes other choices then.
        rank: number of the process; dropout differs between them, the generator does not.
    """
    again = (attempt,) if attempt else ()
    mine = (rank,) if rank else ()
    torch.manual_seed(number_of(seed, phase, step, *again, "dropout", *mine))
    return torch.Generator(device).manual_seed(number_of(seed, phase, step, *again))
