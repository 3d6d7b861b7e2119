"""F6 goes round the panes: description, graph, picture, parts, inspector, history."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


class FocusRounds:
    """The panes in the order of reading, each with what takes the focus in it."""

    def __init__(self, panes: Sequence[tuple[QWidget, QWidget]]) -> None:
        """Takes pairs of a pane and the widget in it that is focused."""
        self._panes = list(panes)

    def go(self, step: int) -> None:
        """Gives the focus to the next pane that can be seen, or to the last one before."""
        now = QApplication.focusWidget()
        at = next(
            (i for i, (pane, _) in enumerate(self._panes) if now is not None and _in(now, pane)),
            -1 if step > 0 else 0,
        )
        for tried in range(1, len(self._panes) + 1):
            pane, target = self._panes[(at + step * tried) % len(self._panes)]
            if pane.isVisible():
                goal = target if target.focusPolicy() != Qt.FocusPolicy.NoFocus else _first(pane)
                if goal is not None:
                    goal.setFocus(Qt.FocusReason.ShortcutFocusReason)
                    return


def _in(widget: QWidget, pane: QWidget) -> bool:
    return widget is pane or pane.isAncestorOf(widget)


def _first(pane: QWidget) -> QWidget | None:
    """The first widget of a pane that takes the focus by key."""
    for child in pane.findChildren(QWidget):
        if child.isVisible() and child.isEnabled():
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus:
                return child
    return None
