"""Lists that complete what is typed into a field, in the colours of the theme."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QWidget

_ROWS = 8
"""Names that are offered at once."""


def completer_of(names: Iterable[str], parent: QWidget, anywhere: bool = True) -> QCompleter:
    """Returns a completer for a field.

    Args:
        names: what is offered, in this order.
        parent: owner in Qt's sense.
        anywhere: whether what is typed may stand anywhere in a name, rather than begin it.
    """
    made = QCompleter(QStringListModel(list(names), parent), parent)
    made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    if anywhere:
        made.setFilterMode(Qt.MatchFlag.MatchContains)
    made.setMaxVisibleItems(_ROWS)
    shown = made.popup()
    if shown is not None:
        shown.setObjectName("completions")
    return made
