"""Paints what was hidden: the flat colours of a part carried on, and the line around it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from scenegan.data.edit_pairs.creature import Floats, Mask
from scenegan.data.edit_pairs.ink import Ink, neighbourhoods
from scenegan.data.part_maps import NOTHING

_BIN = 12.0
_PAINTS = 4
_LEAST_SHARE = 0.06
_REACH = 12.0
_EDGE = 0.9
_SMOOTHING = 1.8


def carried_on(
    rgb: Floats, ink: Ink, sources: NDArray[np.uint8], wanted: NDArray[np.uint8]
) -> Floats:
    """Fills pixels with the flat colours of the parts that shall be there.

    Each hidden pixel takes that of the part's few main colours which is most frequent around it
    (Gaussian vote), so that shading goes on where it touches and borders are smooth.

    Args:
        rgb: [S, S, 3] picture, 0..255.
        ink: its lines.
        sources: [S, S] part of which a pixel may be taken as an example, 255 for none.
        wanted: [S, S] part that a pixel shall show, 255 where nothing is to be filled.

    Returns:
        [S, S, 3] the picture with those pixels filled.
    """
    filled = rgb.copy()
    for place in np.unique(wanted[wanted != NOTHING]).tolist():
        region = wanted == place
        examples = (sources == place) & ~ink.dark
        inner = ndimage.binary_erosion(examples)
        examples = inner if inner.sum() > 8 else examples
        if not examples.any():
            examples = sources == place
        filled[region] = _voted(rgb, ink.lab, examples, region) if examples.any() else ink.color
    return filled


def with_lines(rgb: Floats, ink: Ink, owners: NDArray[np.uint8], region: Mask) -> Floats:
    """Draws the missing lines of a picture whose parts have changed.

    A lined part gets a dark rim where it ends against nothing or against a part behind it.

    Args:
        rgb: [S, S, 3], 0..255.
        ink: lines of the drawing.
        owners: [S, S] part that each pixel shows now, 255 for none.
        region: [S, S] where lines may be drawn.
    """
    if ink.width == 0.0:
        return rgb
    drawn = rgb.copy()
    rank = np.where(owners == NOTHING, -1, owners.astype(int))
    within = np.where(region, owners, NOTHING).astype(np.uint8)
    for place, near in neighbourhoods(within, int(ink.width) + 8):
        ends = rank[near] < (place if ink.lined[place] else 0)
        if not ends.any():
            continue
        depth = distance_inside(~ends)
        cover = np.clip(np.minimum(ink.width - depth, depth) + 0.5, 0.0, 1.0)
        around = (owners[near] == place) | (ends & (owners[near] != NOTHING))
        cover = np.where(region[near] & around & ~ink.dark[near], cover, 0.0)[..., None]
        drawn[near] = drawn[near] * (1 - cover) + ink.color * cover
    return drawn


def soft(mask: Mask, rounding: float = _EDGE) -> Floats:
    """Returns a mask with smooth edges, [S, S] in 0..1; one half lies on the old edge.

    Args:
        mask: [S, S].
        rounding: how far steps of the edge are smoothed, in pixels.
    """
    blurred: Floats = ndimage.gaussian_filter(mask.astype(np.float64), rounding)
    return np.clip((blurred - 0.5) * (1.4 * rounding / _EDGE) + 0.5, 0.0, 1.0)


def distance_inside(mask: Mask) -> Floats:
    """Returns how far each pixel's centre lies within a mask, [S, S]; negative outside.

    It is smoothed, so that its levels run without the steps of the pixels: coverage computed
    from it has smooth edges.
    """
    inside, outside = (ndimage.distance_transform_edt(m) for m in (mask, ~mask))
    signed = np.where(mask, inside - 0.5, 0.5 - outside)
    smoothed: Floats = ndimage.gaussian_filter(signed, _SMOOTHING)
    return smoothed


def _voted(rgb: Floats, lab: Floats, examples: Mask, region: Mask) -> Floats:
    """Colours of the region's pixels, [P, 3]."""
    pixels = lab[examples]
    _, cells, counts = np.unique(
        np.round(pixels / _BIN).astype(int), axis=0, return_inverse=True, return_counts=True
    )
    cells = cells.ravel()
    fullest = np.argsort(-counts, kind="stable")[:_PAINTS]
    paints = [k for k in fullest if counts[k] >= _LEAST_SHARE * len(pixels)] or [fullest[0]]
    colors = np.array([np.median(rgb[examples][cells == k], axis=0) for k in paints])
    votes = []
    for order, k in enumerate(paints):
        here = np.zeros(examples.shape)
        here[examples] = cells == k
        # The main colour wins where no example is near.
        votes.append(ndimage.gaussian_filter(here, _REACH)[region] + (1e-4 if order == 0 else 0.0))
    return np.asarray(colors[np.argmax(votes, axis=0)])
