"""The top bar: mark, menu bar, the document's tab, undo, redo, export."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenuBar, QWidget

from gui.style.icons import draw_icon
from gui.style.labels import button, role_label, tool
from gui.style.theme import TOP_BAR, Look


class TopBar(QFrame):
    """Holds the menu bar; menus and their actions are the window's."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Starts with an empty menu bar and a document without a name."""
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setFixedHeight(TOP_BAR)
        self.menus = QMenuBar()
        self.menus.setNativeMenuBar(False)
        self._tab = role_label("Untitled", "tab")
        self._tab.setFixedHeight(TOP_BAR - 8)
        self._title = ""
        self.undo = tool(look, "undo", "Undo", "Ctrl+Z")
        self.redo = tool(look, "redo", "Redo", "Ctrl+Shift+Z")
        self.export = button("Export", look, "export", "primary", "Write the picture (Ctrl+E)")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(6)
        row.addWidget(_Mark(look))
        row.addWidget(self.menus, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(14)
        row.addWidget(self._tab, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        row.addSpacing(6)
        row.addWidget(self.export)

    @property
    def title(self) -> str:
        """The document's name."""
        return self._title

    def show_title(self, title: str, dirty: bool) -> None:
        """Shows the document's name, with a dot while it is not saved."""
        self._title = title
        self._tab.setText(f"{title}  •" if dirty else title)
        self._tab.setToolTip(f"{title}: not saved" if dirty else title)

    def show_history(self, undo: str, redo: str) -> None:
        """Says what would be undone and done again; empty where nothing would."""
        self.undo.setEnabled(bool(undo))
        self.redo.setEnabled(bool(redo))
        self.undo.setToolTip(f"Undo “{undo}” (Ctrl+Z)" if undo else "Nothing to undo (Ctrl+Z)")
        self.redo.setToolTip(
            f"Redo “{redo}” (Ctrl+Shift+Z)" if redo else "Nothing to redo (Ctrl+Shift+Z)"
        )

    def show_exportable(self, there: bool) -> None:
        """Enables Export where there is a picture."""
        self.export.setEnabled(there)
        tip = "Write the picture (Ctrl+E)" if there else "Nothing to export: describe a creature"
        self.export.setToolTip(tip)


class _Mark(QWidget):
    """The program's mark: three parts that hang together."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedSize(QSize(26, 26))
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t = self._look.tokens
        draw_icon(painter, "mark", t.accent if t.dark else t.text, QRectF(3, 3, 20, 20))
