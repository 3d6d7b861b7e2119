"""How long a run has trained, read from its folder."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_STAGES = {"stage1": "gan", "stage2": "gan"}


@dataclass(frozen=True)
class TrainingRecord:
    """What a run tells of its training.

    Attributes:
        seconds: computing of all steps of all phases (`scenegan.training.budget`).
        seconds_a_step: mean time of a step of the last phase.
        steps: steps of the last phase.
    """

    seconds: float
    seconds_a_step: float
    steps: int

    @classmethod
    def of_run(cls, folder: Path) -> TrainingRecord | None:
        """Reads the record of a run; None for weights without one, or of a run that never began."""
        try:
            about = json.loads((folder / "run.json").read_text(encoding="utf-8"))
            lines = (folder / "stats.jsonl").read_text(encoding="utf-8").splitlines()
        except OSError:
            return None
        spent: dict[str, float] = defaultdict(float)
        done: dict[str, int] = defaultdict(int)
        for row in map(json.loads, lines):
            if "examples_per_second" in row:
                phase, step = row["phase"], int(row["step"])
                if "computed" in row:
                    spent[phase] = row["computed"]
                else:
                    batch = about["settings"][f"{_STAGES.get(phase, phase)}.batch"]
                    spent[phase] += (step - done[phase]) * batch / row["examples_per_second"]
                done[phase] = step
        return cls._of_phases(spent, done) if done else None

    @classmethod
    def _of_phases(cls, spent: dict[str, float], done: dict[str, int]) -> TrainingRecord:
        last = list(done)[-1]
        return cls(sum(spent.values()), spent[last] / max(done[last], 1), done[last])

    def to_json(self) -> dict[str, Any]:
        """Returns it as plain values."""
        return {
            "seconds": round(self.seconds, 1),
            "seconds_a_step": round(self.seconds_a_step, 4),
            "steps": self.steps,
        }
