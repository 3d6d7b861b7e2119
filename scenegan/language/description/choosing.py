"""Choices between ways to say the same thing, so that no two sentences in a row sound alike."""

from __future__ import annotations

import random
from collections.abc import Hashable, Sequence
from typing import TypeVar

T = TypeVar("T")


class Chooser:
    """Chooses by a seed, and prefers what was not chosen for longest."""

    def __init__(self, seed: int) -> None:
        """Takes the seed of all choices."""
        self._random = random.Random(seed)
        self._used: dict[tuple[str, Hashable], int] = {}
        self._time = 0

    def choose(self, what: str, options: Sequence[T]) -> T:
        """Returns one of some options.

        Args:
            what: which choice it is; options are remembered for each.
            options: in their usual order; their places in it tell them apart.
        """
        self._time += 1
        keys = [(what, number) for number in range(len(options))]
        oldest = min(self._used.get(key, 0) for key in keys)
        fresh = [n for n, key in enumerate(keys) if self._used.get(key, 0) == oldest]
        chosen = self._random.choice(fresh)
        self._used[keys[chosen]] = self._time
        return options[chosen]

    def named(self, what: str, options: Sequence[tuple[str, T]]) -> T:
        """Returns one of some options that have names, since not all of them are always there."""
        self._time += 1
        oldest = min(self._used.get((what, name), 0) for name, _ in options)
        fresh = [o for o in options if self._used.get((what, o[0]), 0) == oldest]
        name, chosen = self._random.choice(fresh)
        self._used[what, name] = self._time
        return chosen

    def chance(self, share: float) -> bool:
        """Is true in a share of the cases."""
        return self._random.random() < share
