"""Gives one part another colour as an artist would: shading is kept, and so are dark lines."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from scenegan.data.edit_pairs.creature import DrawnCreature, Floats, Mask, Rgba
from scenegan.data.edit_pairs.joining import Joined, settled
from scenegan.data.edit_pairs.paint import soft
from scenegan.data.edit_pairs.vectors import VectorDrawing
from scenegan.data.edit_pairs.window import ZOOM, Window, enlarged, window_around
from scenegan.data.part_colors import DARK, colors_of_pixels
from scenegan.graph.color_values import hex_to_lab, lab_to_hex, lab_to_rgb, rgb_to_lab

_INK = 12.0
_INK_RANGE = 18.0
_OTHER_PAINT = 28.0
_SPREAD = 450.0
_EDGE = 2
_APART, _ON_LINE = 35.0, 30.0
_PATH_PIXELS, _PATH_SHARE = 5, 0.03
_WITHIN = 0.9
_ROUNDED = 5.0


@dataclass(frozen=True)
class Dye:
    """A change of a part's main colour in Lab; its shades move along, its lines do not.

    Attributes:
        main: the main colour before, Lab [3].
        second: the other dominant colour, Lab [3]; equal to `main` if there is none.
        wanted: the main colour after, Lab [3].
    """

    main: Floats
    second: Floats
    wanted: Floats

    def share(self, lab: Floats) -> Floats:
        """Returns how far each colour [P, 3] moves, 0..1: not at all for lines and other paints."""
        weight = self._share_of_main(lab)
        if self.main[0] >= DARK:
            weight = weight * np.clip((lab[:, 0] - _INK) / _INK_RANGE, 0.0, 1.0)
        return weight

    def moved(self, lab: Floats) -> Floats:
        """Returns the colours [P, 3] after the change."""
        after: Floats = lab + self.share(lab)[:, None] * (self.wanted - self.main)
        after[:, 0] = np.clip(after[:, 0], 0.0, 100.0)
        return after

    def _share_of_main(self, lab: Floats) -> Floats:
        """How much of each colour is the main paint or its shade, 0..1, [P]."""
        apart = self.main - self.second
        if np.hypot(*apart[1:]) < _OTHER_PAINT and abs(apart[0]) < _OTHER_PAINT:
            return np.ones(len(lab))
        from_main = ((lab - self.main) ** 2).sum(1) / _SPREAD
        from_second = ((lab - self.second) ** 2).sum(1) / _SPREAD
        share: Floats = 1 / (1 + np.exp(np.clip(from_main - from_second, -50, 50)))
        return share


def recolored(creature: DrawnCreature, place: int, hex_color: str) -> Joined:
    """Paints a part in another main colour.

    Each colour moves in Lab by what the main colour moves, so that light and shade stay; the line
    around the part stays dark, unless the part itself is dark. A second paint of the part (the
    pupil of an eye) keeps its colour. Where the vectors are at hand, the paths of the part are
    recoloured and rendered; a path that goes on in another part is divided along the part map.

    Args:
        creature: the drawing.
        place: of the part.
        hex_color: `#rrggbb`.
    """
    mask = creature.index_map == place
    colors = colors_of_pixels(creature.lab[mask]).astype(np.float64)
    dye = Dye(colors[:3], colors[3:], np.asarray(hex_to_lab(hex_color), np.float64))
    window = window_around(mask)
    fine = enlarged(creature, window)
    if creature.vectors is None:
        picture = _by_pixels(fine, fine.index_map == place, dye)
    else:
        picture = _by_paths(creature.vectors, mask, window, fine.index_map == place, dye)
    changed = (picture != fine.picture).any(-1)
    return settled(creature, window, Joined(picture, fine.index_map, changed))


def _by_pixels(fine: DrawnCreature, mask: Mask, dye: Dye) -> Rgba:
    """Recolours pixels; those on the border of two paints by how much of them is the part's."""
    old = fine.picture[..., :3].astype(np.float64)
    near = ndimage.binary_dilation(mask, iterations=_EDGE) & (fine.picture[..., 3] > 0)
    inner = ndimage.binary_erosion(mask, iterations=_EDGE)
    inner = inner if inner.any() else mask
    outer = ndimage.binary_erosion(~mask, iterations=_EDGE) & (fine.picture[..., 3] > 0)
    own, new = _nearest(old, inner), old.copy()
    new[near] = _dyed(old[near], dye)
    cover = soft(mask)
    if outer.any():
        other = _nearest(old, outer)
        along = own - other
        square = (along**2).sum(-1)
        share = ((old - other) * along).sum(-1) / np.maximum(square, 1.0)
        off = np.abs(old - other - share[..., None] * along).max(-1)
        mixed = near & ~inner & ~outer & (square > _APART**2) & (off < _ON_LINE)
        cover = np.where(mixed, np.clip(share, 0.0, 1.0), cover)
        new[mixed] = old[mixed] + _dyed(own[mixed], dye) - own[mixed]
    after = old + np.where(near, cover, 0.0)[..., None] * (new - old)
    return _opaque_as(after, fine.picture)


def _by_paths(
    vectors: VectorDrawing, mask: Mask, window: Window, fine_mask: Mask, dye: Dye
) -> Rgba:
    """Renders the drawing with recoloured paths; those of two parts by the map."""
    fills = vectors.fills
    lab = np.array([hex_to_lab(fill) for fill in fills], np.float64).reshape(-1, 3)
    dyed = [lab_to_hex(color) for color in dye.moved(lab)]
    seen = vectors.paths_in((slice(0, len(mask)), slice(0, len(mask))), len(mask), 1)
    total = np.bincount(seen.ravel(), minlength=len(fills) + 1)[1:]
    core = ndimage.binary_erosion(mask)
    core = core if core.sum() > _PATH_PIXELS else mask
    own = np.bincount(seen[core], minlength=len(fills) + 1)[1:]
    around = ndimage.binary_dilation(mask, iterations=_EDGE)
    within = np.bincount(seen[around], minlength=len(fills) + 1)[1:] >= _WITHIN * total
    touched = (own >= _PATH_PIXELS) | (within & (own >= 1))
    touched &= own >= _PATH_SHARE * total
    pictures = []
    for chosen in (touched & within, touched):
        mixed = [d if c else f for f, d, c in zip(fills, dyed, chosen, strict=True)]
        view = vectors.filled(mixed).window(window.slices, len(mask), ZOOM)
        pictures.append(view[..., :3].astype(np.float64))
    # Lines and colour edges are the paths' own; the map decides within one paint alone.
    cover = soft(fine_mask, _ROUNDED)[..., None]
    after = pictures[0] + cover * (pictures[1] - pictures[0])
    return _opaque_as(after, view)


def _dyed(rgb: Floats, dye: Dye) -> Floats:
    """Colours [P, 3] in 0..255 after the change."""
    found: Floats = np.asarray(lab_to_rgb(dye.moved(np.asarray(rgb_to_lab(rgb / 255.0)))) * 255.0)
    return found


def _opaque_as(rgb: Floats, picture: Rgba) -> Rgba:
    """Other colours of a picture, its alpha kept."""
    colors = np.rint(np.clip(rgb, 0, 255)).astype(np.uint8)
    colors[picture[..., 3] == 0] = 0
    return np.dstack([colors, picture[..., 3]])


def _nearest(rgb: Floats, known: Mask) -> Floats:
    """The colour of the nearest known pixel."""
    places: NDArray[np.int32] = ndimage.distance_transform_edt(
        ~known, return_distances=False, return_indices=True
    )
    found: Floats = rgb[places[0], places[1]]
    return found
