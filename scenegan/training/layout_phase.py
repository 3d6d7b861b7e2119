"""Second phase: the layout network learns to place parts, from graphs and noise."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.optim import Optimizer

from scenegan.nn.color_space import lab_to_srgb
from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.layout import SHORTCUTS, LayoutFlow
from scenegan.nn.layout_model import LayoutModel
from scenegan.nn.layout_sampling import DEFAULT_TEMPERATURE
from scenegan.nn.layout_tokens import TOKEN_DIMS, Layout, pack
from scenegan.nn.model_words import ModelWords
from scenegan.nn.shape_code import ShapeCode
from scenegan.nn.spreading import PartMap
from scenegan.nn.token_norm import TokenNorm
from scenegan.nn.weights import save_network
from scenegan.training.context import TrainingContext
from scenegan.training.devices import own_share
from scenegan.training.ema import RunningAverage
from scenegan.training.initial_weights import has_initial, load_initial
from scenegan.training.layout_examples import LayoutTable
from scenegan.training.objectives.flow_matching import (
    FlowPoint,
    flow_loss,
    hanging_loss,
    random_given,
)
from scenegan.training.part_maps import compose_layout
from scenegan.training.phase import Phase, optimize
from scenegan.training.schedules import one_cycle, set_rate
from scenegan.training.shape_phase import load_shape_code

_WARM = 0.05
_ROWS, _COLUMNS = 4, 4


class LayoutPhase(Phase):
    """Trains a `LayoutFlow` on the layouts of all drawings and their mirror images."""

    name = "layout"

    def __init__(self, context: TrainingContext) -> None:
        """Starts from the initial weights, or anew; needs a trained shape code."""
        settings = context.settings.layout
        self.steps, self.batch = settings.steps, settings.batch
        self._context, self._settings = context, settings
        n_parts = len(context.words.parts)
        self._flow = LayoutFlow(
            n_parts,
            len(context.words.attributes),
            settings.width,
            settings.depth,
            settings.heads,
            dropout=settings.dropout,
        )
        self._norm = TokenNorm(n_parts)
        self._shape_code = load_shape_code(context)
        views = context.words.views
        self._known = LayoutTable.of(context.train, self._shape_code, views)
        self._held_out = LayoutTable.of(context.held_out, self._shape_code, views)
        if has_initial(context, "layout"):
            load_initial(context, "layout", self._flow, without=SHORTCUTS)
            load_initial(context, "norm", self._norm)
        else:
            n = len(context.train)
            self._norm.to(context.device)
            self._norm.fit(pack(self._known.layouts[:n]), self._known.graphs[:n])
        context.placed(self._flow)
        if context.settings.compile:
            self._flow.compile()
        self._norm.to(context.device)
        self._average = RunningAverage(self._flow)
        self._optimizer = torch.optim.AdamW(
            self._flow.parameters(), betas=(0.9, 0.98), weight_decay=0.1
        )

    def networks(self) -> dict[str, nn.Module]:
        """Returns the network, its average and its units."""
        return {"layout": self._flow, "average": self._average, "norm": self._norm}

    def optimizers(self) -> dict[str, Optimizer]:
        """Returns the optimiser of the network."""
        return {"layout": self._optimizer}

    def step(self, number: int, generator: torch.Generator) -> dict[str, Tensor]:
        """Learns the velocity at random points between noise and layouts."""
        set_rate(self._optimizer, self._settings.rate * one_cycle(number, self.steps, _WARM))
        with self._context.stopwatch.preparing():
            question = self._question(generator)
        self._flow.train()
        flow, hanging = self._losses(self._flow, question)
        optimize(self._optimizer, flow + self._settings.hanging * hanging, clip=1.0)
        self._average.follow(self._flow, number)
        return {"flow": flow.detach(), "hanging": hanging.detach()}

    @torch.no_grad()
    def measure(self) -> dict[str, float]:
        """Returns the flow's error on held-out layouts, always at the same points."""
        generator = torch.Generator(self._context.device).manual_seed(1)
        known = self._held_out
        tokens = self._norm.encode(pack(known.layouts), known.graphs)
        question = _Question.draw(known.graphs, tokens, generator)
        flow, _ = self._losses(self._average.network, question)
        return {"held_out_flow": flow.item()}

    @torch.no_grad()
    def sample(self) -> Tensor:
        """Shows held-out drawings' flat layouts, and layouts drawn for the same graphs."""
        return layout_sheet(
            self._context.words,
            self._average.network,
            self._norm,
            self._shape_code,
            self._held_out,
        )

    def finish(self, folder: Path) -> None:
        """Writes `layout.safetensors` and `norm.safetensors`."""
        save_network(folder, "layout", self._average.network)
        save_network(folder, "norm", self._norm)

    def _question(self, generator: torch.Generator) -> _Question:
        """Draws a batch for all processes, and returns the part of this one."""
        varied, swapped = self._settings.varied, self._settings.swapped
        graphs, tokens = self._known.examples(self._norm, self.batch, varied, swapped, generator)
        return _Question.draw(graphs, tokens, generator).part(own_share(self.batch))

    def _losses(self, flow: LayoutFlow, question: _Question) -> tuple[Tensor, Tensor]:
        graphs, tokens, given, point = question
        with self._context.autocast():
            velocity = flow(point.at, point.time, given, tokens, flow.condition(graphs)).float()
        loss = flow_loss(velocity, point, given, graphs.pad, self._settings.outlines)
        arrival = torch.where(given, tokens, point.arrival(velocity))
        plain = self._norm.decode(arrival, graphs), self._norm.decode(tokens, graphs)
        return loss, hanging_loss(*plain, graphs, point.time)


