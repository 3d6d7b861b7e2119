"""`docs/evaluation.json`: all figures by key, with how they came about."""

from __future__ import annotations

import datetime
import json
import platform
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

from scenegan.errors import FileError
from scenegan.evaluation.measures import MEASURES, SUFFIXES
from scenegan.evaluation.run import Evaluation

FORMAT = "scenegan/evaluation@1"


def report(evaluation: Evaluation) -> dict[str, Any]:
    """Returns everything that a run found as plain values.

    Figures stand at the top, under their keys; beside them `intervals` (95 %, bootstrap over
    graphs), `counts`, `details`, the `worst` pictures, `left_out`, and `run`, which tells with
    what they were measured.
    """
    figures = evaluation.figures
    ordered = [key for key in all_keys() if key in figures]
    details: dict[str, Any] = {}
    for outcome in evaluation.outcomes.values():
        details |= outcome.details
    return {
        "format": FORMAT,
        "run": _run(evaluation),
        **{key: _rounded(figures[key].value) for key in ordered},
        "intervals": {
            key: [_rounded(low), _rounded(high)]
            for key in ordered
            if (low := figures[key].low) is not None and (high := figures[key].high) is not None
        },
        "counts": {key: figures[key].count for key in ordered},
        "details": details,
        "worst": _worst(evaluation),
        "left_out": evaluation.left_out,
    }


def all_keys() -> list[str]:
    """Returns every key that a report may have, in the order of the table."""
    return [m.key + suffix for m in MEASURES for suffix in ("", *SUFFIXES)]


def read_report(path: Path) -> dict[str, Any]:
    """Reads an earlier report.

    Raises:
        FileError: if there is none, or it is something else.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise FileError(f"The earlier evaluation {path} cannot be read: {error}.") from None
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise FileError(f"{path} is no evaluation of SceneGAN ({FORMAT}); name evaluation.json.")
    return raw


def figures_of(raw: Mapping[str, Any]) -> dict[str, float]:
    """Returns the figures of a report by key."""
    return {key: float(raw[key]) for key in all_keys() if key in raw}


def _worst(evaluation: Evaluation) -> dict[str, list[dict[str, Any]]]:
    """The worst pictures of each measure, by the names of their graphs."""
    worst = {key: cases for o in evaluation.outcomes.values() for key, cases in o.worst.items()}
    held = evaluation.context.held
    return {
        key: [
            {"graph": held[c.number].id, "seed": c.seed, "score": _rounded(c.score), "note": c.note}
            for c in cases
        ]
        for key, cases in worst.items()
    }


def _run(evaluation: Evaluation) -> dict[str, Any]:
    context = evaluation.context
    judges = context.judges
    return {
        "date": datetime.date.today().isoformat(),
        "commit": _commit(),
        "seed": context.seed,
        "model": context.pipeline.name,
        "judges": judges.version if judges is not None else None,
        "split": context.split,
        "graphs": len(context.held),
        "pictures_a_graph": context.extent.seeds,
        "judged_a_graph": context.extent.judged,
        "drawings": context.cache is not None,
        "damage": context.damage,
        "threads": torch.get_num_threads(),
        "machine": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "torch": torch.__version__,
    }


def _commit() -> str | None:
    """The commit of the checkout that this file lies in, with a star if files were changed."""
    try:
        done = subprocess.run(
            ["git", "describe", "--always", "--dirty=*", "--abbrev=12", "--exclude=*"],
            cwd=Path(__file__).parent,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return None
    return done.stdout.strip() or None


def _rounded(value: float) -> float:
    """Six significant digits."""
    return float(f"{value:.6g}")
