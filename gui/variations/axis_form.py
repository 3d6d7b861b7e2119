"""A row that says what one axis of a grid varies: whose, what, which values."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from gui.document.model import CREATURE
from gui.style.icons import draw_icon
from gui.style.labels import role_label
from gui.style.theme import Look
from gui.style.translation import tr, tr_word
from gui.style.wording import creature_name, part_name, parts_name, titled
from gui.variations.candidates import Axis, offered_values, qualities, usual_values
from scenegan.graph import SceneGraph

_BETWEEN_IDS = ","


class _ArrowBox(QComboBox):
    """A list with its arrow in the theme's colour."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        place = QRectF(self.width() - 21, self.height() / 2 - 6.5, 13, 13)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_icon(painter, "down", self._look.tokens.text2, place)


class AxisForm(QWidget):
    """One axis.

    Signals:
        entered(): Enter was pressed in the values.
    """

    entered = Signal()

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        """`name` is what the axis is called: `Across` or `Down`."""
        super().__init__(parent)
        self._graph = SceneGraph()
        self._node = _ArrowBox(look)
        self._quality = _ArrowBox(look)
        self.values = QLineEdit()
        self._node.setAccessibleName(tr("{axis}: whose", axis=name))
        self._quality.setAccessibleName(tr("{axis}: what", axis=name))
        self.values.setAccessibleName(tr("{axis}: values", axis=name))
        self.values.setToolTip(tr("2 to 5 values, with commas between them; “none” for unsaid"))
        label = role_label(name, "secondary")
        label.setFixedWidth(round(44 * look.scale))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(label)
        row.addWidget(self._node, 2)
        row.addWidget(self._quality, 2)
        row.addWidget(self.values, 4)
        self._node.activated.connect(self._node_chosen)
        self._quality.activated.connect(self._offer_values)
        self.values.returnPressed.connect(self.entered)

    def show_graph(
        self, graph: SceneGraph, node: str, quality: str, also: Sequence[str] = ()
    ) -> None:
        """Offers the parts of a graph, and begins with one of them, or with several at once."""
        self._graph = graph
        self._node.clear()
        self._node.addItem(creature_name(graph), CREATURE)
        if also:
            name = f"{parts_name(graph, (node, *also))} ×{1 + len(also)}"
            node = _BETWEEN_IDS.join((node, *also))
            self._node.addItem(name, node)
        for part in graph.parts:
            self._node.addItem(part_name(graph, part), part.id)
        self._node.setCurrentIndex(max(0, self._node.findData(node)))
        self._node_chosen()
        found = self._quality.findData(quality)
        if found >= 0:
            self._quality.setCurrentIndex(found)
            self._offer_values()

    @property
    def axis(self) -> Axis:
        """What was chosen."""
        words = self.values.text().replace("，", ",").replace("、", ",").split(",")
        quality = self._quality.currentData()
        meant = {tr_word(w).lower(): w for w in offered_values(quality)} if quality else {}
        meant[tr("none")] = "none"
        values = tuple(meant.get(w.strip().lower(), w) for w in words)
        node, *also = self._nodes
        return Axis(node, quality, values, tuple(also))

    @property
    def _nodes(self) -> list[str]:
        return str(self._node.currentData()).split(_BETWEEN_IDS)

    def _node_chosen(self) -> None:
        before = self._quality.currentData()
        self._quality.clear()
        for quality in qualities(self._graph, self._nodes[0]):
            self._quality.addItem(titled(tr(quality)), quality)
        self._quality.setCurrentIndex(max(0, self._quality.findData(before)))
        self._offer_values()

    def _offer_values(self) -> None:
        node, quality = self._nodes[0], self._quality.currentData()
        if quality:
            values = usual_values(self._graph, node, quality)
            self.values.setText(", ".join(tr_word(v) for v in values))
            self.values.setCursorPosition(0)
            tip = ", ".join(tr_word(w) for w in offered_values(quality))
            self._quality.setToolTip(tip)
            self._quality.setItemData(
                self._quality.currentIndex(), tip, Qt.ItemDataRole.ToolTipRole
            )