class _Question(NamedTuple):
    """What the network is asked: points on the way to layouts, of which something is given."""

    graphs: GraphBatch
    tokens: Tensor
    given: Tensor
    point: FlowPoint

    @classmethod
    def draw(cls, graphs: GraphBatch, tokens: Tensor, generator: torch.Generator) -> _Question:
        given = random_given(graphs.pad, generator)
        return cls(graphs, tokens, given, FlowPoint.draw(tokens, generator))

    def part(self, of: slice) -> _Question:
        return _Question(self.graphs[of], self.tokens[of], self.given[of], self.point.part(of))


def layout_sheet(
    words: ModelWords, network: LayoutFlow, norm: TokenNorm, code: ShapeCode, table: LayoutTable
) -> Tensor:
    """Draws the first layouts of a table flatly, and beside them new ones for the same graphs.

    Everything is drawn on the CPU, as for any picture.

    Returns:
        [3, H, W] in 0..1.
    """
    graphs, layouts = table.graphs[:_ROWS].to("cpu"), table.layouts[:_ROWS].to("cpu")
    code = copy.deepcopy(code).cpu()
    rows = [_flat(graphs, layouts, code)]
    model = LayoutModel(words, copy.deepcopy(network).cpu(), copy.deepcopy(norm).cpu(), code)
    for seed in range(_COLUMNS):
        generator = torch.Generator().manual_seed(seed)
        size = (len(graphs), graphs.n_nodes, TOKEN_DIMS)
        noise = torch.randn(size, generator=generator) * DEFAULT_TEMPERATURE
        rows.append(_flat(graphs, model.propose(graphs, noise), code))
    return torch.cat([torch.cat(list(row), 1) for row in rows], 2)


def _flat(graphs: GraphBatch, layouts: Layout, code: ShapeCode) -> Tensor:
    """Fills the parts of layouts with their main colours: [B, 3, 128, 128]."""
    index = compose_layout(code, graphs, layouts, size=128)
    color = lab_to_srgb(layouts.colors[..., :3])
    painted = PartMap(index, graphs.n_nodes).look_up(color)
    return torch.where((index != 255)[:, None], painted, torch.ones_like(painted))
