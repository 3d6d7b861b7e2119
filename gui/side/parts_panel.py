"""The outline tree of parts: the one place where every part can be reached by keyboard."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.document.model import CREATURE
from gui.side.part_rows import RowFacts, rows_of
from gui.style.icons import draw_icon
from gui.style.labels import role_label, tool
from gui.style.scrolling import overlay_bar
from gui.style.theme import TREE_ROW, Look, swatch_border
from gui.style.translation import tr
from scenegan.graph import Document

_FACTS = Qt.ItemDataRole.UserRole

_INDENT = 21.0
"""Space before the fold of a row, so that it lies inside the ground of a chosen row."""

_LOCK, _BESIDE = 18.0, 8.0
"""Room for a lock, and between a name and its note."""

Index = QModelIndex | QPersistentModelIndex


class PartsPanel(QFrame):
    """Head with the number of parts, and the tree.

    Signals:
        selected(str): id of the part whose row was chosen, or `creature`.
        several_selected(object): ids of parts whose rows were chosen together.
        hovered(str): id of the part whose row the pointer is over; empty for none.
        add_asked(): the user wants to add a part.
        find_asked(): the user wants to go to a part by its name.
        menu_asked(QPoint): a menu for the selected part at a place of the screen.
    """

    selected = Signal(str)
    several_selected = Signal(object)
    hovered = Signal(str)
    add_asked = Signal()
    find_asked = Signal()
    menu_asked = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Starts without parts."""
        super().__init__(parent)
        self.setObjectName("partsPanel")
        self._look, self._rows = look, 0
        self.tree = _Tree(look)
        self._count = role_label("", "secondary")
        self._nothing = role_label(tr("No parts yet."), "secondary")
        self._nothing.setContentsMargins(16, 2, 0, 0)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.find_button = tool(look, "search", tr("Find a part"), "Ctrl+K")
        self.add_button = tool(look, "plus", tr("Add a part"), "Space")
        head = self._head = QHBoxLayout()
        head.setContentsMargins(14, 4, 8, 4)
        head.setSpacing(8)
        head.addWidget(role_label(tr("Parts"), "section"))
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.find_button)
        head.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._nothing, 1)
        column.addWidget(self.tree, 1)
        self.add_button.clicked.connect(self.add_asked)
        self.find_button.clicked.connect(self.find_asked)
        self.tree.itemSelectionChanged.connect(self._rows_chosen)
        self.tree.pointed.connect(self.hovered)
        self.tree.menu_asked.connect(self.menu_asked)

    def show_document(self, document: Document) -> None:
        """Fills the tree anew; folds and the selection by id stay."""
        graph = document.graph
        self.tree.blockSignals(True)
        folded = self.tree.folded()
        chosen = self.tree.current_node()
        self.tree.clear()
        empty = graph.is_empty
        self._nothing.setVisible(empty)
        self.tree.setVisible(not empty)
        self._count.setText("" if empty else str(len(graph.parts)))
        rows: dict[str, QTreeWidgetItem] = {}
        for facts in rows_of(document):
            row = rows[facts.node] = _row(facts)
            if facts.parent is None:
                self.tree.addTopLevelItem(row)
            else:
                rows[facts.parent].addChild(row)
        self.tree.expandAll()
        self.tree.fold(folded)
        self._rows = len(rows)
        self.tree.blockSignals(False)
        self.set_selected(chosen or CREATURE)

    def wanted_height(self) -> int:
        """Returns how high the panel is where nothing of it has to be scrolled."""
        row = round(TREE_ROW * self._look.scale)
        return self._head.sizeHint().height() + (row * self._rows + 8 if self._rows else 2 * row)

    def set_selected(self, node: str, *more: str) -> None:
        """Shows the rows of parts as chosen and scrolls to the first."""
        row = self.tree.row(node)
        self.tree.blockSignals(True)
        if row is not None:
            self.tree.clearSelection()
            self.tree.setCurrentItem(row)
            row.setSelected(True)
            for other in map(self.tree.row, more):
                if other is not None:
                    other.setSelected(True)
            self.tree.scrollToItem(row)
        self.tree.blockSignals(False)
        self.tree.viewport().update()

    def set_hover(self, node: str) -> None:
        """Shows the row of the part that the pointer is over elsewhere."""
        self.tree.set_hover(node)

    def _rows_chosen(self) -> None:
        rows, current = self.tree.selectedItems(), self.tree.currentItem()
        nodes = [n for row in sorted(rows, key=lambda r: r is not current) for n in nodes_of(row)]
        if len(nodes) > 1:
            self.several_selected.emit([n for n in nodes if n != CREATURE])
        elif nodes:
            self.selected.emit(nodes[0])


def nodes_of(row: QTreeWidgetItem) -> tuple[str, ...]:
    """Returns the ids of the parts that a row stands for."""
    facts: RowFacts = row.data(0, _FACTS)
    return facts.nodes


def _row(facts: RowFacts) -> QTreeWidgetItem:
    row = QTreeWidgetItem([facts.name])
    row.setData(0, _FACTS, facts)
    row.setData(0, Qt.ItemDataRole.AccessibleTextRole, facts.spoken)
    row.setToolTip(0, facts.spoken)
    return row


