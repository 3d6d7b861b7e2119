"""How judges are trained, as numbers: what `judges.json` tells of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from scenegan.evaluation.judges.fitting import Plan


@dataclass(frozen=True)
class Recipe:
    """All settings of a training.

    Attributes:
        copies: changed copies of each drawing of the train split.
        seed: of all randomness.
        segmenter: plan of the judge of parts.
        attributes: plan of the judge of attributes.
        types: plan of the judge of types.
        matcher: plan of the judge of captions.
    """

    copies: int = 7
    seed: int = 1
    segmenter: Plan = field(default_factory=lambda: Plan(1000, 8, 2e-3, 1e-4, 200, 0.995, rounds=4))
    attributes: Plan = field(default_factory=lambda: Plan(360, 16, 2e-3, 1e-2, 60, 0.98, rounds=2))
    types: Plan = field(default_factory=lambda: Plan(1200, 64, 1e-3, 5e-2, 100, 0.98))
    matcher: Plan = field(default_factory=lambda: Plan(1600, 128, 1e-3, 5e-2, 100, 0.98))
