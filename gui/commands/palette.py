"""The palette: one line that finds, adds, changes and does everything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
)

from gui.commands import offers as found_in
from gui.commands.offers import Offer
from gui.commands.outcome import Outcome
from gui.commands.palette_foot import PaletteFoot
from gui.commands.palette_rows import HEADING, OFFER, RowPainter
from gui.commands.sentence_offers import SentenceOffers
from gui.commands.template_offers import template_offers
from gui.document.model import CREATURE, Edit
from gui.document.tables import tables_are_read
from gui.document.usual_parts import usual_parts
from gui.style.labels import icon_label, rule
from gui.style.scrim import Scrim, paint_panel
from gui.style.scrolling import overlay_bar
from gui.style.translation import tr
from gui.style.wording import parts_name

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow

_SIZE, _LIST_WIDTH = (720, 546), 492
_READ_AFTER_MS = 120
"""A line is read as a command when the last key was this long ago."""


class Palette(QFrame):
    """A panel over the window: field, rows, the outcome of the row in focus."""

    def __init__(self, window: MainWindow) -> None:
        """Works on a window's document, selection and actions."""
        super().__init__()
        self.setObjectName("palette")
        self._window, self._model = window, window.model
        look = window.look
        self._look = look
        self._parts_only = False
        self.field = QLineEdit()
        self.field.setObjectName("paletteField")
        self.field.setAccessibleName(tr("Find or do anything"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("What can be done"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        overlay_bar(self.list)
        self.list.setItemDelegate(RowPainter(look, self.list, window.graph.scene))
        self.outcome = Outcome(look, self._model, window.controller)
        self.read = SentenceOffers(self._model, window.controller, self.do_edit)
        self._chip_words = QLabel()
        self._chip = self._made_chip()
        self._lay_out()
        self.setFixedSize(round(_SIZE[0] * look.scale), round(_SIZE[1] * look.scale))
        self._scrim = Scrim(look, window, self)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_READ_AFTER_MS)
        self._patience.timeout.connect(self._ask)
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self._do)
        self.list.currentItemChanged.connect(self._pointed)
        self.read.changed.connect(self._fill)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(18, 11, 18, 10)
        head.setSpacing(6)
        head.addWidget(icon_label(self._look, "search", "text2"))
        head.addWidget(self.field, 1)
        head.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignVCenter)
        body = QHBoxLayout()
        body.setContentsMargins(6, 6, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.list, 1)
        line = rule()
        line.setMaximumHeight(16777215)
        line.setMinimumHeight(1)
        line.setFixedWidth(1)
        body.addWidget(line)
        body.addWidget(self.outcome)
        self.list.setFixedWidth(round((_LIST_WIDTH - 6) * self._look.scale))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(rule())
        column.addLayout(body, 1)
        column.addWidget(rule())
        column.addWidget(PaletteFoot(self._look))

    def _made_chip(self) -> QFrame:
        """Says what is selected, which the line is read on."""
        chip = QFrame()
        chip.setObjectName("selectedChip")
        row = QHBoxLayout(chip)
        row.setContentsMargins(7, 3, 7, 3)
        row.setSpacing(4)
        row.addWidget(icon_label(self._look, "link", "accent", 13))
        row.addWidget(self._chip_words)
        chip.setToolTip(tr("What is selected"))
        return chip

    def open(self, parts_only: bool = False) -> None:
        """Opens with an empty line, for everything or for parts alone."""
        self._parts_only = parts_only
        nodes = self._model.selected
        self._chip_words.setText(parts_name(self._model.graph, nodes) if nodes else "")
        self._chip.setVisible(bool(nodes))
        words = tr("Add a part: wing, horn, flame …") if parts_only else tr("Find or do anything")
        self.field.setPlaceholderText(words)
        self.field.clear()
        self.read.clear()
        self._fill()
        self._scrim.open(self.field)

    @property
    def is_open(self) -> bool:
        """Whether it can be seen."""
        return self._scrim.isVisible()

    def close_palette(self) -> None:
        """Closes without doing anything."""
        self._patience.stop()
        self.read.clear()
        self._scrim.close_panel()

    @property
    def offers(self) -> Sequence[Offer]:
        """What is offered now, in order."""
        rows = (self.list.item(i) for i in range(self.list.count()))
        return [row.data(OFFER) for row in rows if row.data(OFFER) is not None]

    def do_edit(self, label: str, edit: Edit) -> None:
        """Makes an offered edit a step; parts that it adds are selected."""
        before = self._model.graph.by_id
        self._window.controller.edit(label, edit)
        added = [n for n in self._model.graph.by_id if n not in before]
        if added:
            self._model.select_all(added)

    # What is offered

    def _typed(self) -> None:
        self.read.clear()
        self._fill()
        self._patience.start()

    def _ask(self) -> None:
        if not self._parts_only:
            self.read.ask(self.field.text())

    def _fill(self) -> None:
        query = self.field.text().strip()
        if query == "?":
            self.close_palette()
            self._window.open_keys()
            return
        chosen = self._found(query)
        self.list.clear()
        section = ""
        for offer in chosen:
            if offer.section != section and not self._parts_only:
                section = offer.section
                self._add_heading(tr(section))
            row = QListWidgetItem(offer.text)
            row.setData(OFFER, offer)
            spoken = ", ".join(filter(None, [offer.text, offer.note, offer.key]))
            row.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            self.list.addItem(row)
        if not chosen:
            self._add_heading(tr("Nothing is called “{words}”.", words=query))
        self._step(1, start=-1)

    def _found(self, query: str) -> list[Offer]:
        window, graph = self._window, self._model.graph
        on = self._model.selection
        holder = on if on != CREATURE else graph.trunk
        word = graph.part(holder).part if holder in graph.by_id and holder else None
        usual = usual_parts(word) if tables_are_read() else {}
        parts = found_in.part_offers(query, graph, holder, self.do_edit, usual)
        if self._parts_only:
            return found_in.limited_to_parts(parts)
        select = self._model.select
        found = [
            *self.read.offers,
            *found_in.go_to_offers(query, graph, select),
            *found_in.command_offers(query, window.registry, window.keys, graph, select),
        ]
        if query:
            found += [*parts, *template_offers(query, window.controller)]
        return found_in.ordered(found)

    def _add_heading(self, words: str) -> None:
        row = QListWidgetItem(words)
        row.setData(HEADING, True)
        row.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(row)

    # Keys and pointer

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the field move through the rows; Enter does, Tab completes, Esc closes."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(Qt.Key(event.key())) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key) -> bool:
        keys: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Down: partial(self._step, 1),
            Qt.Key.Key_Up: partial(self._step, -1),
            Qt.Key.Key_PageDown: partial(self._step, 8),
            Qt.Key.Key_PageUp: partial(self._step, -8),
            Qt.Key.Key_Return: self._do_current,
            Qt.Key.Key_Enter: self._do_current,
            Qt.Key.Key_Tab: self._complete,
            Qt.Key.Key_Escape: self.close_palette,
        }
        if key in keys:
            keys[key]()
        return key in keys

    def _step(self, by: int, start: int | None = None) -> None:
        """Moves to the next row that can be done, without leaving the list."""
        at = self.list.currentRow() if start is None else start
        step = 1 if by > 0 else -1
        rows = [i for i in range(self.list.count()) if self.list.item(i).data(OFFER) is not None]
        ahead = [i for i in rows if (i - at) * step > 0]
        if ahead:
            ahead.sort(key=lambda i: abs(i - at))
            self.list.setCurrentRow(ahead[min(abs(by), len(ahead)) - 1])
            if self.list.currentRow() == (rows or [0])[0]:
                self.list.scrollToTop()

    def _complete(self) -> None:
        row = self.list.currentItem()
        if row is not None and row.data(OFFER) is not None:
            self.field.setText(row.data(OFFER).text)

    def _do_current(self) -> None:
        row = self.list.currentItem()
        if row is not None:
            self._do(row)

    def _do(self, row: QListWidgetItem) -> None:
        offer = row.data(OFFER)
        if offer is not None:
            self.close_palette()
            offer.run()

    def _pointed(self, row: QListWidgetItem | None) -> None:
        self.outcome.show_offer(row.data(OFFER) if row is not None else None)

    # Looks

    def sizeHint(self) -> QSize:
        """The size of the design."""
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the ground."""
        paint_panel(self, self._look)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Nothing moves: the size is fixed."""
        super().resizeEvent(event)
