"""Arrows in a grid of widgets that is filled row by row."""

from __future__ import annotations

from PySide6.QtCore import Qt

ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


def grid_step(key: int, columns: int) -> int | None:
    """Returns how many places an arrow goes on; None for any other key."""
    steps = dict(zip(ARROWS, (-1, 1, -columns, columns), strict=True))
    return steps.get(Qt.Key(key))
