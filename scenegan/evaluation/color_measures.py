"""Whether parts have the colours that were asked for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from skimage.color import deltaE_ciede2000

from scenegan.data.part_colors import colors_of_pixels, lab_of
from scenegan.evaluation.specimens import Specimen
from scenegan.graph.color_values import hex_to_lab

UNDER = 15.0
"""Difference (CIEDE2000) under which a colour counts as the one that was asked for."""
LEAST_PIXELS = 24
"""Parts with fewer visible pixels are not measured: their outline is all that is seen."""

_OPAQUE = 128


def color_differences(specimen: Specimen) -> NDArray[np.float64]:
    """Distance from asked to painted main colour of each part, CIEDE2000 (Sharma et al. 2005).

    The painted colour is measured as in the drawings that the model learnt from: the fullest
    colour among a part's visible pixels, outline set aside.

    Returns:
        [N]; NaN where no colour was asked for or too little of the part is seen.
    """
    lab = lab_of(specimen.rgba)
    opaque = specimen.rgba[..., 3] >= _OPAQUE
    result = np.full(len(specimen.graph.parts), np.nan)
    for k, part in enumerate(specimen.graph.parts):
        asked = specimen.graph.colors_of(part)
        pixels = lab[(specimen.part_map == k) & opaque]
        if asked and len(pixels) >= LEAST_PIXELS:
            painted = colors_of_pixels(pixels)[:3].astype(np.float64)
            wanted = np.array(hex_to_lab(asked[0].hex), np.float64)
            result[k] = float(deltaE_ciede2000(wanted, painted))
    return result


def main_color(rgba: NDArray[np.uint8]) -> NDArray[np.float64] | None:
    """The fullest colour of a whole picture in Lab, [3]; None if hardly anything is opaque."""
    pixels = lab_of(rgba)[rgba[..., 3] >= _OPAQUE]
    if len(pixels) < LEAST_PIXELS:
        return None
    return colors_of_pixels(pixels)[:3].astype(np.float64)


def measured(differences: NDArray[np.float64]) -> NDArray[np.float64]:
    """The differences that could be measured, [M]."""
    return differences[~np.isnan(differences)]
