"""Colours as numbers: hex values, CIE Lab, and how different two colours look.

Lab is CIE 1976 L*a*b* of sRGB under D65 with the 2 degree observer: L in 0..100, a and b about
-128..127. All functions take one colour or any array of colours with Lab in the last axis.
"""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_RGB_TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
_XYZ_TO_RGB = np.linalg.inv(_RGB_TO_XYZ)
_WHITE = _RGB_TO_XYZ.sum(axis=1)
"""D65: the XYZ of (1, 1, 1), so that white is exactly L = 100, a = b = 0."""
_DELTA = 6.0 / 29.0


def hex_to_lab(value: str) -> Array:
    """Converts `#rrggbb` to Lab, [3].

    Raises:
        ValueError: if the value has another form.
    """
    return _lab_of_hex(value).copy()


def lab_to_hex(lab: npt.ArrayLike) -> str:
    """Converts one Lab colour [3] to `#rrggbb`; what sRGB cannot show is clipped to its gamut."""
    red, green, blue = np.rint(lab_to_rgb(lab) * 255.0).astype(int).tolist()
    return f"#{red:02x}{green:02x}{blue:02x}"


def rgb_to_lab(rgb: npt.ArrayLike) -> Array:
    """Converts sRGB `[..., 3]` in 0..1 to Lab `[..., 3]`."""
    coded = np.asarray(rgb, dtype=np.float64)
    linear = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    ratio = linear @ _RGB_TO_XYZ.T / _WHITE
    f = np.where(ratio > _DELTA**3, np.cbrt(ratio), ratio / (3 * _DELTA**2) + 4.0 / 29.0)
    x, y, z = f[..., 0], f[..., 1], f[..., 2]
    return np.stack([116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)], axis=-1)


def lab_to_rgb(lab: npt.ArrayLike) -> Array:
    """Converts Lab `[..., 3]` to sRGB `[..., 3]` in 0..1, clipped to the gamut."""
    values = np.asarray(lab, dtype=np.float64)
    y = (values[..., 0] + 16.0) / 116.0
    f = np.stack([y + values[..., 1] / 500.0, y, y - values[..., 2] / 200.0], axis=-1)
    ratio = np.where(f > _DELTA, f**3, 3 * _DELTA**2 * (f - 4.0 / 29.0))
    linear = np.clip((ratio * _WHITE) @ _XYZ_TO_RGB.T, 0.0, 1.0)
    coded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.asarray(np.clip(coded, 0.0, 1.0))


def delta_e_76(first: npt.ArrayLike, second: npt.ArrayLike) -> Array:
    """Distance of Lab colours by CIE 1976: Euclidean; about 2.3 is just noticeable."""
    difference = np.asarray(first, dtype=np.float64) - np.asarray(second, dtype=np.float64)
    return np.asarray(np.sqrt((difference**2).sum(axis=-1)))


def delta_e_2000(first: npt.ArrayLike, second: npt.ArrayLike) -> Array:
    """Distance of Lab colours by CIEDE2000; about 1 is just noticeable.

    Formula: Sharma, Wu and Dalal, "The CIEDE2000 Color-Difference Formula" (2005), with
    k_L = k_C = k_H = 1.
    """
    a = np.asarray(first, dtype=np.float64)
    b = np.asarray(second, dtype=np.float64)
    light_1, chroma_1, hue_1, light_2, chroma_2, hue_2 = _stretched(a, b)
    both = chroma_1 * chroma_2
    turn = np.where(both == 0.0, 0.0, (hue_2 - hue_1 + 180.0) % 360.0 - 180.0)
    # A turn of exactly half a circle keeps the sign of the plain difference.
    turn = np.where((turn == -180.0) & (hue_2 > hue_1), 180.0, turn)
    d_light = light_2 - light_1
    d_chroma = chroma_2 - chroma_1
    d_hue = 2.0 * np.sqrt(both) * np.sin(np.radians(turn) / 2.0)
    light = (light_1 + light_2) / 2.0
    chroma = (chroma_1 + chroma_2) / 2.0
    hue = np.where(both == 0.0, hue_1 + hue_2, _mean_hue(hue_1, hue_2))
    t = (
        1.0
        - 0.17 * _cos(hue - 30.0)
        + 0.24 * _cos(2.0 * hue)
        + 0.32 * _cos(3.0 * hue + 6.0)
        - 0.20 * _cos(4.0 * hue - 63.0)
    )
    s_light = 1.0 + 0.015 * (light - 50.0) ** 2 / np.sqrt(20.0 + (light - 50.0) ** 2)
    s_chroma = 1.0 + 0.045 * chroma
    s_hue = 1.0 + 0.015 * chroma * t
    rotation = -np.sin(np.radians(60.0 * np.exp(-(((hue - 275.0) / 25.0) ** 2))))
    rotation = rotation * 2.0 * np.sqrt(chroma**7 / (chroma**7 + 25.0**7))
    light_term, chroma_term, hue_term = d_light / s_light, d_chroma / s_chroma, d_hue / s_hue
    square = light_term**2 + chroma_term**2 + hue_term**2 + rotation * chroma_term * hue_term
    return np.asarray(np.sqrt(np.maximum(square, 0.0)))


@lru_cache(maxsize=4096)
def _lab_of_hex(value: str) -> Array:
    if not _HEX.fullmatch(value):
        raise ValueError(f"'{value}' is no colour of the form #rrggbb")
    rgb = np.array([int(value[i : i + 2], 16) for i in (1, 3, 5)], dtype=np.float64) / 255.0
    return rgb_to_lab(rgb)


def _stretched(a: Array, b: Array) -> tuple[Array, Array, Array, Array, Array, Array]:
    """L, C' and h' (degrees, 0..360) of both colours, a* being stretched for greyish ones."""
    mean = (np.hypot(a[..., 1], a[..., 2]) + np.hypot(b[..., 1], b[..., 2])) / 2.0
    stretch = 1.5 - 0.5 * np.sqrt(mean**7 / (mean**7 + 25.0**7))
    red_1, red_2 = a[..., 1] * stretch, b[..., 1] * stretch
    hue_1 = np.degrees(np.arctan2(a[..., 2], red_1)) % 360.0
    hue_2 = np.degrees(np.arctan2(b[..., 2], red_2)) % 360.0
    chroma_1, chroma_2 = np.hypot(red_1, a[..., 2]), np.hypot(red_2, b[..., 2])
    return a[..., 0], chroma_1, hue_1, b[..., 0], chroma_2, hue_2


def _mean_hue(first: Array, second: Array) -> Array:
    """The hue halfway between two, the shorter way round."""
    total = first + second
    far = np.abs(first - second) > 180.0
    return np.where(far, np.where(total < 360.0, total + 360.0, total - 360.0), total) / 2.0


def _cos(degrees: Array) -> Array:
    return np.asarray(np.cos(np.radians(degrees)))
