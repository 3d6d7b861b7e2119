"""The list behind the bell: what failed, why, what next; and a copy of it for a report."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.document.notices import Notice, Notices
from gui.style.labels import button, role_label, rule
from gui.style.theme import Look
from gui.style.translation import tr

_SIZE = (380, 320)


class NoticeList(QFrame):
    """A popup over the status line."""

    def __init__(self, look: Look, notices: Notices, parent: QWidget) -> None:
        """Shows the notices of a window."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAccessibleName(tr("Notices"))
        self._look, self._notices = look, notices
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(tr("Notices"))
        self.copy = button(tr("Copy details"), look, "copy", "outlined")
        self.clear = button(tr("Clear"), role="outlined")
        self.copy.clicked.connect(self._copy)
        self.clear.clicked.connect(self._clear)
        foot = QHBoxLayout()
        foot.addWidget(self.copy)
        foot.addStretch(1)
        foot.addWidget(self.clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addWidget(role_label(tr("Notices"), "title"))
        column.addWidget(self._area, 1)
        column.addLayout(foot)
        self.setFixedSize(round(_SIZE[0] * look.scale), round(_SIZE[1] * look.scale))

    def open_above(self, corner: QPoint) -> None:
        """Opens with its lower right corner at a place of the screen."""
        self._fill()
        self._notices.mark_seen()
        screen = self.screen().availableGeometry()
        x = min(max(screen.left(), corner.x() - self.width()), screen.right() - self.width())
        self.move(x, max(screen.top(), corner.y() - self.height() - 4))
        self.show()
        self.copy.setFocus()

    def _fill(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(8)
        told = self._notices.told
        for place, notice in enumerate(told):
            if place:
                column.addWidget(rule())
            column.addLayout(_row(notice))
        if not told:
            column.addWidget(role_label(tr("Nothing to tell."), "secondary"))
        column.addStretch(1)
        self._area.setWidget(body)
        self.clear.setEnabled(bool(told))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._notices.details())

    def _clear(self) -> None:
        self._notices.clear()
        self._fill()


def _row(notice: Notice) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    when = role_label(notice.clock, "hint")
    when.setAlignment(Qt.AlignmentFlag.AlignTop)
    text = QLabel(notice.text)
    text.setWordWrap(True)
    text.setProperty("role", "failure" if notice.failed else "")
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    row.addWidget(when)
    row.addWidget(text, 1)
    return row
