"""The pixels that cards show: the visible parts of a picture, each alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPixmap

from gui.document.model import CREATURE
from gui.graph.cards import CardFacts
from gui.picture.thumbnails import part_pixels, pixmap_of
from scenegan.rendering.picture import Picture


def card_pictures(picture: Picture, cards: Sequence[CardFacts]) -> dict[str, QPixmap | None]:
    """Returns the pixels of each card's parts, cut out; None where nothing of them is visible."""
    import numpy as np

    masks = picture.masks
    shown: dict[str, QPixmap | None] = {}
    for card in cards:
        if card.node == CREATURE:
            mask = np.any(list(masks.values()), axis=0) if masks else None
        else:
            found = [masks[node] for node in card.nodes if node in masks]
            mask = np.any(found, axis=0) if found else None
        pixels = part_pixels(picture.rgba, mask) if mask is not None else None
        shown[card.node] = pixmap_of(pixels) if pixels is not None else None
    return shown
