"""What the judges see of a picture: the backbone's features and a small copy of its pixels."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from scenegan.evaluation.judges.backbone import Backbone, before
from scenegan.nn.composition import EMPTY
from scenegan.training.augmentation import premultiplied

SIDE = 128
"""Side of the small copy and of part maps, in pixels."""
GROUND = 0.5
"""Shade before which the backbone sees pictures: dark outlines and white bodies both stand out."""
AT_ONCE = 2
"""The backbone is fastest on few pictures: its activations then stay in the processor's cache."""


@dataclass(frozen=True)
class View:
    """What is seen of B pictures.

    Attributes:
        fine: features at stride 4, [B, 24, 64, 64].
        middle: features at stride 8, [B, 48, 32, 32].
        coarse: features at stride 16, [B, 120, 16, 16].
        whole: features at stride 32, [B, 352, 8, 8].
        vector: features of the whole picture, [B, 1280].
        pixels: the picture itself, premultiplied RGBA in 0..1, [B, 4, 128, 128].
    """

    fine: Tensor
    middle: Tensor
    coarse: Tensor
    whole: Tensor
    vector: Tensor
    pixels: Tensor

    def __len__(self) -> int:
        """Number of pictures."""
        return len(self.vector)

    def rows(self, which: Tensor) -> View:
        """Returns the view of some pictures, by position."""
        return View(*(value[which] for value in self.tensors().values()))

    def in_pieces(self, size: int) -> list[View]:
        """Returns the views of at most so many pictures each."""
        starts = range(0, len(self), size)
        return [self.rows(torch.arange(i, min(i + size, len(self)))) for i in starts]

    def in_full(self) -> View:
        """Returns the same in single precision."""
        return View(**{name: value.float() for name, value in self.tensors().items()})

    def tensors(self) -> dict[str, Tensor]:
        """Returns the attributes by name."""
        names = ("fine", "middle", "coarse", "whole", "vector", "pixels")
        return {name: getattr(self, name) for name in names}

    @classmethod
    def joined(cls, views: list[View]) -> View:
        """Puts views one after the other."""
        parts = [view.tensors() for view in views]
        return cls(**{name: torch.cat([part[name] for part in parts]) for name in parts[0]})


@torch.inference_mode()
def view_of(backbone: Backbone, pictures: Tensor) -> View:
    """Looks at pictures.

    Args:
        backbone: the frozen network.
        pictures: [B, 4, 256, 256] RGBA in 0..1, straight alpha.
    """
    return View.joined([_seen(backbone, few) for few in torch.split(pictures, AT_ONCE)])


def _seen(backbone: Backbone, pictures: Tensor) -> View:
    fine, middle, coarse, whole = backbone(before(pictures, GROUND))
    small = F.interpolate(
        premultiplied(pictures), size=(SIDE, SIDE), mode="bilinear", antialias=True
    )
    return View(fine, middle, coarse, whole, backbone.summary(whole), small)


def small_maps(index_maps: Tensor) -> Tensor:
    """Shrinks part maps as `View.pixels` is shrunk: [B, 256, 256] -> [B, 128, 128] uint8.

    Of each square of pixels one that shows a part is taken if there is one.
    """
    step = index_maps.shape[-1] // SIDE
    corner = index_maps[:, ::step, ::step]
    other = index_maps[:, step - 1 :: step, step - 1 :: step]
    return torch.where(corner == EMPTY, other, corner)
