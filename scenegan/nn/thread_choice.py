"""Steps of a plan that a second thread may help with, where it helps.

Where the cores are free, two threads take two thirds to three quarters of the time of one for the
larger steps of planning. On a crowded machine they take many times as long: each of many small
pieces waits until the other thread gets its turn.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import torch
from torch import Tensor

from scenegan.nn.threads import idle_threads

_LEAST_PATIENCE, _MOST_PATIENCE = 8, 64
_FAR_SLOWER, _LONG_PATIENCE = 2.0, 256
"""What is that much slower is not tried again for that many steps."""
_MEMORY = 0.5

Step = Callable[[], Tensor]


class ThreadChoice:
    """Takes steps with one thread or with two, whichever has been faster of late.

    It is for steps that put out the same bits either way, so that nothing depends on the choice.
    That is checked once for each shape of input, on which the order of all sums depends; where it
    does not hold, one thread takes all steps of that shape. A second thread is only there within
    `one_thread`, and if there was one before.
    """

    def __init__(self, least: int = 0, clock: Callable[[], float] = time.perf_counter) -> None:
        """Knows nothing of the machine yet.

        Args:
            least: size below which one thread takes a step in any case.
            clock: tells the time in seconds.
        """
        self._least = least
        self._clock = clock
        self._pace: dict[int, float] = {}
        self._agree: dict[tuple[int, ...], bool] = {}
        self._patience = self._steps_left = _LEAST_PATIENCE

    def run(self, step: Step, shape: tuple[int, ...]) -> Tensor:
        """Takes a step.

        Args:
            step: computes something with as many threads as torch has, and changes nothing.
            shape: of its input; time is compared by the product of its numbers.
        """
        size = math.prod(shape)
        if not idle_threads() or size < self._least or not self._agree.get(shape, True):
            return step()
        if shape not in self._agree:
            one, two = (self._timed(step, size, threads) for threads in (1, 2))
            self._agree[shape] = torch.equal(one, two)
            return one
        return self._timed(step, size, self._chosen())

    def _chosen(self) -> int:
        """The faster number of threads, and the other one now and then: machines fill and empty."""
        faster = min(self._pace, key=lambda threads: self._pace[threads])
        self._steps_left -= 1
        if self._steps_left > 0:
            return faster
        hopeless = self._pace[3 - faster] > _FAR_SLOWER * self._pace[faster]
        self._patience = min(2 * self._patience, _MOST_PATIENCE)
        self._steps_left = _LONG_PATIENCE if hopeless else self._patience
        return 3 - faster

    def _timed(self, step: Step, size: int, threads: int) -> Tensor:
        torch.set_num_threads(threads)
        start = self._clock()
        try:
            result = step()
        finally:
            torch.set_num_threads(1)
        self._note(threads, (self._clock() - start) / size)
        return result

    def _note(self, threads: int, seconds: float) -> None:
        """Remembers a mean of late for what is taken, and the last time for what was tried."""
        known, other = self._pace.get(threads, seconds), self._pace.get(3 - threads, seconds)
        taken = known < other
        new = known + _MEMORY * (seconds - known) if taken else seconds
        if (known < other) != (new < other):
            self._patience = self._steps_left = _LEAST_PATIENCE
        self._pace[threads] = new