class _Tree(QTreeWidget):
    """Rows with swatch, name and note; reports pointing."""

    pointed = Signal(str)
    menu_asked = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.hover = ""
        self.setHeaderHidden(True)
        self.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.setIndentation(13)
        overlay_bar(self)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_RowPainter(look, self))
        self.setAccessibleName(tr("Parts"))
        self.setAccessibleDescription(tr("Del removes, L locks, K keeps, Space adds a part"))
        look.changed.connect(self.viewport().update)

    def current_node(self) -> str:
        row = self.currentItem()
        return nodes_of(row)[0] if row is not None else ""

    def row(self, node: str) -> QTreeWidgetItem | None:
        return next((row for row in self._rows() if node in nodes_of(row)), None)

    def folded(self) -> set[str]:
        rows = self._rows()
        return {nodes_of(row)[0] for row in rows if row.childCount() and not row.isExpanded()}

    def fold(self, nodes: set[str]) -> None:
        for row in self._rows():
            row.setExpanded(nodes_of(row)[0] not in nodes)

    def set_hover(self, node: str) -> None:
        if node != self.hover:
            self.hover = node
            self.viewport().update()

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Nothing: the delegate draws the fold's arrow beside the swatch."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self.itemAt(event.position().toPoint())
        if row is not None and row.childCount():
            left = self.visualItemRect(row).left()
            if left + _INDENT - 6 <= event.position().x() < left + _INDENT + 15:
                row.setExpanded(not row.isExpanded())
                return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        row = self.itemAt(event.position().toPoint())
        node = nodes_of(row)[0] if row is not None else ""
        if node != self.hover:
            self.set_hover(node)
            self.pointed.emit(node)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.set_hover("")
        self.pointed.emit("")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row = self.itemAt(event.pos())
        if row is not None:
            if not row.isSelected():
                self.setCurrentItem(row)
            self.menu_asked.emit(event.globalPos())

    def _rows(self) -> list[QTreeWidgetItem]:
        rows = [self.topLevelItem(i) for i in range(self.topLevelItemCount())]
        found = []
        while rows:
            row = rows.pop()
            if row is not None:
                found.append(row)
                rows += [row.child(i) for i in range(row.childCount())]
        return found


class _RowPainter(QStyledItemDelegate):
    """Draws a row: fold, swatch, name, and on the right a note or a lock."""

    def __init__(self, look: Look, tree: _Tree) -> None:
        super().__init__(tree)
        self._look = look
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, round(TREE_ROW * self._look.scale))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t = self._look.tokens
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(4.5, rect.top() + 0.5, self._tree.viewport().width() - 9, rect.height() - 1)
        chosen = self._tree.selectionModel().isSelected(index)
        facts: RowFacts = index.data(_FACTS)
        raised = chosen or self._tree.hover in facts.nodes
        if raised:
            painter.setPen(QPen(QColor(t.softline), 1) if chosen else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.soft if chosen else t.hover))
            painter.drawRoundedRect(ground, 5, 5)
        x = rect.left() + _INDENT
        if self._tree.model().hasChildren(index):
            arrow = "down" if self._tree.isExpanded(index) else "right"
            draw_icon(painter, arrow, t.text3, QRectF(x, rect.center().y() - 5, 12, 12))
        x += 18
        self._swatch(painter, facts, QRectF(x + 0.5, rect.center().y() - 4.5, 9, 9))
        words = QRectF(x + 17, rect.top(), ground.right() - x - 27, rect.height())
        self._words(painter, facts, words, raised)
        painter.restore()

    def _swatch(self, painter: QPainter, facts: RowFacts, place: QRectF) -> None:
        t, color = self._look.tokens, facts.color
        if facts.suggested or not color:
            draw_icon(painter, "suggested", t.text3, place.adjusted(-2, -2, 2, 2))
            return
        painter.setPen(QPen(QColor(swatch_border(t, color)), 1))
        painter.setBrush(QColor(color))
        painter.drawRoundedRect(place, 2.5, 2.5)

    def _words(self, painter: QPainter, facts: RowFacts, place: QRectF, raised: bool) -> None:
        t = self._look.tokens
        font = self._look.font(12, 600 if facts.node == CREATURE else 400)
        metrics, note = QFontMetricsF(font), self._look.font(11)
        words, small = facts.note, QFontMetricsF(note)
        count = f" {facts.count}" if facts.count else ""
        room = place.width() - _LOCK * facts.locked - metrics.horizontalAdvance(count)
        beside = min(small.horizontalAdvance(words), room / 2) + _BESIDE if words else 0.0
        middle, left = Qt.TextElideMode.ElideMiddle, Qt.AlignmentFlag.AlignVCenter
        name = metrics.elidedText(facts.name, middle, room - beside)
        painter.setFont(font)
        painter.setPen(QColor(t.text2 if facts.suggested else t.text))
        painter.drawText(place, left, name)
        if count:
            painter.setPen(QColor(t.text2))
            after = place.adjusted(metrics.horizontalAdvance(name), 0, 0, 0)
            painter.drawText(after, left, count)
        if facts.locked:
            y = place.center().y()
            draw_icon(painter, "locked", t.text2, QRectF(place.right() - 13, y - 6.5, 13, 13))
            place = place.adjusted(0, 0, -_LOCK, 0)
        painter.setFont(note)
        painter.setPen(QColor(t.text2 if raised else t.text3))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(place, right, small.elidedText(words, middle, room / 2))
