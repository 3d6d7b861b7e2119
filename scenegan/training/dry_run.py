"""What a run would take: every phase is built and takes a few steps, and nothing is kept.

Times are measured, not known beforehand. On a CPU large batches are probed with small ones and
scaled, so that the answer comes within a minute or so.
"""

from __future__ import annotations

import dataclasses
import importlib
import sys
import time
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch.utils.flop_counter import FlopCounterMode

from scenegan.training.budget import Budget, budget_of
from scenegan.training.context import TrainingContext
from scenegan.training.phase import Phase
from scenegan.training.presets import relevant
from scenegan.training.randomness import start_step
from scenegan.training.run import make_phase
from scenegan.training.settings import Settings
from scenegan.training.statistics import duration
from scenegan.training.systems.settings import SECTION_OF

_LARGEST_ON_CPU = {"painter": 4, "gan": 8}
_LARGE_ON_CPU = 32
_TIMED = 2


@dataclass(frozen=True)
class Probe:
    """What a phase takes.

    Attributes:
        weights: number of weights of each network.
        steps: how many the phase takes.
        batch: examples of each.
        seconds: the whole phase.
        rate: examples a second in its heavier steps.
        flop: arithmetic of such a step for each example, 2 for a multiplication and an addition.
        memory: bytes at most so far, on the GPU where it trains on one.
    """

    weights: dict[str, int]
    steps: int
    batch: int
    seconds: float
    rate: float
    flop: float
    memory: int


def tell_settings(settings: Settings, context: TrainingContext) -> None:
    """Tells all settings, one a line."""
    for key, value in relevant(settings).items():
        told = ",".join(map(str, value)) if isinstance(value, tuple) else value
        context.say(f"  {key}={told}")


def tell_costs(context: TrainingContext) -> None:
    """Probes all phases of a run and tells what they take.

    Args:
        context: its `model` is a folder for the time being; it holds the initial weights that no
            phase trains.
    """
    total, settings = 0.0, context.settings
    limit = convolution_rate(context.device)
    context.say(f"Convolutions run at {limit / 1e9:.0f} GFLOP/s here.")
    for name in settings.phases:
        probe = _within(_probed(name, context), budget_of(settings.seconds, settings.phases, name))
        total += probe.seconds
        weights = ", ".join(f"{n} {count / 1e6:.2f} M" for n, count in probe.weights.items())
        about = "about " if settings.seconds else ""
        context.say(
            f"{name}: {about}{probe.steps} steps of {probe.batch}, "
            f"{duration(probe.seconds)} at {probe.rate:.3g} examples/s; "
            f"{probe.flop / 1e9:.2f} GFLOP an example, {probe.flop * probe.rate / limit:.0%} of "
            f"that limit; {probe.memory / 1e6:.0f} MB; weights: {weights}"
        )
    context.say(f"In all about {duration(total)}, beside samples and checkpoints.")


def _within(probe: Probe, budget: Budget) -> Probe:
    """Returns what a phase takes that ends when its time is spent, if it has one."""
    if not budget.seconds:
        return probe
    steps = max(1, round(probe.steps * budget.seconds / probe.seconds))
    return dataclasses.replace(probe, steps=steps, seconds=budget.seconds)


def convolution_rate(device: torch.device) -> float:
    """Measures the arithmetic of a common convolution, forward, in FLOP a second."""
    batch, channels, side = (4, 96, 64) if device.type == "cpu" else (64, 224, 64)
    x = torch.randn(batch, channels, side, side, device=device)
    x = x.to(memory_format=torch.channels_last)
    weight = torch.randn(channels, channels, 3, 3, device=device) / 30
    if device.type == "cuda":
        x, weight = x.bfloat16(), weight.bfloat16()
    weight = weight.to(memory_format=torch.channels_last)
    best = float("inf")
    with torch.inference_mode():
        for _ in range(6):
            began = _now(device)
            F.conv2d(x, weight, padding=1)
            best = min(best, _now(device) - began)
    return 2 * x.numel() * channels * 9 / best


def _probed(name: str, context: TrainingContext) -> Probe:
    """Takes a few steps of a phase; leaves its weights in the model folder for the next one."""
    small = _with_small_batches(context)
    start_step(context.settings.seed, name, -1, context.device)
    phase = make_phase(small, name)
    section = getattr(context.settings, SECTION_OF.get(name, name), None)
    whole = getattr(section, "batch", phase.batch)
    light = _seconds(phase, 0, small) if phase.heavier_from else 0.0
    heavy = _seconds(phase, phase.steps - 1, small)
    with FlopCounterMode(display=False) as counter:
        _step(phase, phase.steps - 1, small)
    phase.finish(small.model)
    scale, first = whole / phase.batch, min(phase.heavier_from, phase.steps)
    return Probe(
        weights={n: sum(p.numel() for p in x.parameters()) for n, x in phase.networks().items()},
        steps=phase.steps,
        batch=whole,
        seconds=scale * (first * light + (phase.steps - first) * heavy),
        rate=phase.batch / heavy,
        flop=counter.get_total_flops() / phase.batch,
        memory=_memory(context.device),
    )


def _seconds(phase: Phase, number: int, context: TrainingContext) -> float:
    """Seconds of a step, the shortest of a few, the first not counted."""
    _step(phase, number, context)
    times = []
    for _ in range(_TIMED):
        began = _now(context.device)
        _step(phase, number, context)
        times.append(_now(context.device) - began)
    return min(times)


def _step(phase: Phase, number: int, context: TrainingContext) -> None:
    phase.step(number, start_step(context.settings.seed, phase.name, number, context.device))


def _with_small_batches(context: TrainingContext) -> TrainingContext:
    if context.device.type != "cpu":
        return context
    sections: dict[str, Any] = {}
    for field in dataclasses.fields(context.settings):
        section: Any = getattr(context.settings, field.name)
        if hasattr(section, "batch"):
            most = _LARGEST_ON_CPU.get(field.name, _LARGE_ON_CPU)
            smaller: Any = dataclasses.replace(section, batch=min(section.batch, most))
            sections[field.name] = smaller
    settings = dataclasses.replace(context.settings, **sections)
    return dataclasses.replace(context, settings=settings)


def _now(device: torch.device) -> float:
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    return time.perf_counter()


def _memory(device: torch.device) -> int:
    if device.type == "cuda":
        return torch.cuda.max_memory_allocated(device)
    if sys.platform == "win32":
        return 0
    usage = importlib.import_module("resource")
    most = int(usage.getrusage(usage.RUSAGE_SELF).ru_maxrss)
    return most if sys.platform == "darwin" else most * 1024
