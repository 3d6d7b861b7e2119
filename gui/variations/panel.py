"""Variations over the picture: a grid of seeds, or of two qualities."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.document.controller import EditorController
from gui.document.model import CREATURE, Change
from gui.style.labels import ElidedLabel, button, tool
from gui.style.overlay import Overlay
from gui.style.segmented import Segmented
from gui.style.theme import Look
from gui.style.translation import tr
from gui.variations.axis_form import AxisForm
from gui.variations.candidates import (
    COLOR,
    Candidate,
    grid_candidates,
    seed_candidates,
)
from gui.variations.cells import CellGrid, VariationCell
from gui.variations.run import VariationRun
from scenegan.errors import SceneGANError
from scenegan.graph import Document
from scenegan.rendering.picture import Picture

SIDE = 3
"""Rows and columns of the grid of seeds; the present picture is in the middle."""
_OTHERS = SIDE * SIDE - 1


class VariationsPanel(Overlay):
    """Covers the picture; nothing of the document changes until a picture is taken.

    Signals:
        star_asked(object, object): the `Picture` of a cell shall be kept; the cell.
    """

    star_asked = Signal(object, object)

    def __init__(
        self,
        look: Look,
        controller: EditorController,
        targets: list[QWidget],
        parent: QWidget | None,
    ) -> None:
        """Covers `targets` when it is opened."""
        super().__init__(targets, parent)
        self.setObjectName("variationsPanel")
        self.setAccessibleName(tr("Variations"))
        self._controller, self._model = controller, controller.model
        self._next_seed = 0
        self._base: Document | None = None
        self.run = VariationRun(controller.inference, self)
        self.grid = CellGrid(look)
        self.tabs = Segmented(look, tr("Variations of"), [tr("Seeds"), tr("X/Y")])
        self.scope = Segmented(
            look, tr("What is drawn anew"), [tr("Whole creature"), tr("Selection only")]
        )
        self._progress = ElidedLabel("secondary")
        self._more = button(tr("More"), look, "dice", "outlined", tr("Draw eight other seeds"))
        self._stop = button(tr("Cancel"), role="outlined", tip=tr("Paint no more of them"))
        self._paint = button(tr("Paint"), role="primary", tip=tr("Paint the grid (Enter)"))
        self._trouble = QLabel()
        self._trouble.setProperty("role", "warning")
        self._trouble.setWordWrap(True)
        self.across, self.down = AxisForm(look, tr("Across")), AxisForm(look, tr("Down"))
        self._forms = QWidget()
        forms = QVBoxLayout(self._forms)
        forms.setContentsMargins(0, 0, 0, 0)
        forms.setSpacing(6)
        forms.addWidget(self.across)
        forms.addWidget(self.down)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addLayout(self._head(look))
        column.addWidget(self._forms)
        column.addLayout(self._work_row())
        column.addWidget(self._trouble)
        column.addWidget(self.grid, 1)
        self._connect()

    def open(self) -> None:
        """Begins with eight other seeds; of the selected part alone where one is selected."""
        self._next_seed = self._model.document.recipe.seed + 1
        part = self._model.selection != CREATURE
        self.scope.refuse(1, "" if part else tr("Select a part first"))
        if not part:
            self.scope.show_choice(0)
        super().open()
        self._begin()
        self.grid.setFocus()

    def close_pane(self) -> None:
        """Paints no more, and shows the picture again."""
        self.run.cancel()
        super().close_pane()

    def _head(self, look: Look) -> QHBoxLayout:
        close = tool(look, "cross", tr("Close the variations"), "Esc")
        close.clicked.connect(self.close_pane)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.tabs)
        row.addWidget(self.scope)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _work_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._progress, 1)
        for widget in (self._stop, self._more, self._paint):
            row.addWidget(widget)
        return row

    def _connect(self) -> None:
        self.tabs.chosen.connect(lambda _: self._begin())
        self.scope.chosen.connect(lambda _: self._begin())
        self._more.clicked.connect(self._more_seeds)
        self._stop.clicked.connect(self._cancel)
        self._paint.clicked.connect(self._paint_grid)
        self.across.entered.connect(self._paint_grid)
        self.down.entered.connect(self._paint_grid)
        self.grid.taken.connect(self._take)
        self.grid.starred.connect(self._star)
        self.run.painted.connect(self._show_painted)
        self.run.failed.connect(self._show_failed)
        self.run.progressed.connect(self._show_progress)
        self._model.subscribe(self._model_changed)

    @property
    def _varies_seeds(self) -> bool:
        return self.tabs.button(0).isChecked()

    def _begin(self) -> None:
        """Shows the tab in use with what belongs to it."""
        seeds = self._varies_seeds
        self._forms.setVisible(not seeds)
        self.scope.setVisible(seeds)
        self._more.setVisible(seeds)
        self._paint.setVisible(not seeds)
        self._trouble.hide()
        self._base = self._model.document
        if seeds:
            self._paint_seeds()
            return
        self.run.cancel()
        self.grid.show_labels([], 1)
        self._show_progress(0, 0)
        node, *also = self._model.selected or (CREATURE,)
        graph = self._model.graph
        self.across.show_graph(graph, node, COLOR, also)
        self.down.show_graph(graph, node, "size", also)

    def _more_seeds(self) -> None:
        self._next_seed += _OTHERS
        self._paint_seeds()

    def _paint_seeds(self) -> None:
        document = self._model.document
        seeds = range(self._next_seed, self._next_seed + _OTHERS)
        nodes = self._model.selected if self.scope.button(1).isChecked() else ()
        made = seed_candidates(document, seeds, nodes)
        labels = [c.label for c in made]
        middle = _OTHERS // 2
        self.grid.show_labels([*labels[:middle], tr("Now"), *labels[middle:]], SIDE)
        self._show_present()
        self._start(made)

    def _show_present(self) -> None:
        """Shows the document's own picture in the middle, once it is there."""
        present = self._model.current.picture
        if isinstance(present, Picture):
            self.grid.cells[_OTHERS // 2].show_picture(present, present=True)

    def _paint_grid(self) -> None:
        self._trouble.hide()
        across = self.across.axis
        try:
            made = grid_candidates(self._model.document, across, self.down.axis)
        except SceneGANError as error:
            self.run.cancel()
            self._trouble.setText(str(error))
            self._trouble.show()
            return
        columns = len({v.strip().lower() for v in across.values if v.strip()})
        self.grid.show_labels([c.label for c in made], columns)
        self._start(made)

    def _start(self, made: list[Candidate]) -> None:
        self._base = self._model.document
        self.run.start(made)

    def _cancel(self) -> None:
        self.run.cancel()
        self._progress.show_text(tr("Cancelled"))
        self._stop.hide()

    def _cell(self, place: int) -> VariationCell:
        """The cell of a candidate; among seeds the middle one is not one of them."""
        skip = self._varies_seeds and place >= _OTHERS // 2
        return self.grid.cells[place + skip]

    def _show_painted(self, place: int, picture: object) -> None:
        if isinstance(picture, Picture):
            self._cell(place).show_picture(picture)

    def _show_failed(self, place: int, message: str) -> None:
        self._cell(place).show_trouble(message)

    def _show_progress(self, done: int, total: int) -> None:
        busy = done < total
        words = tr("Click takes a picture, Shift+click keeps it with a star")
        if busy:
            words = tr("{done} of {total}", done=done, total=total)
        elif not total:
            words = tr("Two to five values each, with commas between")
        self._progress.show_text(words)
        self._stop.setVisible(busy)

    def _take(self, cell: VariationCell) -> None:
        picture = cell.picture
        if picture is None or cell.is_present:
            self.close_pane()
            return
        label = tr("Variation: {name}", name=cell.label)
        self.close_pane()
        self._controller.adopt(label, picture.document, picture)

    def _star(self, cell: VariationCell) -> None:
        if cell.picture is not None:
            self.star_asked.emit(cell.picture, cell)

    def _model_changed(self, change: Change) -> None:
        """Begins again where the document went on below; closes where nothing is left of it."""
        if not self.is_open or change not in (Change.STEP, Change.PAINTED):
            return
        if self._model.graph.is_empty:
            self.close_pane()
        elif self._varies_seeds:
            if self._model.document != self._base:
                self._begin()
            self._show_present()
