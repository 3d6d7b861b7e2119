"""What opens over the window: palette, list of keys, notices, export, a field for a name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint

if TYPE_CHECKING:
    from gui.commands.key_list import KeyList
    from gui.commands.palette import Palette
    from gui.export.panel import ExportPanel
    from gui.style.name_popup import NamePopup
    from gui.window.main_window import MainWindow
    from gui.window.notice_list import NoticeList


class Popups(QObject):
    """Makes each of them when it is first needed, so that the window is there sooner."""

    def __init__(self, window: MainWindow) -> None:
        """Opens them over a window."""
        super().__init__(window)
        self._window = window
        self.palette: Palette | None = None
        self.keys: KeyList | None = None
        self.notices: NoticeList | None = None
        self.export: ExportPanel | None = None
        self.names: NamePopup | None = None

    def open_palette(self, parts_only: bool = False) -> None:
        """Opens the palette, for everything or for parts alone."""
        if self.palette is None:
            from gui.commands.palette import Palette

            self.palette = Palette(self._window)
        self.palette.open(parts_only)

    def open_keys(self) -> None:
        """Opens the list of keys."""
        if self.keys is None:
            from gui.commands.key_list import KeyList

            self.keys = KeyList(self._window)
        self.keys.open()

    def open_notices(self) -> None:
        """Opens the list of what was told, above the bell."""
        window = self._window
        if self.notices is None:
            from gui.window.notice_list import NoticeList

            self.notices = NoticeList(window.look, window.notices, window)
        bell = window.status.bell
        self.notices.open_above(bell.mapToGlobal(QPoint(bell.width(), 0)))
        window.status.show_notices(0)

    def ask_name(
        self, title: str, suggestion: str, place: QPoint, named: Callable[[str], object]
    ) -> None:
        """Asks for a name; see `NamePopup.ask`."""
        if self.names is None:
            from gui.style.name_popup import NamePopup

            self.names = NamePopup(self._window)
        self.names.ask(title, suggestion, place, named)

    def open_export(self) -> None:
        """Opens the choices of an export, below its button."""
        window = self._window
        if self.export is None:
            from gui.export.panel import ExportPanel

            self.export = ExportPanel(window)
        button = window.top.export
        self.export.open_below(button.mapToGlobal(QPoint(button.width(), button.height() + 6)))
