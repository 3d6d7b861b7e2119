"""Rows and headings as all groups of fields in the inspector have them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gui.style.labels import role_label, rule

Planned = tuple[object, Callable[[], QWidget]]
"""All that a section shows, and what makes it: it is made anew only where that differs."""

MARGIN = 14
_LABEL = 72
_HEADING = 22
"""Height of a heading, with or without tools beside it."""


class Section(QFrame):
    """A group of fields under a heading, with a line above it."""

    def __init__(
        self, title: str = "", note: str = "", tools: Sequence[QWidget] = (), line: bool = True
    ) -> None:
        """Starts with its heading alone; without a title it has none.

        Args:
            title: heading, already translated.
            note: what stands behind it, less loudly.
            tools: widgets at the right end of the heading.
            line: whether a line parts it from what is above.
        """
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if line:
            column.addWidget(rule())
        self._rows: QGridLayout | None = None
        self._body = QVBoxLayout()
        self._body.setContentsMargins(MARGIN, 5 if title else 7, MARGIN, 9)
        self._body.setSpacing(5)
        column.addLayout(self._body)
        if title:
            row = QHBoxLayout()
            row.setSpacing(8)
            heading = role_label(title, "section")
            heading.setMinimumHeight(_HEADING)
            row.addWidget(heading)
            if note:
                row.addWidget(role_label(note, "secondary"))
            row.addStretch(1)
            for made in tools:
                made.setProperty("small", True)
                row.addWidget(made)
            self._body.addLayout(row)

    def add(self, widget: QWidget) -> None:
        """Adds a widget as wide as the section."""
        self._body.addWidget(widget)

    def add_row(self, name: str, field: QWidget, stretched: bool = True) -> None:
        """Adds a field behind its name."""
        label = role_label(name, "field")
        label.setBuddy(field)
        if self._rows is None:
            self._rows = QGridLayout()
            self._rows.setHorizontalSpacing(4)
            self._rows.setVerticalSpacing(4)
            self._rows.setColumnMinimumWidth(0, _LABEL)
            self._rows.setColumnStretch(1, 1)
            self._body.addLayout(self._rows)
        place = self._rows.rowCount()
        side = Qt.AlignmentFlag(0) if stretched else Qt.AlignmentFlag.AlignLeft
        self._rows.addWidget(label, place, 0)
        self._rows.addWidget(field, place, 1, side)

    def add_across(self, name: str, field: QWidget) -> None:
        """Adds a name at the left and a field at the right end, wider than those of rows."""
        label = role_label(name, "field")
        label.setBuddy(field)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(label)
        row.addStretch(1)
        row.addWidget(field)
        self._body.addLayout(row)

    def add_beside(self, widgets: Sequence[QWidget]) -> None:
        """Adds widgets that share the width."""
        row = QHBoxLayout()
        row.setSpacing(4)
        for widget in widgets:
            row.addWidget(widget, 1)
        self._body.addLayout(row)

    def add_hint(self, text: str) -> None:
        """Adds a sentence."""
        hint = role_label(text, "hint")
        hint.setWordWrap(True)
        self._body.addWidget(hint)
