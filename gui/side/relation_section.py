"""What the graph says of the place of a part beside others, beyond attachment."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QWidget

from gui.document.depth import is_depth
from gui.side.part_colors import worn_color
from gui.side.sections import Section
from gui.style.labels import ElidedLabel, role_label, tool
from gui.style.theme import Look, swatch_border
from gui.style.translation import tr, tr_word
from gui.style.wording import part_name
from scenegan.graph import Document, Relation, SceneGraph
from scenegan.graph.vocabulary import vocabulary

_ATTACHED = "on"
_BETWEEN = "between"


class RelationSection(Section):
    """A line for each relation; another one is put together in a menu."""

    def __init__(
        self,
        look: Look,
        document: Document,
        node: str,
        relate: Callable[[Relation], object],
        unrelate: Callable[[Relation], object],
    ) -> None:
        """Shows the relations of a part.

        Args:
            look: the theme.
            document: whose graph holds them.
            node: the part.
            relate: told which relation shall be added.
            unrelate: told which one shall go.
        """
        add = tool(look, "plus", tr("Add a relation"))
        super().__init__(tr("Relations"), tools=[add])
        graph = document.graph
        said = relations_of(graph, node)
        for relation in said:
            self.add(self._line(look, document, node, relation, unrelate))
        others = [p for p in graph.parts if p.id != node]
        add.setEnabled(bool(others))
        add.clicked.connect(lambda: self._open_menu(add, graph, node, relate))

    @staticmethod
    def _line(
        look: Look,
        document: Document,
        node: str,
        relation: Relation,
        unrelate: Callable[[Relation], object],
    ) -> QWidget:
        graph = document.graph
        names = [_named(graph, other, node) for other in relation.objects]
        subject, objects = _named(graph, relation.subject, node), f" {tr('and')} ".join(names)
        other = next(n for n in (relation.subject, *relation.objects) if n != node)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        dot = QLabel()
        dot.setPixmap(color_dot(look, worn_color(document, other)).pixmap(14, 14))
        row.addWidget(dot)
        row.addWidget(role_label(subject, ""))
        row.addWidget(role_label(tr_word(relation.predicate), "secondary"))
        row.addWidget(ElidedLabel("", objects), 1)
        text = f"{subject} {tr_word(relation.predicate)} {objects}"
        remove = tool(look, "cross", tr("Remove {word}", word=text))
        remove.clicked.connect(lambda: unrelate(relation))
        row.addWidget(remove)
        return line

    def _open_menu(
        self, anchor: QWidget, graph: SceneGraph, node: str, relate: Callable[[Relation], object]
    ) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for predicate in vocabulary().predicates:
            if predicate in (_ATTACHED, _BETWEEN):
                continue
            names = menu.addMenu(tr_word(predicate))
            for other in graph.parts:
                if other.id != node:
                    action = names.addAction(part_name(graph, other))
                    action.setData(Relation(subject=node, predicate=predicate, object=other.id))
        menu.triggered.connect(lambda action: relate(action.data()))
        menu.popup(anchor.mapToGlobal(anchor.rect().bottomLeft()))


def relations_of(graph: SceneGraph, node: str) -> list[Relation]:
    """Returns the relations of a part; what its depth says already is left out."""
    return [
        r
        for r in graph.relations
        if node in (r.subject, *r.objects) and not (r.subject == node and is_depth(graph, r))
    ]


def color_dot(look: Look, color: str) -> QIcon:
    """Returns a swatch of a part's colour; empty where none is known."""
    side = 42
    pixmap = QPixmap(QSize(side, side))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(swatch_border(look.tokens, color)), 3))
    if color:
        painter.setBrush(QColor(color))
    painter.drawRoundedRect(QRectF(2, 2, side - 4, side - 4), 12, 12)
    painter.end()
    return QIcon(pixmap)


def _named(graph: SceneGraph, other: str, node: str) -> str:
    return tr("this") if other == node else part_name(graph, graph.part(other))
