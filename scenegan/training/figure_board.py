"""The figures of a run for TensorBoard, where that is installed."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class FigureBoard:
    """Writes figures to `tensorboard/` in the folder of a run."""

    def __init__(self, writer: Any) -> None:
        """Takes a `torch.utils.tensorboard.SummaryWriter`."""
        self._writer = writer

    @classmethod
    def open(cls, folder: Path) -> FigureBoard | None:
        """Returns a board for a run, or None where TensorBoard is not installed."""
        try:
            module = importlib.import_module("torch.utils.tensorboard")
        except ImportError:
            return None
        return cls(module.SummaryWriter(str(folder / "tensorboard")))

    def add(self, phase: str, step: int, figures: Mapping[str, float | str]) -> None:
        """Adds the figures of a step, each under its phase; words are left out."""
        for name, value in figures.items():
            if isinstance(value, float | int):
                self._writer.add_scalar(f"{phase}/{name}", value, step)
        self._writer.flush()
