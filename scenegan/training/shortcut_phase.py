"""A phase behind the layout's: the network learns shortcuts from noise to layouts.

Following a flow takes many calls. Here the network that knows the way shows where it leads, and a
copy of it learns to get there in two calls (Luhman & Luhman 2021, "Knowledge Distillation in
Iterative Generative Models"; Salimans & Ho 2022, "Progressive Distillation"). It is told which of
the two is asked for, the way or a shortcut, by one more modulation (Frans et al. 2024, "One Step
Diffusion via Shortcut Models"), and goes on learning the way, so that it can be trained further.
No drawing limits what is learned here: any noise for any graph is a new lesson.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.optim import Optimizer

from scenegan.nn.graph_batch import SIBLING, GraphBatch
from scenegan.nn.layout import SHORTCUTS, LayoutCondition, LayoutFlow
from scenegan.nn.layout_sampling import DEFAULT_TEMPERATURE, sample_tokens
from scenegan.nn.layout_tokens import TOKEN_DIMS
from scenegan.nn.token_norm import TokenNorm
from scenegan.nn.twins import tie_noise
from scenegan.nn.weights import load_network, read_tensors, save_network
from scenegan.training.context import TrainingContext
from scenegan.training.devices import own_share
from scenegan.training.ema import RunningAverage
from scenegan.training.layout_examples import LayoutTable
from scenegan.training.layout_phase import layout_sheet
from scenegan.training.objectives.flow_matching import (
    FlowPoint,
    field_error,
    flow_loss,
    hanging_loss,
    random_given,
)
from scenegan.training.phase import Phase, optimize
from scenegan.training.schedules import one_cycle, set_rate
from scenegan.training.shape_phase import load_shape_code

_WARM = 0.05
_TEMPERATURES = (0.5, 1.0)
_COLORED = 0.7
"""Share of lessons in which all colours are given, as they are for every picture."""
_OF_OTHERS = 0.35
"""Share of graphs that get the kind of another one, so that kinds and parts meet in new ways."""


class ShortcutPhase(Phase):
    """Teaches a copy of a trained `LayoutFlow` to end where many small steps end."""

    name = "shortcuts"

    def __init__(self, context: TrainingContext) -> None:
        """Needs the weights of a shape code and of a layout network in the run's model."""
        settings = context.settings.shortcuts
        self.steps, self.batch = settings.steps, settings.batch
        self._context, self._settings = context, settings
        sizes = context.settings.layout
        n_parts, n_attributes = len(context.words.parts), len(context.words.attributes)
        options = {"width": sizes.width, "depth": sizes.depth, "heads": sizes.heads}
        way = LayoutFlow(n_parts, n_attributes, dropout=0.0, **options)
        self._flow = LayoutFlow(n_parts, n_attributes, dropout=0.0, jumps=settings.jumps, **options)
        weights = read_tensors(context.model, "layout")
        way.load_state_dict({k: v for k, v in weights.items() if k not in SHORTCUTS})
        self._flow.load_state_dict(way.state_dict(), strict=False)
        self._way = context.placed(way.eval().requires_grad_(False))
        context.placed(self._flow)
        self._norm = TokenNorm(n_parts)
        load_network(context.model, "norm", self._norm)
        self._norm.to(context.device)
        self._shape_code = load_shape_code(context)
        views = context.words.views
        self._known = LayoutTable.of(context.train, self._shape_code, views)
        self._held_out = LayoutTable.of(context.held_out, self._shape_code, views)
        self._average = RunningAverage(self._flow)
        self._optimizer = torch.optim.AdamW(
            self._flow.parameters(), betas=(0.9, 0.98), weight_decay=0.01
        )

    def networks(self) -> dict[str, nn.Module]:
        """Returns the network and its average."""
        return {"layout": self._flow, "average": self._average}

    def optimizers(self) -> dict[str, Optimizer]:
        """Returns the optimiser of the network."""
        return {"layout": self._optimizer}

    def step(self, number: int, generator: torch.Generator) -> dict[str, Tensor]:
        """Learns where some noise is carried to, and the velocity at random points of the way."""
        set_rate(self._optimizer, self._settings.rate * one_cycle(number, self.steps, _WARM))
        with self._context.stopwatch.preparing():
            changed = self._context.settings.layout
            drawn = self._known.examples(
                self._norm, self.batch, changed.varied, changed.swapped, generator
            )
            graphs, clean, given, noise = self._lesson(*drawn, generator)
            way = FlowPoint.draw(clean, generator).part(own_share(self.batch))
        with self._context.autocast():
            with torch.no_grad():
                known = self._way.condition(graphs)
                target = self._target(known, noise, given, clean).float()
            condition = self._flow.condition(graphs)
            arrival = sample_tokens(self._flow, condition, noise, given, clean).float()
            velocity = self._flow(way.at, way.time, given, clean, condition).float()
            with torch.no_grad():
                true = self._way(way.at, way.time, given, clean, known).float()
        kept = flow_loss(velocity, FlowPoint(way.at, way.time, true), given, graphs.pad)
        missed = field_error(arrival - target, given, graphs.pad)
        plain = self._norm.decode(arrival, graphs), self._norm.decode(target, graphs)
        hanging = hanging_loss(*plain, graphs, torch.ones_like(way.time))
        loss = missed + self._settings.hanging * hanging + self._settings.way * kept
        optimize(self._optimizer, loss, clip=1.0)
        self._average.follow(self._flow, number)
        losses = {"missed": missed, "hanging": hanging, "way": kept}
        return {name: loss.detach() for name, loss in losses.items()}

    @torch.no_grad()
    def measure(self) -> dict[str, float]:
        """Returns how far shortcuts miss on held-out graphs, and how far few steps would."""
        generator = torch.Generator(self._context.device).manual_seed(1)
        known = self._held_out
        clean = torch.zeros(*known.graphs.pad.shape, TOKEN_DIMS, device=self._context.device)
        given = torch.zeros_like(clean, dtype=torch.bool)
        noise = torch.randn(clean.shape, device=clean.device, generator=generator)
        noise = tie_noise(noise * DEFAULT_TEMPERATURE, _siblings(known.graphs))
        target = self._target(self._way.condition(known.graphs), noise, given, clean)

        def missed(flow: LayoutFlow, steps: int) -> float:
            condition = flow.condition(known.graphs)
            arrival = sample_tokens(flow, condition, noise, given, clean, steps)
            return field_error(arrival - target, given, known.graphs.pad).item()

        average = self._average.network
        return {"held_out_missed": missed(average, 1), "two_steps_miss": missed(self._way, 2)}

    def sample(self) -> Tensor:
        """Shows held-out drawings' flat layouts, and layouts drawn by shortcuts."""
        return layout_sheet(
            self._context.words,
            self._average.network,
            self._norm,
            self._shape_code,
            self._held_out,
        )

    def finish(self, folder: Path) -> None:
        """Writes `layout.safetensors`."""
        save_network(folder, "layout", self._average.network)

    def _lesson(
        self, graphs: GraphBatch, clean: Tensor, generator: torch.Generator
    ) -> tuple[GraphBatch, Tensor, Tensor, Tensor]:
        """Draws what is given and the noise: graphs, tokens, given and noise of this process."""
        b, device = len(graphs), graphs.device
        graphs = _with_words_of_others(graphs, generator)
        given = random_given(graphs.pad, generator)
        colored = torch.rand(b, 1, 1, device=device, generator=generator) < _COLORED
        given[..., -6:] |= colored
        low, high = _TEMPERATURES
        share = torch.rand(b, 1, 1, device=device, generator=generator)
        noise = torch.randn(clean.shape, device=device, generator=generator)
        noise = tie_noise(noise * (low + (high - low) * share), _siblings(graphs))
        own = own_share(self.batch)
        return graphs[own], clean[own], given[own], noise[own]

    def _target(
        self, condition: LayoutCondition, noise: Tensor, given: Tensor, clean: Tensor
    ) -> Tensor:
        """Where the way leads to: [B, N, 43]."""
        return sample_tokens(self._way, condition, noise, given, clean, self._settings.way_steps)


def _with_words_of_others(graphs: GraphBatch, generator: torch.Generator) -> GraphBatch:
    """Gives graphs the kind, the view or the pose of the one before, each of them at times."""

    def other(own: Tensor) -> Tensor:
        taken = torch.rand(len(own), device=own.device, generator=generator) < _OF_OTHERS
        return torch.where(taken.view(-1, *(1,) * (own.ndim - 1)), own.roll(1, 0), own)

    return replace(
        graphs, kind=other(graphs.kind), view=other(graphs.view), pose=other(graphs.pose)
    )


def _siblings(graphs: GraphBatch) -> Tensor:
    """Finds the same part on the same parent: [T, 3] graph, first of them, other one."""
    like = (graphs.relations() == SIBLING) & (graphs.parent >= 0)[:, :, None]
    first = like.int().argmax(2)
    follows = like.any(2) & (first < torch.arange(graphs.n_nodes, device=graphs.device))
    graph, other = follows.nonzero().T
    return torch.stack([graph, first[graph, other], other], 1)
