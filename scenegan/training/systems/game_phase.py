"""What all phases share in which a generator and discriminators learn from each other.

Each step the discriminators learn first, then the generator, from the same paintings. Paintings are
shown with a running average of the weights.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import Generic, TypeVar

import torch
from torch import Tensor, nn
from torch.nn.utils.parametrize import cached
from torch.optim import Optimizer

from scenegan.training.context import TrainingContext
from scenegan.training.differentiable_augmentation import augmented
from scenegan.training.ema import RunningAverage
from scenegan.training.phase import Phase, optimize
from scenegan.training.schedules import set_rate

_BETAS = (0.5, 0.999)
_CLIP = 10.0

Generator = TypeVar("Generator", bound=nn.Module)
Example = TypeVar("Example")
Painting = TypeVar("Painting")


class GamePhase(Phase, Generic[Generator, Example, Painting]):
    """Trains a generator against discriminators, with the settings `gan`."""

    def __init__(
        self,
        context: TrainingContext,
        name: str,
        generator: Generator,
        judges: nn.Module,
        learner: nn.Module | None = None,
    ) -> None:
        """Takes networks with their first weights.

        Args:
            context: settings and surroundings of the run.
            name: name of the phase.
            generator: paints.
            judges: all discriminators.
            learner: the part of the generator that learns; without it all of it.
        """
        settings = context.settings.gan
        self.name, self.steps, self.batch = name, settings.steps, settings.batch
        self._context, self._settings = context, settings
        self._generator = generator.to(context.device)
        self._discriminators = judges.to(context.device)
        self._average = RunningAverage(generator, warm_steps=20)
        learning = (learner or generator).parameters()
        self._painter_optimizer = torch.optim.Adam(learning, betas=_BETAS)
        self._judge_optimizer = torch.optim.Adam(judges.parameters(), betas=_BETAS)

    def networks(self) -> dict[str, nn.Module]:
        """Returns generator, average and discriminators."""
        return {
            "generator": self._generator,
            "average": self._average,
            "judges": self._discriminators,
        }

    def optimizers(self) -> dict[str, Optimizer]:
        """Returns the two optimisers."""
        return {"generator": self._painter_optimizer, "judges": self._judge_optimizer}

    def step(self, number: int, generator: torch.Generator) -> dict[str, Tensor]:
        """Lets the discriminators learn, then the generator."""
        set_rate(self._painter_optimizer, self._settings.rate)
        set_rate(self._judge_optimizer, self._settings.judge_rate)
        with self._context.stopwatch.preparing():
            example = self._example(generator)
        with self._context.autocast():
            painted = self._painted(example, generator)
        self._discriminators.requires_grad_(True)
        with self._context.autocast(), cached():
            losses = self._judges_losses(example, painted, generator)
        optimize(self._judge_optimizer, torch.stack(list(losses.values())).sum())
        self._discriminators.requires_grad_(False)
        with self._context.autocast(), cached():
            mine = self._painter_losses(example, painted, generator)
        optimize(self._painter_optimizer, torch.stack(list(mine.values())).sum(), clip=_CLIP)
        self._average.follow(self._generator, number)
        return {name: loss.detach().float() for name, loss in (losses | mine).items()}

    @abstractmethod
    def _example(self, generator: torch.Generator) -> Example:
        """Draws a batch."""

    @abstractmethod
    def _painted(self, example: Example, generator: torch.Generator) -> Painting:
        """Paints a batch."""

    @abstractmethod
    def _judges_losses(
        self, example: Example, painted: Painting, generator: torch.Generator
    ) -> dict[str, Tensor]:
        """Returns the weighted losses of the discriminators; paintings give them no gradient."""

    @abstractmethod
    def _painter_losses(
        self, example: Example, painted: Painting, generator: torch.Generator
    ) -> dict[str, Tensor]:
        """Returns the weighted losses of the generator."""

    def _changed(self, pictures: Tensor, generator: torch.Generator) -> Tensor:
        """Moves and cuts pictures before a discriminator sees them."""
        return augmented(pictures, generator) if self._settings.augment else pictures
