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
from PySide6.QtGui import QColor, QContextMenuEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.document.model import CREATURE
from gui.side.part_colors import worn_color
from gui.style.icons import draw_icon
from gui.style.labels import role_label, tool
from gui.style.theme import TREE_ROW, Look
from gui.style.translation import tr, tr_word
from gui.style.wording import creature_name, part_name, row_note
from scenegan.graph import Document

_NODE, _NOTE, _COLOR, _LOCKED, _SUGGESTED = (Qt.ItemDataRole.UserRole + i for i in range(5))

_INDENT = 8.0
"""Space before the fold of a row, so that it lies inside the ground of a chosen row."""

Index = QModelIndex | QPersistentModelIndex


class PartsPanel(QFrame):
    """Head with the number of parts, and the tree.

    Signals:
        selected(str): id of the part whose row was chosen, or `creature`.
        several_selected(object): ids of parts whose rows were chosen together.
        hovered(str): id of the part whose row the pointer is over; empty for none.
        add_asked(): the user wants to add a part.
        menu_asked(QPoint): a menu for the selected part at a place of the screen.
    """

    selected = Signal(str)
    several_selected = Signal(object)
    hovered = Signal(str)
    add_asked = Signal()
    menu_asked = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Starts without parts."""
        super().__init__(parent)
        self.setObjectName("partsPanel")
        self.tree = _Tree(look)
        self._count = role_label("", "secondary")
        self._nothing = role_label(tr("No parts yet."), "secondary")
        self._nothing.setContentsMargins(16, 4, 0, 0)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.add_button = tool(look, "plus", tr("Add a part"), "Space")
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 10, 4)
        head.setSpacing(8)
        head.addWidget(role_label(tr("Parts"), "section"))
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._nothing, 1)
        column.addWidget(self.tree, 1)
        self.add_button.clicked.connect(self.add_asked)
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
        if not empty:
            note = tr_word(graph.creature.size) if graph.creature.size else ""
            root = _row(CREATURE, creature_name(graph), note, worn_color(document, CREATURE))
            self.tree.addTopLevelItem(root)
            rows: dict[str | None, QTreeWidgetItem] = {None: root}
            for _, part in graph.walk():
                color = worn_color(document, part.id)
                row = _row(part.id, part_name(graph, part), row_note(graph, part), color)
                row.setData(0, _LOCKED, part.locked)
                row.setData(0, _SUGGESTED, part.origin == "completed")
                rows[part.on].addChild(row)
                rows[part.id] = row
            self.tree.expandAll()
            self.tree.fold(folded)
        self.tree.blockSignals(False)
        self.set_selected(chosen or CREATURE)

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
        nodes = [str(row.data(0, _NODE)) for row in sorted(rows, key=lambda r: r is not current)]
        if len(nodes) > 1:
            self.several_selected.emit([n for n in nodes if n != CREATURE])
        elif nodes:
            self.selected.emit(nodes[0])


def _row(node: str, name: str, note: str, color: str) -> QTreeWidgetItem:
    row = QTreeWidgetItem([name])
    row.setData(0, _NODE, node)
    row.setData(0, _NOTE, note)
    row.setData(0, _COLOR, color)
    row.setData(0, _LOCKED, False)
    row.setData(0, _SUGGESTED, False)
    row.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{name}, {note}" if note else name)
    row.setToolTip(0, f"{name}: {note}" if note else name)
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
        self.setIndentation(14)
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
        return str(row.data(0, _NODE)) if row is not None else ""

    def row(self, node: str) -> QTreeWidgetItem | None:
        return next((row for row in self._rows() if row.data(0, _NODE) == node), None)

    def folded(self) -> set[str]:
        rows = self._rows()
        return {row.data(0, _NODE) for row in rows if row.childCount() and not row.isExpanded()}

    def fold(self, nodes: set[str]) -> None:
        for row in self._rows():
            row.setExpanded(row.data(0, _NODE) not in nodes)

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
            if left <= event.position().x() < left + _INDENT + 14:
                row.setExpanded(not row.isExpanded())
                return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        row = self.itemAt(event.position().toPoint())
        node = str(row.data(0, _NODE)) if row is not None else ""
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
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(4.5, rect.top() + 0.5, self._tree.viewport().width() - 9, rect.height() - 1)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or index.data(_NODE) == self._tree.hover:
            painter.setPen(QPen(QColor(t.softline), 1) if chosen else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.soft if chosen else t.hover))
            painter.drawRoundedRect(ground, 5, 5)
        x = rect.left() + _INDENT
        if self._tree.model().hasChildren(index):
            arrow = "down" if self._tree.isExpanded(index) else "right"
            draw_icon(painter, arrow, t.text3, QRectF(x, rect.center().y() - 5, 12, 12))
        x += 18
        self._swatch(painter, index, QRectF(x, rect.center().y() - 4.5, 10, 10))
        self._words(
            painter, index, QRectF(x + 18, rect.top(), ground.right() - x - 27, rect.height())
        )
        painter.restore()

    def _swatch(self, painter: QPainter, index: Index, place: QRectF) -> None:
        t = self._look.tokens
        color = index.data(_COLOR)
        if index.data(_SUGGESTED) or not color:
            draw_icon(painter, "suggested", t.text3, place.adjusted(-2, -2, 2, 2))
            return
        painter.setPen(QPen(QColor(t.line2), 1))
        painter.setBrush(QColor(color))
        painter.drawRoundedRect(place, 3, 3)

    def _words(self, painter: QPainter, index: Index, place: QRectF) -> None:
        t = self._look.tokens
        suggested = bool(index.data(_SUGGESTED))
        weight = 600 if index.data(_NODE) == CREATURE else 400
        painter.setFont(self._look.font(12.5, weight))
        painter.setPen(QColor(t.text2 if suggested else t.text))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        if index.data(_LOCKED):
            middle = place.center().y()
            draw_icon(painter, "locked", t.text2, QRectF(place.right() - 13, middle - 6.5, 13, 13))
            place = place.adjusted(0, 0, -18, 0)
        painter.setFont(self._look.font(11))
        painter.setPen(QColor(t.text3))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(place, right, str(index.data(_NOTE)))
