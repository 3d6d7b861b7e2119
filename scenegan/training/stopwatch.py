"""How long steps take, and which share of that goes into preparing the examples."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch

from scenegan.training.budget import Budget, ComputeClock


@dataclass(frozen=True)
class Lap:
    """What a stopwatch measured since it was last read.

    Attributes:
        steps: number of steps.
        seconds: seconds that they took.
        preparing: seconds of these in which examples were prepared.
        computed: seconds of computing (`budget.ComputeClock`) of the phase so far.
    """

    steps: int
    seconds: float
    preparing: float
    computed: float = 0.0


class Stopwatch:
    """Measures steps; on a GPU, which works on while the program runs ahead, by its own clock."""

    def __init__(self, device: torch.device) -> None:
        """Nothing was measured yet."""
        self._cuda = device.type == "cuda"
        self._device = device
        self._steps = 0
        self._seconds = 0.0
        self._preparing = 0.0
        self._events: list[tuple[torch.cuda.Event, torch.cuda.Event]] = []
        self._clock = ComputeClock(device)

    @contextmanager
    def step(self, budget: Budget, finished: bool = False) -> Iterator[None]:
        """Measures a step; `finished` waits until the device has done all that was asked of it.

        Args:
            budget: what the computing is counted to.
            finished: whether to wait.
        """
        began, computing_began = time.perf_counter(), self._clock.read()
        yield
        if finished and self._cuda:
            torch.cuda.synchronize(self._device)
        self._seconds += time.perf_counter() - began
        budget.add(self._clock.read() - computing_began)
        self._steps += 1

    @contextmanager
    def preparing(self) -> Iterator[None]:
        """Measures the preparation of examples inside a step."""
        if self._cuda:
            began, ended = _event(), _event()
            began.record()
            yield
            ended.record()
            self._events.append((began, ended))
            return
        start = time.perf_counter()
        yield
        self._preparing += time.perf_counter() - start

    def read(self, budget: Budget) -> Lap:
        """Returns what was measured since the last reading, and starts again."""
        if self._events:
            torch.cuda.synchronize(self._device)
            milliseconds = [a.elapsed_time(b) for a, b in self._events]
            self._preparing += sum(milliseconds) / 1000
        lap = Lap(self._steps, self._seconds, self._preparing, budget.spent)
        self._steps, self._seconds, self._preparing = 0, 0.0, 0.0
        self._events.clear()
        return lap


def _event() -> torch.cuda.Event:
    return torch.cuda.Event(enable_timing=True)  # type: ignore[no-untyped-call]
