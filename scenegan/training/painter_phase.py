"""Last phase: the painter learns to paint layouts, against its discriminators.

It paints true part maps and maps re-encoded with noise, never sampled layouts: a discriminator
that sees those as paintings tells them by the map and runs away. The look code learns on with it:
what is painted inside the parts of a drawing is encoded, blurred, decoded and painted again.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils.parametrize import cached
from torch.optim import Optimizer

from scenegan.nn.cascade import STAGES, Painter
from scenegan.nn.composition import shrunk_map
from scenegan.nn.discriminators import Discriminators, Verdict
from scenegan.nn.even_rows import evened
from scenegan.nn.look_code import LOOK_CODE_DIMS, LookCode, plain_layers
from scenegan.nn.weights import save_network
from scenegan.training.augmentation import premultiplied
from scenegan.training.batches import Drawings
from scenegan.training.context import TrainingContext
from scenegan.training.devices import averaged, own_share
from scenegan.training.ema import RunningAverage
from scenegan.training.heat import Heat
from scenegan.training.initial_weights import begin_as
from scenegan.training.look_library_table import write_look_library
from scenegan.training.look_phase import load_look_code, paint_error
from scenegan.training.objectives.adversarial import (
    gradient_penalty,
    judge_loss,
    matching_loss,
    mismatch_loss,
    painter_loss,
)
from scenegan.training.objectives.perceptual import features_for, perceptual_loss
from scenegan.training.objectives.reconstruction import (
    divergence,
    normal_divergence,
    picture_difference,
    pyramid,
    variety,
)
from scenegan.training.painter_examples import Example, PainterExamples
from scenegan.training.painter_mechanisms import PainterMechanisms
from scenegan.training.painter_teacher import PainterTeacher
from scenegan.training.pairs import leak, unchanged
from scenegan.training.part_maps import compose_layout
from scenegan.training.phase import Phase, optimize
from scenegan.training.schedules import set_rate, warm_and_cool
from scenegan.training.settings import painter_options
from scenegan.training.shape_phase import encode_outlines, load_shape_code
from scenegan.training.true_looks import EYE, true_looks

_JUDGES_LEAD = 100
_SHOWN = 6
_MOST_PAIRS = 4
Losses = dict[str, Tensor]


class PainterPhase(Phase):
    """Trains a `Painter` with `Discriminators`, and the look code where there is one."""

    name = "painter"

    def __init__(self, context: TrainingContext) -> None:
        """Starts from the initial weights, or anew; needs a trained shape code."""
        settings = context.settings.painter
        self.steps, self.batch = settings.steps, settings.batch
        self.heavier_from = max(0, settings.adversarial_from - _JUDGES_LEAD)
        self._context, self._settings, self._side = context, settings, settings.side
        words = context.words
        self._painter = Painter(
            len(words.parts), len(words.attributes), **painter_options(settings)
        )
        if context.initial is not None:
            begin_as(context, "painter", self._painter)
        self._judges = Discriminators(
            len(words.parts), settings.judge_width, only_finest=not settings.coarse
        )
        self.guessing = (1.0 + settings.unconditional) * len(self._judges.stages)
        self._mechanisms = PainterMechanisms(settings, len(words.parts), len(words.attributes))
        context.placed(self._painter, convolutions=True)
        context.placed(self._judges, convolutions=True)
        context.placed(self._mechanisms, convolutions=True)
        self._look = load_look_code(context) if settings.looks else None
        self._average = RunningAverage(self._painter, warm_steps=20)
        self._look_average = RunningAverage(self._look, warm_steps=20) if self._look else None
        self._heat = Heat().to(context.device)
        fused = context.device.type == "cuda"
        self._painter_optimizer = torch.optim.Adam(
            self._learning_weights(), betas=(0.5, 0.99), fused=fused
        )
        self._judge_optimizer = torch.optim.Adam(
            self._judges.parameters(), betas=(0.0, 0.99), fused=fused
        )
        beside = list(self._mechanisms.parameters())
        self._beside_optimizer = torch.optim.Adam(beside, betas=(0.5, 0.99)) if beside else None
        self._shape_code = load_shape_code(context)
        self._examples = PainterExamples(context, self._shape_code)
        self._features = features_for(context) if settings.perceptual else None
        self._teacher = (
            PainterTeacher(Path(settings.teacher), context) if settings.teacher else None
        )

    def networks(self) -> dict[str, nn.Module]:
        """Returns painter, look code, their averages and discriminators."""
        networks: dict[str, nn.Module] = {
            "painter": self._painter,
            "average": self._average,
            "judges": self._judges,
            "heat": self._heat,
        }
        if self._beside_optimizer is not None:
            networks["mechanisms"] = self._mechanisms
        if self._look is not None and self._look_average is not None:
            networks |= {"look": self._look, "look_average": self._look_average}
        return networks

    def optimizers(self) -> dict[str, Optimizer]:
        """Returns the optimisers of both sides, and of what learns beside them."""
        optimizers: dict[str, Optimizer] = {
            "painter": self._painter_optimizer,
            "judges": self._judge_optimizer,
        }
        if self._beside_optimizer is not None:
            optimizers["mechanisms"] = self._beside_optimizer
        return optimizers

    def step(self, number: int, generator: torch.Generator) -> Losses:
        """Lets the discriminators learn, then the painter."""
        settings = self._settings
        level = warm_and_cool(number, self.steps)
        set_rate(self._painter_optimizer, settings.rate * level)
        set_rate(self._judge_optimizer, settings.judge_rate * level)
        judged = number >= settings.adversarial_from - _JUDGES_LEAD
        if judged:
            for _ in range(settings.judge_steps - 1):
                self._teach_judges_alone(number, generator)
        example = self._example(generator)
        painted, losses, total = self._rebuilt(number, example)
        extra = self._with_mechanisms(number, example, painted)
        losses |= extra.told
        total = total + extra.cost
        if judged:
            losses["judges"], verdicts = self._teach_judges(number, example, painted)
            if number >= settings.adversarial_from:
                losses |= self._ask_judges(example, painted, verdicts)
                total = total + self._ramp(number) * self._adversarial(losses)
                self._heat.feel(averaged(losses["adversarial"].detach()), number)
        if settings.leak and self._context.edited and number % settings.leak_every == 0:
            losses["leak"] = self._leak(generator)
            total = total + settings.leak * losses["leak"]
        optimize(self._painter_optimizer, total, clip=2.0)
        self._average.follow(self._painter, number)
        if self._look is not None and self._look_average is not None:
            self._look_average.follow(self._look, number)
        losses["variety"] = variety(painted[0], example.drawn[0])
        return {name: loss.detach().float() for name, loss in losses.items()}

    @torch.no_grad()
    def measure(self) -> dict[str, float]:
        """Returns the difference from held-out drawings on their true maps, 0..1."""
        drawings = self._held_out()
        drawn = pyramid(premultiplied(drawings.picture.float() / 255), [self._side])[0]
        figures = {}
        for name, looks in (("held_out_pixels", False), ("held_out_with_own_looks", True)):
            if self._look_average is not None or not looks:
                painted = premultiplied(self._paint(drawings, drawings.index_map, looks))
                figures[name] = (painted - drawn).abs().mean().item()
        return figures

    @torch.no_grad()
    def sample(self) -> Tensor:
        """Shows held-out drawings, painted from true and from re-encoded maps."""
        drawings = self._held_out()
        codes = encode_outlines(self._shape_code, drawings, mirror=False)
        recoded = compose_layout(self._shape_code, drawings.graphs, drawings.layout(codes))
        painted = [self._paint(drawings, drawings.index_map, looks=False)]
        painted += [self._paint(drawings, m, looks=True) for m in (drawings.index_map, recoded)]
        columns = [drawings.picture.float() / 255, *map(self._enlarged, painted)]
        white = [x[:, :3] * x[:, 3:] + 1 - x[:, 3:] for x in columns]
        return torch.cat([torch.cat(list(column), 1) for column in white], 2)

    def finish(self, folder: Path) -> None:
        """Writes `painter.safetensors`, and look code and library where they learned on."""
        save_network(folder, "painter", self._average.network)
        if self._look_average is None:
            return
        code, words, train = self._look_average.network, self._context.words, self._context.train
        save_network(folder, "look", code)
        table = self._context.looks_of_train()
        write_look_library(folder, code, train, table, words, self._context.settings.looks.kept)

    def _learning_weights(self) -> list[dict[str, object]]:
        """The painter's weights, and those of the look code at a rate of their own."""
        groups: list[dict[str, object]] = [{"params": list(self._painter.parameters())}]
        if self._look is not None:
            share = self._settings.look_rate / self._settings.rate
            groups.append({"params": list(self._look.parameters()), "share": share})
        return groups

    def _example(self, generator: torch.Generator) -> Example:
        """Draws a batch for all processes, and returns the part of this one."""
        with self._context.stopwatch.preparing():
            return self._examples.draw(self.batch, generator).part(own_share(self.batch))

    def _rebuilt(self, number: int, example: Example) -> tuple[list[Tensor], Losses, Tensor]:
        """Paints a batch; returns premultiplied paintings, losses and their weighted sum."""
        settings = self._settings
        layers, losses = self._layers(example)
        painted = self._painted(example, layers)
        wanted = self._teacher.wanted(example, layers) if self._teacher else example.drawn
        losses["pixels"] = picture_difference(painted, wanted)
        total = settings.reconstruction * losses["pixels"]
        if "looks" in losses:
            total = total + settings.look_error * losses["looks"]
        if self._features is not None and number % settings.perceptual_every == 0:
            with self._context.autocast():
                losses["perceptual"] = perceptual_loss(
                    self._features, painted[-1], wanted[-1], example.background
                )
            total = total + settings.perceptual * losses["perceptual"]
        return painted, losses, total

    def _with_mechanisms(self, number: int, example: Example, painted: list[Tensor]) -> _Extra:
        """Lets what learns beside the painter learn, and asks it about the paintings."""
        settings = self._settings
        told: Losses = {}
        if self._beside_optimizer is not None:
            level = warm_and_cool(number, self.steps)
            set_rate(self._beside_optimizer, settings.judge_rate * level)
            self._mechanisms.requires_grad_(True)
            with self._context.autocast():
                told = self._mechanisms.own_losses(example, painted[-1].detach())
            optimize(self._beside_optimizer, torch.stack(list(told.values())).sum())
        self._mechanisms.requires_grad_(False)
        with self._context.autocast():
            mine = self._mechanisms.painter_losses(example, painted)
        conditioning = self._painter.conditioning
        if conditioning is not None:
            code = conditioning(example.asked.graphs.kind)
            mine["kl"] = settings.kl * divergence(code.mean, code.log_variance)
        return _Extra(told | mine, sum(mine.values(), painted[0].new_zeros(())))

    def _painted(self, example: Example, layers: Tensor | None) -> list[Tensor]:
        self._painter.train()
        with self._context.autocast():
            pictures = self._painter(*example.asked, example.noise, layers, example.kind_noise)
        return [premultiplied(picture) for picture in pictures[-len(self._judges.stages) :]]

    def _layers(self, example: Example) -> tuple[Tensor | None, Losses]:
        """Encodes, blurs and decodes the true looks; returns them and the code's own loss."""
        if self._look is None:
            return None, {}
        part, looked = example.asked.graphs.part, example.looked
        true, which = example.layers[looked].float() / 255, evened(part[looked])
        mean, log_variance = (x[: len(true)] for x in self._look.encode(evened(true), which))
        code = mean + example.look_noise[looked] * (log_variance / 2).exp()
        logits = self._look.decode(evened(code), which)[: len(true)]
        layers = plain_layers(len(looked), looked.shape[1], mean.device)
        layers[looked] = logits
        # Means over the parts of all processes: a share of the batch may have none.
        count = averaged(torch.tensor(float(len(true)), device=mean.device)).clamp(min=1)
        error = paint_error(logits, true, torch.ones_like(true[:, 0]))
        kl = normal_divergence(mean, log_variance).sum() / count
        return layers, {"looks": error + self._context.settings.looks.kl * kl}

    def _teach_judges_alone(self, number: int, generator: torch.Generator) -> None:
        """Lets the discriminators learn from a batch that the painter does not learn from."""
        example = self._example(generator)
        with torch.no_grad():
            painted = self._painted(example, self._layers(example)[0])
        self._teach_judges(number, example, painted)

    def _teach_judges(
        self, number: int, example: Example, painted: list[Tensor]
    ) -> tuple[Tensor, list[Verdict]]:
        """Returns the discriminators' loss, and their verdicts on the drawings."""
        settings = self._settings
        self._judges.requires_grad_(True)
        with self._context.autocast(), cached():
            asked = self._judges.asked(*example.asked)
            on_drawn = self._judges(example.drawn, asked)
            on_painted = self._judges([p.detach() for p in painted], asked)
            loss = judge_loss(on_drawn, on_painted, settings.unconditional)
            told = loss
            if self._shows_others(number):
                other = self._judges.asked(*example.others[number % 2 == 0])
                loss = loss + settings.mismatch * mismatch_loss(self._judges(example.drawn, other))
        if settings.r1 and number % settings.r1_every == 0:
            # Lazily, as in StyleGAN2 (Karras et al. 2020, appendix B): seldom, but weightier.
            asked = [level.detach() for level in asked]
            penalty = gradient_penalty(self._judges, example.drawn, asked)
            loss = loss + settings.r1 / 2 * settings.r1_every * penalty
        optimize(self._judge_optimizer, loss)
        return told, on_drawn

    def _shows_others(self, number: int) -> bool:
        """Whether the discriminators see drawings with what was asked for others in this step."""
        settings = self._settings
        at_times = number % settings.mismatch_every == 0
        return bool(settings.mismatch) and at_times and self.batch > 1

    def _ask_judges(
        self, example: Example, painted: list[Tensor], on_drawn: list[Verdict]
    ) -> Losses:
        self._judges.requires_grad_(False)
        with self._context.autocast(), cached():
            verdicts = self._judges(painted, self._judges.asked(*example.asked))
        return {
            "adversarial": painter_loss(verdicts, self._settings.unconditional),
            "matching": matching_loss(verdicts, on_drawn),
        }

    def _adversarial(self, losses: Losses) -> Tensor:
        """A discriminator that runs away is listened to less."""
        settings = self._settings
        matching = settings.matching * losses["matching"]
        told = settings.adversarial * self._heat.calm() * losses["adversarial"]
        total: Tensor = matching + told
        return total

    def _ramp(self, number: int) -> float:
        since = number - self._settings.adversarial_from
        return min(1.0, since / max(1, self._settings.adversarial_ramp) + 0.05)

    def _leak(self, generator: torch.Generator) -> Tensor:
        """Paints some drawings before and after an edit: what is far from it has to stay."""
        edited = self._context.edited
        assert edited is not None
        count = min(_MOST_PAIRS, self.batch)
        with self._context.stopwatch.preparing(), torch.no_grad():
            # Every process paints the same few pairs: there are too few to share them.
            size, device = (count,), self._context.device
            index = torch.randint(len(edited), size, device=device, generator=generator)
            after = edited.drawings.take(index)
            before = self._context.train.take(edited.before[index])
            both = Drawings.cat([before, after])
            still = -F.max_pool2d(
                -unchanged(before.picture, after.picture), STAGES[-1] // self._side
            )
        layers = None if self._look is None else self._own_layers(both, self._look)
        with self._context.autocast():
            graphs = both.graphs
            maps = shrunk_map(both.index_map, self._side)
            pictures = self._painter(graphs, both.box, maps, graphs.colors, layers=layers)
            picture = pictures[-1]
        before_edit, after_edit = premultiplied(picture).chunk(2)
        return leak(before_edit, after_edit, still)

    def _own_layers(self, drawings: Drawings, code: LookCode) -> Tensor:
        """The looks of drawings as their own codes give them back."""
        table = true_looks(drawings, self._context.words.part_index.get(EYE))
        looked = ~drawings.graphs.pad
        part = drawings.graphs.part
        mean = torch.zeros(*looked.shape, LOOK_CODE_DIMS, device=looked.device)
        mean[looked] = code.encode(table.layers[looked].float() / 255, part[looked])[0]
        return code.layers(mean, looked, part)

    def _held_out(self) -> Drawings:
        held_out = self._context.held_out
        shown = torch.arange(min(_SHOWN, len(held_out)), device=self._context.device)
        return held_out.take(shown)

    def _paint(self, drawings: Drawings, maps: Tensor, looks: bool) -> Tensor:
        graphs, layers = drawings.graphs, None
        if looks and self._look_average is not None:
            layers = self._own_layers(drawings, self._look_average.network)
        painter = self._average.network
        asked = shrunk_map(maps, self._side)
        picture: Tensor = painter(graphs, drawings.box, asked, graphs.colors, layers=layers)[-1]
        return picture

    def _enlarged(self, picture: Tensor) -> Tensor:
        return F.interpolate(picture, scale_factor=STAGES[-1] / self._side)


class _Extra(NamedTuple):
    """What mechanisms beside the discriminators said: losses, and what they cost the painter."""

    told: Losses
    cost: Tensor
