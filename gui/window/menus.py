"""The menus, their actions and their keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from gui.style.theme import Look, Mode


@dataclass(frozen=True)
class Entry:
    """One action: its words, its key, what it does.

    Attributes:
        name: words in the menu; empty for a separator.
        action: what it does.
        key: key sequence; empty for none.
        plain: a key without Ctrl that works only in the widgets of the picture and the parts, so
            that letters can be typed elsewhere.
    """

    name: str
    action: Callable[[], object] = lambda: None
    key: str = ""
    plain: bool = False


SEPARATOR = Entry("")


def fill_menus(
    bar: QMenuBar,
    menus: dict[str, list[Entry]],
    letters_in: list[QWidget],
) -> dict[str, QAction]:
    """Fills a menu bar.

    Args:
        bar: where the menus go.
        menus: entries by the titles of their menus.
        letters_in: widgets in which the plain keys work.

    Returns:
        The actions by their names.
    """
    actions: dict[str, QAction] = {}
    for title, entries in menus.items():
        menu = bar.addMenu(title)
        menu.setToolTipsVisible(True)
        for entry in entries:
            if not entry.name:
                menu.addSeparator()
                continue
            action = menu.addAction(entry.name)
            action.triggered.connect(_without_argument(entry.action))
            if entry.plain:
                _bind_letter(action, entry, letters_in)
            elif entry.key:
                action.setShortcut(QKeySequence(entry.key))
            actions[entry.name] = action
    return actions


def menu_of(bar: QMenuBar, title: str) -> QMenu:
    """Returns the menu with a title.

    Raises:
        LookupError: if the bar has none.
    """
    for action in bar.actions():
        menu = action.menu()
        if action.text() == title and isinstance(menu, QMenu):
            return menu
    raise LookupError(title)


def add_theme_menu(bar: QMenuBar, look: Look) -> None:
    """Adds Light, Dark and System to the View menu."""
    view = menu_of(bar, "View")
    group = QActionGroup(bar)
    for mode in Mode:
        action = view.addAction(mode.value.capitalize())
        action.setCheckable(True)
        action.setChecked(look.mode is mode)
        action.triggered.connect(_without_argument(partial(look.set_mode, mode)))
        group.addAction(action)


def _bind_letter(action: QAction, entry: Entry, widgets: list[QWidget]) -> None:
    """Shows a letter in the menu, and makes it work in some widgets only."""
    action.setText(f"{entry.name}\t{entry.key}")
    for widget in widgets:
        own = QAction(entry.name, widget)
        own.setShortcut(QKeySequence(entry.key))
        own.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        own.triggered.connect(action.trigger)
        widget.addAction(own)


def _without_argument(action: Callable[[], object]) -> Callable[[], None]:
    """Drops the `checked` that Qt hands over."""

    def run(*_: object) -> None:
        action()

    return run
