"""Trains all systems, and SceneGAN without its mechanisms, with the same seconds of computing.

    python docs/compare_systems.py --data data/pokescene.cache --out runs/gpu --seconds 270 --gpu
    python docs/compare_systems.py --data data/pokescene.cache --out runs/compared --seconds 300
    python docs/compare_systems.py --data data/pokescene.cache --out runs/compared --ablations

With `--gpu` all runs share one GPU, side by side, each with one thread of the processor; seconds
are those of the clock. Ablations may be given equal steps in place of equal seconds.

Without it runs compute in turn, on one thread, one at a time: each goes on for some seconds while
the others are stopped. So whatever else the machine does slows all of them alike; seconds are those
of the processor. What has been done is not done again, and a run that was stopped goes on from its
last checkpoint. What a run tells is in a file beside its folder. In the end the command is printed
that measures them.
docs/seven-systems.md and docs/training.md quote it. Needs a system that can stop processes (not
Windows).
"""

from __future__ import annotations

import argparse
import os
import shlex
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

KEPT = (0.25, 0.5)
"""Shares of its last phase after which each system is measured too."""
COMMON = (f"keep_at={','.join(map(str, KEPT))}",)
SELDOM = ("save_every=400", "sample_every=150")
GPU_SELDOM = ("log_every=50", "save_every=500", "sample_every=2000")
GAME = ("gan.batch=8", "gan.judge_width=16", "gan.rate=1e-3", "gan.judge_rate=3e-4")
"""Minutes hold few steps: small batches, larger steps than in the presets. Generators take larger
ones than discriminators, which otherwise have won before there is anything to see."""
NARROW = (*GAME, "gan.width=16")
"""Transposed convolutions double their channels four times, and cost twice as much otherwise."""
SCENEGAN = (
    *("painter.side=64", "painter.batch=8", "painter.channels=64,64,64,48,32,24"),
    *("painter.judge_width=16", "painter.adversarial_from=60", "painter.adversarial_ramp=60"),
    *("painter.rate=2e-3", "painter.look_rate=5e-4", "shapes.channels=16", "shapes.batch=64"),
    *("looks.width=128", "looks.batch=64", "layout.width=96", "layout.depth=3"),
    *("layout.heads=4", "layout.batch=16", "layout.rate=2e-3"),
)
GPU_SCENEGAN = (
    *SCENEGAN,
    *("painter.batch=16", "painter.judge_width=24", "painter.rate=1e-3", "painter.look_rate=3e-4"),
    *("painter.adversarial_from=200", "painter.adversarial_ramp=200", "shapes.batch=128"),
    *("looks.batch=128", "layout.batch=64", "layout.rate=1e-3"),
)
"""Ten times as many steps: batches and widths of the discriminators are those of the presets."""
SYSTEMS: dict[str, tuple[str, ...]] = {
    "gan": NARROW,
    "gan-int-cls": NARROW,
    "stackgan": GAME,
    "stackgan-pp": GAME,
    "attngan": GAME,
    "sg2im": GAME,
    "controlgan": GAME,
    "scenegan": SCENEGAN,
}
ABLATIONS: dict[str, tuple[str, ...]] = {
    "whole": (),
    "no-graph-convolution": ("painter.graph_layers=0",),
    "no-late-layout": ("painter.late_layout=false",),
    "no-node-attention": ("painter.node_attention=false",),
    "one-stage": ("painter.coarse=false",),
    "no-adversarial-loss": ("painter.adversarial=0", "painter.matching=0"),
    "no-perceptual-loss": ("painter.perceptual=0",),
}
PAIRED: tuple[str, tuple[str, ...]] = ("with-edit-pairs", ())
_BASE = "base"
TURN = 15.0
"""Seconds of the clock that a run goes on before the next one does."""


class Comparison(NamedTuple):
    """What all runs of a comparison have in common.

    Attributes:
        data: the cache of drawings.
        out: folder of the runs.
        seconds: of computing that each run takes.
        gpu: whether the runs share a GPU, all at once.
    """

    data: Path
    out: Path
    seconds: float
    gpu: bool

    @property
    def scenegan(self) -> tuple[str, ...]:
        """The settings of SceneGAN."""
        return GPU_SCENEGAN if self.gpu else SCENEGAN

    def settings(self, system: str) -> tuple[str, ...]:
        """Returns what a system changes in the preset."""
        if system == "scenegan":
            return self.scenegan
        return () if self.gpu else SYSTEMS[system]


