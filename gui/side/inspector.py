"""Everything about what is selected, with a field for each: a fixed head over sections."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gui.document.controller import EditorController
from gui.document.model import Change
from gui.side.creature_sections import CreatureSections
from gui.side.inspector_head import InspectorHead
from gui.side.part_sections import PartSections
from gui.side.section_column import SectionColumn
from gui.side.sections import Planned, Section
from gui.style.labels import rule
from gui.style.scrolling import overlay_bar
from gui.style.theme import Look
from gui.style.translation import tr


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
        self._scrolled = 0
        self.parts = PartSections(look, controller, self._sample)
        self.creature = CreatureSections(look, controller, self._sample)
        self.head = InspectorHead(look, self._model)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        overlay_bar(self._area)
        self._area.setAccessibleName(tr("Inspector"))
        self._body = SectionColumn()
        self._body.setObjectName("inspectorBody")
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
        self._body.grown.connect(self._scroll)
        look.changed.connect(self._make_anew)
        self._refresh()

    def finish(self) -> None:
        """Makes at once those sections that are still to come."""
        self._body.finish()

    def focus_first(self) -> None:
        """Lets the user type into the first field."""
        self.finish()
        for field in _fields_in(self._body)[:1]:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _sample(self, sampled: Callable[[str], object]) -> None:
        self.sample_asked.emit(sampled)

    def _changed(self, change: Change) -> None:
        if change in (Change.STEP, Change.PAINTED, Change.SELECTION):
            self._refresh()

    def _make_anew(self) -> None:
        """Makes all sections again, in another theme."""
        self._body.clear()
        self._refresh()

    def _refresh(self) -> None:
        """Shows what is selected; who works in a field stays in it, and where it is."""
        same = self._selected == self._model.selected
        self._selected = self._model.selected
        focus = self.focusWidget()
        working = same and focus is not None and focus.hasFocus()
        name = focus.accessibleName() if working and focus is not None else ""
        place = self._place_of(focus) if working and focus is not None else 0
        self.head.refresh()
        self._line.setVisible(not self._model.graph.is_empty)
        if not same:
            self._scrolled = 0
        elif self._body.is_whole:
            self._scrolled = self._area.verticalScrollBar().value()
        self._body.show_planned(self._planned(), at_once=working)
        self._scroll()
        if working and not (focus is not None and focus.hasFocus()):
            self._focus(name, place)

    def _scroll(self) -> None:
        """Goes to where it was scrolled to, as far as the sections are there."""
        self._area.verticalScrollBar().setValue(self._scrolled)

    def _place_of(self, focus: QWidget) -> int:
        """Returns which section, from 0, holds the focus."""
        sections = self._body.sections
        return next((k for k, s in enumerate(sections) if s.isAncestorOf(focus)), 0)

    def _focus(self, name: str, place: int) -> None:
        """Goes to the field of a name; where it is gone, to the first in a place of the column.

        Qt would go on to whatever comes next in the window, and keys would be meant for that.
        """
        sections = self._body.sections
        there = sections[place : place + 1] or sections[-1:]
        fields = [f for s in (*there, *sections) for f in _fields_in(s)]
        named = [f for f in fields if name and f.accessibleName() == name]
        for field in (named or fields)[:1]:
            field.setFocus()

    def _planned(self) -> list[Planned]:
        if self._model.graph.is_empty:
            return [("nothing", _nothing)]
        return self.parts.planned() if self._selected else self.creature.planned()


def _nothing() -> QWidget:
    section = Section(line=False)
    section.add_hint(tr("Select a part in the graph or in the picture to change it here."))
    return section


def _fields_in(column: QWidget) -> list[QWidget]:
    """Returns what can be reached by Tab."""
    return [
        field
        for field in column.findChildren(QWidget)
        if field.focusPolicy() & Qt.FocusPolicy.TabFocus and field.isVisibleTo(column)
    ]
