"""What the figures ask of the judges: networks that see pixels only, and are trained elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from scenegan.assets import assets_folder
from scenegan.evaluation.judges import Judges as TrainedJudges
from scenegan.evaluation.judges.panel import BACKBONE
from scenegan.evaluation.judges.record import RECORD_FILE
from scenegan.evaluation.specimens import Specimen, stacked
from scenegan.evaluation.work_folder import digest_of_files

BATCH = 8
"""Pictures that a judge looks at together."""


class Judges(Protocol):
    """The judges as the figures use them."""

    @property
    def version(self) -> str:
        """Name of their weights."""

    @property
    def part_names(self) -> Sequence[str]:
        """Words of the segmenter: label k is `part_names[k - 1]`, 0 is the background."""

    @property
    def attribute_names(self) -> Sequence[str]:
        """Words of the attribute classifier."""

    @property
    def attribute_thresholds(self) -> Sequence[float]:
        """Probability from which each attribute counts as seen."""

    @property
    def type_names(self) -> Sequence[str]:
        """Words of the type classifier."""

    def segment(self, pictures: Tensor) -> Tensor:
        """Labels the pixels of pictures [B, 4, 256, 256] in 0..1: int64 [B, S, S]."""

    def attributes(self, pictures: Tensor, masks: Tensor, owners: Tensor) -> Tensor:
        """Probabilities [M, A] of the attributes of parts, masks [M, 256, 256] of pictures [M]."""

    def types(self, pictures: Tensor) -> Tensor:
        """Probabilities [B, 18] of the types."""

    def match(self, pictures: Tensor, captions: Sequence[str]) -> Tensor:
        """How well each picture fits each caption: [B, captions]."""

    def features(self, pictures: Tensor) -> Tensor:
        """Features [B, D] for distances between sets of pictures."""


def load_judges() -> Judges | None:
    """Reads the judges that come with the program; None where it was installed without them.

    Raises:
        ModelError: if their files are damaged.
    """
    if not (_folder() / RECORD_FILE).is_file():
        return None
    return TrainedJudges.load()


def judges_digest() -> str:
    """Returns what stands for the judges' weights; empty where there are none."""
    folder = _folder()
    if not (folder / RECORD_FILE).is_file():
        return ""
    return digest_of_files(sorted(folder.glob("*.*")))


def backbone_digest() -> str:
    """Returns what stands for the weights behind the features; empty where there are none."""
    path = _folder() / f"{BACKBONE}.safetensors"
    return digest_of_files([path]) if path.is_file() else ""


def _folder() -> Path:
    return assets_folder() / "evaluators"


def in_batches(
    judge: Callable[[Tensor], Tensor], specimens: Sequence[Specimen]
) -> list[NDArray[Any]]:
    """Shows pictures to a judge, a few at a time; returns what it says of each."""
    said: list[NDArray[Any]] = []
    for start in range(0, len(specimens), BATCH):
        with torch.inference_mode():
            said += list(np.asarray(judge(stacked(specimens[start : start + BATCH]))))
    return said
