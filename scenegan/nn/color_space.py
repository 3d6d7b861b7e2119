"""CIE Lab (D65) to sRGB and back, differentiable, on any device."""

from __future__ import annotations

import torch
from torch import Tensor

_WHITE = (0.95047, 1.0, 1.08883)
_XYZ_TO_RGB = (
    (3.2406, -1.5372, -0.4986),
    (-0.9689, 1.8758, 0.0415),
    (0.0557, -0.2040, 1.0570),
)
_RGB_TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)


def lab_to_srgb(lab: Tensor) -> Tensor:
    """Turns Lab (L in 0..100) into sRGB; colours that a screen cannot show are clipped.

    Args:
        lab: [..., 3].

    Returns:
        [..., 3] in 0..1.
    """
    lightness, a, b = lab.unbind(-1)
    y = (lightness + 16) / 116
    f = torch.stack([y + a / 500, y, y - b / 200], -1)
    xyz = torch.where(f > 0.206893, f**3, (f - 16 / 116) / 7.787) * lab.new_tensor(_WHITE)
    linear = _transformed(xyz, _XYZ_TO_RGB).clamp(0, 1)
    # The power has no slope at zero that a gradient could survive, hence the floor.
    gamma = 1.055 * linear.clamp(min=1e-6) ** (1 / 2.4) - 0.055
    return torch.where(linear > 0.0031308, gamma, 12.92 * linear)


def srgb_to_lab(rgb: Tensor) -> Tensor:
    """Turns sRGB in 0..1 into Lab: [..., 3] -> [..., 3]."""
    linear = torch.where(rgb > 0.04045, ((rgb.clamp(min=1e-4) + 0.055) / 1.055) ** 2.4, rgb / 12.92)
    xyz = _transformed(linear, _RGB_TO_XYZ) / rgb.new_tensor(_WHITE)
    f = torch.where(xyz > 0.008856, xyz.clamp(min=1e-5) ** (1 / 3), 7.787 * xyz + 16 / 116)
    x, y, z = f.unbind(-1)
    return torch.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], -1)


def _transformed(color: Tensor, rows: tuple[tuple[float, float, float], ...]) -> Tensor:
    """Multiplies by a matrix, number by number: mixed precision would halve the digits of `@`."""
    x, y, z = color.unbind(-1)
    return torch.stack([x * a + y * b + z * c for a, b, c in rows], -1)
