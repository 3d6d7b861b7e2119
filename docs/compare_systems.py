"""Trains all systems, and SceneGAN without its mechanisms, with the same seconds of computing.

    python docs/compare_systems.py --data data/pokescene.cache --out runs/compared --seconds 300
    python docs/compare_systems.py --data data/pokescene.cache --out runs/compared --ablations

One run after the other, on one thread, so that no two of them share a core; seconds are those of
the processor. What has been done is not done again, and a run that was stopped goes on. In the end
the commands are printed that measure them. docs/seven-systems.md and docs/training.md quote it.
"""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
import sys
from pathlib import Path

KEPT = (0.25, 0.5)
"""Shares of its last phase after which each system is measured too."""
COMMON = (f"keep_at={','.join(map(str, KEPT))}", "save_every=400", "sample_every=100000")
SHORT = ("gan.batch=8", "gan.rate=4e-4", "gan.judge_rate=4e-4")
"""Minutes hold few steps: small batches and larger ones than in the presets, for all systems."""
TEXT_ALONE = ("gan.batch=8", "gan.rate=4e-4", "gan.judge_rate=1.5e-3")
"""Discriminators that are only asked whether text and picture agree learn later than others."""
SCENEGAN = (
    *("painter.side=64", "painter.batch=8", "painter.channels=64,64,64,48,32,24"),
    *("painter.judge_width=16", "painter.adversarial_from=60", "painter.adversarial_ramp=60"),
    *("painter.rate=2e-3", "painter.look_rate=5e-4", "shapes.channels=16", "shapes.batch=64"),
    *("looks.width=128", "looks.batch=64", "layout.width=96", "layout.depth=3"),
    *("layout.heads=4", "layout.batch=16", "layout.rate=2e-3"),
)
SYSTEMS: dict[str, tuple[str, ...]] = {
    "gan": SHORT,
    "gan-int-cls": TEXT_ALONE,
    "stackgan": TEXT_ALONE,
    "stackgan-pp": SHORT,
    "attngan": SHORT,
    # What is told bears larger steps than a game: its boxes collapse with small ones.
    "sg2im": ("gan.batch=8", "gan.rate=1e-3", "gan.judge_rate=4e-4"),
    "controlgan": SHORT,
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
PAIRED = ("with-edit-pairs", ())


def main() -> None:
    """Trains what is missing and prints how to measure it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--seconds", type=float, default=300.0, help="of each run")
    options.add_argument("--ablations", action="store_true")
    options.add_argument("--pairs", type=Path, help="edit pairs, for one more ablation")
    asked = options.parse_args()
    if asked.ablations:
        runs = _ablations(asked.data, asked.out, asked.seconds, asked.pairs)
    else:
        runs = [
            _trained(asked.out / name, asked.seconds, asked.data, "--system", name, *settings)
            for name, settings in SYSTEMS.items()
        ]
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
    base = out / "ablation-base"
    plain = (*SCENEGAN, "painter.looks=0")
    _trained(base, seconds, data, "--phases", "shapes,layout", *plain)
    given = ("--phases", "painter", "--init", str(base / "model"), *plain)
    runs = [
        _trained(out / f"ablation-{name}", seconds, data, *given, *settings)
        for name, settings in ABLATIONS.items()
    ]
    if pairs is not None:
        name, settings = PAIRED
        more = ("--pairs", str(pairs), *settings)
        runs.append(_trained(out / f"ablation-{name}", seconds, data, *given, *more))
    return runs


def _trained(run: Path, seconds: float, data: Path, *words: str) -> Path:
    """Trains a run, or goes on with it."""
    command = [sys.executable, "-m", "scenegan.training.command", "--out", str(run)]
    if (run / "run.json").exists():
        command += ["--resume"]
    else:
        command += ["--preset", "cpu", "--data", str(data), *words, *COMMON]
    command += ["--threads", "1", "--seconds", str(seconds)]
    print(shlex.join(command), flush=True)
    subprocess.run(command, check=True, env=os.environ | {"OMP_NUM_THREADS": "1"})
    return run


if __name__ == "__main__":
    main()
