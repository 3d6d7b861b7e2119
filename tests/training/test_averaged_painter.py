"""Painters between two painters."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from scenegan.errors import ModelError
from scenegan.nn.cascade import Painter
from scenegan.nn.model_words import ModelWords
from scenegan.nn.weights import ModelConfig, save_network, write_config
from scenegan.training.averaged_painter import averaged, main

CHANNELS = (8, 8, 6, 6, 6, 4)


def model(folder: Path, words: ModelWords, seed: int, width: int = 8) -> Path:
    torch.manual_seed(seed)
    sizes = len(words.parts), len(words.attributes)
    painter = Painter(*sizes, width=width, channels=CHANNELS, side=64)
    save_network(folder, "painter", painter)
    options = {"width": width, "channels": list(CHANNELS), "side": 64}
    write_config(folder, ModelConfig("small", words, {"painter": options}))
    return folder


def test_the_command_writes_a_painter_between_two(words: ModelWords, tmp_path: Path) -> None:
    first, second = (model(tmp_path / str(seed), words, seed) for seed in (1, 2))
    main([str(first), str(second), str(tmp_path / "out"), "--share", "0.25"])
    found = Painter.read(tmp_path / "out").state_dict()
    a, b = (Painter.read(folder).state_dict() for folder in (first, second))
    for name, weight in found.items():
        torch.testing.assert_close(weight, 0.75 * a[name] + 0.25 * b[name], atol=2e-3, rtol=2e-3)
    assert any(not torch.equal(a[name], b[name]) for name in a)
    assert (tmp_path / "out" / "model.json").read_bytes() == (second / "model.json").read_bytes()


def test_painters_of_other_builds_are_refused(words: ModelWords, tmp_path: Path) -> None:
    first, wider = model(tmp_path / "a", words, 1), model(tmp_path / "b", words, 1, width=16)
    with pytest.raises(ModelError, match="differently"):
        averaged(Painter.read(first), Painter.read(wider), 0.5)
