"""Judges that know some pictures by heart: enough to see what becomes of a damaged model."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from scipy.spatial import KDTree
from torch import Tensor

from scenegan.evaluation.outcome import Sample
from scenegan.evaluation.specimens import Specimen, stacked
from scenegan.nn.composition import EMPTY

_STEP = 4
_COLOR_WEIGHT = 3.0


class MemorisingJudges:
    """Labels a pixel as the most similar pixel, in colour and place, of the known pictures."""

    version = "memory"
    attribute_names: Sequence[str] = ()
    attribute_thresholds: Sequence[float] = ()
    type_names: Sequence[str] = ()

    def __init__(self, sample: Sample) -> None:
        words = sorted({w for s in sample.drawn for w in s.words})
        self.part_names: Sequence[str] = words
        labels = [self._labels(s, words) for s in sample.drawn]
        self._labels_known = np.concatenate(labels)
        self._tree = KDTree(np.concatenate([_pixels(stacked([s]))[0] for s in sample.drawn]))
        texts = [h.captions[0] for h in sample.held]
        self._by_caption = dict(zip(texts, self.features(stacked(sample.drawn)), strict=True))

    def segment(self, pictures: Tensor) -> Tensor:
        nearest = self._tree.query(_pixels(pictures).reshape(-1, 6))[1]
        side = pictures.shape[-1] // _STEP
        return torch.from_numpy(self._labels_known[nearest].reshape(-1, side, side))

    def attributes(self, pictures: Tensor, masks: Tensor, owners: Tensor) -> Tensor:
        return torch.zeros(len(masks), 0)

    def types(self, pictures: Tensor) -> Tensor:
        return torch.zeros(len(pictures), 0)

    def match(self, pictures: Tensor, captions: Sequence[str]) -> Tensor:
        known = torch.stack([self._by_caption[c] for c in captions])
        return -torch.cdist(self.features(pictures), known)

    def features(self, pictures: Tensor) -> Tensor:
        """Coarse copies of the pictures."""
        shown = pictures[:, :3] * pictures[:, 3:]
        return torch.nn.functional.adaptive_avg_pool2d(shown, 8).flatten(1)

    @staticmethod
    def _labels(specimen: Specimen, words: list[str]) -> np.ndarray:
        table = np.array([*(words.index(w) + 1 for w in specimen.words), 0])
        small = specimen.part_map[_STEP // 2 :: _STEP, _STEP // 2 :: _STEP]
        return table[np.where(small == EMPTY, len(table) - 1, small)].ravel()


def _pixels(pictures: Tensor) -> np.ndarray:
    """Colour and place of every fourth pixel: [B, P, 6]."""
    small = pictures[:, :, _STEP // 2 :: _STEP, _STEP // 2 :: _STEP]
    rows, columns = torch.meshgrid(
        *[torch.linspace(0, 1, n) for n in small.shape[2:]], indexing="ij"
    )
    places = torch.stack([rows, columns]).expand(len(small), -1, -1, -1)
    return torch.cat([small * _COLOR_WEIGHT, places], 1).flatten(2).transpose(1, 2).numpy()
