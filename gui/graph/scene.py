"""The cards and lines of one document, kept in step with it, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, QSizeF, QVariantAnimation, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene

from gui.document.model import CREATURE
from gui.graph.arrangement import Places
from gui.graph.cards import CardFacts, Link
from gui.graph.edges import GraphEdge, Side, facing_side, point_on, share_towards
from gui.graph.part_card import PartCard
from gui.style.theme import Look

_MOVE_MS = 220
_GRAB = 8.0
"""How near to a dot one must press to grab it, in pixels of the scene."""


class GraphScene(QGraphicsScene):
    """Items by the nodes they stand for.

    Signals:
        settled(): cards have come to their new places.
    """

    settled = Signal()

    def __init__(self, look: Look) -> None:
        """Starts empty."""
        super().__init__()
        self._look = look
        self.cards: dict[str, PartCard] = {}
        self.edges: dict[tuple[str, str, bool], GraphEdge] = {}
        self._goals: Places = {}
        self._starts: dict[str, QPointF] = {}
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self._motion = QVariantAnimation(self)
        self._motion.setDuration(_MOVE_MS)
        self._motion.setStartValue(0.0)
        self._motion.setEndValue(1.0)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.valueChanged.connect(self._moved)
        self._motion.finished.connect(self.settled)
        look.changed.connect(self._refresh)

    def show_graph(self, facts: Sequence[CardFacts], links: Sequence[Link]) -> None:
        """Makes, changes and removes items until they show these cards and lines."""
        wanted = {f.node: f for f in facts}
        for node in [n for n in self.cards if n not in wanted]:
            self.removeItem(self.cards.pop(node))
        for node, fact in wanted.items():
            if node in self.cards:
                self.cards[node].show_facts(fact)
            else:
                self.cards[node] = PartCard(self._look, fact)
                self.addItem(self.cards[node])
        lines = {(link.child, link.parent, link.attached): link for link in links}
        for key in list(self.edges):
            edge = self.edges[key]
            fresh = self.cards.get(key[0]) is edge.child and self.cards.get(key[1]) is edge.parent
            if key not in lines or not fresh:
                self.removeItem(self.edges.pop(key))
        for key, link in lines.items():
            if key in self.edges:
                self.edges[key].show_link(link)
            else:
                edge = GraphEdge(self._look, link, self.cards[link.child], self.cards[link.parent])
                self.edges[key] = edge
                self.addItem(edge)
        self.lay_edges()

    def show_pictures(self, pictures: Mapping[str, QPixmap | None]) -> None:
        """Gives cards the pixels of their parts."""
        for node, picture in pictures.items():
            if node in self.cards:
                self.cards[node].show_picture(picture)

    # Finding

    def card_of(self, node: str) -> PartCard | None:
        """Returns the card that stands for a part or the creature."""
        if node in self.cards:
            return self.cards[node]
        return next((c for c in self.cards.values() if node in c.facts.nodes), None)

    def card_at(self, place: QPointF) -> PartCard | None:
        """Returns the card under a point of the scene; the topmost where there are two."""
        found = [c for c in self.cards.values() if c.body().contains(place - c.pos())]
        return max(found, key=lambda c: c.zValue(), default=None)

    def handle_at(self, place: QPointF) -> PartCard | None:
        """Returns the selected card whose handle is under a point."""
        for card in self.cards.values():
            if card.alone and card.handle().adjusted(-3, -3, 3, 3).contains(place - card.pos()):
                return card
        return None

    def dot_at(self, place: QPointF) -> GraphEdge | None:
        """Returns the line whose dot is under a point."""
        near = [
            (gap, edge)
            for edge in self.edges.values()
            if edge.link.attached
            for gap in ((edge.dot - place).manhattanLength(),)
            if gap < _GRAB * 1.5
        ]
        return min(near, key=lambda pair: pair[0])[1] if near else None

    def covers(self, corner: QPointF, size: QSizeF) -> bool:
        """Says whether any card lies, or comes to lie, in a rectangle of the scene."""
        around = QRectF(corner, size)
        return any(
            self.cards[node].body().translated(QPointF(*place)).intersects(around)
            for node, place in self.places().items()
        )

    def bounds(self) -> QRectF:
        """Around all cards, where they stand or go to."""
        around = QRectF()
        for node, card in self.cards.items():
            goal = QPointF(*self._goals[node]) if node in self._goals else card.pos()
            around = around.united(card.body().translated(goal))
        return around

    def places(self) -> Places:
        """Centres of all cards, where they stand or go to."""
        return {
            node: self._goals.get(node, (card.pos().x(), card.pos().y()))
            for node, card in self.cards.items()
        }

    # Moving

    def label_widths(self) -> dict[str, float]:
        """Widths of what stands on the lines to parents, by the node that hangs there."""
        edges = (e for e in self.edges.values() if e.link.attached and e.link.label)
        return {edge.link.child: edge.label_place().width() for edge in edges}

    def move_cards(self, places: Mapping[str, tuple[float, float]], moving: bool) -> None:
        """Brings cards to their places, at once or in a short move."""
        self._motion.stop()
        self._goals = dict(places)
        self._starts = {node: self.cards[node].pos() for node in places if node in self.cards}
        if moving:
            self._motion.start()
        else:
            self._moved(1.0)
            self.settled.emit()

    def move_card(self, card: PartCard, place: QPointF) -> None:
        """Moves one card at once, as under the pointer."""
        if self._motion.state() is QVariantAnimation.State.Running:
            self._motion.stop()
            self._moved(1.0)
        self._goals[card.facts.node] = (place.x(), place.y())
        card.setPos(place)
        self.lay_edges()

    def _moved(self, share: float) -> None:
        for node, start in self._starts.items():
            card = self.cards.get(node)
            if card is not None and node in self._goals:
                card.setPos(start + (QPointF(*self._goals[node]) - start) * share)
        self.lay_edges()

    def lay_edges(self) -> None:
        """Spreads the ends of all lines evenly over the sides of the cards."""
        ends: dict[tuple[str, Side], list[tuple[float, int, bool]]] = {}
        edges = list(self.edges.values())
        sides: list[tuple[Side, Side]] = []
        for index, edge in enumerate(edges):
            out = facing_side(edge.parent, edge.child)
            into = facing_side(edge.child, edge.parent)
            sides.append((out, into))
            for card, other, side, leaves in (
                (edge.parent, edge.child, out, True),
                (edge.child, edge.parent, into, False),
            ):
                order = other.pos().x() if side in (Side.TOP, Side.BOTTOM) else other.pos().y()
                ends.setdefault((card.facts.node, side), []).append((order, index, leaves))
        shares: dict[tuple[int, bool], float] = {}
        for found in ends.values():
            for rank, (_, index, leaves) in enumerate(sorted(found)):
                shares[index, leaves] = (rank + 1) / (len(found) + 1)
        bodies = [card.body().translated(card.pos()) for card in self.cards.values()]
        free_left: dict[str, bool] = {}
        for index, edge in enumerate(edges):
            out, into = sides[index]
            self._straighten(edge, index, sides[index], ends, shares)
            edge.lay(out, shares[index, True], into, shares[index, False])
            edge.keep_label_clear(bodies)
            if edge.link.attached:
                free_left[edge.child.facts.node] = into is Side.RIGHT
        for node, left in free_left.items():
            self.cards[node].set_state(handle_left=left)

    @staticmethod
    def _straighten(
        edge: GraphEdge,
        index: int,
        sides: tuple[Side, Side],
        ends: Mapping[tuple[str, Side], Sequence[object]],
        shares: dict[tuple[int, bool], float],
    ) -> None:
        """Moves an end that has its side to itself across from the other end, if it can be."""
        if sides[1] is not sides[0].opposite:
            return
        for moved, other, leaves in (
            (edge.child, edge.parent, False),
            (edge.parent, edge.child, True),
        ):
            side, far = (sides[0], sides[1]) if leaves else (sides[1], sides[0])
            if len(ends[moved.facts.node, side]) == 1:
                across = point_on(other, far, shares[index, not leaves])
                share = share_towards(moved, side, across)
                if share is not None:
                    shares[index, leaves] = share
                    return

    # States

    def set_selected(self, *nodes: str) -> None:
        """Rings the cards of parts, and colours their lines."""
        chosen = {id(self.card_of(node)) for node in nodes}
        for card in self.cards.values():
            ringed = id(card) in chosen
            card.set_state(selected=ringed, alone=ringed and len(chosen) == 1)
            card.setZValue(4 if ringed else 2)
        self._mark_edges()

    def set_hover(self, node: str) -> None:
        """Marks the card of the part that the pointer is over, here or elsewhere."""
        pointed = self.card_of(node) if node else None
        for card in self.cards.values():
            card.set_state(hovered=card is pointed)

    def set_target(self, target: PartCard | None, allowed: bool = True) -> None:
        """Rings the card that a line would be attached to, or must not be."""
        for card in self.cards.values():
            card.set_state(
                target=card is target and allowed, refused=card is target and not allowed
            )

    def _mark_edges(self) -> None:
        for edge in self.edges.values():
            ends = [c for c in (edge.child, edge.parent) if c.facts.node != CREATURE]
            edge.set_state(any(c.selected for c in ends), False)
            edge.setZValue(1.5 if edge.active else 1)

    def _refresh(self) -> None:
        for card in self.cards.values():
            card.refresh()
        self.lay_edges()
        self.update()

    def items_of(self, node: str) -> list[QGraphicsItem]:
        """Returns the card of a node and its lines."""
        card = self.card_of(node)
        if card is None:
            return []
        return [card, *(e for e in self.edges.values() if card in (e.child, e.parent))]
