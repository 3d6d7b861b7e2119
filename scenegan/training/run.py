"""A training run: phases one after another in a folder, resumable to the step."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from scenegan.atomic_files import atomic_path
from scenegan.errors import FileError
from scenegan.interruption import Interruption
from scenegan.training.budget import Budget, budget_of
from scenegan.training.checkpoints import Checkpoints, Progress, restore
from scenegan.training.context import TrainingContext
from scenegan.training.devices import asked_anywhere, finite, wait_for_all
from scenegan.training.figure_board import FigureBoard
from scenegan.training.layout_phase import LayoutPhase
from scenegan.training.look_phase import LookPhase
from scenegan.training.painter_phase import PainterPhase
from scenegan.training.phase import Phase
from scenegan.training.presets import with_lower_rates
from scenegan.training.randomness import start_step
from scenegan.training.run_folder import keep_model
from scenegan.training.run_page import write_run_page
from scenegan.training.shape_phase import ShapePhase
from scenegan.training.shortcut_phase import ShortcutPhase
from scenegan.training.statistics import Statistics, TrainingError, duration
from scenegan.training.stopwatch import Stopwatch
from scenegan.training.systems.phases import published_phase
from scenegan.training.watch import trouble

PHASE_TYPES: Mapping[str, Callable[[TrainingContext], Phase]] = {
    phase.name: phase for phase in (ShapePhase, LookPhase, LayoutPhase, ShortcutPhase, PainterPhase)
}


def make_phase(context: TrainingContext, name: str) -> Phase:
    """Makes a phase of the system that the settings name."""
    if context.settings.system == "scenegan":
        return PHASE_TYPES[name](context)
    return published_phase(context, name)


class _Breakdown(Exception):
    """Learning has broken down since the last checkpoint."""


class TrainingRun:
    """Trains the phases of the settings in a folder.

    The folder takes `checkpoints/`, `samples/` (PNG), `stats.jsonl`, `page.html` and `model/`
    (the weights).
    """

    def __init__(self, folder: Path, context: TrainingContext) -> None:
        """Prepares a run in a folder that exists."""
        self._folder = folder
        self._context = context
        self._writes = context.devices.writes
        self._names = context.settings.phases
        self._checkpoints = Checkpoints(folder / "checkpoints")
        board = FigureBoard.open(folder) if self._writes else None
        self._statistics = Statistics(folder / "stats.jsonl", self._writes, board)

    def run(self, resume: bool) -> bool:
        """Trains until all phases are done or the user interrupts.

        Returns:
            Whether all is done.

        Raises:
            TrainingError: if a phase breaks down again and again.
            FileError: if the folder cannot be written to; the last checkpoint is whole.
        """
        progress = self._checkpoints.newest(self._context.say)[1] if resume else Progress(0, 0)
        try:
            with Interruption() as interruption:
                while progress.phase < len(self._names):
                    if not self._finish_phase(progress, interruption):
                        return False
                    progress = Progress(progress.phase + 1, 0)
                    self._save(progress, None)
        except FileError as error:
            last = self._checkpoints.files()[-1:]
            kept = f" The checkpoint {last[0].name} is whole:" if last else " When there is room,"
            raise FileError(f"{error}{kept} go on with --resume.") from None
        return True

    def _finish_phase(self, progress: Progress, interruption: Interruption) -> bool:
        """Trains a phase to its end, from its checkpoint if it has one; false if interrupted."""
        name = self._names[progress.phase]
        budget = budget_of(self._context.settings.seconds, self._names, name)
        while True:
            done = list(self._names[: progress.phase])
            saved = self._checkpoints.last_of(progress.phase)
            step = saved[1].step if saved else 0
            progress = dataclasses.replace(progress, step=step)
            # What was learned in vain has been computed all the same.
            budget.spent = max(budget.spent, saved[1].computed if saved else 0.0)
            self._statistics.rewind(name, step, done)
            phase, watch = self._build(name, progress.attempt)
            if saved:
                restore(saved[0], phase)
            try:
                if not self._train(phase, watch, progress, budget, interruption):
                    return False
            except _Breakdown as breakdown:
                progress = self._rolled_back(progress, str(breakdown))
                continue
            if self._writes:
                phase.finish(self._context.model)
            wait_for_all()
            return True

    def _rolled_back(self, progress: Progress, what: str) -> Progress:
        """Tells what has happened; returns the progress of the next attempt."""
        name, settings = self._names[progress.phase], self._context.settings
        if progress.attempt >= settings.retries:
            raise TrainingError(
                f"Phase {name} broke down: {what}. It was tried {progress.attempt + 1} times: go "
                f"on from the last checkpoint with --resume and a lower {name}.rate, or with "
                "precision=fp32."
            )
        saved = self._checkpoints.last_of(progress.phase)
        wait_for_all()
        if saved and saved[1].attempt < progress.attempt:
            # It broke down from there before: what is wrong may have begun earlier.
            if self._writes:
                saved[0].unlink(missing_ok=True)
            wait_for_all()
            saved = self._checkpoints.last_of(progress.phase)
        start = f"the checkpoint at step {saved[1].step}" if saved else "its start"
        self._context.say(
            f"{name}: {what}. Going on from {start} with half the rate and other choices "
            f"(attempt {progress.attempt + 2} of {settings.retries + 1})."
        )
        return dataclasses.replace(progress, attempt=progress.attempt + 1)

    def _build(self, name: str, attempt: int) -> tuple[Phase, Stopwatch]:
        """Makes a phase; its first weights depend on seed and attempt alone."""
        settings = with_lower_rates(self._context.settings, name, 0.5**attempt)
        start_step(settings.seed, name, -1, self._context.device, attempt)
        context = dataclasses.replace(self._context, settings=settings)
        return make_phase(context, name), context.stopwatch

    def _train(
        self,
        phase: Phase,
        watch: Stopwatch,
        progress: Progress,
        budget: Budget,
        interruption: Interruption,
    ) -> bool:
        """Runs a phase to its end; false if it was interrupted."""
        settings, context = self._context.settings, self._context
        rank, attempt = context.devices.rank, progress.attempt
        asked, step = phase.steps, progress.step
        end = f"to {asked}" if not budget.seconds else f"to {duration(budget.seconds)} of computing"
        context.say(
            f"{phase.name}: from step {step} {end}, {phase.batch} examples a step, "
            f"{phase.n_parameters() / 1e6:.2f} M weights on {self._told_devices()}"
        )
        phase.steps = budget.steps(step, asked)
        while step < phase.steps:
            number, step = step, step + 1
            logs = step % settings.log_every == 0 or step == phase.steps
            args = (settings.seed, phase.name, number, context.device, attempt, rank)
            before = budget.share(number, asked)
            with watch.step(budget, finished=logs):
                losses = phase.step(number, start_step(*args))
            phase.steps = budget.steps(step, asked)
            last = step == phase.steps
            logs = logs or last
            self._statistics.add(losses)
            self._keep(phase, progress.phase, before, budget.share(step, asked))
            stops = asked_anywhere(interruption.asked, context.device)
            saves = step % settings.save_every == 0 or last or stops
            # Figures come before the checkpoint: those that it does not cover are taken back.
            if logs or saves:
                self._check(phase)
            if logs:
                lap = watch.read(budget)
                context.say(self._statistics.write(phase.name, step, phase.steps, phase.batch, lap))
            if saves:
                self._save(Progress(progress.phase, step, attempt, budget.spent), phase)
            # Samples come last: whatever may go wrong with them, nothing is to be learned again.
            if step % settings.sample_every == 0 or last:
                self._show(phase, step)
            if stops:
                return False
        return True

    def _keep(self, phase: Phase, place: int, before: float, now: float) -> None:
        """Keeps the weights so far, if a share of the last phase at which to do so has passed."""
        if place + 1 < len(self._names) or not self._writes:
            return
        for share in self._context.settings.keep_at:
            if before < share <= now:
                keep_model(self._context.model, f"{share:g}", phase.finish)

    def _check(self, phase: Phase) -> None:
        """Makes sure that nothing has gone wrong since the last line of figures."""
        what = trouble(self._statistics.means(), self._statistics.lowest, phase.guessing)
        weights = [p.detach() for n in phase.networks().values() for p in n.parameters()]
        if what is None and not finite(weights):
            what = "some weights are no numbers any more"
        if what is not None:
            raise _Breakdown(what)

    def _save(self, progress: Progress, phase: Phase | None) -> None:
        if self._writes:
            self._checkpoints.save(progress, phase)
        wait_for_all()

    def _show(self, phase: Phase, step: int) -> None:
        # All processes do it: losses are averaged over them.
        picture, measures = phase.sample(), phase.measure()
        if not self._writes:
            return
        save_picture(self._folder / "samples" / f"{phase.name}-{step:07d}.png", picture)
        if measures:
            self._context.say(self._statistics.write_measures(phase.name, step, measures))
        write_run_page(self._folder)

    def _told_devices(self) -> str:
        devices = self._context.devices
        name = str(devices.device)
        if devices.device.type == "cuda":
            name = torch.cuda.get_device_name(devices.device)
        return name if devices.world == 1 else f"{devices.world} processes on {name}"


def save_picture(path: Path, picture: Tensor) -> None:
    """Writes a picture [3, H, W] in 0..1 as PNG.

    Raises:
        FileError: if it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"{path.parent} cannot be made ({error.strerror}).") from None
    pixels = (picture.permute(1, 2, 0).clamp(0, 1) * 255).round().cpu().numpy().astype(np.uint8)
    with atomic_path(path) as temporary:
        Image.fromarray(pixels).save(temporary, "PNG")
