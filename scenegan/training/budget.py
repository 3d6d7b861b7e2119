"""A run that takes a given time of computing, instead of given numbers of steps.

Seconds are those that the steps compute: of the processor, in all threads of this process, where a
run trains on a CPU, and of the clock where it trains on a GPU. Other programs on the same machine
do not count, so that systems with the same budget have had the same compute. Samples, checkpoints
and the preparation of a phase before its first step cost nothing.
"""

from __future__ import annotations

import time
import types
from collections.abc import Mapping, Sequence

import torch

from scenegan.training.devices import averaged

SHARES: Mapping[str, float] = types.MappingProxyType(
    {
        "shapes": 1.0,
        "looks": 1.0,
        "layout": 3.0,
        "shortcuts": 2.0,
        "painter": 7.0,
        "text": 2.0,
        "stage1": 3.0,
        "stage2": 5.0,
        "gan": 8.0,
    }
)
"""How the phases of a run share its time, in proportion; one that is not named counts as 1."""

_RECENT = 0.1


class ComputeClock:
    """Tells seconds of computing."""

    def __init__(self, device: torch.device) -> None:
        """Takes the clock that belongs to a device."""
        self.read = time.process_time if device.type == "cpu" else time.perf_counter


class Budget:
    """The time of one phase: how much it has, and how much is spent.

    Attributes:
        seconds: what the phase may spend; 0 where its steps are counted instead.
        spent: seconds of computing so far.
    """

    def __init__(self, seconds: float, spent: float = 0.0) -> None:
        """Begins with what was spent before."""
        self.seconds = seconds
        self.spent = spent
        self._recent = 0.0

    def add(self, seconds: float) -> None:
        """Counts a step; of several processes the mean."""
        if self.seconds:
            seconds = averaged(torch.tensor(seconds, dtype=torch.float64)).item()
        self.spent += seconds
        self._recent += (seconds - self._recent) * (_RECENT if self._recent else 1.0)

    @property
    def is_spent(self) -> bool:
        """Whether nothing is left."""
        return bool(self.seconds) and self.spent >= self.seconds

    def share(self, done: int, asked: int) -> float:
        """Returns which share of the phase is over, of its seconds or else of its steps."""
        return self.spent / self.seconds if self.seconds else done / asked

    def steps(self, done: int, asked: int) -> int:
        """Guesses how many steps the phase will have taken in the end.

        Args:
            done: steps that are done.
            asked: what the settings say, which holds where there is no budget, or no guess yet.
        """
        if not self.seconds:
            return asked
        if self.is_spent:
            return done
        if not self._recent:
            return max(asked, done + 1)
        return done + max(1, round((self.seconds - self.spent) / self._recent))


def budget_of(seconds: float, phases: Sequence[str], phase: str) -> Budget:
    """Returns the share that a phase has of the time of a run.

    Args:
        seconds: time of the whole run; 0 where steps are counted.
        phases: all phases of the run.
        phase: one of them.
    """
    shares = {name: SHARES.get(name, 1.0) for name in phases}
    return Budget(seconds * shares[phase] / sum(shares.values()))
