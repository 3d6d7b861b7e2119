"""What the discriminators of the published systems minimise, and what they tell the generator."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from scenegan.nn.systems.joint_discriminator import Opinion
from scenegan.nn.text_encoder import TextFeatures
from scenegan.training.objectives.matching_aware import matching_aware_loss
from scenegan.training.objectives.minimax import discriminator_loss, generator_loss
from scenegan.training.objectives.word_level_discrimination import word_judge_loss
from scenegan.training.systems.assembly import Judges
from scenegan.training.systems.settings import GanSettings

Change = Callable[[Tensor], Tensor]
"""Augmentation of the pictures that a discriminator sees."""


def judges_losses(
    judges: Judges,
    settings: GanSettings,
    drawn: Sequence[Tensor],
    painted: Sequence[Tensor],
    text: TextFeatures | None,
    other: Tensor,
    change: Change,
) -> dict[str, Tensor]:
    """Returns the weighted losses of the discriminators.

    Args:
        judges: the discriminators.
        settings: which losses there are, and their weights.
        drawn: drawings of each size.
        painted: paintings of each size, without gradients.
        text: what was asked.
        other: [B] places of texts that are wrong for the drawings.
        change: augmentation.
    """
    seen_drawn = judges.look([change(p) for p in drawn])
    seen_painted = judges.look([change(p) for p in painted])
    on_drawn, on_painted = judges.judge(seen_drawn, text), judges.judge(seen_painted, text)
    losses: dict[str, Tensor] = {}
    wrong: list[Opinion] = []
    if text is not None and settings.matching_aware:
        wrong = judges.judge(seen_drawn, text.take(other))
    pairs = list(zip(on_drawn, on_painted, strict=True))
    whether_drawn = [
        discriminator_loss(d.unconditional, p.unconditional)
        for d, p in pairs
        if d.unconditional is not None and p.unconditional is not None
    ]
    whether_shown = [
        matching_aware_loss(
            d.conditional, wrong[level].conditional if wrong else None, p.conditional
        )
        for level, (d, p) in enumerate(pairs)
        if d.conditional is not None and p.conditional is not None
    ]
    if whether_drawn:
        losses["judge_drawn"] = _weight(settings) * torch.stack(whether_drawn).sum()
    if whether_shown:
        losses["judge_shown"] = torch.stack(whether_shown).sum()
    if judges.words is not None and text is not None and settings.words:
        right = judges.words(seen_drawn[-1], text)
        mistaken = judges.words(seen_drawn[-1], text.take(other))
        losses["judge_words"] = settings.words * word_judge_loss(right, mistaken)
    return losses


def painter_losses(opinions: Sequence[Opinion], settings: GanSettings) -> dict[str, Tensor]:
    """Returns what opinions on paintings cost the generator, weighted."""
    losses: dict[str, Tensor] = {}
    for name, weight, logits in (
        ("painted_drawn", _weight(settings), [o.unconditional for o in opinions]),
        ("painted_shown", 1.0, [o.conditional for o in opinions]),
    ):
        costs = [generator_loss(x, settings.saturating) for x in logits if x is not None]
        if costs:
            losses[name] = settings.adversarial * weight * torch.stack(costs).sum()
    return losses


def _weight(settings: GanSettings) -> float:
    """Weight of the question whether a picture is drawn; 1 where it is the only one."""
    return settings.unconditional or 1.0
