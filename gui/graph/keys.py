"""The keys of the graph, and which card lies where an arrow points."""

from __future__ import annotations

import math

from PySide6.QtCore import QKeyCombination, QLineF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from gui.graph.part_card import PartCard

ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}

_ALIASES = {
    Qt.Key.Key_Backspace: "part.remove",
    Qt.Key.Key_Return: "part.change",
    Qt.Key.Key_Enter: "part.change",
    Qt.Key.Key_Plus: "view.larger",
    Qt.Key.Key_Equal: "view.larger",
    Qt.Key.Key_Minus: "view.smaller",
}
"""Second keys, for those that keyboards or habits differ in; the first ones can be chosen."""


def alias(event: QKeyEvent) -> str:
    """Returns the action that a second key of the graph starts; empty for other keys."""
    shift = Qt.KeyboardModifier.ShiftModifier
    if event.modifiers() & ~(shift | Qt.KeyboardModifier.KeypadModifier):
        return ""
    return _ALIASES.get(Qt.Key(event.key()), "")


def key_text(event: QKeyEvent) -> str:
    """Returns a key as the list of keys writes it, such as `Shift+L`."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    code = QKeyCombination(held, Qt.Key(event.key()))
    return QKeySequence(code).toString(QKeySequence.SequenceFormat.PortableText)


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
