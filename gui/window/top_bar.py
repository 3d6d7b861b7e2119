"""The top bar: mark, menu bar, document tabs, undo, redo, find, export."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenuBar, QWidget

from gui.style.focus_ring import PushButton
from gui.style.icons import draw_icon
from gui.style.key_caps import KeyCaps
from gui.style.labels import button, follow_icon, role_label, tool
from gui.style.theme import TOP_BAR, Look
from gui.style.translation import tr
from gui.window.document_tabs import DocumentTabs

_FIND_WIDTH, _FIND_NARROW = 232, 36


class TopBar(QFrame):
    """Holds the menu bar; menus and their actions are the window's."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Starts with an empty menu bar and without documents."""
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setFixedHeight(round(TOP_BAR * max(1.0, look.scale)))
        self.menus = QMenuBar()
        self.menus.setNativeMenuBar(False)
        self.menus.setAccessibleName(tr("Menus"))
        self.tabs = DocumentTabs(look)
        self.undo = tool(look, "undo", tr("Undo"), "Ctrl+Z")
        self.redo = tool(look, "redo", tr("Redo"), "Ctrl+Shift+Z")
        self.find_button = FindButton(look)
        self.export = button(tr("Export"), look, "export", "primary", tr("Write the picture"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 10, 0)
        row.setSpacing(6)
        row.addWidget(_Mark(look))
        row.addWidget(self.menus, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(14)
        row.addWidget(self.tabs, 1, Qt.AlignmentFlag.AlignBottom)
        steps = QHBoxLayout()
        steps.setSpacing(2)
        steps.addWidget(self.undo)
        steps.addWidget(self.redo)
        row.addLayout(steps)
        row.addSpacing(4)
        row.addWidget(self.find_button)
        row.addSpacing(4)
        row.addWidget(self.export)

    @property
    def title(self) -> str:
        """The name of the document that is shown."""
        return next((b.text() for b in self.tabs.buttons if b.isChecked()), "")

    def show_history(self, undo: str, redo: str) -> None:
        """Says what would be undone and done again; empty where nothing would."""
        self.undo.setEnabled(bool(undo))
        self.redo.setEnabled(bool(redo))
        self.undo.setToolTip(
            tr("Undo “{step}” (Ctrl+Z)", step=undo) if undo else tr("Nothing to undo (Ctrl+Z)")
        )
        self.redo.setToolTip(
            tr("Redo “{step}” (Ctrl+Shift+Z)", step=redo)
            if redo
            else tr("Nothing to redo (Ctrl+Shift+Z)")
        )

    def show_exportable(self, there: bool) -> None:
        """Enables Export where there is a picture."""
        self.export.setEnabled(there)
        tip = tr("Write the picture") if there else tr("Nothing to export: describe a creature")
        self.export.setToolTip(tip)


class FindButton(PushButton):
    """Looks like a field, and opens the palette."""

    def __init__(self, look: Look) -> None:
        """Shows its words and its key."""
        super().__init__()
        self.setObjectName("find")
        self.setProperty("role", "outlined")
        self.setAccessibleName(tr("Find or do anything"))
        self.setToolTip(tr("Find or do anything") + " (Ctrl+K)")
        self.setFixedWidth(round(_FIND_WIDTH * look.scale))
        follow_icon(self, look, "search", "text2")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(round(32 * look.scale), 0, 8, 0)
        words = role_label(tr("Find or do anything"), "secondary")
        self.caps = KeyCaps(look, "Ctrl+K")
        for made in (words, self.caps):
            made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(words, 1)
        row.addWidget(self.caps)


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
        draw_icon(painter, "mark", t.text, QRectF(3, 3, 20, 20))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.accent if t.dark else t.fill))
        painter.drawEllipse(QPointF(13, 12.4), 3.2, 3.2)
