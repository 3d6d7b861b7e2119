"""The keys of the graph, and which card lies where an arrow points."""

from __future__ import annotations

import math

from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QKeyEvent

from gui.graph.part_card import PartCard

ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}

_WORDS = {
    (Qt.Key.Key_F, False): "fit",
    (Qt.Key.Key_F, True): "fit selection",
    (Qt.Key.Key_L, False): "lock",
    (Qt.Key.Key_L, True): "tidy",
    (Qt.Key.Key_K, False): "keep",
    (Qt.Key.Key_C, False): "fan",
    (Qt.Key.Key_Delete, False): "remove",
    (Qt.Key.Key_Backspace, False): "remove",
    (Qt.Key.Key_Return, False): "change",
    (Qt.Key.Key_F2, False): "change",
    (Qt.Key.Key_Home, False): "creature",
    (Qt.Key.Key_Plus, False): "larger",
    (Qt.Key.Key_Plus, True): "larger",
    (Qt.Key.Key_Minus, False): "smaller",
}


def key_word(event: QKeyEvent) -> str:
    """Returns what a key asks of the graph; empty for keys that are not its own."""
    shift = Qt.KeyboardModifier.ShiftModifier
    if event.modifiers() & ~(shift | Qt.KeyboardModifier.KeypadModifier):
        return ""
    return _WORDS.get((Qt.Key(event.key()), bool(event.modifiers() & shift)), "")


def nearest_card(here: PartCard, cards: list[PartCard], way: tuple[int, int]) -> PartCard | None:
    """Returns the card that lies nearest in a direction; those straight ahead come first."""
    best, least = None, math.inf
    for card in cards:
        line = QLineF(here.pos(), card.pos())
        ahead = line.dx() * way[0] + line.dy() * way[1]
        aside = abs(line.dx() * way[1]) + abs(line.dy() * way[0])
        if card is not here and ahead > 1 and ahead + 2 * aside < least:
            if aside <= 3 * ahead:
                best, least = card, ahead + 2 * aside
    return best
