"""The steps of the document as small pictures: click one to go there; the gallery beside them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from gui.document.model import DocumentModel, Step
from gui.picture.sketch import draw_sketch
from gui.picture.thumbnails import pixmap_of
from gui.style.labels import icon_label, role_label
from gui.style.picture_button import PictureButton
from gui.style.theme import Look
from gui.style.translation import tr

HEIGHT, _WORDS = 96, 18
_STEP_GAP = 2


class HistoryStrip(QFrame):
    """One button a step; those that were undone are pale.

    Signals:
        step_asked(int): place of the step to go to.
        compare_asked(int): the picture shall be compared with that of a step.
        keep_asked(int): the picture of a step shall be kept in the gallery.
    """

    step_asked = Signal(int)
    compare_asked = Signal(int)
    keep_asked = Signal(int)

    def __init__(self, look: Look, model: DocumentModel, parent: QWidget | None = None) -> None:
        """Follows the steps of a document model."""
        super().__init__(parent)
        self.setObjectName("historyStrip")
        self.setFixedHeight(HEIGHT + round(_WORDS * (look.scale - 1)))
        self.setAccessibleName(tr("History"))
        self._look = look
        self._model = model
        self._starred: frozenset[int] = frozenset()
        self._shown_at = -1
        self._gallery: QWidget | None = None
        self.buttons: list[StepButton] = []
        self._count = role_label("", "secondary")
        self._hint = role_label(
            tr("Every change is kept here as a step that you can go back to."), "secondary"
        )
        self._hint.setContentsMargins(0, 14, 0, 0)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._row = QHBoxLayout()
        self._area = self._scrolling(self._row)
        self._whole = QHBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 14, 0)
        self._whole.setSpacing(18)
        self._whole.addLayout(strip_head(look, "clock", tr("History"), self._count))
        self._whole.addWidget(self._hint, 1)
        self._whole.addWidget(self._area, 1)
        self.refresh()

    def set_gallery(self, gallery: QWidget) -> None:
        """Puts the last kept pictures into the right half."""
        self._gallery = gallery
        self._whole.addWidget(gallery)
        self._give_room()

    def show_stars(self, numbers: Iterable[int]) -> None:
        """Marks the steps, by their numbers, whose pictures have a star in the gallery."""
        self._starred = frozenset(numbers)
        self.refresh()

    def refresh(self) -> None:
        """Shows the steps as they are now."""
        steps, at = self._model.steps, self._model.position
        nothing = len(steps) == 1 and steps[0].graph.is_empty
        self._hint.setVisible(nothing)
        self._area.setVisible(not nothing)
        self._count.setText("" if nothing else steps_note(len(steps)))
        self._fit_buttons(len(steps))
        for place, (made, step) in enumerate(zip(self.buttons, steps, strict=True)):
            made.show_step(step, place == at, place > at, step.number in self._starred)
        shown = steps[at].number
        if shown != self._shown_at:
            self._shown_at = shown
            QTimer.singleShot(0, self, self._reveal)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the gallery its share."""
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        if self._gallery is not None:
            self._gallery.setMaximumWidth(max(260, round(0.36 * self.width())))

    def _scrolling(self, row: QHBoxLayout) -> QScrollArea:
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_STEP_GAP)
        row.addStretch(1)
        body = QWidget()
        body.setLayout(row)
        area = _SidewaysArea()
        area.setWidget(body)
        area.setAccessibleName(tr("Steps of this document"))
        area.horizontalScrollBar().rangeChanged.connect(lambda *_: self._reveal())
        return area

    def _fit_buttons(self, number: int) -> None:
        while len(self.buttons) > number:
            gone = self.buttons.pop()
            self._row.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self.buttons) < number:
            made = StepButton(self._look)
            place = len(self.buttons)
            made.clicked.connect(lambda _=False, at=place: self.step_asked.emit(at))
            made.menu_asked.connect(partial(self._open_menu, place))
            self._row.insertWidget(place, made)
            self.buttons.append(made)

    def _reveal(self) -> None:
        place = self._model.position
        if place < len(self.buttons):
            self._area.ensureWidgetVisible(self.buttons[place], 60, 0)

    def _open_menu(self, place: int, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        painted = self._model.steps[place].held is not None
        for words, signal, enabled in (
            (tr("Go to this step"), self.step_asked, place != self._model.position),
            (tr("Compare with this"), self.compare_asked, painted),
            (tr("Keep in the gallery"), self.keep_asked, painted),
        ):
            action = menu.addAction(words)
            action.setEnabled(enabled)
            action.triggered.connect(lambda _=False, to=signal: to.emit(place))
        menu.popup(where)


class StepButton(PictureButton):
    """One step.

    Signals:
        menu_asked(object): a menu at a place of the screen.
    """

    menu_asked = Signal(object)

    def __init__(self, look: Look) -> None:
        """Starts without a step."""
        super().__init__(look)
        self._empty = False

    def show_step(self, step: Step, current: bool, undone: bool, starred: bool) -> None:
        """Shows a step, which may be the current one, undone, or kept with a star."""
        self._empty = step.graph.is_empty
        self.show_picture((step.number, step.held is not None), partial(_picture_of, step))
        self.show_state(current, undone, starred)
        spoken = tr("Step: {name}, undone", name=step.label) if undone else ""
        self.show_words(step.label, step.label, spoken or tr("Step: {name}", name=step.label))

    def paint_inside(self, painter: QPainter, inner: QRectF) -> None:
        """Draws the picture; an empty document has a sketch."""
        if self._empty:
            draw_sketch(painter, inner, self._look.tokens.softline)
        else:
            super().paint_inside(painter, inner)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Asks for a menu."""
        self.menu_asked.emit(event.globalPos())


class _SidewaysArea(QScrollArea):
    """Scrolls sideways, with any wheel, and without bars."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (turned.x() or turned.y()))
        event.accept()


def strip_head(look: Look, icon: str, title: str, below: QWidget) -> QVBoxLayout:
    """Returns an icon beside a title, and a widget below them."""
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(icon_label(look, icon))
    line.addWidget(role_label(title, "section"))
    line.addStretch(1)
    head = QVBoxLayout()
    head.setContentsMargins(14, 16, 0, 12)
    head.setSpacing(11)
    head.addLayout(line)
    head.addWidget(below)
    head.addStretch(1)
    return head


def steps_note(number: int) -> str:
    """Says how many steps there are."""
    return tr("1 step") if number == 1 else tr("{number} steps", number=number)


def _picture_of(step: Step) -> QPixmap | None:
    rgba = getattr(step.picture, "rgba", None)
    return pixmap_of(rgba) if rgba is not None else None
