"""The last result of a computation, taken again for as long as the same tensors come in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

import torch
from torch import Tensor

Result = TypeVar("Result")


class LastResult(Generic[Result]):
    """Remembers one result: an edited creature is mostly the one that was there before.

    What another number of threads has computed is not taken: its last bits may differ.
    """

    def __init__(self) -> None:
        """Remembers nothing yet."""
        self._kept: tuple[tuple[Tensor, ...], int, Result] | None = None

    def of(self, given: Sequence[Tensor], compute: Callable[[], Result]) -> Result:
        """Returns what was computed from the same tensors, or computes it.

        Args:
            given: all that the result depends on; nobody may change them in place afterwards.
            compute: computes the result, which is not changed in place either.
        """
        kept, threads = self._kept, torch.get_num_threads()
        if kept is None or kept[1] != threads or not equal_tensors(kept[0], given):
            kept = (tuple(given), threads, compute())
            self._kept = kept
        return kept[2]


def equal_tensors(one: Sequence[Tensor], other: Sequence[Tensor]) -> bool:
    """Tells whether two sequences hold the same tensors, number for number."""
    return len(one) == len(other) and all(
        a is b or torch.equal(a, b) for a, b in zip(one, other, strict=True)
    )
