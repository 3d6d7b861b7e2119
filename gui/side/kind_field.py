"""The field of the creature's kind, in the user's language."""

from __future__ import annotations

from PySide6.QtGui import QFocusEvent

from gui.document.tables import tables_are_read
from gui.side.choice import TextField
from gui.style.completion import completer_of
from gui.style.translation import tr, tr_word
from gui.style.wording import titled
from scenegan.graph.kinds import kinds


class KindField(TextField):
    """A kind, known or not; once it is written in, it offers the known ones.

    What it asks for is the word of the graph.
    """

    def __init__(self, kind: str) -> None:
        """Shows a kind of the graph; an empty one is unsaid."""
        super().__init__(tr("Kind"), titled(tr_word(kind)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Makes the list, which is long and seldom asked for."""
        if self.completer() is None and tables_are_read():
            names = sorted(map(tr_word, kinds()))
            self.setCompleter(completer_of(names, self, anywhere=False))
        super().focusInEvent(event)


def kind_of(written: str) -> str | None:
    """Returns the word of the graph for what was written; None for nothing."""
    word = written.lower()
    if not word or not tables_are_read():
        return word or None
    return next((kind for kind in kinds() if tr_word(kind) == word), word)
