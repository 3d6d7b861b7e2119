"""The pane of the graph: follows the document, and turns what is done to cards into edits."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from gui.document import selection_edits
from gui.document.controller import EditorController
from gui.document.model import CREATURE, Change
from gui.document.twins import added
from gui.graph import card_edits
from gui.graph.arrangement import Places, Point, aligned, stretched, tree_places
from gui.graph.bars import ArrangeBar, GraphMap, SuggestionBar, ZoomBar, place_bars
from gui.graph.canvas import GraphCanvas
from gui.graph.card_pictures import CardPictures
from gui.graph.card_places import CardPlaces
from gui.graph.cards import CardFacts, cards_of, centres_of, groups_in, links_of, told
from gui.graph.scene import GraphScene
from gui.side.part_search import PartSearch
from gui.style.theme import Look
from scenegan.graph import edits
from scenegan.rendering.picture import Picture

_FIT_MARGINS = (20, 62, 20, 28)
"""Left, top, right, bottom of the pane that bars and air take from the cards."""
_MOST_ZOOM, _MOST_ZOOM_WIDE, _WIDE = 1.0, 1.3, 1000
_HEAD = 0.16
"""Share of the pane's height above the parts, for the creature's card."""
_ZOOM_BUTTON = 1.25
_REST_MS = 120
"""Without another size for so long, a window has the size that it was given."""
_PLACES, _ARRANGEMENT, _FANNED = "card_places", "arrangement", "fanned_out"


class GraphPane(QFrame):
    """Canvas, and the bars that float over it.

    Signals:
        hovered(str): id of the part that the pointer is over; empty for none.
        menu_asked(object, str): a menu at a place of the screen, of a part or of the ground.
        action_asked(str): name of an action whose key or button was pressed.
    """

    hovered = Signal(str)
    menu_asked = Signal(object, str)
    action_asked = Signal(str)

    def __init__(
        self, look: Look, controller: EditorController, parent: QWidget | None = None
    ) -> None:
        """Follows the document and the selection of the controller's model."""
        super().__init__(parent)
        self.setObjectName("graphPane")
        self._look, self._controller, self._model = look, controller, controller.model
        self._facts: tuple[CardFacts, ...] = ()
        self._guessed = True  # Whether cards stand where they do for want of a layout.
        self._pictures = CardPictures()
        self._found = CardPlaces(self)
        self._kept: Places | None = None  # Cards that stay where they are, as `_lay` was told.
        self._is_seen = False
        self._bars_end = 0
        self._seen_steps: frozenset[int] = frozenset()
        self._chosen: Callable[[str], None] = self._add_to_selection
        self.scene = GraphScene(look)
        self.canvas = GraphCanvas(look, self.scene)
        self.canvas.setParent(self)
        self.canvas.setUpdatesEnabled(False)  # Until its cards have places.
        self.arrange = ArrangeBar(look, self)
        self.suggestions = SuggestionBar(look, self)
        self.zoom = ZoomBar(look, self)
        self.map = GraphMap(look, self.canvas, self)
        self.search = PartSearch(self)
        self._resized = QTimer(self)
        self._resized.setSingleShot(True)
        self._resized.timeout.connect(self._make_room)
        self._found.found.connect(lambda: self._lay(moving=True, keep=self._kept))
        self._connect()
        self._show_document()

    def _connect(self) -> None:
        canvas, zoom = self.canvas, self.zoom
        self._model.subscribe(self._changed)
        canvas.selected.connect(self.select_card)
        canvas.hovered.connect(self.hovered)
        canvas.card_moved.connect(self._keep_place)
        canvas.attach_asked.connect(self._attach)
        canvas.refused.connect(self._controller.noticed)
        canvas.add_asked.connect(self._search_to_add)
        canvas.menu_asked.connect(self.menu_asked)
        canvas.action_asked.connect(self.action_asked)
        canvas.several_asked.connect(self._model.select_all)
        canvas.looked.connect(lambda: zoom.show_zoom(canvas.zoom))
        canvas.resized.connect(self._room_changed)
        zoom.smaller.clicked.connect(lambda: self.zoom_by(-1))
        zoom.larger.clicked.connect(lambda: self.zoom_by(1))
        zoom.fit.clicked.connect(self.fit)
        self.arrange.arranged.connect(self.arrange_cards)
        self.arrange.add.clicked.connect(lambda: self.action_asked.emit("part.add"))
        self.suggestions.keep.clicked.connect(self._keep_all)
        self.search.chosen.connect(lambda word: self._chosen(word))

    # Following the model

    def set_hover(self, node: str) -> None:
        """Marks the card of a part that is pointed at elsewhere."""
        self.scene.set_hover(node)

    def refresh(self) -> None:
        """Shows the document again, after the way to look at it has changed."""
        self._show_document()

    def _changed(self, change: Change) -> None:
        if change in (Change.STEP, Change.PAINTED):
            self._show_document()
        elif change is Change.SELECTION:
            self._show_selection()

    def _show_document(self) -> None:
        model = self._model
        steps = frozenset(step.number for step in model.steps)
        known = set(self.scene.cards) if steps & self._seen_steps else set()
        self._seen_steps = steps
        fanned = [n for n in model.view.get(_FANNED, ()) if isinstance(n, str)]
        self._facts = cards_of(model.document, fanned, groups_in(model.view))
        self.scene.show_graph(self._facts, links_of(model.graph, self._facts))
        self._show_pictures()
        self.arrange.show_arrangement(self.arrangement)
        self.suggestions.show_number(sum(p.origin == "completed" for p in model.graph.parts))
        self._place_bars()
        self._place_cards(known)
        self._show_selection()

    def _show_pictures(self) -> None:
        picture = self._model.current.picture
        if isinstance(picture, Picture):
            self.scene.show_pictures(self._pictures.of(picture, self._facts))

    def _show_selection(self) -> None:
        self.scene.set_selected(*(self._model.selected or (CREATURE,)))
        card = self.scene.card_of(self._model.selection)
        self.canvas.tell(told(card.facts, self._facts) if card is not None else "")
        if card is not None and self.isVisible() and not self.canvas.follows_fit:
            self.canvas.reveal(card)

    # Places

    @property
    def arrangement(self) -> str:
        """How cards are laid out: `body` or `tree`."""
        return "tree" if self._model.view.get(_ARRANGEMENT) == "tree" else "body"

    def places_by_hand(self) -> Places:
        """Places that the user chose, as far as they can be read."""
        kept = self._model.view.get(_PLACES)
        places: Places = {}
        for node, place in kept.items() if isinstance(kept, dict) else ():
            if isinstance(place, (list, tuple)) and len(place) == 2:
                if all(isinstance(v, (int, float)) and abs(v) < 1e5 for v in place):
                    places[node] = (float(place[0]), float(place[1]))
        return places

    def _place_cards(self, known: set[str]) -> None:
        """Finds places for new cards; those that were there stay, unless they were guessed."""
        shown = [f.node for f in self._facts]
        other = len(known & set(shown)) * 2 < len(shown)
        settled = bool(self._model.document.layout)
        if other or (self._guessed and settled):
            self._lay(moving=not other, fresh=other)
            self._guessed = not settled
        elif set(shown) != known:
            kept = {n: p for n, p in self.scene.places().items() if n in known}
            self._lay(moving=False, keep=kept, fresh=True)

    def _lay(self, moving: bool, keep: Places | None = None, fresh: bool = False) -> None:
        """Finds places for all cards but those that the user, or `keep`, has placed."""
        if not self._is_seen:
            return  # It takes a while, and the window shall be seen before.
        unseen = not self.canvas.updatesEnabled()
        blocks = [self.scene.cards[f.node].block for f in self._facts]
        room = self._room()
        hand = {n: p for n, p in self.places_by_hand().items() if n in self.scene.cards}
        self._kept, fixed = keep, {**(keep or {}), **hand}
        self._found.stop()
        as_tree = self.arrangement == "tree" or not self._model.document.layout
        if as_tree and not keep:
            tree = tree_places(blocks, room, self.scene.label_widths())
            places: Places | None = {**tree, **fixed}
        else:
            wanted = {} if as_tree else self._centres()
            places = self._found.places(blocks, wanted, room, fixed, fresh, patient=unseen)
        if places is not None:
            self.scene.move_cards(places, moving and not unseen and self._moves())
        if self.canvas.follows_fit:
            self.fit()
        if not self._found.are_sought:
            self.canvas.setUpdatesEnabled(True)

    def _room(self) -> Point:
        """The ground that cards have at the largest zoom."""
        left, top, right, bottom = self._margins()
        most = self._most_zoom()
        width, height = self.canvas.width() - left - right, self.canvas.height() - top - bottom
        return max(300, width) / most, max(200, height) / most

    def _centres(self) -> dict[str, Point]:
        """Where parts are in the picture, stretched to its sides; the creature stands above."""
        centres = centres_of(self._facts, self._model.document.layout)
        spread = {n: (x, _HEAD + (1 - _HEAD) * y) for n, (x, y) in stretched(centres).items()}
        return {CREATURE: (0.5, 0.0), **spread}

    def _moves(self) -> bool:
        return self.isVisible() and self._look.moves

    def arrange_cards(self, word: str) -> None:
        """Changes the arrangement; the one in use, asked for again, tidies all cards."""
        self._model.set_view(_PLACES, None)
        self._model.set_view(_ARRANGEMENT, "tree" if word == "tree" else None)
        self.arrange.show_arrangement(word)
        self.canvas.follows_fit = True
        self._lay(moving=True)

    def _keep_place(self, node: str, place: Point) -> None:
        kept = {n: list(p) for n, p in self.places_by_hand().items()}
        self._model.set_view(_PLACES, {**kept, node: [round(v, 1) for v in place]})

    def fit(self) -> None:
        """Shows all cards."""
        around, most = self.scene.bounds(), self._most_zoom()
        margins = self._margins()
        self.canvas.show_section(around, most, margins)
        bar = QRectF(self.zoom.geometry()).adjusted(-6, -6, 6, 6)
        if self.scene.covers(self.canvas.to_scene(bar.topLeft()), bar.size() / self.canvas.zoom):
            self.canvas.show_section(around, most, (*margins[:3], round(bar.height()) + 8))
        self.canvas.follows_fit = True

    def _margins(self) -> tuple[int, int, int, int]:
        left, top, right, bottom = _FIT_MARGINS
        return left, max(top, self._bars_end + 16), right, bottom

    def _most_zoom(self) -> float:
        return _MOST_ZOOM_WIDE if self.canvas.width() >= _WIDE else _MOST_ZOOM

    def fit_selection(self) -> None:
        """Shows the selected cards, as large as is of use."""
        around = QRectF()
        for card in self.scene.cards.values():
            if card.selected:
                around = around.united(card.body().translated(card.pos()))
        self.canvas.follows_fit = False
        self.canvas.show_section(around, 2 * self._most_zoom(), self._margins())

    def zoom_by(self, steps: int) -> None:
        """Zooms in, or out for a negative number of steps."""
        self.canvas.follows_fit = False
        self.canvas.set_zoom(self.canvas.zoom * _ZOOM_BUTTON**steps)

    def align_cards(self, how: str) -> None:
        """Lines the selected cards up by a side or a middle; see `selection_edits.ALIGNMENTS`."""
        chosen = [c for c in self.scene.cards.values() if c.selected]
        bodies = {c: c.body().translated(c.pos()) for c in chosen}
        around = QRectF()
        for body in bodies.values():
            around = around.united(body)
        kept = {n: list(p) for n, p in self.places_by_hand().items()}
        for card, body in bodies.items():
            x, y = aligned(_edges(body), _edges(around), how)
            kept[card.facts.node] = [round(x, 1), round(y, 1)]
        self._model.set_view(_PLACES, kept)
        self._lay(moving=True)

    # Edits

    def _fact(self, node: str) -> CardFacts | None:
        card = self.scene.card_of(node)
        return card.facts if card is not None else None

    def _edit(self, labelled: selection_edits.Labelled) -> None:
        self._controller.edit(*labelled)

    def _attach(self, child: str, parent: str) -> None:
        moved, holder = self._fact(child), self._fact(parent)
        if moved is not None and holder is not None:
            self._edit(card_edits.attach(moved, holder))

    def _keep_all(self) -> None:
        graph = self._model.graph
        self._edit(selection_edits.keep(graph, [p.id for p in graph.parts]))

    def select_card(self, node: str) -> None:
        """Selects all parts that share a card with one; the creature's card stands for none."""
        fact = self._fact(node)
        nodes = fact.nodes if fact is not None else (node,)
        self._model.select_all(n for n in nodes if n != CREATURE)

    def fan(self) -> None:
        """Gives selected twins a card each, or brings them together again."""
        for node in self._model.selected[:1]:
            fact = self._fact(node)
            if fact is not None:
                self._fan(fact)

    def change_selected(self) -> None:
        """Searches for another part to stand in the place of the selected one."""
        self._search_to_change(self._model.selection)

    def _fan(self, fact: CardFacts) -> None:
        """Gives twins a card each, or brings them together again."""
        fanned = [n for n in self._model.view.get(_FANNED, ()) if isinstance(n, str)]
        part = self._model.graph.part(fact.node).part
        same = {p.id for p in self._model.graph.of(part)}
        if len(fact.nodes) > 1:
            fanned = [*fanned, *fact.nodes]
        else:
            fanned = [n for n in fanned if n not in same]
        self._model.set_view(_FANNED, fanned or None)
        self._show_document()
        if len(fact.nodes) == 1:
            self.select_card(fact.node)

    # Search

    def beside_selection(self) -> QPoint:
        """Returns the place of the screen below the card of the selected part."""
        card = self.scene.card_of(self._model.selection)
        canvas = self.canvas
        if card is None:
            return canvas.mapToGlobal(QPoint(canvas.width() // 2 - 160, canvas.height() // 3))
        corner = canvas.mapFromScene(card.pos() + card.body().bottomLeft())
        return canvas.viewport().mapToGlobal(corner + QPoint(0, 6))

    def _search_to_add(self, place: QPoint, on: str) -> None:
        def add(word: str) -> None:
            if not on:
                self._add_to_selection(word)
                return
            node = edits.new_id(self._model.graph, word)
            label, edit = card_edits.add(word, None if on == CREATURE else on)
            self._controller.edit(label, edit, select=[node])

        self._chosen = add
        holder = on or self._model.selection
        self.search.open_at(place, self._word(holder))

    def _search_to_change(self, node: str) -> None:
        fact = self._fact(node)
        if fact is None:
            return
        self.select_card(node)

        def change(word: str) -> None:
            label, edit = card_edits.change(fact, word)
            self._controller.edit(label, edit, select=added(self._model.graph, edit))

        self._chosen = change
        held = self._model.graph.part(node).on if node != CREATURE else None
        self.search.open_at(self.beside_selection(), self._word(held or CREATURE))

    def _word(self, node: str) -> str | None:
        return None if node == CREATURE else self._model.graph.part(node).part

    def _add_to_selection(self, word: str) -> None:
        self._controller.add_part(word)

    # Room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lets the canvas fill the pane, and keeps the bars in their corners."""
        super().resizeEvent(event)
        self.canvas.setGeometry(self.rect())
        self._place_bars()

    def begin(self) -> None:
        """Places the cards, little by little; called once, when the window is on the screen."""
        self._is_seen = True
        self._lay(moving=False, fresh=True)

    def _place_bars(self) -> None:
        self._bars_end = place_bars(self.arrange, self.suggestions, self.zoom, self.map)

    def _room_changed(self) -> None:
        """Fits at once, and finds other places when the room has come to rest."""
        if self._facts and self.canvas.follows_fit and self.isVisible():
            self.fit()
        self._resized.start(_REST_MS if self.isVisible() else 0)

    def _make_room(self) -> None:
        if self._facts and self.canvas.follows_fit:
            self._lay(moving=False)
        self._place_bars()


def _edges(rect: QRectF) -> tuple[float, ...]:
    return rect.left(), rect.top(), rect.right(), rect.bottom()
