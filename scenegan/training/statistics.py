"""`stats.jsonl`: one line of figures every few steps, and what is told while a run goes on."""

from __future__ import annotations

import json
import math
import time
from pathlib import Path

import torch
from torch import Tensor

from scenegan.atomic_files import write_atomically
from scenegan.errors import SceneGANError


class TrainingError(SceneGANError):
    """Training cannot go on."""

    exit_code = 1


class Statistics:
    """Collects losses between two lines of a file of figures."""

    def __init__(self, path: Path) -> None:
        """Adds to the file, which need not exist."""
        self._path = path
        self._losses: list[dict[str, Tensor]] = []
        self._seconds = 0.0

    def rewind(self, phase: str, step: int, done: list[str]) -> None:
        """Drops the lines of steps that will be taken again.

        Args:
            phase: the phase that goes on.
            step: steps of it that are done.
            done: phases before it.
        """
        if not self._path.exists():
            return
        lines = self._path.read_text(encoding="utf-8").splitlines()
        kept = [line for line in lines if _stands(line, phase, step, done)]
        write_atomically(self._path, "".join(line + "\n" for line in kept))

    def add(self, losses: dict[str, Tensor], seconds: float) -> None:
        """Notes the losses of a step and how long it took."""
        self._losses.append(losses)
        self._seconds += seconds

    def means(self) -> dict[str, float]:
        """Returns the mean of each loss since the last line."""
        names = {name: None for losses in self._losses for name in losses}
        return {
            name: torch.stack([x[name] for x in self._losses if name in x]).mean().item()
            for name in names
        }

    def check(self, phase: str, step: int) -> None:
        """Makes sure that nothing has gone wrong since the last line.

        Raises:
            TrainingError: if a loss is no number any more.
        """
        for name, value in self.means().items():
            if not math.isfinite(value):
                raise TrainingError(
                    f"The loss '{name}' of phase {phase} is {value} at step {step}: go on from "
                    f"the last checkpoint with --resume and a lower {phase}.rate, or with "
                    "precision=fp32."
                )

    def write(self, phase: str, step: int, steps: int, batch: int) -> str:
        """Writes a line to the file and returns one for the user."""
        means, n = self.means(), len(self._losses)
        rate = n * batch / max(self._seconds, 1e-9)
        left = (steps - step) * self._seconds / max(n, 1)
        self._append({"phase": phase, "step": step, "examples_per_second": rate, **means})
        self._losses, self._seconds = [], 0.0
        told = " ".join(f"{name} {value:.4f}" for name, value in means.items())
        return f"{phase} {step}/{steps}  {told}  {rate:.3g}/s  {_duration(left)} left"

    def write_measures(self, phase: str, step: int, measures: dict[str, float]) -> str:
        """Writes figures of held-out drawings and returns a line for the user."""
        self._append({"phase": phase, "step": step, **measures})
        return f"{phase} {step}  " + " ".join(f"{k} {v:.4f}" for k, v in measures.items())

    def _append(self, figures: dict[str, object]) -> None:
        rounded = {k: round(v, 6) if isinstance(v, float) else v for k, v in figures.items()}
        with open(self._path, "a", encoding="utf-8") as file:
            file.write(json.dumps({**rounded, "time": round(time.time(), 3)}) + "\n")


def _stands(line: str, phase: str, step: int, done: list[str]) -> bool:
    try:
        figures = json.loads(line)
    except ValueError:
        return False
    return figures["phase"] in done or (figures["phase"] == phase and figures["step"] <= step)


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"
