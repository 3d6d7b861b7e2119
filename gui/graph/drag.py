"""What a held pointer does on the graph: move a card, attach one, or pan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.document.model import CREATURE
from gui.graph.edges import DOT, Side, bent_line
from gui.graph.part_card import PartCard
from gui.style.theme import Tokens
from gui.style.translation import tr

if TYPE_CHECKING:
    from gui.graph.canvas import GraphCanvas

_STARTS_AFTER = 4.0
"""Pixels of the screen before a press becomes a drag."""
_SNAP = 6.0
_GRID = 20.0


def no_loop() -> str:
    """Says why a card cannot hang on what hangs on it."""
    return tr("A part cannot hang on itself.")


def no_creature() -> str:
    """Says why the creature's own card cannot be hung."""
    return tr("The creature holds all parts; it cannot hang on one.")


class PanDrag:
    """Moves the section."""

    def __init__(self, canvas: GraphCanvas, at: QPointF) -> None:
        """Starts at a point of the viewport."""
        self._canvas, self._at = canvas, at

    def move(self, at: QPointF, keys: Qt.KeyboardModifier) -> None:
        """Goes on to a point of the viewport."""
        self._canvas.pan(self._at - at)
        self._at = at

    def end(self, at: QPointF) -> None:
        """Leaves the section where it is."""

    def cancel(self) -> None:
        """Leaves the section where it is."""


