"""sg2im: Johnson et al. 2018, "Image Generation from Scene Graphs".

A graph is asked in place of a text. The generator learns boxes and masks as they were annotated and
paints the true layout while it learns; a discriminator judges whole pictures, another one crops of
the parts, which it has to name.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any, NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from scenegan.nn.box_mask_heads import MASK_SIDE
from scenegan.nn.part_crops import CropDiscriminator, cut_out
from scenegan.nn.systems.graph_to_picture import GraphPainted, GraphToPicture
from scenegan.nn.systems.joint_discriminator import JointDiscriminator
from scenegan.nn.systems.painted import on_white, to_signed
from scenegan.nn.systems.saved import GENERATOR
from scenegan.nn.weights import save_network
from scenegan.training.augmentation import premultiplied
from scenegan.training.batches import Drawings, random_batch
from scenegan.training.context import TrainingContext
from scenegan.training.creature_types import all_types
from scenegan.training.objectives.box_and_mask import box_loss, mask_loss
from scenegan.training.objectives.crop_discrimination import (
    crop_judge_losses,
    crop_painter_losses,
)
from scenegan.training.objectives.minimax import discriminator_loss, generator_loss
from scenegan.training.objectives.reconstruction import pyramid
from scenegan.training.painter_mechanisms import cut_parts
from scenegan.training.systems.box_overlap import mean_boxes, mean_overlap
from scenegan.training.systems.game_phase import GamePhase
from scenegan.training.systems.reading import add_network
from scenegan.training.systems.settings import GAN_PHASE

_SHOWN = 8
_AT_ONCE = 32


class _Crops(NamedTuple):
    """Parts that are cut out of a batch: which picture, where, and which word, K of each."""

    owners: Tensor
    box: Tensor
    part: Tensor


class _Scene(NamedTuple):
    """A batch to learn from: the drawings, what is asked beside the graph, and the truth."""

    drawings: Drawings
    types: Tensor
    masks: Tensor
    drawn: Tensor
    crops: _Crops


class GraphPhase(GamePhase[GraphToPicture, _Scene, GraphPainted]):
    """Trains a `GraphToPicture` against discriminators of pictures and of crops."""

    def __init__(self, context: TrainingContext) -> None:
        """Starts anew."""
        settings, words = context.settings.gan, context.words
        self._size = settings.sizes[-1]
        self._train = _made_small(context.train, self._size)
        shown = torch.arange(min(_SHOWN, len(context.held_out)), device=context.device)
        self._shown = _made_small(context.held_out.take(shown), self._size)
        self._mean_boxes = mean_boxes(context.train, len(words.parts))
        self._options: dict[str, Any] = {
            "n_parts": len(words.parts),
            "n_attributes": len(words.attributes),
            "types": list(all_types()),
            "size": self._size,
            "noise": settings.noise,
            "width": settings.code,
            "refinement": settings.width // 2,
        }
        generator = GraphToPicture(**self._options)
        self._judges = nn.ModuleDict(
            {
                "picture": JointDiscriminator(self._size, settings.judge_width),
                "crops": CropDiscriminator(len(words.parts), settings.judge_width),
            }
        )
        super().__init__(context, GAN_PHASE, generator, self._judges)

    @torch.no_grad()
    def measure(self) -> dict[str, float]:
        """Returns how well the boxes of held-out graphs fit, and how well each word's mean box."""
        network, held_out = self._average.network, self._context.held_out
        graphs, true = held_out.graphs, held_out.box
        found = network.boxes_of(graphs, network.types_table(held_out.types))
        return {
            "held_out_box_overlap": mean_overlap(found, true, graphs.pad),
            "mean_box_overlap": mean_overlap(self._mean_boxes[graphs.part], true, graphs.pad),
        }

    @torch.no_grad()
    def sample(self) -> Tensor:
        """Shows held-out drawings, the layouts of their graphs, and the pictures of these."""
        drawings = self._shown
        painted = self._samples(drawings)
        layout = painted.shares.amax(1, keepdim=True)[:, [0, 0, 0]]
        by_depth = (painted.shares > 0.5).float().mean(1, keepdim=True) * 6
        layout = (0.4 * layout + 0.6 * by_depth).clamp(0, 1)
        rows = [
            on_white(to_signed(drawings.picture.float() / 255)),
            layout,
            on_white(painted.picture),
        ]
        return torch.cat([torch.cat(list(row), 2) for row in rows], 1)

    def finish(self, folder: Path) -> None:
        """Writes the averaged generator, and how it is built again."""
        save_network(folder, GENERATOR, self._average.network)
        add_network(folder, GENERATOR, {"system": "sg2im", **self._options})

    def _painted(self, example: _Scene, generator: torch.Generator) -> GraphPainted:
        size = (self.batch, self._settings.noise)
        noise = torch.randn(*size, device=self._context.device, generator=generator)
        graphs, box = example.drawings.graphs, example.drawings.box
        painted: GraphPainted = self._generator(graphs, example.types, noise, box, example.masks)
        return painted

    def _judges_losses(
        self, example: _Scene, painted: GraphPainted, generator: torch.Generator
    ) -> dict[str, Tensor]:
        settings, crops = self._settings, example.crops
        whole, cut = self._judges["picture"], self._judges["crops"]
        picture = painted.picture.detach()
        on_drawn = whole(self._changed(example.drawn, generator)).unconditional
        on_painted = whole(self._changed(picture, generator)).unconditional
        losses = {"judge_drawn": discriminator_loss(on_drawn, on_painted)}
        if settings.crops or settings.classes:
            game, naming = crop_judge_losses(
                cut(cut_out(example.drawn, crops.box, crops.owners)),
                cut(cut_out(picture, crops.box, crops.owners)),
                crops.part,
            )
            losses |= {"judge_crops": game, "judge_classes": naming}
        return losses

    def _painter_losses(
        self, example: _Scene, painted: GraphPainted, generator: torch.Generator
    ) -> dict[str, Tensor]:
        scene, crops = example, example.crops
        settings, pad = self._settings, scene.drawings.graphs.pad
        opinion = self._judges["picture"](self._changed(painted.picture, generator))
        named = self._judges["crops"](cut_out(painted.picture, crops.box, crops.owners))
        game, naming = crop_painter_losses(named, crops.part)
        difference = (painted.picture.float() - scene.drawn).abs().mean()
        return {
            "boxes": settings.boxes * box_loss(painted.box, scene.drawings.box, pad),
            "masks": settings.masks * mask_loss(painted.mask, scene.masks, pad),
            "pixels": settings.pixels * difference,
            "painted_drawn": settings.adversarial * generator_loss(opinion.unconditional),
            "crops": settings.crops * game,
            "classes": settings.classes * naming,
        }

    @torch.no_grad()
    def _example(self, generator: torch.Generator) -> _Scene:
        context = self._context
        drawings = random_batch(self._train, self.batch, context.words.views, generator)
        size = (self.batch, 1)
        asked = torch.rand(size, device=context.device, generator=generator)
        asked_at_all = (asked < context.settings.text.types).float()
        return _Scene(
            drawings=drawings,
            types=self._generator.types_table(drawings.types) * asked_at_all,
            masks=drawings.shape.float() / 255,
            drawn=to_signed(drawings.picture.float() / 255),
            crops=_Crops(*cut_parts(drawings.graphs, drawings.box)),
        )

    def _samples(self, drawings: Drawings) -> GraphPainted:
        """Paints held-out graphs with the averaged generator, on its own layouts."""
        device = self._context.device
        generator = torch.Generator().manual_seed(0)
        noise = torch.randn(len(drawings), self._settings.noise, generator=generator)
        types = self._generator.types_table(drawings.types)
        painted: GraphPainted = self._average.network(drawings.graphs, types, noise.to(device))
        return painted


def _made_small(drawings: Drawings, size: int) -> Drawings:
    """Shrinks pictures (now premultiplied) and shapes once, so that batches are at hand at once.

    Part maps have no use here; one pixel of each stays.
    """
    small = [
        pyramid(premultiplied(few.float() / 255), [size])[0]
        for few in torch.split(drawings.picture, _AT_ONCE)
    ]
    shapes = [
        F.adaptive_avg_pool2d(few.float(), MASK_SIDE)
        for few in torch.split(drawings.shape, _AT_ONCE)
    ]
    return dataclasses.replace(
        drawings,
        picture=(torch.cat(small) * 255).round().to(torch.uint8),
        shape=torch.cat(shapes).round().to(torch.uint8),
        index_map=drawings.index_map[:, :1, :1],
    )
