"""Trains all systems, and SceneGAN without its mechanisms, with the same seconds of computing.

    python docs/compare_systems.py --data data/pokescene.cache --out runs/compared --seconds 300
    python docs/compare_systems.py --data data/pokescene.cache --out runs/compared --ablations

The runs compute in turn, on one thread, one at a time: each goes on for some seconds while the
others are stopped. So whatever else the machine does slows all of them alike; seconds are those of
the processor. What has been done is not done again, and a run that was stopped goes on. What a run
tells is in a file beside its folder. In the end the commands are printed that measure them.
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

KEPT = (0.25, 0.5)
"""Shares of its last phase after which each system is measured too."""
COMMON = (f"keep_at={','.join(map(str, KEPT))}", "save_every=400", "sample_every=150")
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
TURN = 15.0
"""Seconds of the clock that a run goes on before the next one does."""


def main() -> None:
    """Trains what is missing and prints how to measure it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--seconds", type=float, default=300.0, help="of each run")
    options.add_argument("--ablations", action="store_true")
    options.add_argument("--pairs", type=Path, help="edit pairs, for one more ablation")
    asked = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    if asked.ablations:
        runs = _ablations(asked.data, asked.out, asked.seconds, asked.pairs)
    else:
        named = {n: ("--system", n, *settings) for n, settings in SYSTEMS.items()}
        runs = _trained(asked.out, named, asked.seconds, asked.data)
        curve = [run / f"model-{share}" for share in KEPT for run in runs]
        _tell_measuring(curve, asked.out / "curve.json")
        runs.append(Path("scenegan"))
    name = "ablations" if asked.ablations else "figures"
    _tell_measuring(runs, asked.out / f"{name}.json")


def _tell_measuring(runs: list[Path], figures: Path) -> None:
    words = [word for run in runs for word in ("--systems", str(run))]
    print(shlex.join(["scenegan", "evaluate", *words, "-o", str(figures)]), flush=True)


def _ablations(data: Path, out: Path, seconds: float, pairs: Path | None) -> list[Path]:
    """Trains painters on one and the same shape code and layout network."""
    plain = (*SCENEGAN, "painter.looks=0")
    base = {"ablation-base": ("--phases", "shapes,layout", *plain)}
    (first,) = _trained(out, base, seconds, data)
    given = ("--phases", "painter", "--init", str(first / "model"), *plain)
    named = {f"ablation-{name}": (*given, *settings) for name, settings in ABLATIONS.items()}
    if pairs is not None:
        name, settings = PAIRED
        named[f"ablation-{name}"] = (*given, "--pairs", str(pairs), *settings)
    return _trained(out, named, seconds, data)


def _trained(
    out: Path, named: Mapping[str, tuple[str, ...]], seconds: float, data: Path
) -> list[Path]:
    """Trains runs in turn, or goes on with them."""
    out.mkdir(parents=True, exist_ok=True)
    waiting = deque(_started(out / name, words, seconds, data) for name, words in named.items())
    failed = []
    try:
        while waiting:
            run = waiting[0]
            run.send_signal(signal.SIGCONT)
            try:
                run.wait(TURN)
            except subprocess.TimeoutExpired:
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


def _started(
    run: Path, words: tuple[str, ...], seconds: float, data: Path
) -> subprocess.Popen[bytes]:
    """Starts a run, or starts it again where it was, and stops it for the time being."""
    command = [sys.executable, "-m", "scenegan.training.command", "--out", str(run)]
    if (run / "run.json").exists():
        command += ["--resume"]
    else:
        command += ["--preset", "cpu", "--data", str(data), *words, *COMMON]
    command += ["--threads", "1", "--seconds", str(seconds)]
    print(shlex.join(command), flush=True)
    with run.with_suffix(".log").open("ab") as log:
        started = subprocess.Popen(
            command, stdout=log, stderr=log, env=os.environ | {"OMP_NUM_THREADS": "1"}
        )
    started.send_signal(signal.SIGSTOP)
    return started


if __name__ == "__main__":
    main()
