"""Words of a part or of the creature: attributes, types."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from gui.side.chips import ChipList, Choices, word_menu
from gui.side.sections import Section
from gui.style.completion import completer_of
from gui.style.labels import tool
from gui.style.theme import Look
from gui.style.translation import tr, tr_word


class WordSection(Section):
    """Chips, a field that completes what is typed, and a menu of all words."""

    def __init__(
        self,
        look: Look,
        title: str,
        words: Sequence[str],
        choices: Choices,
        changed: Callable[[list[str]], object],
        offered: Sequence[str] = (),
    ) -> None:
        """Shows words.

        Args:
            look: the theme.
            title: heading, already translated.
            words: what is said.
            choices: all words by the titles of their groups.
            changed: told which words shall be said.
            offered: what is often said.
        """
        self._add = tool(look, "plus", tr("{title}: add", title=title))
        super().__init__(title, tools=[self._add])
        self._words, self._choices, self._changed = list(words), choices, changed
        if words or offered:
            chips = ChipList(look, words, offered=offered)
            chips.changed.connect(lambda wanted: changed(wanted))
            self.add(chips)
        self.field = _WordField({tr_word(w): w for ws in choices.values() for w in ws})
        self.field.setAccessibleName(tr("{title}: a word to add", title=title))
        self.field.setPlaceholderText(tr("Type a word, or press Down for all"))
        self.field.hide()
        self.field.taken = self._take
        self.field.all_asked = self._open_menu
        self.add(self.field)
        self._add.clicked.connect(self._open_field)

    def _open_field(self) -> None:
        self.field.setVisible(self.field.isHidden())
        if not self.field.isHidden():
            self.field.setFocus()

    def _take(self, word: str) -> None:
        rest = [w for w in self._words if w != word]
        self._changed(rest if word in self._words else [*self._words, word])

    def _open_menu(self) -> None:
        menu = word_menu(self, self._choices, self._words)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.triggered.connect(lambda action: self._take(str(action.data())))
        menu.popup(self.field.mapToGlobal(self.field.rect().bottomLeft()))


class _WordField(QLineEdit):
    """Takes one of some words; what is typed is completed from anywhere inside them."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__()
        self._words = dict(words)
        self.taken: Callable[[str], None] = lambda word: None
        self.all_asked: Callable[[], None] = lambda: None
        completer = completer_of(sorted(words), self)
        completer.activated.connect(self._complete)
        self.setCompleter(completer)
        self.returnPressed.connect(self._entered)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down lists all words, Esc hides the field."""
        if event.key() == Qt.Key.Key_Down and not self.text():
            self.all_asked()
        elif event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _complete(self, text: str) -> None:
        # The completer writes its word into the field after this signal.
        QTimer.singleShot(0, self, lambda: self._give(text))

    def _entered(self) -> None:
        text = self.text().strip().lower()
        starting = [shown for shown in self._words if shown.lower().startswith(text)]
        exact = [shown for shown in starting if shown.lower() == text]
        if text and (exact or len(starting) == 1):
            self._give((exact or starting)[0])
        elif text:
            self.setToolTip(tr("“{word}” is no known word here", word=text))

    def _give(self, shown: str) -> None:
        word = self._words.get(shown)
        if word is not None:
            self.clear()
            self.taken(word)
