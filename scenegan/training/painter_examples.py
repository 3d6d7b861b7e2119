"""Examples for the painter: drawings with their layouts, changed together in many ways."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import torch
from torch import Tensor

from scenegan.nn.cascade import LOOK_DIMS, stages_of
from scenegan.nn.composition import shrunk_map
from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.look_code import LOOK_CODE_DIMS, PAINTS
from scenegan.nn.shape_code import ShapeCode
from scenegan.training.augmentation import jitter, premultiplied, recolour
from scenegan.training.batches import Drawings
from scenegan.training.context import TrainingContext
from scenegan.training.objectives.reconstruction import pyramid
from scenegan.training.part_maps import blurred_layout, compose_layout
from scenegan.training.shape_phase import encode_outlines
from scenegan.training.true_looks import EYE, LookTable, mirrored_layers, true_looks

_SEEN = 0.15
"""Share of its box in which a part has to be seen for its look to be known."""
_AT_ONCE = 32


class Asked(NamedTuple):
    """What is asked for: the discriminators' view of it."""

    graphs: GraphBatch
    box: Tensor
    index_map: Tensor
    colors: Tensor

    def part(self, of: slice) -> Asked:
        """Returns some of it."""
        return Asked(self.graphs[of], self.box[of], self.index_map[of], self.colors[of])

    def of_others(self, colors_alone: bool) -> Asked:
        """Returns what was asked for the next pictures of the batch: all of it, or its colours."""
        order = torch.arange(len(self.box), device=self.box.device).roll(1)
        if colors_alone:
            return self._replace(colors=self.colors[order])
        others = (x[order] for x in (self.graphs, self.box, self.index_map, self.colors))
        return Asked(*others)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Example:
    """A batch to paint.

    Attributes:
        asked: what is asked for.
        others: what is asked for other pictures of the batch, all of it and the colours alone.
        drawn: how it was drawn, for each stage, premultiplied.
        noise: [B, N, 8] numbers that vary the look of each part.
        layers: [B, N, 10, 24, 24] uint8, the true looks.
        looked: [B, N] parts that are painted with their true looks; the others are plain.
        look_noise: [B, N, 128] normal numbers that blur the look codes.
        background: [B, 3, 1, 1] colours behind the pictures for the perceptual loss.
        kind_noise: [B, 48] normal numbers that move the codes of kinds, where these are clouds.
    """

    asked: Asked
    others: tuple[Asked, Asked]
    drawn: list[Tensor]
    noise: Tensor
    layers: Tensor
    looked: Tensor
    look_noise: Tensor
    background: Tensor
    kind_noise: Tensor | None = None

    def part(self, of: slice) -> Example:
        """Returns some of the batch; `others` are still those of the whole."""
        return Example(
            self.asked.part(of),
            (self.others[0].part(of), self.others[1].part(of)),
            [x[of].contiguous(memory_format=torch.channels_last) for x in self.drawn],
            self.noise[of],
            self.layers[of],
            self.looked[of],
            self.look_noise[of],
            self.background[of],
            None if self.kind_noise is None else self.kind_noise[of],
        )


