"""`stats.jsonl`: one line of figures every few steps, and what is told while a run goes on."""

from __future__ import annotations

import json
import time
from pathlib import Path

import torch
from torch import Tensor

from scenegan.atomic_files import write_atomically
from scenegan.errors import FileError, SceneGANError
from scenegan.training.devices import averaged
from scenegan.training.figure_board import FigureBoard
from scenegan.training.stopwatch import Lap
from scenegan.training.watch import STEADY


class TrainingError(SceneGANError):
    """Training cannot go on."""

    exit_code = 1


class Statistics:
    """Collects losses between two lines of a file of figures.

    Attributes:
        lowest: the lowest mean so far of each loss of the present phase that ought to fall.
    """

    def __init__(self, path: Path, writes: bool = True, board: FigureBoard | None = None) -> None:
        """Adds to the file, which need not exist; only one process `writes` it, all read it."""
        self._path = path
        self._writes = writes
        self._board = board
        self._losses: list[dict[str, Tensor]] = []
        self.lowest: dict[str, float] = {}

    def rewind(self, phase: str, step: int, done: list[str]) -> None:
        """Drops the lines of steps that will be taken again, and all that was collected.

        Args:
            phase: the phase that goes on.
            step: steps of it that are done.
            done: phases before it.
        """
        self._losses = []
        self.lowest = {}
        if not self._path.exists():
            return
        lines = self._path.read_text(encoding="utf-8").splitlines()
        kept = [line for line in lines if _stands(line, phase, step, done)]
        if self._writes:
            write_atomically(self._path, "".join(line + "\n" for line in kept))
        for line in kept:
            figures = json.loads(line)
            if figures["phase"] == phase:
                self._note_lowest(figures)

    def add(self, losses: dict[str, Tensor]) -> None:
        """Notes the losses of a step."""
        self._losses.append(losses)

    def means(self) -> dict[str, float]:
        """Returns the mean of each loss since the last line, over all processes."""
        names = list({name: None for losses in self._losses for name in losses})
        if not names:
            return {}
        means = [torch.stack([x[n].float() for x in self._losses if n in x]).mean() for n in names]
        return dict(zip(names, averaged(torch.stack(means)).tolist(), strict=True))

    def write(self, phase: str, step: int, steps: int, batch: int, lap: Lap) -> str:
        """Writes a line to the file and returns one for the user.

        Args:
            phase: the present phase.
            step: steps of it that are done.
            steps: steps that it takes in all.
            batch: examples a step.
            lap: how long the steps since the last line took.
        """
        means = self.means()
        rate = lap.steps * batch / max(lap.seconds, 1e-9)
        left = (steps - step) * lap.seconds / max(lap.steps, 1)
        preparing = lap.preparing / max(lap.seconds, 1e-9)
        figures = {"examples_per_second": rate, "preparing": preparing, **means}
        figures["computed"] = lap.computed
        self._append(phase, step, figures)
        self._note_lowest(means)
        self._losses = []
        told = " ".join(f"{name} {value:.4f}" for name, value in means.items())
        return (
            f"{phase} {step}/{steps}  {told}  {rate:.3g}/s ({preparing:.0%} preparing)  "
            f"{duration(left)} left"
        )

    def write_measures(self, phase: str, step: int, measures: dict[str, float]) -> str:
        """Writes figures of held-out drawings and returns a line for the user."""
        self._append(phase, step, measures)
        return f"{phase} {step}  " + " ".join(f"{k} {v:.4f}" for k, v in measures.items())

    def write_event(self, phase: str, step: int, what: str) -> None:
        """Writes that something happened to the run after a step."""
        self._append(phase, step, {"event": what})

    def _append(self, phase: str, step: int, figures: dict[str, float] | dict[str, str]) -> None:
        if not self._writes:
            return
        rounded = {k: round(v, 6) if isinstance(v, float) else v for k, v in figures.items()}
        line = {"phase": phase, "step": step, **rounded, "time": round(time.time(), 3)}
        try:
            with open(self._path, "a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")
        except OSError as error:
            raise FileError(f"Cannot write {self._path}: {error.strerror or error}.") from None
        if self._board is not None:
            self._board.add(phase, step, figures)

    def _note_lowest(self, means: dict[str, float]) -> None:
        for name in STEADY:
            if name in means:
                # As the file has it, so that a resumed run knows the same.
                value = round(means[name], 6)
                self.lowest[name] = min(value, self.lowest.get(name, value))


def duration(seconds: float) -> str:
    """Tells a time in the unit that fits: seconds, minutes or hours."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"


def _stands(line: str, phase: str, step: int, done: list[str]) -> bool:
    try:
        figures = json.loads(line)
    except ValueError:
        return False
    return figures["phase"] in done or (figures["phase"] == phase and figures["step"] <= step)
