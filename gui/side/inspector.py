"""Everything about what is selected, with a field for each: a fixed head over sections."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import delete

from gui.document.controller import EditorController
from gui.document.model import Change
from gui.side.creature_sections import CreatureSections
from gui.side.inspector_head import InspectorHead
from gui.side.part_sections import PartSections
from gui.side.sections import Planned, Section
from gui.style.labels import rule
from gui.style.scrolling import overlay_bar
from gui.style.theme import Look
from gui.style.translation import tr

_KEPT = 48
"""Sections that are out of sight but ready; going back to a part makes none anew."""


class Inspector(QFrame):
    """Head and sections of the selected parts, or of the creature.

    Signals:
        sample_asked(object): a colour shall be taken out of the picture; the object is told its
            hex value.
        menu_asked(QPoint, str): a menu for `part` at a place of the screen.
    """

    sample_asked = Signal(object)
    menu_asked = Signal(object, str)

    def __init__(
        self, look: Look, controller: EditorController, parent: QWidget | None = None
    ) -> None:
        """Follows the document and the selection of the controller's model."""
        super().__init__(parent)
        self.setObjectName("inspector")
        self._model = controller.model
        self._selected: tuple[str, ...] = ()
        self._sections: list[tuple[object, QWidget]] = []
        self._hidden: list[tuple[object, QWidget]] = []
        self.parts = PartSections(look, controller, self._sample)
        self.creature = CreatureSections(look, controller, self._sample)
        self.head = InspectorHead(look, self._model)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        overlay_bar(self._area)
        self._area.setAccessibleName(tr("Inspector"))
        self._body = QWidget()
        self._body.setObjectName("inspectorBody")
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._area.setWidget(self._body)
        self._line = rule()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._line)
        column.addWidget(self._area, 1)
        self.head.lock_asked.connect(controller.toggle_lock)
        self.head.menu_asked.connect(lambda place: self.menu_asked.emit(place, "part"))
        self._model.subscribe(self._changed)
        look.changed.connect(self._make_anew)
        self._refresh()

    def focus_first(self) -> None:
        """Lets the user type into the first field."""
        for field in self._body.findChildren(QWidget):
            if field.focusPolicy() & Qt.FocusPolicy.TabFocus and field.isVisibleTo(self):
                field.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def _sample(self, sampled: Callable[[str], object]) -> None:
        self.sample_asked.emit(sampled)

    def _changed(self, change: Change) -> None:
        if change in (Change.STEP, Change.PAINTED, Change.SELECTION):
            self._refresh()

    def _make_anew(self) -> None:
        """Makes all sections again, in another theme."""
        self._put([])
        for _, gone in self._hidden:
            delete(gone)  # At once: the style sheet that comes now would reach it otherwise.
        self._hidden = []
        self._refresh()

    def _refresh(self) -> None:
        """Makes those sections that would show something else, and keeps the others."""
        same = self._selected == self._model.selected
        self._selected = self._model.selected
        focus = self.focusWidget()
        focused = focus.accessibleName() if focus is not None and focus.hasFocus() else ""
        self.head.refresh()
        self._line.setVisible(not self._model.graph.is_empty)
        scrolled = self._area.verticalScrollBar().value() if same else 0
        self._put(self._planned())
        self._area.verticalScrollBar().setValue(scrolled)
        if focused and same and not (focus is not None and focus.hasFocus()):
            self._focus(focused)

    def _put(self, planned: list[Planned]) -> None:
        there = [*self._sections, *self._hidden]
        sections = []
        for shown, make in planned:
            place = next((k for k, (old, _) in enumerate(there) if old == shown), None)
            sections.append((shown, there.pop(place)[1] if place is not None else make()))
        # A section that was worked in may show what was typed, and is made anew the next time.
        worked_in = [s for s in there if s[1].focusWidget() is not None]
        idle = [s for s in there if s[1].focusWidget() is None]
        for _, gone in there:
            if gone.isVisibleTo(self._body):
                self._column.removeWidget(gone)
                gone.hide()
        for place, (_, section) in enumerate(sections):
            if self._column.indexOf(section) != place:
                self._column.insertWidget(place, section)
                section.show()
        self._sections, self._hidden = sections, idle[:_KEPT]
        self._forget([*worked_in, *idle[_KEPT:]])

    @staticmethod
    def _forget(sections: list[tuple[object, QWidget]]) -> None:
        for _, gone in sections:
            gone.deleteLater()  # It may be the sender of the signal that led here.

    def _focus(self, name: str) -> None:
        for _, section in self._sections:
            for widget in section.findChildren(QWidget):
                if widget.accessibleName() == name and widget.isVisibleTo(section):
                    widget.setFocus()
                    return

    def _planned(self) -> list[Planned]:
        if self._model.graph.is_empty:
            return [("nothing", _nothing)]
        return self.parts.planned() if self._selected else self.creature.planned()


def _nothing() -> QWidget:
    section = Section(line=False)
    section.add_hint(tr("Select a part in the graph or in the picture to change it here."))
    return section
