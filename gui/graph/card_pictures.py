"""The pixels that cards show: the visible parts of a picture, each alone."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtGui import QPixmap

from gui.document.model import CREATURE
from gui.graph.cards import CardFacts
from gui.picture.thumbnails import part_pixels, pixmap_of
from scenegan.rendering.picture import Picture

_REMEMBERED = 6
"""Pictures whose parts are kept cut out: those of a few tabs and steps."""

_Cut = dict[tuple[str, ...], QPixmap | None]


class CardPictures:
    """Cuts parts out of pictures, once for each of the last ones."""

    def __init__(self) -> None:
        """Remembers nothing yet."""
        self._known: OrderedDict[int, tuple[Picture, _Cut]] = OrderedDict()

    def of(self, picture: Picture, cards: Sequence[CardFacts]) -> dict[str, QPixmap | None]:
        """Returns the pixels of each card's parts; None where nothing of them is visible."""
        _, cut = self._known.setdefault(id(picture), (picture, {}))  # Held, so that ids stay valid.
        self._known.move_to_end(id(picture))
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        shown = {}
        for card in cards:
            nodes = picture.nodes if card.node == CREATURE else tuple(card.nodes)
            if nodes not in cut:
                cut[nodes] = _cut_out(picture, nodes)
            shown[card.node] = cut[nodes]
        return shown


def _cut_out(picture: Picture, nodes: Sequence[str]) -> QPixmap | None:
    import numpy as np

    places = [picture.nodes.index(node) for node in nodes if node in picture.nodes]
    if not places:
        return None
    shown = np.zeros(256, dtype=bool)  # Three times as fast as looking for each pixel in a list.
    shown[places] = True
    pixels = part_pixels(picture.rgba, shown[picture.part_map])
    return pixmap_of(pixels) if pixels is not None else None
