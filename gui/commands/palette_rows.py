"""How a row of the palette is drawn: picture or icon, words with what was typed, key."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.commands.offers import Offer
from gui.graph.scene import GraphScene
from gui.style.icons import draw_icon
from gui.style.key_caps import caps_width, draw_caps
from gui.style.theme import Look

OFFER, HEADING = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_ROW, _HEAD = 36, 30
_WELL = 26.0


class RowPainter(QStyledItemDelegate):
    """Draws headings and offers."""

    def __init__(self, look: Look, owner: QListWidget, scene: GraphScene) -> None:
        """`scene` has the pictures of the parts."""
        super().__init__(owner)
        self._look, self._scene = look, scene

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """A row's height."""
        height = _HEAD if index.data(HEADING) else _ROW
        return QSize(100, round(height * self._look.scale))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draws one row."""
        t = self._look.tokens
        place = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        offer = index.data(OFFER)
        if offer is None:
            painter.setFont(self._look.font(12))
            painter.setPen(QColor(t.text2))
            left = place.adjusted(12, 2, -8, 0)
            painter.drawText(left, Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            self._row(painter, place, offer, chosen)
        painter.restore()

    def _row(self, painter: QPainter, place: QRectF, offer: Offer, chosen: bool) -> None:
        t = self._look.tokens
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.soft))
            painter.drawRoundedRect(place.adjusted(0, 0, -7, 0), 8, 8)
        middle = place.center().y()
        well = QRectF(place.left() + 12, middle - _WELL / 2, _WELL, _WELL)
        self._picture(painter, well, offer)
        right = place.right() - 18
        if offer.key:
            draw_caps(painter, self._look, offer.key, right, middle)
            right -= caps_width(self._look, offer.key) + 8
        elif chosen:
            draw_caps(painter, self._look, "Return", right, middle)
            right -= caps_width(self._look, "Return") + 8
        self._words(
            painter, QRectF(well.right() + 10, place.top(), 0, place.height()), offer, right
        )

    def _picture(self, painter: QPainter, well: QRectF, offer: Offer) -> None:
        t = self._look.tokens
        card = self._scene.card_of(offer.node) if offer.node else None
        if card is not None:
            card.paint_well(painter, well)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.press))
        painter.drawRoundedRect(well, 6, 6)
        draw_icon(painter, offer.icon or "right", t.text2, well.adjusted(5, 5, -5, -5))

    def _words(self, painter: QPainter, place: QRectF, offer: Offer, right: float) -> None:
        """Writes the text, what was typed in semibold, and the note after it."""
        t = self._look.tokens
        plain, strong = self._look.font(13), self._look.font(13, 600)
        x, at = place.left(), 0
        runs: list[tuple[str, bool]] = []
        for start, end in offer.marks:
            runs += [(offer.text[at:start], False), (offer.text[start:end], True)]
            at = max(at, end)
        runs.append((offer.text[at:], False))
        painter.setPen(QColor(t.text))
        for text, bold in runs:
            font = strong if bold else plain
            metrics = QFontMetricsF(font)
            painter.setFont(font)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, right - x))
            spot = QRectF(x, place.top(), max(0.0, right - x), place.height())
            painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter, shown)
            x += metrics.horizontalAdvance(text)
        if offer.note and x + 8 < right:
            painter.setFont(plain)
            painter.setPen(QColor(t.text2))
            metrics = QFontMetricsF(plain)
            note = metrics.elidedText(offer.note, Qt.TextElideMode.ElideRight, right - x - 7)
            spot = QRectF(x + 7, place.top(), right - x - 7, place.height())
            painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter, note)