class PainterExamples:
    """Draws batches: mirrored, recoloured, moved; some edited, some on re-encoded part maps."""

    def __init__(self, context: TrainingContext, shape_code: ShapeCode) -> None:
        """Encodes the outlines and reads the looks of all drawings, the edited ones too."""
        self._settings = context.settings.painter
        self._views = context.words.views
        self._shape_code = shape_code
        self._n_drawn = len(context.train)
        self._drawings = context.train
        if context.edited is not None:
            self._drawings = Drawings.cat([context.train, context.edited.drawings])
        self.looks: LookTable | None = None
        if self._settings.looks and context.edited is None:
            self.looks = context.looks_of_train()
        elif self._settings.looks:
            self.looks = true_looks(self._drawings, context.words.part_index.get(EYE))
        self._side, self._stages = self._settings.side, stages_of(self._settings.side)
        if not self._settings.coarse:
            self._stages = self._stages[-1:]
        self._drawings = shrunk_drawings(self._drawings, self._side)
        self._codes = torch.stack(
            [encode_outlines(shape_code, self._drawings, mirror) for mirror in (False, True)]
        )
        graphs = self._drawings.graphs
        self._palette = graphs.colors[~graphs.pad]

    @torch.no_grad()
    def draw(self, batch: int, generator: torch.Generator) -> Example:
        """Draws a batch."""
        settings, device = self._settings, self._drawings.device

        def random(*size: int) -> Tensor:
            return torch.rand(*size, device=device, generator=generator)

        index = self._index(batch, generator)
        flip = random(batch) < 0.5
        drawings = self._drawings.take(index).mirrored(flip, self._views)
        graphs = drawings.graphs
        blurred = blurred_layout(
            drawings.layout(self._codes[flip.long(), index]), random(batch), generator
        )
        recoded = compose_layout(self._shape_code, graphs, blurred, self._side)
        true = random(batch) < settings.true_maps
        maps = torch.where(true[:, None, None], drawings.index_map, recoded)
        picture, colors = recolour(
            drawings.picture.float() / 255,
            drawings.index_map,
            graphs.colors,
            graphs.pad,
            self._palette,
            settings.recoloured,
            generator,
            settings.any_hex,
        )
        picture, maps, box = jitter(picture, maps, drawings.box, generator)
        asked = Asked(replace(graphs, colors=colors), box, maps, colors)
        looked, unlined = random(batch, 1) < settings.looks, random(batch) < settings.unlined
        layers, looked = self._looks(index, flip, looked, unlined)
        size = graphs.pad.shape
        noisy = (random(batch) < settings.noisy)[:, None, None]
        return Example(
            asked=asked,
            others=(asked.of_others(False), asked.of_others(True)),
            drawn=pyramid(premultiplied(picture), self._stages),
            noise=torch.randn(*size, LOOK_DIMS, device=device, generator=generator) * noisy,
            layers=layers,
            looked=looked & ~graphs.pad,
            look_noise=torch.randn(*size, LOOK_CODE_DIMS, device=device, generator=generator),
            background=random(batch, 3, 1, 1),
            kind_noise=self._kind_noise(graphs.kind, generator),
        )

    def _index(self, batch: int, generator: torch.Generator) -> Tensor:
        """Positions of drawings: a share of them are edited ones, if there are any."""
        device, n = self._drawings.device, len(self._drawings)
        index = torch.randint(self._n_drawn, (batch,), device=device, generator=generator)
        if n == self._n_drawn:
            return index
        edited = torch.randint(self._n_drawn, n, (batch,), device=device, generator=generator)
        share = torch.rand(batch, device=device, generator=generator) < self._settings.edited
        return torch.where(share, edited, index)

    def _kind_noise(self, kind: Tensor, generator: torch.Generator) -> Tensor | None:
        if not self._settings.conditioning:
            return None
        return torch.randn(kind.shape, device=kind.device, generator=generator)

    def _looks(
        self, index: Tensor, flip: Tensor, wanted: Tensor, unlined: Tensor
    ) -> tuple[Tensor, Tensor]:
        """True looks of drawings, and which of them are known and wanted [B, 1].

        What is said of the lines is left out where `unlined` [B] says so.
        """
        if self.looks is None:
            shape = (len(index), self._drawings.graphs.n_nodes)
            nothing = torch.zeros(*shape, dtype=torch.bool, device=index.device)
            return nothing.view(*shape, 1, 1, 1), nothing
        layers = mirrored_layers(self.looks.layers[index], flip)
        layers[unlined, :, len(PAINTS) :] = 128
        return layers, wanted & (self.looks.visible[index] > _SEEN)


def shrunk_drawings(drawings: Drawings, side: int) -> Drawings:
    """Returns drawings with smaller pictures and part maps."""
    if drawings.picture.shape[-1] == side:
        return drawings
    pictures = []
    for few in torch.split(drawings.picture, _AT_ONCE):
        small = pyramid(premultiplied(few.float() / 255), [side])[0]
        straight = small[:, :3] / small[:, 3:].clamp(min=1 / 255)
        pictures.append(torch.cat([straight.clamp(max=1), small[:, 3:]], 1))
    return replace(
        drawings,
        picture=(torch.cat(pictures) * 255).round().to(torch.uint8),
        index_map=shrunk_map(drawings.index_map, side),
    )
