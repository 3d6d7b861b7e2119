from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from scenegan.nn.model_words import ModelWords
from scenegan.training.batches import Drawings
from scenegan.training.cache_reader import read_drawings
from tests.data.drawings import make_cache

SMALL = (
    "drawings=0",
    "log_every=1",
    "save_every=2",
    "sample_every=100",
    "shapes.steps=4",
    "shapes.batch=8",
    "shapes.channels=4",
    "looks.steps=4",
    "looks.batch=8",
    "looks.width=16",
    "layout.steps=4",
    "layout.batch=4",
    "layout.width=16",
    "layout.depth=1",
    "layout.heads=2",
    "painter.steps=4",
    "painter.batch=2",
    "painter.width=8",
    "painter.channels=8,8,8,8,8,8",
    "painter.judge_width=4",
    "painter.adversarial_from=1",
    "painter.perceptual=0",
)
"""Settings of a run that takes seconds."""


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache of six generated drawings: four to learn from, one held out, one to test."""
    return make_cache(tmp_path_factory.mktemp("training") / "set", 6)


@pytest.fixture(scope="session")
def words() -> ModelWords:
    return ModelWords.of_vocabulary()


@pytest.fixture(scope="session")
def drawings(cache: Path, words: ModelWords) -> Drawings:
    return read_drawings(cache, "train", words)


@pytest.fixture
def generator() -> torch.Generator:
    return torch.Generator().manual_seed(5)


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """One thread, so that sums are taken in one order."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)
