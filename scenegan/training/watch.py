"""Signs that learning has broken down, read from the mean losses of the last few steps.

Numbers that are no numbers, a loss that has risen far above its lowest, discriminators that tell
every painting for sure (the painter then learns nothing), and paintings that are all alike.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

STEADY = ("outline", "paints", "flow", "pixels")
"""Losses that fall as long as all is well."""

_FAR_ABOVE = 4.0
_SURE = 0.05
"""Share of what guessing costs the discriminators, when they hardly ever err."""
_REFUSED = 1.5
"""The painter's loss in the same units, when every head refuses its paintings by far."""
_ALIKE = 0.15
"""Differences between paintings as a share of those between drawings, when all are alike."""


def trouble(
    means: Mapping[str, float], lowest: Mapping[str, float], guessing: float | None = None
) -> str | None:
    """Says what has gone wrong, or nothing.

    Args:
        means: mean of each loss since the last look.
        lowest: the lowest such mean of each loss in the phase so far.
        guessing: what guessing costs the discriminators of hinge losses; None where there are none.
    """
    for name, value in means.items():
        if not math.isfinite(value):
            return f"the loss '{name}' is {value}"
    for name in STEADY:
        if name in means and name in lowest and means[name] > _FAR_ABOVE * lowest[name]:
            return (
                f"the loss '{name}' has risen from {lowest[name]:.4f} to {means[name]:.4f}: "
                "learning diverges"
            )
    if guessing is not None and "judges" in means and "adversarial" in means:
        judges, painter = means["judges"] / guessing, means["adversarial"] / guessing
        if judges < _SURE and painter > _REFUSED:
            return (
                f"the discriminators have run away (their loss is {means['judges']:.3f}, the "
                f"painter's {means['adversarial']:.1f})"
            )
    if means.get("variety", 1.0) < _ALIKE:
        return f"the paintings have collapsed (their variety is {means['variety']:.3f})"
    return None
