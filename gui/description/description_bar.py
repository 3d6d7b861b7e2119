"""The sentence, and under it how it was read."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.description.sentence import Marked, Sentence
from gui.side.part_colors import worn_color
from gui.style.labels import ElidedLabel, button, role_label
from gui.style.theme import Look
from gui.style.wording import mapped_notes, named_parts_note, reading_tooltip, titled, unknown_note
from scenegan.graph import Document, SceneGraph
from scenegan.graph.document import Span

_HINT = "Write in English. What you leave unsaid is filled in, and stays yours to change."

_LINKS = ("on", "relation", "relations")
"""Fields whose words say how parts are placed, rather than what a part is."""


class DescriptionBar(QFrame):
    """Sentence, notes on its reading with their remedies, and two buttons.

    Signals:
        surprise_asked(): the user wants an example.
        rewrite_asked(): the sentence shall say what the graph is.
        left_out(int, int): the characters from start to end shall go.
    """

    surprise_asked = Signal()
    rewrite_asked = Signal()
    left_out = Signal(int, int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Starts with an empty sentence."""
        super().__init__(parent)
        self.setObjectName("description")
        self.sentence = Sentence(look)
        self._note = ElidedLabel("secondary")
        self._warning = ElidedLabel("warning")
        self._leave_out = button("Leave out", role="link", tip="Take these words out")
        self._surprise = button("Surprise me", look, "dice", tip="Write an example for me")
        self._rewrite = button(
            "Rewrite from graph", look, "refresh", tip="Let the sentence say what the graph is"
        )
        self._unknown_at: tuple[int, int] | None = None
        self._leave_out.clicked.connect(self._leave_out_clicked)
        self._surprise.clicked.connect(self.surprise_asked)
        self._rewrite.clicked.connect(self.rewrite_asked)
        self._dot = role_label("·", "hint")
        row = QHBoxLayout()
        row.setContentsMargins(4, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._note, 0)
        row.addWidget(self._dot)
        row.addWidget(self._warning, 0)
        row.addWidget(self._leave_out)
        row.addStretch(1)
        row.addWidget(self._surprise)
        row.addWidget(self._rewrite)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 6)
        column.setSpacing(0)
        column.addWidget(self.sentence)
        column.addLayout(row)
        self.show_document(Document(graph=SceneGraph()))

    def show_document(self, document: Document) -> None:
        """Shows the text of a document and how it was read."""
        self.sentence.show_text(document.text)
        self.sentence.show_marks(document.text, _marks(document))
        empty = document.graph.is_empty
        self._surprise.setVisible(empty)
        self._rewrite.setVisible(not empty)
        if empty and not document.reading.unknown:
            self._show(_HINT, "", None)
            return
        notes = [named_parts_note(document.graph), *mapped_notes(document.reading.mapped)]
        unknown = document.reading.unknown
        doubts = document.reading.doubts
        warning, place = "", None
        if unknown:
            more = f" (and {len(unknown) - 1} more)" if len(unknown) > 1 else ""
            warning = unknown_note(unknown[0]) + more
            place = (unknown[0].start, unknown[0].end) if unknown[0].end else None
        elif doubts:
            warning = titled(doubts[0])
        self._show("  ·  ".join(notes), warning, place, reading_tooltip(document.reading))

    def show_trouble(self, message: str) -> None:
        """Says under the sentence why it could not be read."""
        self._show("", message, None)

    def _show(self, note: str, warning: str, place: tuple[int, int] | None, tip: str = "") -> None:
        self._note.show_text(note, tip)
        self._warning.show_text(f"⚠ {warning}" if warning else "", tip)
        self._note.setVisible(bool(note))
        self._warning.setVisible(bool(warning))
        self._dot.setVisible(bool(note and warning))
        self._leave_out.setVisible(place is not None)
        self._unknown_at = place

    def _leave_out_clicked(self) -> None:
        if self._unknown_at is not None:
            self.left_out.emit(*self._unknown_at)


def _marks(document: Document) -> list[Marked]:
    """Turns the spans of a reading into marks; words of one part that touch become one."""
    reading, text = document.reading, document.text
    spans = [s for s in reading.spans if s.start < s.end <= len(text)]
    own: dict[tuple[int, int], Span] = {}
    for span in sorted(spans, key=lambda s: (s.start, s.end)):
        if span.field not in _LINKS:
            own.setdefault((span.start, span.end), span)
    marks = []
    for node, group in groupby(own.values(), key=lambda s: s.node):
        color = worn_color(document, node)
        marks += [Marked(a, b, node, color, "part") for a, b in _joined(group, text)]
    starts = [m.start for m in marks]
    for span in spans:
        if span.field in _LINKS:
            end = min([s for s in starts if s > span.start] + [span.end])
            link = text[span.start : min(end, span.end)].rstrip()
            marks.append(Marked(span.start, span.start + len(link), "", "", "relation"))
    marks += [Marked(m.start, m.end, "", "", "mapped") for m in reading.mapped]
    marks += [Marked(u.start, u.end, "", "", "unknown") for u in reading.unknown]
    return [m for m in marks if m.start < m.end <= len(text)]


def _joined(spans: Iterable[Span], text: str) -> list[tuple[int, int]]:
    """Joins spans with nothing but blanks between them."""
    joined: list[tuple[int, int]] = []
    for span in spans:
        if joined and not text[joined[-1][1] : span.start].strip():
            joined[-1] = (joined[-1][0], max(joined[-1][1], span.end))
        else:
            joined.append((span.start, span.end))
    return joined
