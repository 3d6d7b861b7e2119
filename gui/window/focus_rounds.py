"""F6 goes round the panes: description, graph, picture, parts, inspector, history.

The focus also stays in a pane where what had it goes away, as a template that was clicked does. Qt
would give it to whatever comes next in the window, and keys would be meant for that.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget


class FocusRounds(QObject):
    """The panes in the order of reading, each with what takes the focus in it."""

    def __init__(self, panes: Sequence[tuple[QWidget, QWidget]], parent: QWidget) -> None:
        """Takes pairs of a pane and the widget in it that is focused."""
        super().__init__(parent)
        self._panes = list(panes)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._stay)

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

    def _stay(self, old: QWidget | None, now: QWidget | None) -> None:
        """Brings the focus back into a pane that it left as what had it was hidden."""
        if old is None or now is None or old.isVisible():
            return
        for pane, target in self._panes:
            if _in(old, pane) and not _in(now, pane) and now.window() is pane.window():
                if target.isVisible() and target.focusPolicy() != Qt.FocusPolicy.NoFocus:
                    target.setFocus(Qt.FocusReason.OtherFocusReason)


def _in(widget: QWidget, pane: QWidget) -> bool:
    return widget is pane or pane.isAncestorOf(widget)


def _first(pane: QWidget) -> QWidget | None:
    """The first widget of a pane that takes the focus by key."""
    for child in pane.findChildren(QWidget):
        if child.isVisible() and child.isEnabled():
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus:
                return child
    return None
