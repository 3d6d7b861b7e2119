"""Lays a piece into a drawing again: each of its parts before or behind what is already there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from scenegan.data.edit_pairs.creature import DrawnCreature, Floats, Mask, Rgba
from scenegan.data.edit_pairs.cutting import Canvas
from scenegan.data.edit_pairs.ink import Ink
from scenegan.data.edit_pairs.window import Window, reduced, reduced_map, reduced_mask
from scenegan.data.part_maps import NOTHING

OPAQUE = 100
"""Alpha, in 255ths, above which a pixel shows a part."""

_FAINT = 0.02
_UNSEEN = 2
_SPECK = 3


@dataclass(frozen=True)
class Joined:
    """A drawing that was put together anew.

    Attributes:
        picture: [S, S, 4] straight alpha; outside `changed` the old one, bit for bit.
        index_map: [S, S] part of each pixel in the old numbering, 255 for none.
        changed: [S, S] pixels that differ from the old drawing.
    """

    picture: Rgba
    index_map: NDArray[np.uint8]
    changed: Mask


def joined(
    creature: DrawnCreature,
    ink: Ink,
    rest: Canvas,
    piece: Canvas | None,
    order: NDArray[np.float64] | None = None,
) -> Joined:
    """Puts a drawing together from what was left of it and a piece.

    Args:
        creature: the drawing before.
        ink: its lines.
        rest: what was left of it.
        piece: what is laid in; None leaves it out. Its owners may go beyond the old numbering.
        order: depth of each part that owners may name; by default their number.
    """
    rgb, alpha, owners = rest.rgb, rest.alpha, _named_as_before(creature, ink, rest)
    changed = rest.touched
    if piece is not None:
        rgb, alpha, owners = _composed(rest, owners, piece, order)
        changed = changed | piece.touched | (piece.alpha > _FAINT)
    # A line between two parts may change its owner and not its colour.
    renamed = (owners != creature.index_map) & (creature.index_map != NOTHING)
    changed = ndimage.binary_dilation(changed) | renamed
    picture = np.dstack([rgb, alpha * 255.0])
    picture = np.clip(np.rint(picture), 0, 255).astype(np.uint8)
    picture[picture[..., 3] == 0] = 0
    picture = np.where(changed[..., None], picture, creature.picture)
    return Joined(picture, np.where(changed, owners, creature.index_map), changed)


def settled(creature: DrawnCreature, window: Window, fine: Joined) -> Joined:
    """Brings an edited window back into the drawing; differences that nobody sees are undone.

    Args:
        creature: the whole drawing before.
        window: which part of it was enlarged.
        fine: the enlarged window after the edit.
    """
    rows, columns = window.slices
    old, old_map = creature.picture[rows, columns], creature.index_map[rows, columns]
    changed = reduced_mask(fine.changed)
    picture = np.where(changed[..., None], reduced(fine.picture), old)
    opaque = picture[..., 3] > OPAQUE
    owners = _only_opaque(reduced_map(fine.index_map), opaque)
    index_map = np.where(changed | (opaque != (old_map != NOTHING)), owners, old_map)
    differs = np.abs(picture.astype(int) - old).max(-1) > _UNSEEN
    differs = _without_specks(differs) | (index_map != old_map)
    differs |= (picture[..., 3] == 0) & (old[..., 3] > 0)
    whole = Joined(
        creature.picture.copy(), creature.index_map.copy(), np.zeros_like(creature.index_map, bool)
    )
    whole.picture[rows, columns] = np.where(differs[..., None], picture, old)
    whole.index_map[rows, columns] = np.where(differs, index_map, old_map)
    whole.changed[rows, columns] = differs
    return whole


def _without_specks(differs: Mask) -> Mask:
    """Changed pixels that hang together with at least a few others."""
    labels, _ = ndimage.label(differs, np.ones((3, 3)))
    large = np.bincount(labels.ravel()) > _SPECK
    large[0] = False
    kept: Mask = large[labels]
    return kept


def _composed(
    rest: Canvas, shown: NDArray[np.uint8], piece: Canvas, order: NDArray[np.float64] | None
) -> tuple[Floats, Floats, NDArray[np.uint8]]:
    """Colours, alpha and parts of the two laid over each other."""
    ranks = np.arange(NOTHING + 1, dtype=np.float64) if order is None else order
    own = _to_the_rim(piece.owners, piece.alpha > 0)
    under = _to_the_rim(rest.owners, rest.alpha > 0)
    front = (under == NOTHING) | (ranks[own] > ranks[under])
    front &= own != NOTHING
    a, b = piece.alpha, rest.alpha
    upper = np.where(front, a, b)
    lower = np.where(front, b, a)
    top = np.where(front[..., None], piece.rgb, rest.rgb)
    ground = np.where(front[..., None], rest.rgb, piece.rgb)
    alpha = upper + lower * (1 - upper)
    weighted = top * upper[..., None] + ground * (lower * (1 - upper))[..., None]
    rgb = weighted / np.maximum(alpha, 1e-6)[..., None]
    owners = np.where((a > 0.5) & (front | (b <= 0.5)), own, shown)
    return rgb, alpha, owners.astype(np.uint8)


def _named_as_before(creature: DrawnCreature, ink: Ink, rest: Canvas) -> NDArray[np.uint8]:
    """Parts of what was left; lines that nothing happened to are named as they were."""
    same = (rest.owners == ink.owners) & np.isin(creature.index_map, np.unique(rest.owners))
    same &= creature.index_map != NOTHING
    return np.where(same, creature.index_map, rest.owners).astype(np.uint8)


def _only_opaque(owners: NDArray[np.uint8], opaque: Mask) -> NDArray[np.uint8]:
    """Parts of opaque pixels alone, and of each of them."""
    return np.where(opaque, _to_the_rim(owners, opaque), NOTHING).astype(np.uint8)


def _to_the_rim(owners: NDArray[np.uint8], there: Mask) -> NDArray[np.uint8]:
    """Gives pixels that are there but belong to nothing the nearest part."""
    known = owners != NOTHING
    if not known.any() or not (there & ~known).any():
        return owners
    rows, columns = ndimage.distance_transform_edt(
        ~known, return_distances=False, return_indices=True
    )
    return np.where(there & ~known, owners[rows, columns], owners).astype(np.uint8)
