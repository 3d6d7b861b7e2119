"""Measures batch rendering beside the machine's convolution limit; docs/scale.md quotes it.

    python docs/measure_batch.py TEXTS [--pictures 60] [--size 256]

Seconds are those of one core's own time, so that other programs on the machine weigh little. The
limit is the rate at which the same core does the painter's typical convolution, measured before
each picture, the median of all; the picture's arithmetic is counted, not estimated.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from itertools import islice
from pathlib import Path
from unittest import mock

import torch
from torch.utils.flop_counter import FlopCounterMode

from scenegan.batch.done_jobs import DoneJobs
from scenegan.batch.drawing import Drawn, Job, draw_job
from scenegan.batch.items import Defaults
from scenegan.batch.planning import BATCH, Planner
from scenegan.batch.records import find_sources, read_records
from scenegan.batch.settings import RunSettings
from scenegan.batch.stores import FolderStore
from scenegan.nn import packed_layers
from scenegan.rendering import Pipeline
from scenegan.rendering.picture_files import picture_bytes

CHANNELS, SIDE = 96, 64
COUNTED = 8


def main() -> None:
    """Prints the figures as JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("texts", help="file of descriptions")
    options.add_argument("--pictures", type=int, default=60)
    options.add_argument("--size", type=int, default=256)
    asked = options.parse_args()
    torch.set_num_threads(1)
    planned, parsing = _jobs(asked.texts, asked.size)
    jobs = planned[: asked.pictures]
    convolutions, whole = _arithmetic(jobs[:COUNTED])
    rates, steps = _steps(jobs)
    seconds = parsing + sum(steps.values())
    limit = statistics.median(rates)
    figures = {
        "pictures": len(jobs),
        "parse_seconds": parsing,
        **{f"{step}_seconds": value for step, value in steps.items()},
        "pictures_a_second_and_core": 1 / seconds,
        "gflop_convolutions": convolutions,
        "gflop_all": whole,
        "limit_gflop_per_second": limit,
        "limit_at_best": max(rates),
        "share_of_limit_convolutions": convolutions / seconds / limit,
        "share_of_limit_all": whole / seconds / limit,
    }
    print(json.dumps({key: round(value, 4) for key, value in figures.items()}, indent=1))


def _steps(jobs: list[Job]) -> tuple[list[float], dict[str, float]]:
    """Draws and writes as a worker does, step by step.

    Returns:
        The limit before each picture, and the mean seconds of each step.
    """
    pipeline = Pipeline.load()
    draw_job(pipeline, jobs[0])
    rates, clock = [], Clock(("plan", "paint", "encode", "write"))
    with tempfile.TemporaryDirectory() as folder:
        store = FolderStore(Path(folder))
        for job in jobs:
            rates.append(_limit())
            clock.start()
            planned = pipeline.planned(job.document, job.seed, job.size)
            clock.ends("plan")
            picture = pipeline.draw(planned)
            clock.ends("paint")
            content = picture_bytes(picture, job.format)
            clock.ends("encode")
            store.keep(Drawn({job.shots[0].stem + job.format: content}, {}))
            clock.ends("write")
    return rates, {step: value / len(jobs) for step, value in clock.seconds.items()}


class Clock:
    """Sums the processor time of steps that follow each other."""

    def __init__(self, steps: tuple[str, ...]) -> None:
        """Starts with nothing."""
        self.seconds = dict.fromkeys(steps, 0.0)
        self._since = 0.0

    def start(self) -> None:
        """Begins the first step."""
        self._since = time.process_time()

    def ends(self, step: str) -> None:
        """Adds the time since the last step."""
        now = time.process_time()
        self.seconds[step] += now - self._since
        self._since = now


def _jobs(texts: str, size: int) -> tuple[list[Job], float]:
    """Plans one batch as `scenegan render` does; another one before it loads the language.

    Returns:
        The jobs, and the seconds that each took.
    """
    settings = RunSettings((), None, None, ".png", None, 1, None, 0, False, False, "local",
                           (1, 1), "", "")  # fmt: skip
    planner = Planner(settings, Defaults(size=size), DoneJobs(), lambda record, message: None)
    records = read_records(find_sources([texts]))
    list(planner.jobs(islice(records, BATCH)))
    start = time.process_time()
    jobs = list(planner.jobs(islice(records, BATCH)))
    return jobs, (time.process_time() - start) / len(jobs)


def _arithmetic(jobs: list[Job]) -> tuple[float, float]:
    """GFLOP of convolutions, and of all that is counted, for a picture.

    The counter does not know oneDNN's operators, so the layers are run as they are written.
    """
    with mock.patch.object(packed_layers, "_are_available", lambda *_: False):
        painter = Pipeline.load()
        draw_job(painter, jobs[0])
        with FlopCounterMode(display=False) as counter:
            for job in jobs:
                draw_job(painter, job)
    counts = {str(key): value for key, value in counter.get_flop_counts()["Global"].items()}
    every = len(jobs) * 1e9
    return counts["aten.convolution"] / every, sum(counts.values()) / every


@torch.inference_mode()
def _limit(runs: int = 3) -> float:
    """GFLOP/s of a 3 x 3 convolution as the painter has them, best of some runs."""
    layer = torch.nn.Conv2d(CHANNELS, CHANNELS, 3, padding=1).eval()
    layer.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    x = torch.rand(1, CHANNELS, SIDE, SIDE).contiguous(memory_format=torch.channels_last)
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        layer(x)
        best = min(best, time.process_time() - start)
    return 2 * 9 * CHANNELS**2 * SIDE**2 / best / 1e9


if __name__ == "__main__":
    main()
