"""Figures of speed: `speed.*`, each to be read beside the machine's convolution rate."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from scenegan.evaluation.figures import Figure
from scenegan.evaluation.held_out import HeldOut
from scenegan.evaluation.outcome import Outcome
from scenegan.evaluation.parsing_speed import measure_parsing_speed
from scenegan.evaluation.peak_memory import peak_memory
from scenegan.graph import Color, SceneGraph
from scenegan.graph.edits import add_part, recolour
from scenegan.rendering.pipeline import Pipeline

TEXT = "a small orange lizard with a cream belly, big blue eyes and a flame at the tip of its tail"

_CHANNELS, _SIDE, _RUNS = 96, 64, 20
_PARTS = (12, 20)
"""Graphs of about sixteen parts are timed."""


@dataclass(frozen=True)
class Effort:
    """How often things are timed: graphs drawn, cold starts, and readings of all captions."""

    graphs: int
    cold_starts: int
    readings: int


def measure_speed(
    held: Sequence[HeldOut], pipeline: Pipeline, model: Path, effort: Effort
) -> Outcome:
    """Times the steps of drawing on this machine, warm but for the cold start.

    Args:
        held: graphs and captions.
        pipeline: draws.
        model: folder of its weights, for the cold start.
        effort: how often.
    """
    typical = [h for h in held if _PARTS[0] <= len(h.graph.parts) <= _PARTS[1]] or list(held)
    chosen = typical[: effort.graphs]
    rate = convolution_rate()
    draws = _times(_drawings(chosen, pipeline))
    colors = _times(_edits(chosen, pipeline, _recoloured))
    parts = _times(_edits(chosen, pipeline, _with_horn))
    cold, memory = _cold_start(model, effort.cold_starts)
    figures = {
        "speed.convolution_rate": Figure(rate, count=_RUNS),
        **_parsing(held, effort.readings),
        "speed.draw": _quantile(draws, 0.5),
        "speed.edit_colour_p50": _quantile(colors, 0.5),
        "speed.edit_colour_p95": _quantile(colors, 0.95),
        "speed.edit_part_p50": _quantile(parts, 0.5),
        "speed.edit_part_p95": _quantile(parts, 0.95),
        "speed.pictures": Figure(len(draws) / sum(draws), count=len(draws)),
        "speed.cold_start": Figure(cold, count=effort.cold_starts),
    }
    if memory is not None:
        figures["speed.peak_memory"] = Figure(memory, count=effort.cold_starts)
    return Outcome(figures)


@torch.inference_mode()
def convolution_rate() -> float:
    """GFLOP/s of a 3 x 3 convolution as the painter has them, best of some runs.

    A multiplication with its addition counts as two.
    """
    layer = torch.nn.Conv2d(_CHANNELS, _CHANNELS, 3, padding=1).eval()
    layer.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    x = torch.zeros(1, _CHANNELS, _SIDE, _SIDE).contiguous(memory_format=torch.channels_last)
    layer(x)
    best = min(_times(_repeated(lambda: layer(x), _RUNS)))
    return 2 * 9 * _CHANNELS**2 * _SIDE**2 / best / 1e9


def _repeated(what: Callable[[], object], times: int) -> Iterator[Callable[[], object]]:
    for _ in range(times):
        yield what


def _times(calls: Iterator[Callable[[], object]]) -> list[float]:
    """Seconds that each call takes; making a call ready is not timed."""
    result = []
    for call in calls:
        start = time.perf_counter()
        call()
        result.append(time.perf_counter() - start)
    return result


def _drawings(chosen: Sequence[HeldOut], pipeline: Pipeline) -> Iterator[Callable[[], object]]:
    pipeline.draw(chosen[0].graph, seed=1)
    for k, held in enumerate(chosen):
        yield lambda held=held, k=k: pipeline.draw(held.graph, seed=k)  # type: ignore[misc]


def _edits(
    chosen: Sequence[HeldOut], pipeline: Pipeline, edit: Callable[[SceneGraph], SceneGraph]
) -> Iterator[Callable[[], object]]:
    for held in chosen:
        document = pipeline.draw(held.graph, seed=0).document
        graph = edit(document.graph)
        yield lambda d=document, g=graph: pipeline.redraw(d, g)  # type: ignore[misc]


def _recoloured(graph: SceneGraph) -> SceneGraph:
    return recolour(graph, graph.parts[-1].id, [Color(name="teal", hex="#0a8f8f")])


def _with_horn(graph: SceneGraph) -> SceneGraph:
    holder = next((p for p in graph.parts if p.part in ("head", "body", "torso")), graph.parts[0])
    return add_part(graph, "horn", on=holder.id)


def _parsing(held: Sequence[HeldOut], readings: int) -> dict[str, Figure]:
    """Descriptions read in a second, beside spaCy alone."""
    captions = [c for h in held for c in h.captions]
    found = measure_parsing_speed(captions, readings).figures()
    return {key: Figure(value, count=len(captions)) for key, value in found.items()}


def _quantile(seconds: Sequence[float], share: float) -> Figure:
    """A quantile of times, in milliseconds."""
    return Figure(float(np.quantile(seconds, share)) * 1000, count=len(seconds))


def _cold_start(model: Path, runs: int) -> tuple[float, float | None]:
    """Seconds from calling `scenegan draw` to its end, and the process's peak memory in bytes."""
    times, memory = [], []
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "cold.png"
        command = [sys.executable, "-m", "scenegan.cli.app", "draw", TEXT, "-o", str(target)]
        command += ["--model", str(model)]
        for _ in range(runs):
            start = time.perf_counter()
            memory.append(peak_memory(command))
            times.append(time.perf_counter() - start)
    known = [m for m in memory if m is not None]
    return float(np.median(times)), max(known) if known else None
