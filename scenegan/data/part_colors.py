"""The colours of parts, measured in a drawing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from skimage.color import rgb2lab

DARK = 22.0
"""Lightness (CIE L*, 0..100) below which a pixel counts as outline."""

_BIN = 12.0
_LEAST_PIXELS = 4
_LEAST_LIGHT_SHARE = 0.25
_SECOND_DISTANCE = 25.0
_SECOND_SHARE = 0.12


def lab_of(picture: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Returns the Lab values (CIE, D65) of an RGB or RGBA picture, [H, W, 3]; alpha is ignored."""
    lab: NDArray[np.float64] = rgb2lab(picture[..., :3])
    return lab


def colors_of_pixels(pixels: NDArray[np.floating]) -> NDArray[np.float32]:
    """Returns the main and the second colour of a part.

    Colours are the medians of the fullest cells of a grid of 12 Lab units. The dark outline does
    not count, unless the part itself is dark. The second colour is the fullest other cell that
    is at least 25 away (CIE76) and covers 12 % of the part; without one it equals the main colour.

    Args:
        pixels: Lab values of the part's visible pixels, [P, 3].

    Returns:
        Two Lab values, [6]; zeros for fewer than four pixels.
    """
    if len(pixels) < _LEAST_PIXELS:
        return np.zeros(6, np.float32)
    light = pixels[pixels[:, 0] > DARK]
    if len(light) > _LEAST_LIGHT_SHARE * len(pixels):
        pixels = light
    _, cell, counts = np.unique(
        np.round(pixels / _BIN).astype(int), axis=0, return_inverse=True, return_counts=True
    )
    cell = cell.ravel()
    fullest_first = np.argsort(-counts)
    main = np.median(pixels[cell == fullest_first[0]], axis=0)
    second = main
    for other in fullest_first[1:]:
        if counts[other] <= _SECOND_SHARE * len(pixels):
            break
        color = np.median(pixels[cell == other], axis=0)
        if np.linalg.norm(color - main) > _SECOND_DISTANCE:
            second = color
            break
    return np.concatenate([main, second]).astype(np.float32)
