"""The colours of a part or of the creature."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.side.color_field import ColorField
from gui.side.sections import Section
from gui.style.labels import tool
from gui.style.theme import Look
from gui.style.translation import tr
from scenegan.graph import Color

_MOST = 2

Sample = Callable[[Callable[[str], object]], object]
"""Lets the user take a colour out of the picture, and tells its hex value."""


class ColorSection(Section):
    """A field for each colour, and one more on request."""

    def __init__(
        self,
        look: Look,
        colors: Sequence[Color],
        changed: Callable[[list[Color]], object],
        sample: Sample,
        worn: Color | None = None,
    ) -> None:
        """Shows colours.

        Args:
            look: the theme.
            colors: what is asked for, the main one first.
            changed: told which colours shall be asked for.
            sample: see `Sample`.
            worn: what is seen while no colour is asked for.
        """
        add = tool(look, "plus", tr("Add a colour"))
        super().__init__(tr("Colours"), tools=[add])
        self._look, self._colors = look, list(colors)
        self._changed, self._sample, self._worn = changed, sample, worn
        more = len(colors) == 1
        add.setEnabled(more)
        if not more:
            add.setToolTip(
                tr("A part has two colours at most") if colors else tr("Name the first one first")
            )
        holder = QWidget()
        self._fields = QVBoxLayout(holder)
        self._fields.setContentsMargins(0, 0, 0, 0)
        self._fields.setSpacing(6)
        self.add(holder)
        for place, color in enumerate(colors[:_MOST] or (None,)):
            self._add_field(color, place)

        def add_second() -> None:
            self._add_field(None, len(colors)).field.setFocus()
            add.setEnabled(False)

        add.clicked.connect(add_second)

    def _add_field(self, color: Color | None, place: int) -> ColorField:
        field = ColorField(self._look, color, None if place else self._worn)
        before, after = self._colors[:place], self._colors[place + 1 :]
        field.chosen.connect(lambda chosen: self._changed([*before, chosen, *after]))
        field.removed.connect(lambda: self._changed([*before, *after]))
        field.pipette_asked.connect(lambda: self._sample(field.take))
        self._fields.addWidget(field)
        return field