def main() -> None:
    """Trains what is missing and prints how to measure it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--seconds", type=float, default=300.0, help="of each run")
    options.add_argument("--gpu", action="store_true", help="all runs at once on a GPU")
    options.add_argument("--ablations", action="store_true")
    options.add_argument("--only", action="append", help="one of the runs; again for more")
    options.add_argument("--steps", type=int, help="of the painter of each ablation, not seconds")
    options.add_argument("--pairs", type=Path, help="edit pairs, for one more ablation")
    asked = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    comparison = Comparison(asked.data, asked.out, asked.seconds, asked.gpu)
    if asked.ablations:
        runs = _ablations(comparison, asked.steps, asked.pairs, asked.only)
    else:
        names = asked.only or SYSTEMS
        named = {n: ("--system", n, *comparison.settings(n)) for n in names}
        runs = _trained(comparison, named)
        runs.append(Path("scenegan"))
    name = "ablations" if asked.ablations else "figures"
    _tell_measuring(runs, asked.out / f"{name}.json")


def _tell_measuring(runs: list[Path], figures: Path) -> None:
    if not runs:
        return
    words = [word for run in runs for word in ("--systems", str(run))]
    print(shlex.join(["scenegan", "evaluate", *words, "-o", str(figures)]), flush=True)


def _ablations(
    comparison: Comparison, steps: int | None, pairs: Path | None, only: list[str] | None
) -> list[Path]:
    """Trains painters on one and the same shape code and layout network."""
    plain = (*comparison.scenegan, "painter.looks=0")
    base = {f"ablation-{_BASE}": ("--phases", "shapes,layout", *plain)}
    (first,) = _trained(comparison, base)
    given = ("--phases", "painter", "--init", str(first / "model"), *plain)
    if steps is not None:
        given += (f"painter.steps={steps}",)
        comparison = comparison._replace(seconds=0.0)
    named = {f"ablation-{name}": (*given, *settings) for name, settings in ABLATIONS.items()}
    if pairs is not None:
        name, settings = PAIRED
        named[f"ablation-{name}"] = (*given, "--pairs", str(pairs), *settings)
    if only is not None:
        named = {f"ablation-{name}": named[f"ablation-{name}"] for name in only if name != _BASE}
    return _trained(comparison, named)


def _trained(comparison: Comparison, named: Mapping[str, tuple[str, ...]]) -> list[Path]:
    """Trains runs, in turn or all at once, or goes on with them."""
    out = comparison.out
    out.mkdir(parents=True, exist_ok=True)
    waiting = deque(_started(comparison, out / name, words) for name, words in named.items())
    failed = []
    try:
        while waiting:
            run = waiting[0]
            if not comparison.gpu:
                run.send_signal(signal.SIGCONT)
            try:
                run.wait(TURN)
            except subprocess.TimeoutExpired:
                if not comparison.gpu:
                    run.send_signal(signal.SIGSTOP)
                waiting.rotate(-1)
                continue
            waiting.popleft()
            if run.returncode:
                failed.append(str(run.args))
    finally:
        for run in waiting:
            run.terminate()
            run.send_signal(signal.SIGCONT)
    if failed:
        raise SystemExit("\n".join(["These failed; their logs tell why:", *failed]))
    return [out / name for name in named]


def _started(comparison: Comparison, run: Path, words: tuple[str, ...]) -> subprocess.Popen[bytes]:
    """Starts a run, or starts it again where it was; one that has its turns stops for now."""
    command = [sys.executable, "-m", "scenegan.training.command", "--out", str(run)]
    if (run / "run.json").exists():
        command += ["--resume"]
    else:
        seldom = GPU_SELDOM if comparison.gpu else SELDOM
        data = ("--data", str(comparison.data))
        command += ["--preset", "cpu", *data, *words, *COMMON, *seldom]
    command += ["--threads", "1"]
    if comparison.seconds:
        command += ["--seconds", str(comparison.seconds)]
    print(shlex.join(command), flush=True)
    with run.with_suffix(".log").open("ab") as log:
        started = subprocess.Popen(
            command, stdout=log, stderr=log, env=os.environ | {"OMP_NUM_THREADS": "1"}
        )
    if not comparison.gpu:
        started.send_signal(signal.SIGSTOP)
    return started


if __name__ == "__main__":
    main()
