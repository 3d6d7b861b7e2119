"""The judge of captions: how well a picture fits a description.

Picture and caption each become a vector, trained so that the two of one drawing lie closer than
those of different ones (InfoNCE: van den Oord et al. 2018; for pictures and texts: Radford et al.
2021). Captions are read as sets of words, pairs of neighbouring words and pieces of words; nouns
for creatures also bring their meaning, so that an animal without drawings lies near its like.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from scenegan.evaluation.judges.creature_types import SUMMARY
from scenegan.graph.kinds import KIND_DIMS, kinds

DIM = 128
_WORD_DIM = 96
_PIECES = 1024
_PIECE = 4
_WORD = re.compile(r"[a-z]+")


def tokens_of(caption: str) -> list[str]:
    """Returns the words of a caption and its pairs of neighbouring words, in lower case."""
    words = _WORD.findall(caption.lower())
    return words + [f"{a} {b}" for a, b in zip(words, words[1:], strict=False)]


def frequent_tokens(captions: Sequence[str], least: int = 3) -> tuple[str, ...]:
    """Returns the tokens that occur in at least so many captions, in alphabetical order."""
    counts = Counter(token for caption in captions for token in set(tokens_of(caption)))
    return tuple(sorted(token for token, count in counts.items() if count >= least))


class CaptionReader(nn.Module):
    """Turns captions into vectors of length one."""

    def __init__(self, tokens: Sequence[str]) -> None:
        """Builds the reader with random weights.

        Args:
            tokens: words and pairs of words that it knows; of others it sees pieces.
        """
        super().__init__()
        self.tokens = tuple(tokens)
        self._index = {token: number for number, token in enumerate(self.tokens)}
        self.words = nn.EmbeddingBag(len(self.tokens) + _PIECES, _WORD_DIM, mode="mean")
        self.meaning = nn.Linear(KIND_DIMS, _WORD_DIM)
        self.answer = nn.Sequential(
            nn.LayerNorm(_WORD_DIM),
            nn.Dropout(0.2),
            nn.Linear(_WORD_DIM, 192),
            nn.SiLU(),
            nn.Dropout(0.2),
            nn.Linear(192, DIM),
        )

    def forward(self, captions: Sequence[str]) -> Tensor:
        """Returns one vector a caption, [B, 128]."""
        rows = [self._rows(caption) for caption in captions]
        counts = torch.tensor([len(found) for found in rows])
        flat = torch.tensor([row for found in rows for row in found])
        meaning = torch.tensor([_meaning(caption) for caption in captions])
        read = self.words(flat, counts.cumsum(0) - counts) + self.meaning(meaning)
        return F.normalize(self.answer(read), dim=1)

    def _rows(self, caption: str) -> list[int]:
        rows = [self._index[token] for token in tokens_of(caption) if token in self._index]
        unknown = [w for w in _WORD.findall(caption.lower()) if w not in self._index]
        rows += [len(self.tokens) + piece for word in unknown for piece in _pieces(word)]
        return rows or [len(self.tokens)]


class PictureReader(nn.Module):
    """Turns pictures into vectors of length one."""

    def __init__(self) -> None:
        """Builds the reader with random weights."""
        super().__init__()
        self.answer = nn.Sequential(
            nn.BatchNorm1d(SUMMARY, affine=False),
            nn.Dropout(0.3),
            nn.Linear(SUMMARY, 256),
            nn.SiLU(),
            nn.Dropout(0.3),
            nn.Linear(256, DIM),
        )

    def forward(self, summary: Tensor) -> Tensor:
        """Returns one vector a picture: what `summary_of` returns -> [B, 128]."""
        return F.normalize(self.answer(summary), dim=1)


class Matcher(nn.Module):
    """Both readers."""

    def __init__(self, tokens: Sequence[str]) -> None:
        """Builds the judge with random weights; see `CaptionReader`."""
        super().__init__()
        self.pictures = PictureReader()
        self.captions = CaptionReader(tokens)
        self.sharpness = nn.Parameter(torch.tensor(2.5))

    def forward(self, summary: Tensor, captions: Sequence[str]) -> Tensor:
        """Returns the likeness of each picture to each caption, [pictures, captions].

        Args:
            summary: what `summary_of` returns of the pictures.
            captions: the descriptions.
        """
        likeness: Tensor = self.pictures(summary) @ self.captions(captions).T
        return likeness


def _pieces(word: str) -> list[int]:
    """Rows of a word's pieces; unlike `hash`, the checksum is the same in every run."""
    framed = f"<{word}>"
    starts = range(max(len(framed) - _PIECE + 1, 1))
    return [zlib.crc32(framed[i : i + _PIECE].encode()) % _PIECES for i in starts]


def _meaning(caption: str) -> list[float]:
    """Mean meaning of the nouns for creatures in a caption, [48]."""
    known = kinds()
    total, count = [0.0] * KIND_DIMS, 0
    for word in _WORD.findall(caption.lower()):
        kind = known.get(word) or (known.get(word[:-1]) if word.endswith("s") else None)
        if kind is not None:
            total = [a + b for a, b in zip(total, kind.vector, strict=True)]
            count += 1
    return [value / max(count, 1) for value in total]
