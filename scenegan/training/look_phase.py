"""Second phase: the look code learns to write what is painted inside parts as numbers."""

from __future__ import annotations

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.optim import Optimizer

from scenegan.nn.look_code import LAYER_SIDE, LOOK_CODE_DIMS, PAINTS, LookCode, paints
from scenegan.nn.weights import load_network, save_network
from scenegan.training.batches import Drawings
from scenegan.training.context import TrainingContext
from scenegan.training.devices import averaged, own_share
from scenegan.training.initial_weights import load_initial
from scenegan.training.look_library_table import write_look_library
from scenegan.training.objectives.reconstruction import divergence
from scenegan.training.phase import Phase, optimize
from scenegan.training.schedules import set_rate, warm_and_cool
from scenegan.training.true_looks import EYE, LookTable, true_looks

_EYES_MORE = 5.0
_SEEN = 0.25
_OUTSIDE_WEIGHT = 0.1
_SHOWN = 24
_LINES_WEIGHT = 1.5


class LookPhase(Phase):
    """Trains a `LookCode` on the looks of all parts."""

    name = "looks"

    def __init__(self, context: TrainingContext) -> None:
        """Starts from the initial weights where they know looks, or anew."""
        self._settings = context.settings.looks
        self.steps, self.batch = self._settings.steps, self._settings.batch
        self._context = context
        self._code = LookCode(len(context.words.parts), self._settings.width)
        if context.initial is not None and has_looks(context.initial):
            load_initial(context, "look", self._code)
        context.placed(self._code)
        self._optimizer = torch.optim.AdamW(self._code.parameters(), weight_decay=0.01)
        self._eye = context.words.part_index.get(EYE)
        self._table = context.looks_of_train()
        self._known = _Examples(context.train, self._table)
        self._held_out = _Examples(context.held_out, true_looks(context.held_out, self._eye))
        self._chance = self._chances()

    def networks(self) -> dict[str, nn.Module]:
        """Returns the look code."""
        return {"look": self._code}

    def optimizers(self) -> dict[str, Optimizer]:
        """Returns its optimiser."""
        return {"look": self._optimizer}

    def step(self, number: int, generator: torch.Generator) -> dict[str, Tensor]:
        """Encodes and decodes a batch of looks, turned and shifted a little."""
        device, k = self._context.device, self.batch
        set_rate(self._optimizer, self._settings.rate * warm_and_cool(number, self.steps))
        with self._context.stopwatch.preparing():
            index = torch.multinomial(self._chance, k, replacement=True, generator=generator)
            grid = _warps(k, device, generator)
            noise = torch.randn(k, LOOK_CODE_DIMS, device=device, generator=generator)
            unlined = torch.rand(k, device=device, generator=generator) < self._settings.unlined
            mine = own_share(k)
            index, grid, noise, unlined = index[mine], grid[mine], noise[mine], unlined[mine]
            layers, weight, part = self._known.warped(index, grid)
            layers[unlined, len(PAINTS) :] = 0.5
        mean, log_variance = self._code.encode(layers, part)
        logits = self._code.decode(mean + noise * (log_variance / 2).exp(), part)
        error, kl = paint_error(logits, layers, weight), divergence(mean, log_variance)
        # The divergence is a mean over the numbers of a code; what counts is their sum.
        optimize(self._optimizer, error + self._settings.kl * LOOK_CODE_DIMS * kl, clip=1.0)
        return {"paints": error.detach(), "divergence": kl.detach()}

    @torch.no_grad()
    def measure(self) -> dict[str, float]:
        """Returns the share of held-out cells that get their right paint back."""
        known = self._held_out
        decoded = self._code.decode(self._code.encode(known.layers, known.part)[0], known.part)
        found, true = (x[:, : len(PAINTS)].argmax(1) for x in (decoded, known.layers))
        right = (found == true).float()
        inside = known.weight
        figures = {"right_paint": ((right * inside).sum() / inside.sum().clamp(min=1)).item()}
        eyes = known.part == (-1 if self._eye is None else self._eye)
        if eyes.any():
            share = (right * inside)[eyes].sum() / inside[eyes].sum().clamp(min=1)
            figures["right_paint_of_eyes"] = share.item()
        return figures

    @torch.no_grad()
    def sample(self) -> Tensor:
        """Shows held-out looks above their decoded codes, eyes first."""
        known = self._held_out
        order = (
            known.part.ne(-1 if self._eye is None else self._eye)
            .float()
            .argsort(stable=True)[:_SHOWN]
        )
        layers, part = known.layers[order], known.part[order]
        decoded = self._code.decode(self._code.encode(layers, part)[0], part)
        shown = layers[:, : len(PAINTS)], decoded[:, : len(PAINTS)].softmax(1)
        mixed = paints(known.colors[order])
        rows = [torch.einsum("kphw,kpc->kchw", x, mixed) for x in shown]
        enlarged = [F.interpolate(row, scale_factor=2.0) for row in rows]
        return torch.cat([torch.cat(list(row), 2) for row in enlarged], 1)

    def finish(self, folder: Path) -> None:
        """Writes `look.safetensors` and the library of looks."""
        save_network(folder, "look", self._code)
        kept, words = self._settings.kept, self._context.words
        write_look_library(folder, self._code, self._context.train, self._table, words, kept)

    def _chances(self) -> Tensor:
        """How often each part is drawn: large ones with something inside often, eyes most."""
        detail = 1 - self._known.layers[:, 0].mean((1, 2))
        chance = (0.1 + 2 * detail + (detail > 0.02)) * (0.25 + 2 * self._known.side)
        if self._eye is not None:
            chance = chance + _EYES_MORE * (self._known.part == self._eye)
        seen = self._known.visible > _SEEN
        return chance * (seen if seen.any() else torch.ones_like(seen))


