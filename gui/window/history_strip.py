"""The steps of the document as small pictures: click one to go there."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.document.model import DocumentModel, Step
from gui.picture.sketch import draw_sketch
from gui.picture.thumbnails import pixmap_of
from gui.style.labels import role_label
from gui.style.theme import RADIUS_CONTROL, Look
from gui.style.wording import counted

_HEIGHT, _WIDTH, _PICTURE = 96, 82, 56
_UNDONE_OPACITY = 0.45


class HistoryStrip(QFrame):
    """One button a step; those that were undone are pale.

    Signals:
        step_asked(int): place of the step to go to.
    """

    step_asked = Signal(int)

    def __init__(self, look: Look, model: DocumentModel, parent: QWidget | None = None) -> None:
        """Follows the steps of a document model."""
        super().__init__(parent)
        self.setObjectName("historyStrip")
        self.setFixedHeight(_HEIGHT)
        self._look = look
        self._model = model
        self._pixmaps: dict[int, QPixmap] = {}
        self._buttons: list[StepButton] = []
        self._count = role_label("", "secondary")
        self._hint = role_label(
            "Every change is kept here as a step that you can go back to.", "secondary"
        )
        self._hint.setContentsMargins(0, 14, 0, 0)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        head = QVBoxLayout()
        head.setContentsMargins(14, 14, 0, 14)
        head.addWidget(role_label("History", "section"))
        head.addWidget(self._count)
        head.addStretch(1)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)
        self._row.addStretch(1)
        body = QWidget()
        body.setLayout(self._row)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setWidget(body)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName("Steps of this document")
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 14, 0)
        whole.setSpacing(22)
        whole.addLayout(head)
        whole.addWidget(self._hint, 1)
        whole.addWidget(self._area, 1)
        self.refresh()

    def refresh(self) -> None:
        """Shows the steps as they are now."""
        steps = self._model.steps
        nothing = len(steps) == 1 and steps[0].graph.is_empty
        self._hint.setVisible(nothing)
        self._area.setVisible(not nothing)
        self._count.setText("" if nothing else counted(len(steps), "step"))
        while len(self._buttons) > len(steps):
            gone = self._buttons.pop()
            self._row.removeWidget(gone)
            gone.deleteLater()
        while len(self._buttons) < len(steps):
            made = StepButton(self._look)
            made.clicked.connect(self._clicked)
            self._row.insertWidget(len(self._buttons), made)
            self._buttons.append(made)
        there = {step.number for step in steps}
        self._pixmaps = {k: v for k, v in self._pixmaps.items() if k in there}
        for place, (made, step) in enumerate(zip(self._buttons, steps, strict=True)):
            at = self._model.position
            made.show_step(step, self._pixmap(step), place == at, place > at)
        self._area.ensureWidgetVisible(self._buttons[self._model.position])

    def _pixmap(self, step: Step) -> QPixmap | None:
        if step.number not in self._pixmaps and step.picture is not None:
            rgba = getattr(step.picture, "rgba", None)
            if rgba is not None:
                side = round(_PICTURE * self.devicePixelRatioF())
                self._pixmaps[step.number] = pixmap_of(rgba).scaled(
                    side,
                    side,
                    Qt.AspectRatioMode.KeepAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
        return self._pixmaps.get(step.number)

    def _clicked(self) -> None:
        sender = self.sender()
        for place, made in enumerate(self._buttons):
            if made is sender:
                self.step_asked.emit(place)
                return


class StepButton(QAbstractButton):
    """A picture in a frame, and what was done below it."""

    def __init__(self, look: Look) -> None:
        """Starts without a step."""
        super().__init__()
        self._look = look
        self._pixmap: QPixmap | None = None
        self._current = self._undone = self._empty = False
        self.setFixedSize(QSize(_WIDTH, _HEIGHT - 6))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        look.changed.connect(self.update)

    def show_step(self, step: Step, pixmap: QPixmap | None, current: bool, undone: bool) -> None:
        """Shows a step, which may be the current one or an undone one."""
        self._pixmap, self._current, self._undone = pixmap, current, undone
        self._empty = step.graph.is_empty
        self.setText(step.label)
        self.setToolTip(step.label)
        self.setAccessibleName(f"Step: {step.label}" + (", undone" if undone else ""))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws frame, picture and label."""
        t = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setOpacity(_UNDONE_OPACITY if self._undone else 1.0)
        frame = QRectF((_WIDTH - _PICTURE) / 2, 8, _PICTURE, _PICTURE)
        strong = self._current or self.hasFocus()
        color = t.accent if strong else t.line2 if self.underMouse() else t.line
        painter.setPen(QPen(QColor(color), 2 if strong else 1))
        painter.setBrush(QColor(t.surface))
        painter.drawRoundedRect(frame, RADIUS_CONTROL, RADIUS_CONTROL)
        inner = frame.adjusted(3, 3, -3, -3)
        if self._pixmap is not None:
            painter.drawPixmap(inner, self._pixmap, QRectF(self._pixmap.rect()))
        elif self._empty:
            draw_sketch(painter, inner, t.softline)
        font = self._look.font(11, 600 if self._current else 400)
        painter.setFont(font)
        painter.setPen(QColor(t.text if self._current else t.text2))
        text = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, _WIDTH - 2)
        place = QRect(0, _PICTURE + 10, _WIDTH, 18)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
