"""How the program looks and speaks: theme, size of text, language, motion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.style.theme import Mode
from gui.style.translation import LANGUAGES, language, set_language

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow


class Preferences:
    """Changes them and keeps them in the settings."""

    def __init__(self, window: MainWindow) -> None:
        """Changes the look of a window."""
        self._window = window
        self._settings, self._look = window.settings, window.look

    def set_theme(self, mode: Mode) -> None:
        """Changes between light, dark and the system's choice."""
        self._settings.set("theme", mode.value)
        self._look.set_mode(mode)

    def set_text_size(self, size: int) -> None:
        """Changes the size of all text, in per cent."""
        self._settings.set("text_size", size)
        if round(self._look.scale * 100) != size:
            self._window.rebuild_asked.emit()

    def set_language(self, code: str) -> None:
        """Changes the language of the program."""
        self._settings.set("language", code)
        if code != language():
            set_language(code)
            self._window.rebuild_asked.emit()

    def next_language(self) -> None:
        """Changes to the other language."""
        codes = list(LANGUAGES)
        self.set_language(codes[(codes.index(language()) + 1) % len(codes)])

    def toggle_motion(self) -> None:
        """Lets things move, or not."""
        self._look.reduced_motion = not self._look.reduced_motion
        self._settings.set("reduced_motion", self._look.reduced_motion)
