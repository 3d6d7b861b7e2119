"""A trained painter that shows another one, as a rule a smaller one, how to paint.

Knowledge distillation (Hinton et al. 2015): what the teacher paints is asked for in place of the
drawings. It knows an answer for all colours, maps and looks that training thinks up, where the
drawings have been changed by rules.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor

from scenegan.errors import ModelError
from scenegan.nn.cascade import Painter
from scenegan.nn.weights import read_config
from scenegan.training.augmentation import premultiplied
from scenegan.training.context import TrainingContext
from scenegan.training.painter_examples import Example


class PainterTeacher:
    """Paints the pictures that are asked for in some examples of each batch."""

    def __init__(self, folder: Path, context: TrainingContext) -> None:
        """Reads the painter in a folder of weights.

        Raises:
            ModelError: if there is none, or if it knows other words or has another side than the
                painter that learns.
        """
        settings = context.settings.painter
        if read_config(folder).words != context.words:
            raise ModelError(f"The teacher in {folder} knows other words: train without it.")
        self._painter = Painter.read(folder)
        if self._painter.side != settings.side:
            raise ModelError(
                f"The teacher in {folder} paints {self._painter.side} pixels a side: set "
                f"painter.side={self._painter.side}."
            )
        context.placed(self._painter, convolutions=True)
        # As the pupil in training: its coarse pictures do not start from looks.
        self._painter.train().requires_grad_(False)
        self._context, self._share = context, settings.taught

    @torch.no_grad()
    def wanted(self, example: Example, layers: Tensor | None) -> list[Tensor]:
        """Returns what is asked for: premultiplied pictures of each stage, some of them drawn.

        Args:
            example: the batch.
            layers: looks of its parts.
        """
        taught = round(self._share * len(example.noise))
        with self._context.autocast():
            pictures = self._painter(*example.asked, example.noise, layers, example.kind_noise)
        painted = pictures[-len(example.drawn) :]
        return [
            torch.cat([premultiplied(p.clamp(0, 1))[:taught], d[taught:]])
            for p, d in zip(painted, example.drawn, strict=True)
        ]