class BandDrag:
    """Draws a rectangle on empty ground; the cards that it touches are selected."""

    def __init__(self, canvas: GraphCanvas, place: QPointF) -> None:
        """Starts at a point of the scene."""
        self._canvas, self._from, self._to = canvas, place, place

    @property
    def band(self) -> QRectF:
        """The rectangle, in the scene."""
        return QRectF(self._from, self._to).normalized()

    def move(self, at: QPointF, keys: Qt.KeyboardModifier) -> None:
        """Goes on to a point of the viewport."""
        self._to = self._canvas.to_scene(at)
        self._canvas.viewport().update()

    def end(self, at: QPointF) -> None:
        """Selects what lies in the rectangle."""
        band = self.band
        if band.width() + band.height() < _STARTS_AFTER:
            return
        found = [
            card
            for card in self._canvas.cards.cards.values()
            if band.intersects(card.body().translated(card.pos()))
        ]
        self._canvas.select_cards(found)

    def cancel(self) -> None:
        """Leaves the selection as it is."""

    def paint(self, painter: QPainter, tokens: Tokens) -> None:
        """Draws the rectangle."""
        ground = QColor(tokens.accent)
        ground.setAlphaF(0.08)
        pen = QPen(QColor(tokens.accent), 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(ground)
        painter.drawRect(self.band)


class CardDrag:
    """Moves a card; it snaps to its neighbours' middles and to the grid, unless Ctrl is held."""

    def __init__(self, canvas: GraphCanvas, card: PartCard, place: QPointF) -> None:
        """Starts at a point of the scene."""
        self._canvas, self._card = canvas, card
        self._start, self._from = card.pos(), place
        # A card may still be on its way: what is put back is the place that it goes to.
        goals = canvas.cards.places()
        self._home = QPointF(*goals[card.facts.node])
        self._with = {
            other: QPointF(*goals[other.facts.node])
            for other in canvas.cards.cards.values()
            if card.selected and other.selected and other is not card
        }
        self._moves = False

    def move(self, at: QPointF, keys: Qt.KeyboardModifier) -> None:
        """Goes on to a point of the viewport."""
        way = self._canvas.to_scene(at) - self._from
        if not self._moves and way.manhattanLength() * self._canvas.zoom < _STARTS_AFTER:
            return
        self._moves = True
        place = self._start + way
        if not keys & Qt.KeyboardModifier.ControlModifier:
            still = [c for c in self._canvas.cards.cards.values() if c not in self._with]
            others = [c.pos() for c in still if c is not self._card]
            place = QPointF(
                _snapped(place.x(), [p.x() for p in others]),
                _snapped(place.y(), [p.y() for p in others]),
            )
        self._canvas.cards.move_card(self._card, place)
        for other, home in self._with.items():
            self._canvas.cards.move_card(other, home + place - self._start)

    def end(self, at: QPointF) -> None:
        """Tells the new places, once; a click without a drag leaves this card selected alone."""
        if not self._moves:
            # The ring may have stood for one of its twins alone.
            self._canvas.selected.emit(self._card.facts.node)
            return
        for card in (self._card, *self._with):
            self._canvas.card_moved.emit(card.facts.node, (card.pos().x(), card.pos().y()))

    def cancel(self) -> None:
        """Puts the card back."""
        for card, home in {self._card: self._home, **self._with}.items():
            self._canvas.cards.move_card(card, home)


class AttachDrag:
    """Draws a line from a card that holds to one that shall hang there, or the other way round."""

    def __init__(
        self, canvas: GraphCanvas, holder: PartCard, moved: PartCard | None, at: QPointF
    ) -> None:
        """Starts at a point of the scene.

        Args:
            canvas: where it happens.
            holder: the card whose handle, or whose end of a line, was grabbed.
            moved: the card at the other end of the line; None for a handle.
            at: where it was grabbed.
        """
        self._canvas, self._holder, self._moved = canvas, holder, moved
        self._start, self._at = at, at
        self._target: PartCard | None = None
        self._fault = ""

    def move(self, at: QPointF, keys: Qt.KeyboardModifier) -> None:
        """Goes on to a point of the viewport; says at once what cannot be."""
        self._at = self._canvas.to_scene(at)
        target = self._canvas.cards.card_at(self._at)
        source = self._moved or self._holder
        self._target = target if target is not source else None
        self._fault = self._fault_of(self._target)
        self._canvas.cards.set_target(self._target, not self._fault)
        self._canvas.viewport().update()

    def end(self, at: QPointF) -> None:
        """Attaches, or asks what to add where the handle was let go over nothing."""
        self._canvas.cards.set_target(None)
        if self._target is not None:
            child, parent = self._ends(self._target)
            if self._fault:
                self._canvas.refused.emit(self._fault)
            elif child.facts.parent != parent.facts.node:
                self._canvas.attach_asked.emit(child.facts.node, parent.facts.node)
        elif self._moved is None:
            place = self._canvas.viewport().mapToGlobal(at.toPoint())
            self._canvas.add_asked.emit(place, self._holder.facts.node)

    def cancel(self) -> None:
        """Leaves all as it was."""
        self._canvas.cards.set_target(None)

    def paint(self, painter: QPainter, tokens: Tokens) -> None:
        """Draws the line as it would be."""
        source = self._moved or self._holder
        anchor = self._start if self._moved is None else source.pos()
        right = self._at.x() >= anchor.x()
        out = Side.RIGHT if right else Side.LEFT
        if self._moved is not None:
            body = source.body()
            anchor = source.pos() + QPointF(body.width() / 2 * (1 if right else -1), 0)
        pen = QPen(QColor(tokens.bad if self._fault else tokens.accent), 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.drawPath(bent_line(anchor, out, self._at, out.opposite))
        painter.setBrush(QColor(tokens.canvas))
        painter.drawEllipse(self._at, DOT / 2, DOT / 2)

    def _ends(self, target: PartCard) -> tuple[PartCard, PartCard]:
        """The card that hangs, and the one that holds."""
        return (self._moved, target) if self._moved is not None else (target, self._holder)

    def _fault_of(self, target: PartCard | None) -> str:
        if target is None:
            return ""
        child, above = self._ends(target)
        if child.facts.node == CREATURE:
            return no_creature()
        cards = self._canvas.cards.cards
        node: str | None = above.facts.node
        while node is not None:
            if node == child.facts.node:
                return no_loop()
            node = cards[node].facts.parent
        return ""


def _snapped(value: float, neighbours: list[float]) -> float:
    near = min(neighbours, key=lambda n: abs(n - value), default=value)
    return near if abs(near - value) <= _SNAP else round(value / _GRID) * _GRID
