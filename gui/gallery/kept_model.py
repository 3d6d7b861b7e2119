"""Kept pictures as Qt's list model: a page at a time, so that thousands cost nothing."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.gallery.keeping import title_of
from gui.gallery.library import Library
from gui.gallery.query import Kept, Query
from gui.style.icons import draw_icon
from gui.style.theme import RADIUS_CARD, Look
from gui.style.translation import tr

PAGE = 60
_WIDTH = 150
_GAP = 12
_PICTURE = 128

Index = QModelIndex | QPersistentModelIndex


class KeptModel(QAbstractListModel):
    """Rows are `Kept` pictures that fit a query, the newest first."""

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        """Starts with nothing; `show_query` reads."""
        super().__init__(parent)
        self._library = library
        self._query = Query()
        self._rows: list[Kept] = []
        self._number = 0

    def show_query(self, query: Query) -> None:
        """Reads the first page of what fits.

        Raises:
            LibraryError: if the library cannot be read.
        """
        rows, number = self._library.find(query, 0, PAGE), self._library.count(query)
        self.beginResetModel()
        self._query, self._rows, self._number = query, rows, number
        self.endResetModel()

    @property
    def number(self) -> int:
        """How many pictures fit, those that are not read yet included."""
        return self._number

    def kept(self, index: Index) -> Kept:
        """Returns the picture of a row."""
        return self._rows[index.row()]

    def row_of(self, number: int) -> int:
        """Returns the row of a picture; -1 where it is not among those that were read."""
        return next((i for i, kept in enumerate(self._rows) if kept.number == number), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many pictures were read."""
        return 0 if parent.isValid() else len(self._rows)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there are more in the library."""
        return not parent.isValid() and len(self._rows) < self._number

    def fetchMore(self, parent: Index) -> None:
        """Reads the next page."""
        more = self._library.find(self._query, len(self._rows), PAGE)
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(more) - 1)
        self._rows += more
        self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Title, sentence and what a screen reader says; the delegate draws the rest."""
        if not index.isValid():
            return None
        kept = self._rows[index.row()]
        roles = Qt.ItemDataRole
        if role == roles.DisplayRole:
            return title_of(kept)
        if role == roles.ToolTipRole:
            return kept.text or title_of(kept)
        if role == roles.AccessibleTextRole:
            title = title_of(kept)
            return tr("{name}, with a star", name=title) if kept.starred else title
        return None


class KeptDelegate(QStyledItemDelegate):
    """Draws a kept picture as a card."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        """Draws in the colours of a theme."""
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A card and the gap beside it."""
        return card_size(self._look) + QSize(_GAP, _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draws card, picture, star, title and seed."""
        model = index.model()
        assert isinstance(model, KeptModel)
        kept, t = model.kept(index), self._look.tokens
        state, flags = option.state, QStyle.StateFlag
        selected, over = bool(state & flags.State_Selected), bool(state & flags.State_MouseOver)
        rect = option.rect
        size = card_size(self._look)
        card = QRectF(rect.x() + 2, rect.y() + 2, size.width() - 4, size.height() - 4)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        border = t.accent if selected else t.text2 if over else t.line2
        painter.setPen(QPen(QColor(border), 2 if selected else 1))
        painter.setBrush(QColor(t.surface))
        painter.drawRoundedRect(card, RADIUS_CARD, RADIUS_CARD)
        pixmap = _thumbnail(kept.thumbnail)
        left = card.x() + (card.width() - _PICTURE) / 2
        painter.drawPixmap(
            QRectF(left, card.y() + 4, _PICTURE, _PICTURE), pixmap, QRectF(pixmap.rect())
        )
        if kept.starred:
            star = QRectF(card.x() + 8, card.y() + 8, 15, 15)
            draw_icon(painter, "starred", t.warnline, star)
        self._paint_words(painter, card, kept)
        painter.restore()

    def _paint_words(self, painter: QPainter, card: QRectF, kept: Kept) -> None:
        t = self._look.tokens
        for text, size, weight, color, top in (
            (title_of(kept), 12.5, 600, t.text, 0),
            (tr("seed {seed}", seed=kept.seed), 11, 400, t.text2, 18),
        ):
            font = self._look.font(size, weight)
            painter.setFont(font)
            painter.setPen(QColor(color))
            y = card.y() + _PICTURE + 4 + top * self._look.scale
            place = QRectF(card.x() + 10, y, card.width() - 20, 18 * self._look.scale)
            shown = QFontMetrics(font).elidedText(
                text, Qt.TextElideMode.ElideRight, int(place.width())
            )
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)


def card_size(look: Look) -> QSize:
    """Returns how large a card is, with room for words of the user's size."""
    return QSize(_WIDTH, _PICTURE + 8 + round(40 * look.scale))


@lru_cache(maxsize=400)
def _thumbnail(png: bytes) -> QPixmap:
    pixmap = QPixmap()
    pixmap.loadFromData(png)
    return pixmap
