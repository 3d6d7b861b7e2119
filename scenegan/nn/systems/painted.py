"""What the generators of the published systems put out."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from scenegan.nn.conditioning_augmentation import TextCode


@dataclass(frozen=True)
class Painted:
    """Pictures of one request, coarse to fine.

    Attributes:
        pictures: [B, 4, S, S] each, premultiplied RGBA in -1..1.
        code: the drawn code of the text, where there is one.
        attention: [B, T, H, W] share of each word at each place in the last stage that asks words.
    """

    pictures: tuple[Tensor, ...]
    code: TextCode | None = None
    attention: Tensor | None = None


def to_signed(premultiplied: Tensor) -> Tensor:
    """0..1 to -1..1, the range of the generators."""
    return premultiplied * 2 - 1


def to_unsigned(pictures: Tensor) -> Tensor:
    """-1..1 to premultiplied RGBA in 0..1; no colour exceeds its alpha."""
    shares = (pictures.float() + 1) / 2
    return torch.cat([torch.minimum(shares[:, :3], shares[:, 3:]), shares[:, 3:]], 1)


def on_white(pictures: Tensor) -> Tensor:
    """-1..1 premultiplied RGBA to RGB in 0..1 before white."""
    shares = to_unsigned(pictures)
    return shares[:, :3] + 1 - shares[:, 3:]


def to_straight(pictures: Tensor) -> Tensor:
    """-1..1 premultiplied to RGBA in 0..1 with straight alpha."""
    shares = to_unsigned(pictures)
    alpha = shares[:, 3:]
    return torch.cat([(shares[:, :3] / alpha.clamp(min=1 / 255)).clamp(0, 1), alpha], 1)
