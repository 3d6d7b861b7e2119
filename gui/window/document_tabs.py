"""The open documents as tabs of the top bar: picture, name, and a dot while not saved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from gui.document.workspace import Tab
from gui.picture.thumbnails import pixmap_of
from gui.style.icons import draw_icon
from gui.style.labels import tool
from gui.style.theme import TOP_BAR, Look
from gui.style.translation import tr

_HEIGHT = TOP_BAR - 8
_WIDEST, _NARROWEST = 220, 64
_PICTURE = 22
_DOT = 3.0


class DocumentTabs(QWidget):
    """A row of tabs and a plus; tabs get narrower where many are open.

    Signals:
        chosen(int): place of the tab that shall be shown.
        close_asked(int): place of the tab that shall be closed.
        new_asked(): one more document.
    """

    chosen = Signal(int)
    close_asked = Signal(int)
    new_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Starts without tabs."""
        super().__init__(parent)
        self._look = look
        self._buttons: list[TabButton] = []
        self._add = tool(look, "plus", tr("New document"), "Ctrl+N")
        self._add.setParent(self)
        self._add.clicked.connect(self.new_asked)
        self.setFixedHeight(_HEIGHT)
        self.setMinimumWidth(_NARROWEST + 30)

    @property
    def buttons(self) -> Sequence[TabButton]:
        """The tabs, in order."""
        return tuple(self._buttons)

    def show_tabs(self, tabs: Sequence[Tab], at: int) -> None:
        """Shows documents, one of which is open in the window."""
        while len(self._buttons) > len(tabs):
            gone = self._buttons.pop()
            gone.hide()
            gone.deleteLater()
        while len(self._buttons) < len(tabs):
            made = TabButton(self._look, self)
            made.clicked.connect(self._clicked)
            made.close_asked.connect(self._closed)
            made.show()
            self._buttons.append(made)
        for place, (made, tab) in enumerate(zip(self._buttons, tabs, strict=True)):
            made.show_tab(tab, place == at)
        self._lay()

    def sizeHint(self) -> QSize:
        """Room for the names, up to a width."""
        return QSize(sum(b.wanted_width for b in self._buttons) + 34, _HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shares out the width."""
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        room = self.width() - 34
        wanted = [b.wanted_width for b in self._buttons]
        share = 1.0 if sum(wanted) <= room else room / max(1, sum(wanted))
        x = 0
        for made, width in zip(self._buttons, wanted, strict=True):
            width = max(min(_NARROWEST, width), int(width * share))
            made.setGeometry(x, 0, width, _HEIGHT)
            x += width
        side = self._add.sizeHint()
        y = (_HEIGHT - side.height()) // 2
        self._add.setGeometry(min(x + 4, self.width() - side.width()), y, 28, side.height())
        self.updateGeometry()

    def _place_of(self, sender: object) -> int:
        return next((i for i, b in enumerate(self._buttons) if b is sender), -1)

    def _clicked(self) -> None:
        self.chosen.emit(self._place_of(self.sender()))

    def _closed(self) -> None:
        self.close_asked.emit(self._place_of(self.sender()))


class TabButton(QAbstractButton):
    """One tab; a middle click, or the cross that shows under the pointer, closes it.

    Signals:
        close_asked(): the document shall be closed.
    """

    close_asked = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        """Starts without a document."""
        super().__init__(parent)
        self._look = look
        self._picture: QPixmap | None = None
        self._painted: object = None
        self._dirty = False
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        look.changed.connect(self.update)

    def show_tab(self, tab: Tab, current: bool) -> None:
        """Shows a document, which may be the one in the window."""
        self.setText(tab.title)
        self._dirty = tab.dirty
        self.setChecked(current)
        name = tr("{name}: not saved", name=tab.title) if tab.dirty else tab.title
        self.setToolTip(f"{name}\n{tab.path}" if tab.path else name)
        self.setAccessibleName(name)
        if tab.picture is not self._painted:
            self._painted = tab.picture
            shown = tab.picture.picture() if tab.picture is not None else None
            rgba = getattr(shown, "rgba", None)
            side = round(_PICTURE * self.devicePixelRatioF())
            smooth = Qt.TransformationMode.SmoothTransformation
            keep = Qt.AspectRatioMode.KeepAspectRatio
            self._picture = (
                None if rgba is None else pixmap_of(rgba).scaled(side, side, keep, smooth)
            )
        self.update()

    @property
    def wanted_width(self) -> int:
        """Width that shows the whole name."""
        words = QFontMetrics(self._look.font(13, 500)).horizontalAdvance(self.text())
        picture = _PICTURE + 8 if self._picture is not None else 0
        return min(_WIDEST, words + picture + 24 + 22)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A middle click closes; a click on the cross too."""
        middle = event.button() == Qt.MouseButton.MiddleButton
        if middle or (self._cross().contains(event.position()) and self.underMouse()):
            self.close_asked.emit()
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del closes the tab in focus."""
        if event.key() == Qt.Key.Key_Delete:
            self.close_asked.emit()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEvent) -> None:
        """Shows the cross."""
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Hides the cross."""
        self.update()

    def nextCheckState(self) -> None:
        """Which tab is open is the workspace's business."""

    def _cross(self) -> QRectF:
        return QRectF(self.width() - 24, (_HEIGHT - 16) / 2, 16, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws ground, picture, name and dot."""
        t = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        body = QRectF(0.5, 0.5, self.width() - 1, self.height() + 10)
        if self.isChecked():
            path = QPainterPath()
            path.addRoundedRect(body, 8, 8)
            painter.setPen(QPen(QColor(t.line), 1))
            painter.setBrush(QColor(t.panel))
            painter.drawPath(path)
        if self.hasFocus():
            painter.setPen(QPen(QColor(t.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(body.adjusted(3, 3, -3, -13), 5, 5)
        x = 12.0
        if self._picture is not None:
            place = QRectF(x, (_HEIGHT - _PICTURE) / 2, _PICTURE, _PICTURE)
            painter.drawPixmap(place, self._picture, QRectF(self._picture.rect()))
            x += _PICTURE + 8
        font = self._look.font(13, 500 if self.isChecked() else 400)
        painter.setFont(font)
        painter.setPen(QColor(t.text if self.isChecked() else t.text2))
        room = self.width() - x - 24
        middle = Qt.TextElideMode.ElideMiddle
        text = QFontMetrics(font).elidedText(self.text(), middle, int(room))
        painter.drawText(QRect(int(x), 0, int(room), _HEIGHT), Qt.AlignmentFlag.AlignVCenter, text)
        if self.underMouse():
            draw_icon(painter, "cross", t.text2, self._cross().adjusted(2, 2, -2, -2))
        elif self._dirty:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.text2))
            painter.drawEllipse(QPointF(self._cross().center()), _DOT, _DOT)
