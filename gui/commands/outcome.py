"""What an offer would look like, drawn before it is done."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gui.commands.offers import Offer
from gui.document.changed_parts import change_report
from gui.document.controller import EditorController
from gui.document.model import DocumentModel
from gui.picture.thumbnails import pixmap_of
from gui.style.labels import role_label
from gui.style.theme import RADIUS_CARD, Look
from gui.style.translation import tr
from scenegan.errors import SceneGANError
from scenegan.rendering.picture import Picture

_WIDTH, _PICTURE = 226, 198
_ASK_AFTER_MS = 150
_SQUARE = 14


class Outcome(QFrame):
    """A picture, and in words what would change."""

    def __init__(self, look: Look, model: DocumentModel, controller: EditorController) -> None:
        """Draws with the controller's worker, whenever nothing else is to be done."""
        super().__init__()
        self._model, self._inference = model, controller.inference
        self._job = 0
        self._offer: Offer | None = None
        self._canvas = _Canvas(look)
        self._title = role_label("", "section")
        self._words = role_label("", "secondary")
        self._words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(13, 10, 13, 10)
        column.setSpacing(6)
        column.addWidget(self._canvas)
        column.addSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addStretch(1)
        self.setFixedWidth(round(_WIDTH * look.scale))
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_ASK_AFTER_MS)
        self._patience.timeout.connect(self._ask)
        self._inference.tried.connect(self._tried)

    def show_offer(self, offer: Offer | None) -> None:
        """Shows the document as it is, and soon as the offer would make it."""
        if offer is self._offer and offer is not None:
            return
        self._offer, self._job = offer, 0
        picture = self._model.current.picture
        self._show(picture)
        self._title.setText(tr("Now") if picture is not None else "")
        self._words.setText("")
        self._patience.stop()
        if offer is not None and offer.edit is not None and picture is not None:
            self._patience.start()

    @property
    def is_settled(self) -> bool:
        """Whether the outcome of an offer is shown, and no other one is being drawn."""
        waits = self._job or self._patience.isActive()
        return not waits and self._title.text() == tr("Preview")

    def _ask(self) -> None:
        offer = self._offer
        if offer is None or offer.edit is None or not self.isVisible():
            return
        try:
            graph = offer.edit(self._model.graph)
        except SceneGANError:
            return
        if graph != self._model.graph:
            self._job = self._inference.try_out(self._model.document, graph)

    def _tried(self, job: int, picture: object) -> None:
        if not job or job != self._job:
            return
        self._job = 0
        self._show(picture)
        self._title.setText(tr("Preview"))
        before = self._model.current.picture
        if isinstance(before, Picture) and isinstance(picture, Picture):
            self._words.setText(change_report(before, picture))

    def _show(self, picture: object) -> None:
        rgba = getattr(picture, "rgba", None)
        self._canvas.show_pixmap(None if rgba is None else pixmap_of(rgba))


class _Canvas(QWidget):
    """A picture on its checkerboard."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._pixmap: QPixmap | None = None
        side = round(_PICTURE * look.scale)
        self.setFixedSize(QSize(side, side))
        self.setAccessibleName(tr("Preview"))

    def show_pixmap(self, pixmap: QPixmap | None) -> None:
        self._pixmap = pixmap
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        path = QPainterPath()
        path.addRoundedRect(frame, RADIUS_CARD, RADIUS_CARD)
        painter.setClipPath(path)
        for row in range(0, self.height(), _SQUARE):
            for column in range(0, self.width(), _SQUARE):
                odd = (row + column) // _SQUARE % 2
                painter.fillRect(column, row, _SQUARE, _SQUARE, QColor(t.checker[odd]))
        if self._pixmap is not None:
            painter.drawPixmap(QRectF(self.rect()), self._pixmap, QRectF(self._pixmap.rect()))
        painter.setClipping(False)
        painter.setPen(QColor(t.line2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
