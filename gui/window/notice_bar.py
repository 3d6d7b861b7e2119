"""A strip that says what failed and what to do; it stays until it is closed or outdated."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from gui.style.focus_ring import leave_focus, refresh_style
from gui.style.labels import button, tool
from gui.style.long_paths import with_short_paths
from gui.style.theme import Look
from gui.style.translation import tr

Remedy = tuple[str, Callable[[], None]]
"""Words of a button and what it does."""


class NoticeBar(QFrame):
    """One notice at a time, the newest; hidden where there is none."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Starts hidden."""
        super().__init__(parent)
        self.setObjectName("notice")
        self._whole = ""
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._remedies = QHBoxLayout()
        self._remedies.setSpacing(6)
        close = tool(look, "cross", tr("Close this notice"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.addWidget(self._text, 1)
        row.addLayout(self._remedies)
        row.addWidget(close)
        close.clicked.connect(self.hide)
        leave_focus(close)
        self.hide()

    @property
    def text(self) -> str:
        """What the notice says, with whole paths."""
        return self._whole

    def show_notice(self, text: str, calm: bool = False, remedies: tuple[Remedy, ...] = ()) -> None:
        """Shows a notice.

        Args:
            text: what happened, where, and what to do; long paths are shown shortened, and whole
                where one points at them.
            calm: an offer rather than a failure.
            remedies: buttons; each closes the notice.
        """
        while self._remedies.count():
            item = self._remedies.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.deleteLater()
        for words, action in remedies:
            made = button(words, role="outlined")
            leave_focus(made)
            made.clicked.connect(action)
            made.clicked.connect(self.hide)
            self._remedies.addWidget(made)
        self._whole = text
        short = with_short_paths(text)
        self._text.setText(short)
        self._text.setToolTip(text if short != text else "")
        self.setProperty("tone", "calm" if calm else "bad")
        self.setAccessibleName(text)
        refresh_style(self)
        self.show()

    def outdate(self, text: str) -> None:
        """Hides a notice that is no longer true."""
        if text and text == self._whole:
            self.hide()

    def warn(self) -> None:
        """Shows that something is missing, rather than that something failed."""
        self.setProperty("tone", "warn")
        refresh_style(self)
