"""What a run learns from: a cache, or a folder of one's own drawings that a cache is made of."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch

from scenegan.errors import DataError, FileError
from scenegan.nn.model_words import ModelWords
from scenegan.training.batches import Drawings
from scenegan.training.cache_reader import read_drawings, read_origins
from scenegan.training.pairs import EditedDrawings, edited_of
from scenegan.training.settings import Settings

OWN_CACHE = "drawings.cache"
"""The cache that is made of one's own drawings, in the folder of the run."""
_HELD_OUT = 64


@dataclass(frozen=True)
class TrainingData:
    """Drawings of a run.

    Attributes:
        train: drawings to learn from.
        held_out: drawings that no step sees, for samples.
        edited: drawings after an edit, if there are any.
    """

    train: Drawings
    held_out: Drawings
    edited: EditedDrawings | None

    def to(self, device: torch.device) -> TrainingData:
        """Moves all tensors to a device."""
        edited = self.edited.to(device) if self.edited is not None else None
        return TrainingData(self.train.to(device), self.held_out.to(device), edited)


def read_training_data(
    data: Path,
    pairs: Path | None,
    settings: Settings,
    words: ModelWords,
    say: Callable[[str], None],
) -> TrainingData:
    """Reads the drawings to learn from and some that are held out.

    Args:
        data: the cache.
        pairs: cache of edited drawings, if there is one.
        settings: of the run.
        words: words of the model.
        say: tells the user something in a line.

    Raises:
        DataError: if a file is missing, damaged, or holds no drawings to learn from.
    """
    train = read_drawings(data, "train", words, settings.drawings)
    try:
        held_out = read_drawings(data, "val", words, settings.drawings or _HELD_OUT)
    except DataError:
        say("The cache has no drawings of the split 'val': samples show training drawings.")
        held_out = train.take(torch.arange(min(len(train), _HELD_OUT)))
    edited = None
    if pairs is not None:
        drawings = read_drawings(pairs, "train", words)
        edited = edited_of(drawings, read_origins(pairs), train)
        if edited is None:
            say(f"The edited drawings of {pairs} belong to none of these drawings.")
    return TrainingData(train, held_out, edited)


def own_cache(folder: Path) -> Path:
    """Returns the cache of one's own drawings in the folder of a run."""
    return (folder / OWN_CACHE).resolve()


def make_cache(data: Path, folder: Path, say: Callable[[str], None]) -> None:
    """Makes a cache of a folder with pictures and `annotations.jsonl`.

    Args:
        data: the drawings.
        folder: of the run.
        say: tells the user something in a line.

    Raises:
        DataError: if the drawings have mistakes; the first ones are named.
        FileError: if the folder cannot be written to.
    """
    # Making a cache needs what the whole program needs; reading one does not.
    own = importlib.import_module("scenegan.data.own_drawings")
    output = own_cache(folder)
    say(f"Making {output} of the drawings in {data} ...")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"{folder} cannot be made ({error.strerror}).") from None
    own.build_own_cache(data, output)
