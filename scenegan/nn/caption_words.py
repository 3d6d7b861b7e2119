"""The words of captions by number, for networks that read texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import torch
from torch import Tensor

LONGEST = 32
"""Words of a caption that are read; what comes after is left out."""
NOTHING, UNKNOWN = 0, 1
"""Numbers of the place after the last word, and of a word that is not known."""

_FIRST = 2
_WORD = re.compile(r"[a-z]+")


class Sentences(NamedTuple):
    """B captions of at most T words.

    Attributes:
        words: [B, T] int64 numbers of the words.
        length: [B] int64 how many there are, at least 1.
    """

    words: Tensor
    length: Tensor

    @property
    def pad(self) -> Tensor:
        """[B, T] true after the last word."""
        places = torch.arange(self.words.shape[1], device=self.words.device)
        return places >= self.length[:, None]


@dataclass(frozen=True)
class CaptionWords:
    """The words that a text encoder knows.

    Attributes:
        words: known words; the first has the number 2.
    """

    words: tuple[str, ...]

    @classmethod
    def of_captions(
        cls, captions: Iterable[str], always: Iterable[str] = (), least: int = 3
    ) -> CaptionWords:
        """Collects the words that occur in at least `least` captions, and some in any case."""
        counts = Counter(word for caption in captions for word in set(split(caption)))
        frequent = {word for word, count in counts.items() if count >= least}
        return cls(tuple(sorted(frequent | set(always))))

    def __len__(self) -> int:
        """Returns how many numbers there are, those of nothing and of unknown words included."""
        return len(self.words) + _FIRST

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {word: number + _FIRST for number, word in enumerate(self.words)}

    def encode(self, captions: Sequence[str], device: torch.device | str = "cpu") -> Sentences:
        """Writes captions as numbers; a caption without words is one unknown word."""
        rows = [
            [self._numbers.get(word, UNKNOWN) for word in split(caption)[:LONGEST]] or [UNKNOWN]
            for caption in captions
        ]
        longest = max((len(row) for row in rows), default=1)
        table = torch.tensor([row + [NOTHING] * (longest - len(row)) for row in rows])
        length = torch.tensor([len(row) for row in rows])
        return Sentences(table.view(-1, longest).to(device), length.to(device))


def split(caption: str) -> list[str]:
    """Returns the words of a caption in lower case."""
    return _WORD.findall(caption.lower())
