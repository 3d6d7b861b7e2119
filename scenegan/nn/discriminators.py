"""Discriminators over patches, one for each stage, with two heads.

StackGAN++ (Zhang et al. 2018): the unconditional head tells drawings from paintings, the
conditional head whether a picture shows what was asked. Pictures of the wrong creature or colours
are shown to it as negatives (GAN-INT-CLS: Reed et al. 2016, "Generative Adversarial Text to Image
Synthesis"). Spectral normalisation (Miyato et al. 2018) keeps them from running away.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm

from scenegan.nn.color_space import lab_to_srgb
from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.spreading import PartMap, geometry

_PART_DIMS = 12
_OWNED_AND_EDGE = slice(2, 4)
_ASKED = _PART_DIMS + 3 + 2
_COLOR = slice(_PART_DIMS, _PART_DIMS + 3)
_WIDEST = 256
_ASKED_WIDTH = 32
_DEPTHS = (3, 4, 4)


class Verdict(NamedTuple):
    """What a discriminator says of B pictures.

    Attributes:
        unconditional: [B, 1, h, w] positive where a patch looks drawn.
        conditional: [B, 1, h, w] positive where it also shows what was asked.
        features: activations of the trunk, for feature matching.
    """

    unconditional: Tensor
    conditional: Tensor
    features: tuple[Tensor, ...]


class PatchDiscriminator(nn.Module):
    """Judges patches of pictures of one size."""

    def __init__(self, depth: int = 4, width: int = 48) -> None:
        """Makes `depth` convolutions, all but the last at half the resolution of the one before."""
        super().__init__()
        picture_widths = [4, *(min(width * 2**level, _WIDEST) for level in range(depth))]
        self.trunk = _pyramid(picture_widths)
        self.asked = _pyramid([_ASKED, *[_ASKED_WIDTH] * depth])
        last = picture_widths[-1]
        self.unconditional = spectral_norm(nn.Conv2d(last, 1, 3, padding=1))
        self.join = spectral_norm(nn.Conv2d(last + _ASKED_WIDTH, last, 1))
        self.conditional = spectral_norm(nn.Conv2d(last, 1, 3, padding=1))

    def forward(self, picture: Tensor, asked: Tensor) -> Verdict:
        """Judges pictures.

        Args:
            picture: [B, 4, H, W] RGBA with premultiplied alpha.
            asked: [B, 17, H, W] what was asked for each pixel.
        """
        features = []
        y = picture
        for layer in self.trunk:
            y = F.leaky_relu(layer(y), 0.2)
            features.append(y)
        for layer in self.asked:
            asked = F.leaky_relu(layer(asked), 0.2)
        joined = F.leaky_relu(self.join(torch.cat([y, asked], 1)), 0.2)
        return Verdict(self.unconditional(y), self.conditional(joined), tuple(features))


class Discriminators(nn.Module):
    """One discriminator for each stage of the painter."""

    def __init__(self, n_parts: int, width: int = 48, only_finest: bool = False) -> None:
        """Makes discriminators of pictures of 64, 128 and 256 pixels.

        Args:
            n_parts: number of part words.
            width: channels of their first convolutions.
            only_finest: whether only the last picture is judged.
        """
        super().__init__()
        self.part_embedding = nn.Embedding(n_parts + 1, _PART_DIMS)
        depths = _DEPTHS[-1:] if only_finest else _DEPTHS
        self.stages = nn.ModuleList(PatchDiscriminator(depth, width) for depth in depths)

    def asked(
        self, batch: GraphBatch, box: Tensor, index_map: Tensor, colors: Tensor
    ) -> list[Tensor]:
        """Spreads what was asked over the pixels: part, colour, whether anything, borders.

        Args:
            batch: the graphs.
            box: [B, N, 4] boxes in 0..1.
            index_map: [B, 256, 256] uint8.
            colors: [B, N, 6] Lab.

        Returns:
            [B, 17, H, W] for each stage, coarse to fine.
        """
        parts = PartMap(index_map, batch.n_nodes)
        place = geometry(parts, box)[:, _OWNED_AND_EDGE]
        base = parts.look_up(lab_to_srgb(colors[..., :3]))
        finest = torch.cat([parts.spread(self.part_embedding(batch.part)), base, place], 1)
        levels = [finest]
        for _ in self.stages[1:]:
            levels.insert(0, F.avg_pool2d(levels[0], 2))
        return levels

    def forward(self, pictures: Sequence[Tensor], asked: Sequence[Tensor]) -> list[Verdict]:
        """Judges the pictures of all stages, premultiplied RGBA, coarse to fine."""
        return [
            stage(picture, level)
            for stage, picture, level in zip(self.stages, pictures, asked, strict=True)
        ]


def mismatched(asked: Sequence[Tensor], colors_alone: bool) -> list[Tensor]:
    """Returns what was asked for other pictures of the batch: all of it, or the colours alone."""
    others = [level.roll(1, 0) for level in asked]
    if not colors_alone:
        return others
    return [
        torch.cat([own[:, : _COLOR.start], other[:, _COLOR], own[:, _COLOR.stop :]], 1)
        for own, other in zip(asked, others, strict=True)
    ]


def _pyramid(widths: Sequence[int]) -> nn.ModuleList:
    """Convolutions of 4x4, at half the resolution each but the last, which looks farther."""
    layers = []
    last = len(widths) - 2
    for level, (inputs, outputs) in enumerate(zip(widths, widths[1:], strict=False)):
        stride, padding = (1, 2) if level == last else (2, 1)
        layers.append(spectral_norm(nn.Conv2d(inputs, outputs, 4, stride, padding)))
    return nn.ModuleList(layers)
