"""What the graph pane shows of a new document: what to do, and six creatures to start from."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.style.grid_keys import ARROWS
from gui.style.ground import DOT, dotted
from gui.style.key_caps import KeyCaps
from gui.style.labels import button, role_label
from gui.style.theme import Look
from gui.style.translation import tr
from gui.templates.cards import GAP, TemplateGrid
from gui.templates.templates import Template

SHOWN, COLUMNS = 6, 3
_MARGIN = 16
_WIDE, _NARROW = 560, 430
"""Widths of the pane from which on all keys, and most of them, have room."""
_REST = 140
"""Height of everything but the cards."""
_DOT_STEP = 20
_OWN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, *ARROWS)


class EmptyState(QWidget):
    """Covers the graph pane while there is no graph.

    Signals:
        chosen(object): a `Template` to start from.
        pointed(object): the card under the pointer or in focus, or None.
        add_asked(): a part by hand.
        tour_asked(): the tour.
        left(): up, out of the cards.
    """

    chosen = Signal(object)
    pointed = Signal(object)
    add_asked = Signal()
    tour_asked = Signal()
    left = Signal()

    def __init__(self, look: Look, over: QWidget) -> None:
        """Covers `over`, which is its parent too."""
        super().__init__(over)
        self._look, self._over = look, over
        self.setAccessibleName(tr("Start from a template"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.grid = TemplateGrid(look, COLUMNS)
        self._title = QLabel(tr("Write a sentence, or start from one of these"))
        self._title.setProperty("role", "emptyTitle")
        self._title.setWordWrap(True)
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._hint = role_label(
            tr("Or drop a picture made here: its graph and seed come back with it."), "secondary"
        )
        self._hint.setWordWrap(True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self._title)
        column.addSpacing(5)
        column.addWidget(self._hint)
        column.addSpacing(20)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.grid)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addSpacing(16)
        self._keys = self._key_row()
        column.addWidget(self._keys)
        column.addStretch(1)
        self.grid.chosen.connect(self.chosen)
        self.grid.pointed.connect(self.pointed)
        self.grid.left.connect(self.left)
        over.installEventFilter(self)
        self.setGeometry(over.rect())
        look.changed.connect(self.update)

    def show_templates(self, templates: list[Template]) -> None:
        """Offers the first six of some templates."""
        self.grid.show_templates(templates[:SHOWN])
        self._make_room()

    def focus_first(self) -> None:
        """Enters the cards from the keyboard."""
        self.grid.focus_first()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fills the pane."""
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
            self._make_room()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Keeps keys from the graph below, whose they would be otherwise."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if event.key() in _OWN_KEYS:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space adds a part by hand."""
        if event.key() == Qt.Key.Key_Space:
            self.add_asked.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the ground of the graph."""
        t = self._look.tokens
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        tile = dotted(round(_DOT_STEP * ratio), t.canvas, t.dot, DOT * ratio)
        tile.setDevicePixelRatio(ratio)
        painter.drawTiledPixmap(self.rect(), tile)

    def _key_row(self) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addStretch(1)
        for keys, words in (
            ("Down", tr("Pick a template")),
            ("Space", tr("Add a part by hand")),
            ("Ctrl+O", tr("Open")),
        ):
            made = [KeyCaps(self._look, keys), role_label(words, "field")]
            for label in made:
                line.addWidget(label)
            line.addSpacing(8)
        self._last_keys = made
        tour = button(tr("Take the tour"), role="link", tip=tr("Five notes on what is where"))
        tour.clicked.connect(self.tour_asked)
        line.addWidget(tour)
        line.addStretch(1)
        return row

    def _make_room(self) -> None:
        """Makes the cards smaller, and leaves out the second row, where the pane is small."""
        self.grid.fit_width(self.width() - 2 * _MARGIN)
        height = self.grid.cards[0].height() if self.grid.cards else 0
        rows = 2 if self.height() > 2 * height + GAP + _REST else 1
        for place, card in enumerate(self.grid.cards):
            card.setVisible(place // COLUMNS < rows)
        for label in self._last_keys:
            label.setVisible(self.width() >= _WIDE * self._look.scale)
        self._keys.setVisible(self.width() >= _NARROW * self._look.scale)