def has_looks(folder: Path) -> bool:
    """Whether a folder of weights holds a look code."""
    return (folder / "look.safetensors").is_file()


def load_look_code(context: TrainingContext) -> LookCode | None:
    """Reads the look code that this run has trained or started from; None if there is none."""
    if not has_looks(context.model):
        return None
    code = LookCode(len(context.words.parts), context.settings.looks.width)
    load_network(context.model, "look", code)
    return context.placed(code)


def paint_error(logits: Tensor, layers: Tensor, weight: Tensor) -> Tensor:
    """Cross entropy between decoded and true paints, and the difference of the lines.

    Args:
        logits: [K, 10, 24, 24] of paints and lines.
        layers: [K, 10, 24, 24] true shares and darkness.
        weight: [K, 24, 24] how much of each cell the part covers; little counts outside.
    """
    weight = _OUTSIDE_WEIGHT + (1 - _OUTSIDE_WEIGHT) * weight
    logits, of_paints, of_lines = logits.float(), slice(len(PAINTS)), slice(len(PAINTS), None)
    error = -(layers[:, of_paints] * logits[:, of_paints].log_softmax(1)).sum(1)
    lines = (logits[:, of_lines].sigmoid() - layers[:, of_lines]).abs().mean(1)
    error = (error + _LINES_WEIGHT * lines) * weight
    return error.sum() / averaged(weight.sum()).clamp(min=1)


def covered(shape: Tensor) -> Tensor:
    """Brings outlines uint8 [K, 32, 32] to the raster of looks: [K, 24, 24] in 0..1."""
    raster = F.interpolate(
        shape[:, None].float() / 255,
        size=(LAYER_SIDE, LAYER_SIDE),
        mode="bilinear",
        antialias=True,
    )
    return raster[:, 0]


class _Examples:
    """The parts of some drawings in one row."""

    def __init__(self, drawings: Drawings, table: LookTable) -> None:
        present = ~drawings.graphs.pad
        self.layers = table.layers[present].float() / 255
        self.visible = table.visible[present]
        self.part = drawings.graphs.part[present]
        self.colors = drawings.graphs.colors[present]
        size = (drawings.box[..., 2:] - drawings.box[..., :2])[present].clamp(min=0)
        self.side = size.prod(-1).sqrt()
        self.weight = covered(drawings.shape[present])

    def warped(self, index: Tensor, grid: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Returns looks, cover and parts at positions, seen through grids [K, 24, 24, 2]."""
        layers = F.grid_sample(self.layers[index], grid, align_corners=False, padding_mode="border")
        weight = F.grid_sample(self.weight[index, None], grid, align_corners=False)
        return layers, weight[:, 0], self.part[index]


def _warps(k: int, device: torch.device, generator: torch.Generator) -> Tensor:
    """Grids that turn, stretch and shift K looks a little, and mirror half of them."""
    noise = torch.randn(k, 5, device=device, generator=generator)
    angle, wide, tall = 0.12 * noise[:, 0], 1 + 0.08 * noise[:, 1], 1 + 0.08 * noise[:, 2]
    affine = torch.zeros(k, 2, 3, device=device)
    affine[:, 0, 0], affine[:, 0, 1] = angle.cos() * wide, -angle.sin()
    affine[:, 1, 0], affine[:, 1, 1] = angle.sin(), angle.cos() * tall
    affine[:, :, 2] = 0.07 * noise[:, 3:]
    flip = torch.rand(k, device=device, generator=generator) < 0.5
    affine[:, 0] = torch.where(flip[:, None], -affine[:, 0], affine[:, 0])
    return F.affine_grid(affine, [k, 1, LAYER_SIDE, LAYER_SIDE], align_corners=False)
