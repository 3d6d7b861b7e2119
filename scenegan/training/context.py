"""What all phases of a run share."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import torch

from scenegan.nn.model_words import ModelWords
from scenegan.training.batches import Drawings
from scenegan.training.presets import Settings


@dataclass(frozen=True)
class TrainingContext:
    """Settings, data and surroundings of a run.

    Attributes:
        settings: all settings.
        device: where it trains.
        words: words of the model.
        train: drawings to learn from.
        held_out: drawings that no step sees, for samples.
        model: folder that takes the finished weights of each phase.
        initial: folder of weights to start from, if any.
        say: tells the user something in a line.
    """

    settings: Settings
    device: torch.device
    words: ModelWords
    train: Drawings
    held_out: Drawings
    model: Path
    initial: Path | None
    say: Callable[[str], None]

    def autocast(self) -> AbstractContextManager[object]:
        """Returns the block in which networks run in the precision of the settings."""
        enabled = self.settings.precision == "bf16"
        return torch.autocast(self.device.type, torch.bfloat16, enabled=enabled)
