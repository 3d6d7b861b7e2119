"""A training run: phases one after another in a folder, resumable to the step."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from PIL import Image
from torch import Tensor

from scenegan.atomic_files import atomic_path
from scenegan.training.checkpoints import Checkpoints, Progress, restore
from scenegan.training.context import TrainingContext
from scenegan.training.interruption import Interruption
from scenegan.training.layout_phase import LayoutPhase
from scenegan.training.painter_phase import PainterPhase
from scenegan.training.phase import Phase
from scenegan.training.randomness import start_step
from scenegan.training.shape_phase import ShapePhase
from scenegan.training.statistics import Statistics

PHASE_TYPES: Mapping[str, Callable[[TrainingContext], Phase]] = {
    phase.name: phase for phase in (ShapePhase, LayoutPhase, PainterPhase)
}


class TrainingRun:
    """Trains the phases of the settings in a folder.

    The folder takes `checkpoints/`, `samples/` (PNG), `stats.jsonl` and `model/` (the weights).
    """

    def __init__(self, folder: Path, context: TrainingContext) -> None:
        """Prepares a run in a folder that exists."""
        self._folder = folder
        self._context = context
        self._names = context.settings.phases
        self._checkpoints = Checkpoints(folder / "checkpoints")
        self._statistics = Statistics(folder / "stats.jsonl")

    def run(self, resume: bool) -> bool:
        """Trains until all phases are done or the user interrupts.

        Returns:
            Whether all is done.

        Raises:
            TrainingError: if a loss is no number any more.
        """
        saved, progress = None, Progress(0, 0)
        if resume:
            saved, progress = self._checkpoints.newest(self._context.say)
        with Interruption() as interruption:
            while progress.phase < len(self._names):
                name = self._names[progress.phase]
                self._statistics.rewind(name, progress.step, list(self._names[: progress.phase]))
                phase = self._build(name)
                if saved is not None and progress.step:
                    restore(saved, phase)
                if not self._train(phase, progress, interruption):
                    return False
                phase.finish(self._context.model)
                progress, saved = Progress(progress.phase + 1, 0), None
                self._checkpoints.save(progress, None)
        return True

    def _build(self, name: str) -> Phase:
        """Makes a phase; its first weights depend on the seed alone."""
        start_step(self._context.settings.seed, name, -1, self._context.device)
        return PHASE_TYPES[name](self._context)

    def _train(self, phase: Phase, progress: Progress, interruption: Interruption) -> bool:
        """Runs a phase to its end; false if it was interrupted."""
        settings, context = self._context.settings, self._context
        context.say(
            f"{phase.name}: steps {progress.step} to {phase.steps} of {phase.batch}, "
            f"{phase.n_parameters() / 1e6:.2f} M weights on {context.device}"
        )
        for number in range(progress.step, phase.steps):
            began = time.perf_counter()
            losses = phase.step(
                number, start_step(settings.seed, phase.name, number, context.device)
            )
            self._statistics.add(losses, time.perf_counter() - began)
            step = number + 1
            last = step == phase.steps
            # Figures come before the checkpoint: those that it does not cover are taken back.
            if step % settings.log_every == 0 or last:
                self._statistics.check(phase.name, step)
                context.say(self._statistics.write(phase.name, step, phase.steps, phase.batch))
            if step % settings.sample_every == 0 or last:
                self._show(phase, step)
            if step % settings.save_every == 0 or last or interruption.asked:
                self._statistics.check(phase.name, step)
                self._checkpoints.save(Progress(progress.phase, step), phase)
            if interruption.asked:
                return False
        return True

    def _show(self, phase: Phase, step: int) -> None:
        save_picture(self._folder / "samples" / f"{phase.name}-{step:07d}.png", phase.sample())
        measures = phase.measure()
        if measures:
            self._context.say(self._statistics.write_measures(phase.name, step, measures))


def save_picture(path: Path, picture: Tensor) -> None:
    """Writes a picture [3, H, W] in 0..1 as PNG."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = (picture.permute(1, 2, 0).clamp(0, 1) * 255).round().cpu().numpy().astype(np.uint8)
    with atomic_path(path) as temporary:
        Image.fromarray(pixels).save(temporary, "PNG")
