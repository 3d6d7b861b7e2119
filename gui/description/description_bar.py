"""The sentence, and under it how it was read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from gui.description.marks import marks_of
from gui.description.meanings import (
    close_meanings,
    meaning_groups,
    with_meaning,
    without_words,
)
from gui.description.note_line import Note, NoteLine
from gui.description.sentence import Sentence
from gui.style.focus_ring import leave_focus, refresh_style
from gui.style.labels import ElidedLabel, button, icon_label
from gui.style.theme import Look
from gui.style.translation import tr, tr_message, tr_word
from gui.style.wording import mapped_notes, named_parts_note, reading_tooltip, titled, unknown_note
from scenegan.graph import Document, SceneGraph
from scenegan.graph.document import Unknown


class DescriptionBar(QFrame):
    """Sentence, notes on its reading with their remedies, and two buttons.

    Signals:
        surprise_asked(): the user wants an example.
        templates_asked(): the user wants to start from a template.
        tour_asked(): the user wants to be shown around.
        rewrite_asked(): the sentence shall say what the graph is.
        reworded(str): a word was left out, or got a meaning; this is the text now.
    """

    surprise_asked = Signal()
    templates_asked = Signal()
    tour_asked = Signal()
    rewrite_asked = Signal()
    reworded = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Starts with an empty sentence."""
        super().__init__(parent)
        self.setObjectName("description")
        self.sentence = Sentence(look)
        self._note = NoteLine(look)
        self._warning = ElidedLabel("warning")
        self._sign = icon_label(look, "warning", "warn")
        self._choose = button(tr("Choose a meaning"), role="link", tip=tr("Say what it means"))
        self._leave_out = button(tr("Leave out"), role="link", tip=tr("Take these words out"))
        self._surprise = button(tr("Surprise me"), look, "dice", tip=tr("Write an example for me"))
        self._rewrite = button(
            tr("Rewrite from graph"),
            look,
            "refresh",
            tip=tr("Let the sentence say what the graph is"),
        )
        self._templates = button(tr("Templates"), look, "grid", tip=tr("Start from a template"))
        self._tour = button(tr("Take the tour"), role="link", tip=tr("Five notes on what is where"))
        leave_focus(self._choose, self._leave_out, self._surprise, self._tour)
        self._tour_offered = False
        self._templates.clicked.connect(self.templates_asked)
        self._tour.clicked.connect(self.tour_asked)
        self._text = ""
        self._unknown: Unknown | None = None
        self._choose.clicked.connect(self._open_meanings)
        self._leave_out.clicked.connect(self._leave_out_clicked)
        self._surprise.clicked.connect(self.surprise_asked)
        self._rewrite.clicked.connect(self.rewrite_asked)
        row = QHBoxLayout()
        row.setContentsMargins(4, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._note, 0)
        self._gap = QWidget()
        self._gap.setFixedWidth(8)
        row.addWidget(self._gap)
        row.addWidget(self._sign)
        row.addWidget(self._warning, 0)
        row.addWidget(self._choose)
        row.addWidget(self._leave_out)
        row.addWidget(self._tour)
        row.addStretch(1)
        row.addWidget(self._surprise)
        row.addWidget(self._templates)
        row.addWidget(self._rewrite)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 9)
        column.setSpacing(4)
        column.addWidget(self.sentence)
        column.addLayout(row)
        self.show_document(Document(graph=SceneGraph()))

    def show_document(self, document: Document) -> None:
        """Shows the text of a document and how it was read."""
        self._text = document.text
        marks = marks_of(document)
        self.sentence.show_text(document.text)
        self.sentence.show_marks(document.text, marks)
        empty = document.graph.is_empty
        self._surprise.setVisible(empty)
        self._templates.setVisible(not empty)
        self._tour.setVisible(self._tour_offered and not empty)
        self._rewrite.setVisible(not empty)
        differs = not document.text or any(m.style == "faded" for m in marks)
        self._call_for_rewriting(differs and not empty)
        if empty and not document.reading.unknown:
            hint = tr(
                "Write in English or Chinese. What you leave unsaid is filled in, and stays yours "
                "to change."
            )
            self._show([(hint, "")], "", None)
        elif self._tour_offered:
            first = tr("Change a word, or pull the tail in the picture.")
            self._show([(first, "")], "", None)
        else:
            self._show_reading(document)

    def _show_reading(self, document: Document) -> None:
        reading = document.reading
        loud = {note: tr_word(m.to) for m in reading.mapped for note in mapped_notes([m])}
        notes = [(named_parts_note(document.graph), ""), *loud.items()]
        warning, unknown = "", None
        if reading.unknown:
            unknown = reading.unknown[0]
            warning = unknown_note(unknown)
            if len(reading.unknown) > 1:
                warning = tr(
                    "{note} (and {number} more)", note=warning, number=len(reading.unknown) - 1
                )
        elif reading.doubts:
            warning = titled(tr_message(reading.doubts[0]))
        tip = reading_tooltip(reading)
        self._show(notes, warning, unknown, tip)

    def _call_for_rewriting(self, called: bool) -> None:
        """Points the button out while the sentence says something else than the graph."""
        if bool(self._rewrite.property("called")) != called:
            self._rewrite.setProperty("called", called)
            refresh_style(self._rewrite)

    def offer_tour(self, offered: bool, document: Document) -> None:
        """Says what one can do first, with a link to the tour; or takes that away."""
        self._tour_offered = offered
        self.show_document(document)

    def show_trouble(self, message: str) -> None:
        """Says under the sentence why it could not be read."""
        self._show([], tr_message(message), None)

    def _show(
        self, notes: Sequence[Note], warning: str, unknown: Unknown | None, tip: str = ""
    ) -> None:
        self._note.show_notes(notes, tip)
        self._warning.show_text(warning, tip)
        self._note.setVisible(bool(notes))
        self._sign.setVisible(bool(warning))
        self._warning.setVisible(bool(warning))
        self._gap.setVisible(bool(notes and warning))
        self._unknown = unknown if unknown is not None and unknown.end else None
        self._choose.setVisible(self._unknown is not None)
        self._leave_out.setVisible(self._unknown is not None)

    def _leave_out_clicked(self) -> None:
        if self._unknown is not None:
            word = self._unknown
            self.reworded.emit(without_words(self._text, word.start, word.end))

    def _open_meanings(self) -> None:
        if self._unknown is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for word in close_meanings(self._unknown.word):
            menu.addAction(tr_word(word)).setData(word)
        menu.addSeparator()
        for title, words in meaning_groups().items():
            group = menu.addMenu(tr(title))
            for word in words:
                group.addAction(tr_word(word)).setData(word)
        menu.triggered.connect(lambda action: self.choose_meaning(str(action.data())))
        menu.popup(self._choose.mapToGlobal(self._choose.rect().bottomLeft()))

    def choose_meaning(self, meaning: str) -> None:
        """Writes a word that is known in the place of the one that is not."""
        if self._unknown is not None:
            word = self._unknown
            self.reworded.emit(with_meaning(self._text, word.start, word.end, meaning))
