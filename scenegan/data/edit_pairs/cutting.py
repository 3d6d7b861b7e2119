"""Cuts a part with all that hangs on it out of a drawing: the rest, and the piece itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from scenegan.data.edit_pairs.creature import DrawnCreature, Floats, Mask, shown
from scenegan.data.edit_pairs.ink import Ink
from scenegan.data.edit_pairs.paint import carried_on, distance_inside, soft, with_lines
from scenegan.data.part_maps import NOTHING

_SLIVER = 4
_CRUMB = 96
_HALO = 3
_CLEAR = 0.4
_TOUCHING = np.ones((3, 3), bool)


@dataclass(frozen=True)
class Canvas:
    """Pixels with their parts: a drawing without a piece, or the piece alone.

    Attributes:
        rgb: [S, S, 3] colours in 0..255, known wherever alpha is above 0.
        alpha: [S, S] in 0..1.
        owners: [S, S] place of the part in the whole drawing, 255 for none.
        touched: [S, S] pixels that differ from the drawing it was cut from.
    """

    rgb: Floats
    alpha: Floats
    owners: NDArray[np.uint8]
    touched: Mask


def rest_of(creature: DrawnCreature, ink: Ink, piece: list[int]) -> Canvas:
    """Returns a drawing without some parts; what lay behind them is painted in.

    Args:
        creature: the drawing.
        ink: its lines.
        piece: places of the parts that go, as `DrawnCreature.subtree` gives them.
    """
    gone = shown(ink.owners, piece)
    owners = ink.owners.copy()
    owners[gone] = NOTHING
    behind = _revealed(creature, owners, gone)
    owners[gone] = behind[gone]
    halo = _halo(ink.owners, piece, behind=True) & ~gone & ~ink.dark
    halo |= _torn_lines(ink, gone)
    repaint = gone | halo
    wanted = np.where(repaint, owners, NOTHING).astype(np.uint8)
    sources = np.where(repaint, NOTHING, ink.owners).astype(np.uint8)
    rgb = carried_on(creature.picture[..., :3].astype(np.float64), ink, sources, wanted)
    bared = gone & (owners == NOTHING)
    edge = ndimage.binary_dilation(bared, _TOUCHING, iterations=1 + int(np.ceil(ink.width)))
    fresh = _without_dark(ink, repaint)
    rgb = with_lines(rgb, fresh, owners, repaint | (edge & (owners != NOTHING)))
    alpha = creature.picture[..., 3] / 255.0
    there = owners != NOTHING
    rim = ndimage.binary_dilation(bared, _TOUCHING, iterations=2)
    rgb = _cleaned(rgb, ink, owners, bared)
    smooth = np.clip(distance_inside(there) + 0.5, 0.0, 1.0)
    alpha = np.where(rim, np.minimum(smooth, np.where(gone, 1.0, alpha)), alpha)
    alpha = np.where(gone & there & ~rim, 1.0, alpha)
    return Canvas(rgb, alpha, owners, repaint | edge)


def piece_of(creature: DrawnCreature, ink: Ink, piece: list[int]) -> Canvas:
    """Returns some parts alone, with what nearer parts hid of them."""
    visible = _main_pieces(shown(ink.owners, piece))
    nearer = ~visible & (ink.owners != NOTHING)
    owners = np.full_like(ink.owners, NOTHING)
    for place in piece:
        hidden = creature.wholes[place] & nearer & (ink.owners > place)
        owners[hidden] = place
    owners[visible] = ink.owners[visible]
    halo = _halo(ink.owners, piece, behind=False) & visible
    repaint = ((owners != NOTHING) & ~visible) | halo
    wanted = np.where(repaint, owners, NOTHING).astype(np.uint8)
    sources = np.where(repaint, NOTHING, np.where(visible, ink.owners, NOTHING)).astype(np.uint8)
    rgb = carried_on(creature.picture[..., :3].astype(np.float64), ink, sources, wanted)
    rgb = with_lines(rgb, _without_dark(ink, repaint), owners, repaint)
    there = _main_pieces(owners != NOTHING)
    owners[~there] = NOTHING
    outside = creature.picture[..., 3] == 0
    alpha = soft(there | outside) * np.where(
        there & ~visible, 1.0, creature.picture[..., 3] / 255.0
    )
    alpha = np.where(ndimage.binary_dilation(there), alpha, 0.0)
    # Hardly visible pixels carry hardly any colour: their neighbours' is used.
    return Canvas(_extended(rgb, there & (alpha > _CLEAR)), alpha * ~outside, owners, there)


def _revealed(creature: DrawnCreature, left: NDArray[np.uint8], gone: Mask) -> NDArray[np.uint8]:
    """Which part each vacated pixel shows now: the nearest one behind, or none, [S, S]."""
    behind = np.full_like(left, NOTHING)
    for place in np.unique(left[left != NOTHING]).tolist():
        behind[gone & creature.wholes[place]] = place
    there = (left != NOTHING) | (behind != NOTHING)
    free = gone & ~there
    open_air = free & ~ndimage.binary_fill_holes(there)
    wide = ndimage.binary_opening(open_air | ~(there | gone), _TOUCHING, iterations=_SLIVER)
    slivers = free & ~(wide & open_air)
    known = np.where(behind != NOTHING, behind, left)
    rows, columns = ndimage.distance_transform_edt(
        known == NOTHING, return_distances=False, return_indices=True
    )
    behind[slivers] = known[rows, columns][slivers]
    return _without_crumbs(behind, left, gone)


def _without_crumbs(
    behind: NDArray[np.uint8], left: NDArray[np.uint8], gone: Mask
) -> NDArray[np.uint8]:
    """Takes away revealed specks that touch nothing of what is left."""
    found = np.where(gone, behind, NOTHING).astype(np.uint8)
    pieces, count = ndimage.label(found != NOTHING, _TOUCHING)
    near = ndimage.binary_dilation(left != NOTHING, _TOUCHING)
    for number in range(1, count + 1):
        here = pieces == number
        if here.sum() < _CRUMB and not (here & near).any():
            found[here] = NOTHING
    return found


def _halo(owners: NDArray[np.uint8], piece: list[int], behind: bool) -> Mask:
    """Pixels at the border of a piece that are mixed with the colour of the nearer part.

    With `behind`, pixels of the rest that lie behind the piece; else pixels of the piece that
    lie behind the rest.
    """
    mask = np.zeros(owners.shape, bool)
    inside = shown(owners, piece)
    for place in piece:
        mine = owners == place
        if behind:
            near = ndimage.binary_dilation(mine, _TOUCHING, iterations=_HALO)
            mask |= near & ~inside & (owners < place)
        else:
            others = ~inside & (owners != NOTHING) & (owners > place)
            mask |= ndimage.binary_dilation(others, _TOUCHING) & mine
    return mask


def _torn_lines(ink: Ink, gone: Mask) -> Mask:
    """Specks of line that lie beside a piece and hang together with no other line."""
    left = ink.dark & ~gone
    near = ndimage.binary_dilation(gone, _TOUCHING, iterations=_HALO)
    labels, _ = ndimage.label(left, _TOUCHING)
    sizes = np.bincount(labels.ravel())
    beside = np.bincount(labels.ravel(), weights=near.ravel())
    torn = (sizes <= _CRUMB) & (beside > 0.5 * sizes)
    torn[0] = False
    specks: Mask = torn[labels]
    return specks


def _main_pieces(mask: Mask) -> Mask:
    """A mask without its specks."""
    labels, _ = ndimage.label(mask, _TOUCHING)
    sizes = np.bincount(labels.ravel())
    large = sizes > min(_CRUMB, 0.1 * max(sizes[1:], default=0))
    large[0] = False
    kept: Mask = large[labels]
    return kept


def _without_dark(ink: Ink, repaint: Mask) -> Ink:
    """The lines of a drawing, those in the repainted region forgotten."""
    return Ink(ink.owners, ink.dark & ~repaint, ink.color, ink.width, ink.lined, ink.lab)


def _cleaned(rgb: Floats, ink: Ink, owners: NDArray[np.uint8], bared: Mask) -> Floats:
    """Takes the colour of what is gone out of the new rim, and carries the rim's outwards."""
    there = owners != NOTHING
    rim = there & ndimage.binary_dilation(bared, _TOUCHING)
    known = there & ~rim
    if ink.width:
        cleaned = rgb.copy()
        cleaned[rim] = ink.color
        return np.where(bared[..., None], _extended(cleaned, there), cleaned)
    return np.where((bared | rim)[..., None], _extended(rgb, known), rgb)


def _extended(rgb: Floats, known: Mask) -> Floats:
    """Gives pixels outside a mask the colour of the nearest one inside."""
    if not known.any():
        return rgb
    rows, columns = ndimage.distance_transform_edt(
        ~known, return_distances=False, return_indices=True
    )
    extended: Floats = rgb[rows, columns]
    return extended
