"""Figures for TensorBoard, with and without it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType

import pytest
import torch

from scenegan.training.figure_board import FigureBoard
from scenegan.training.statistics import Statistics
from scenegan.training.stopwatch import Lap


class Writer:
    """Stands in for TensorBoard's own."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.rows: list[tuple[str, float, int]] = []

    def add_scalar(self, name: str, value: float, step: int) -> None:
        self.rows.append((name, value, step))

    def flush(self) -> None:
        """What is written is kept in a list."""


def test_without_tensorboard_there_is_no_board(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", None)
    assert FigureBoard.open(tmp_path) is None


def test_figures_go_to_the_board_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    module = ModuleType("torch.utils.tensorboard")
    made: list[Writer] = []

    def writer(folder: str) -> Writer:
        made.append(Writer(folder))
        return made[-1]

    module.__dict__["SummaryWriter"] = writer
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", module)
    statistics = Statistics(tmp_path / "stats.jsonl", board=FigureBoard.open(tmp_path))
    statistics.add({"pixels": torch.tensor(0.5)})
    told = statistics.write("painter", 4, 10, 2, Lap(steps=4, seconds=2.0, preparing=0.5))
    assert "4/s (25% preparing)  3 s left" in told
    assert made[0].folder == str(tmp_path / "tensorboard")
    assert ("painter/pixels", 0.5, 4) in made[0].rows
    line = json.loads((tmp_path / "stats.jsonl").read_text(encoding="utf-8"))
    assert line["preparing"] == 0.25 and line["examples_per_second"] == 4


def test_only_one_process_writes(tmp_path: Path) -> None:
    statistics = Statistics(tmp_path / "stats.jsonl", writes=False)
    statistics.add({"pixels": torch.tensor(0.5)})
    statistics.write("painter", 1, 2, 2, Lap(1, 1.0, 0.0))
    assert statistics.lowest == {"pixels": 0.5} and not (tmp_path / "stats.jsonl").exists()
