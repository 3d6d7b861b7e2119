"""The pane of the picture: head, picture and seed bar, in step with the document."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gui.document.controller import FREE_SEED, EditorController
from gui.document.model import CREATURE, Change, Step
from gui.picture.attention import AttentionOverlay
from gui.picture.box_drag import Box
from gui.picture.box_wording import box_label
from gui.picture.comparison import Mode
from gui.picture.ground import CHECKER
from gui.picture.held_before import HeldBefore
from gui.picture.picture_canvas import FADE_MS
from gui.picture.picture_head import STAGES, PictureHead
from gui.picture.picture_view import PictureView
from gui.picture.seed_bar import SeedBar
from gui.picture.thumbnails import pixmap_of
from gui.style.theme import Look
from gui.style.wording import part_name
from scenegan.graph import SceneGraph, edits
from scenegan.rendering.picture import Picture

_LAST = len(STAGES) - 1
_GROUND = "ground"
"""Name under which the document's view keeps the ground."""


class PicturePane(QFrame):
    """Shows the pictures of the controller's document, and turns drags of boxes into edits."""

    def __init__(
        self, look: Look, controller: EditorController, notice: QWidget | None = None
    ) -> None:
        """Follows the document and the selection.

        Args:
            look: the theme.
            controller: whose document is shown.
            notice: shown above the picture while it has something to say.
        """
        super().__init__()
        self.setObjectName("picturePane")
        self._controller = controller
        self._model = controller.model
        self._stage = _LAST
        self._coming: int | None = None
        self._stages: dict[int, Picture] = {}
        self._stages_of = 0
        self._compared = 0
        self.head = PictureHead(look)
        self.view = PictureView(look)
        self.held_before = HeldBefore(self.view)
        self.seeds = SeedBar(look)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        if notice is not None:
            column.addWidget(notice)
        column.addWidget(self.head)
        column.addWidget(self.view, 1)
        column.addWidget(self.seeds)
        self._connect()
        self._model.subscribe(self._changed)
        self.attention = AttentionOverlay(look, controller, self.view)
        self._changed(Change.STEP)
        self._changed(Change.VIEW)

    def _connect(self) -> None:
        view, head, controller = self.view, self.head, self._controller
        head.mode_asked.connect(view.set_mode)
        head.stage_asked.connect(self.show_stage)
        head.zoom_asked.connect(view.set_zoom)
        head.fit_asked.connect(view.fit)
        head.ground_asked.connect(self._set_ground)
        view.zoomed.connect(head.show_zoom)
        view.compared.connect(head.show_mode)
        view.clicked.connect(self._clicked)
        view.box_dragged.connect(self._box_dragged)
        view.box_chosen.connect(self._box_chosen)
        view.box_given_up.connect(self._box_given_up)
        controller.job_started.connect(self._job_started)
        controller.job_done.connect(self._job_ended)
        controller.job_failed.connect(self._job_ended)
        controller.job_stopped.connect(self._job_ended)
        controller.picture_ready.connect(self._picture_ready)
        controller.preview.ready.connect(self._preview_ready)
        self.seeds.seed_asked.connect(controller.set_seed)
        self.seeds.dice_asked.connect(controller.new_seed)
        self.seeds.kept.connect(
            lambda kept: self._model.set_view(FREE_SEED, None if kept else True)
        )

    # What others ask for

    def compare_with(self, number: int) -> None:
        """Compares the picture with that of another step, by its number; 0 is the one before."""
        self._compared = number
        self._show_earlier()
        if self.view.comparison.earlier is not None:
            self.view.set_mode(Mode.SPLIT)

    def toggle_split(self) -> None:
        """Shows before and after side by side, or the picture of now again."""
        split = self.view.comparison.mode is Mode.SPLIT
        self.view.set_mode(Mode.NOW if split else Mode.SPLIT)

    def flip(self) -> None:
        """Swaps the sides of before and after."""
        self.view.comparison.flipped = not self.view.comparison.flipped
        self.view.update()

    def show_stage(self, stage: int) -> None:
        """Shows another stage of the painter, by its place among `STAGES`."""
        self._stage = stage
        self.head.show_stage(stage)
        picture = self._known_stages().get(stage)
        if picture is not None:
            self.view.show_picture(picture, FADE_MS)
        elif self._model.current.picture is not None:
            self._controller.preview.ask(lambda graph: graph, stage + 1)

    # Pictures

    def _job_started(self) -> None:
        self._coming = 0

    def _job_ended(self, *_: object) -> None:
        self._coming = None

    def _picture_ready(self, picture: object) -> None:
        """Shows a picture as it comes: the stages of a job, or what a step holds already."""
        if not isinstance(picture, Picture):
            self._coming = None
            if picture is None:
                self.view.clear()
            return
        if picture is self._model.current.picture:
            self._coming = None  # What the step holds already; no job goes on.
        stage = _LAST if self._coming is None else self._coming
        if self._coming is not None:
            self._coming += 1
        self._known_stages()[stage] = picture
        repeated = stage < self._stage and self._model.current.held is not None
        if stage <= self._stage and not repeated:
            self.view.show_picture(picture, FADE_MS if stage and self._coming else 0)
        elif self._coming is None:
            self.show_stage(self._stage)

    def _known_stages(self) -> dict[int, Picture]:
        """The pictures of the current step's stages, as far as they were seen."""
        if self._stages_of != self._model.current.number:
            self._stages_of = self._model.current.number
            self._stages = {}
            held = self._model.current.picture
            if isinstance(held, Picture):
                self._stages[_LAST] = held
        return self._stages

    def _preview_ready(self, picture: object) -> None:
        if isinstance(picture, Picture):
            if not self.view.box.is_dragging:
                self._known_stages()[self._stage] = picture
            self.view.show_picture(picture)

    # Following the document

    def _changed(self, change: Change) -> None:
        if change is Change.STEP:
            self._compared = 0
        if change in (Change.STEP, Change.PAINTED):
            self._show_names()
            self._show_earlier()
            seed = self._model.document.recipe.seed
            self.seeds.show_seed(seed, not self._model.graph.is_empty)
        if change in (Change.STEP, Change.PAINTED, Change.SELECTION):
            self._show_selection()
        if change in (Change.STEP, Change.VIEW):
            ground = self._model.view.get(_GROUND, CHECKER)
            color = ground if isinstance(ground, str) else CHECKER
            self.view.show_ground(color)
            self.head.show_ground(color)
            self.seeds.show_kept(not self._model.view.get(FREE_SEED))

    def _show_names(self) -> None:
        graph = self._model.graph
        names = {p.id: part_name(graph, p) for p in graph.parts}
        self.view.show_names(names, frozenset(p.id for p in graph.parts if p.locked))

    def _show_selection(self) -> None:
        graph, selected = self._model.graph, self._model.selected
        along = graph.subtree(selected[0]) if len(selected) == 1 else ()
        self.view.set_selected(selected, frozenset(along))

    def _earlier(self) -> Step | None:
        steps, at = self._model.steps, self._model.position
        if self._compared:
            return next((s for s in steps if s.number == self._compared), None)
        return steps[at - 1] if at > 0 else None

    def _show_earlier(self) -> None:
        step = self._earlier()
        picture = step.picture if step is not None else None
        comparison = self.view.comparison
        if step is not None and isinstance(picture, Picture):
            comparison.earlier = pixmap_of(picture.rgba)
            comparison.notes = (step.label, self._model.current.label)
        else:
            comparison.earlier = None
        self.head.show_comparable(comparison.earlier is not None)
        self.view.update()

    def _set_ground(self, color: str) -> None:
        self._model.set_view(_GROUND, color or None)

    # Edits

    def _clicked(self, node: str, how: str) -> None:
        if how and node != CREATURE:
            toggles = how == "toggle" or node not in self._model.selected
            if toggles:
                self._model.toggle_selected(node)
        elif not how:
            self._model.select(node)

    def _box_dragged(self, node: str, box: Box) -> None:
        self._controller.preview.ask(partial(edits.place, node=node, box=box))

    def _box_chosen(self, node: str, box: Box, by_key: bool) -> None:
        self._controller.preview.stop()
        graph: SceneGraph = self._model.graph
        if node not in graph.by_id:
            return
        before = self.view.marks.boxes.get(node) if by_key else self._painted_box(node)
        label = box_label(part_name(graph, graph.part(node)), before, box)
        merge = f"nudge {node}" if by_key else ""
        self._controller.edit(label, partial(edits.place, node=node, box=box), merge)

    def _painted_box(self, node: str) -> Box | None:
        place = self._model.document.layout.get(node)
        return place.box if place is not None else None

    def _box_given_up(self) -> None:
        self._controller.preview.stop()
        self._controller.show_again()
