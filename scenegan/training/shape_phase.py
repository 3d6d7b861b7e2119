"""First phase: the shape code learns to write outlines as numbers."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.optim import Optimizer

from scenegan.nn.layout_tokens import SHAPE_DIMS
from scenegan.nn.shape_code import ShapeCode
from scenegan.nn.weights import load_network, save_network
from scenegan.training.batches import Drawings
from scenegan.training.context import TrainingContext
from scenegan.training.devices import own_share
from scenegan.training.initial_weights import load_initial
from scenegan.training.objectives.reconstruction import divergence, outline_error, overlap
from scenegan.training.phase import Phase, optimize
from scenegan.training.schedules import one_cycle, set_rate
from scenegan.training.shape_library_table import write_shape_library

_WARM = 0.3
_SHOWN = 24


class ShapePhase(Phase):
    """Trains a `ShapeCode` on the whole outlines of all parts."""

    name = "shapes"

    def __init__(self, context: TrainingContext) -> None:
        """Starts from the initial weights, or anew."""
        self._settings = context.settings.shapes
        self.steps, self.batch = self._settings.steps, self._settings.batch
        self._context = context
        self._code = ShapeCode(len(context.words.parts), self._settings.channels)
        if context.initial is not None:
            load_initial(context, "shape", self._code)
        context.placed(self._code)
        self._optimizer = torch.optim.AdamW(self._code.parameters(), weight_decay=0.01)
        self._shape, self._part = _outlines(context.train)
        self._held_out = _outlines(context.held_out)

    def networks(self) -> dict[str, nn.Module]:
        """Returns the shape code."""
        return {"shape": self._code}

    def optimizers(self) -> dict[str, Optimizer]:
        """Returns its optimiser."""
        return {"shape": self._optimizer}

    def step(self, number: int, generator: torch.Generator) -> dict[str, Tensor]:
        """Encodes and decodes a batch of outlines, half of them mirrored."""
        device, k = self._context.device, self.batch
        set_rate(self._optimizer, self._settings.rate * one_cycle(number, self.steps, _WARM))
        with self._context.stopwatch.preparing():
            index = torch.randint(len(self._part), (k,), device=device, generator=generator)
            flip = torch.rand(k, 1, 1, device=device, generator=generator) < 0.5
            noise = torch.randn(k, SHAPE_DIMS, device=device, generator=generator)
            mine = own_share(k)
            index, flip, noise = index[mine], flip[mine], noise[mine]
            shape, part = self._shape[index].float() / 255, self._part[index]
            shape = torch.where(flip, shape.flip(2), shape)
        mean, log_variance = self._code.encode(shape, part)
        log_variance = log_variance.clamp(-10, 6)
        logits = self._code.decode(mean + noise * (log_variance / 2).exp(), part)
        error, kl = outline_error(logits, shape), divergence(mean, log_variance)
        optimize(self._optimizer, error + self._settings.kl * kl)
        return {"outline": error.detach(), "divergence": kl.detach()}

    @torch.no_grad()
    def measure(self) -> dict[str, float]:
        """Returns the overlap of held-out outlines with their decoded codes."""
        shape, part = self._held_out
        decoded = self._code.decode(self._code.encode(shape.float() / 255, part)[0], part)
        return {"overlap": overlap(decoded > 0, shape > 127).item()}

    @torch.no_grad()
    def sample(self) -> Tensor:
        """Shows held-out outlines above their decoded codes."""
        shape, part = (x[:_SHOWN] for x in self._held_out)
        shape = shape.float() / 255
        decoded = self._code.decode(self._code.encode(shape, part)[0], part).sigmoid()
        rows = [torch.cat(list(x), 1) for x in (shape, decoded)]
        return torch.cat(rows).expand(3, -1, -1)

    def finish(self, folder: Path) -> None:
        """Writes `shape.safetensors` and the library of drawn outlines, `shapes.safetensors`."""
        save_network(folder, "shape", self._code)
        write_shape_library(folder, self._code, self._context.train)


def load_shape_code(context: TrainingContext) -> ShapeCode:
    """Reads the shape code that this run has trained or started from, frozen."""
    code = ShapeCode(len(context.words.parts), context.settings.shapes.channels)
    load_network(context.model, "shape", code)
    return code.to(context.device).eval().requires_grad_(False)


@torch.no_grad()
def encode_outlines(code: ShapeCode, drawings: Drawings, mirror: bool) -> Tensor:
    """Returns the shape codes of all parts of all drawings, or of their mirror images.

    Returns:
        [B, N, 32], zeros at padding.
    """
    present = ~drawings.graphs.pad
    shape, part = drawings.shape[present], drawings.graphs.part[present]
    codes = []
    for some, which in zip(torch.split(shape, 4096), torch.split(part, 4096), strict=True):
        outline = some.flip(2) if mirror else some
        codes.append(code.encode(outline.float() / 255, which)[0])
    joined = torch.cat(codes)
    out = torch.zeros(*present.shape, joined.shape[1], device=joined.device)
    out[present] = joined
    return out


def _outlines(drawings: Drawings) -> tuple[Tensor, Tensor]:
    present = ~drawings.graphs.pad
    return drawings.shape[present], drawings.graphs.part[present]
