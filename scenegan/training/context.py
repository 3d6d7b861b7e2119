"""What all phases of a run share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import torch
from torch import nn

from scenegan.nn.cascade import use_channels_last
from scenegan.nn.model_words import ModelWords
from scenegan.training.batches import Drawings
from scenegan.training.devices import Devices
from scenegan.training.pairs import EditedDrawings
from scenegan.training.settings import Settings
from scenegan.training.stopwatch import Stopwatch
from scenegan.training.true_looks import EYE, LookTable, true_looks

Network = TypeVar("Network", bound=nn.Module)


@dataclass(frozen=True)
class TrainingContext:
    """Settings, data and surroundings of a run.

    Attributes:
        settings: all settings.
        devices: where this process trains, and beside which others.
        words: words of the model.
        train: drawings to learn from.
        held_out: drawings that no step sees, for samples.
        model: folder that takes the finished weights of each phase.
        initial: folder of weights to start from, if any.
        say: tells the user something in a line.
        edited: drawings after an edit of one part, if there are any; see `scenegan.training.pairs`.
        likenesses: for parts that the initial weights do not know, the known parts that they are
            most like.
        stopwatch: measures the steps.
    """

    settings: Settings
    devices: Devices
    words: ModelWords
    train: Drawings
    held_out: Drawings
    model: Path
    initial: Path | None
    say: Callable[[str], None]
    edited: EditedDrawings | None = None
    likenesses: Mapping[str, str] = field(default_factory=dict)
    stopwatch: Stopwatch = field(init=False)
    _looks: list[LookTable] = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        """Starts the stopwatch."""
        object.__setattr__(self, "stopwatch", Stopwatch(self.device))

    @property
    def device(self) -> torch.device:
        """Where this process trains."""
        return self.devices.device

    def looks_of_train(self) -> LookTable:
        """Returns the true looks of the drawings to learn from; they are read once in a run."""
        if not self._looks:
            self._looks.append(true_looks(self.train, self.words.part_index.get(EYE)))
        return self._looks[0]

    def placed(self, network: Network, convolutions: bool = False) -> Network:
        """Moves a network to the device, in the order that is fastest.

        Args:
            network: any network.
            convolutions: whether it consists of convolutions of pictures.
        """
        network.to(self.device)
        if convolutions:
            use_channels_last(network)
        return network

    def autocast(self) -> AbstractContextManager[object]:
        """Returns the block in which networks run in the precision of the settings."""
        enabled = self.settings.precision == "bf16"
        return torch.autocast(self.device.type, torch.bfloat16, enabled=enabled)
