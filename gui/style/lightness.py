"""The lightness of one colour, in plain arithmetic.

`scenegan.graph.color_values` does the same for arrays; it brings numpy along, which the first
window does not wait for.
"""

from __future__ import annotations

_TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_TO_RGB = (
    (3.2404548, -1.5371389, -0.4985315),
    (-0.9692664, 1.8760109, 0.0415561),
    (0.0556434, -0.2040259, 1.0572252),
)
_WHITE = tuple(sum(row) for row in _TO_XYZ)
_DELTA = 6.0 / 29.0


def with_lightness_between(color: str, least: float, most: float) -> str:
    """Changes a colour's CIE L*, and no more than that, until it lies between two values.

    Args:
        color: `#rrggbb`.
        least: 0..100.
        most: 0..100.
    """
    rgb = [_linear(int(color[i : i + 2], 16) / 255) for i in (1, 3, 5)]
    x, y, z = (_root(v / w) for v, w in zip(_mapped(_TO_XYZ, rgb), _WHITE, strict=True))
    lightness = 116.0 * y - 16.0
    shift = (min(most, max(least, lightness)) - lightness) / 116.0
    xyz = [_cube(v + shift) * w for v, w in zip((x, y, z), _WHITE, strict=True)]
    red, green, blue = (round(255 * _coded(v)) for v in _mapped(_TO_RGB, xyz))
    return f"#{red:02x}{green:02x}{blue:02x}"


def _mapped(matrix: tuple[tuple[float, ...], ...], vector: list[float]) -> list[float]:
    return [sum(m * v for m, v in zip(row, vector, strict=True)) for row in matrix]


def _linear(coded: float) -> float:
    return coded / 12.92 if coded <= 0.04045 else float(((coded + 0.055) / 1.055) ** 2.4)


def _coded(linear: float) -> float:
    linear = min(1.0, max(0.0, linear))
    return 12.92 * linear if linear <= 0.0031308 else float(1.055 * linear ** (1 / 2.4) - 0.055)


def _root(ratio: float) -> float:
    if ratio > _DELTA**3:
        return float(ratio ** (1 / 3))
    return ratio / (3 * _DELTA**2) + 4.0 / 29.0


def _cube(value: float) -> float:
    return value**3 if value > _DELTA else 3 * _DELTA**2 * (value - 4.0 / 29.0)
