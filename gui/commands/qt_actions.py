"""Qt's actions, menus and keys, made from the registry and kept in step with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from gui.commands.action import Action
from gui.commands.key_map import KeyMap
from gui.commands.registry import Registry
from gui.style.translation import tr

MENUS = ("File", "Edit", "Part", "View", "Help")
"""Titles of the menu bar, in order."""


class ActionSet(QObject):
    """One `QAction` for each action of a registry."""

    def __init__(
        self,
        registry: Registry,
        keys: KeyMap,
        window: QWidget,
        letters_in: Iterable[QWidget],
    ) -> None:
        """Makes them.

        Args:
            registry: what can be done.
            keys: which key does it.
            window: where most keys work.
            letters_in: the widgets in which the keys of `letter` actions work.
        """
        super().__init__(window)
        self._registry, self._keys, self._window = registry, keys, window
        self._letters_in = list(letters_in)
        self._made: dict[str, QAction] = {}
        self._bar: QMenuBar | None = None
        self._make()
        registry.subscribe(self._make)
        keys.subscribe(self._show_keys)

    def action(self, name: str) -> QAction:
        """Returns the action of a name."""
        return self._made[name]

    def named(self, text: str) -> QAction:
        """Returns the action of an English text, such as `Undo`."""
        return next(self._made[a.name] for a in self._registry if a.text == text)

    def refresh(self, actions: Iterable[Action] | None = None) -> None:
        """Shows what can be done now, under its words of now."""
        for action in self._registry if actions is None else actions:
            made = self._made[action.name]
            why = action.refused()
            made.setEnabled(not why)
            made.setText(action.words.replace("&", "&&"))
            made.setToolTip(why or action.words)
            if action.checked is not None:
                made.setChecked(action.checked())

    def fill_menu_bar(self, bar: QMenuBar) -> None:
        """Fills a menu bar; actions that are added later come into it too."""
        self._bar = bar
        self._fill()

    def context_menu(self, context: str, parent: QWidget) -> QMenu:
        """Returns the menu of a thing that was clicked; it is gone when it is closed."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        found = self._registry.of_context(context)
        self.refresh(found)
        self._put(menu, [a for a in found if a.applies])
        return menu

    def _make(self) -> None:
        for action in self._registry:
            if action.name in self._made:
                continue
            made = QAction(action.words.replace("&", "&&"), self)
            made.setObjectName(action.name)
            made.setCheckable(action.checked is not None)
            made.triggered.connect(self._runner(action.name))
            self._made[action.name] = made
            if action.letter:
                made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                for widget in self._letters_in:
                    widget.addAction(made)
            else:
                self._window.addAction(made)
        self._show_keys()
        if self._bar is not None:
            self._fill()

    def _show_keys(self) -> None:
        for name, made in self._made.items():
            made.setShortcut(QKeySequence(self._keys.key_of(name)))

    def _runner(self, name: str) -> Callable[[], None]:
        def run(*_: object) -> None:
            self._registry.run(name)
            self.refresh([self._registry.get(name)])

        return run

    def _fill(self) -> None:
        bar = self._bar
        if bar is None:
            return
        bar.clear()
        menus = self._registry.menus()
        for title in MENUS:
            menu = bar.addMenu(tr(title))
            menu.setObjectName(title)
            menu.setToolTipsVisible(True)
            inner = {k.partition("/")[2]: v for k, v in menus.items() if k.startswith(f"{title}/")}
            every = [*menus.get(title, []), *(a for found in inner.values() for a in found)]
            self._put(menu, menus.get(title, []), inner)
            menu.aboutToShow.connect(self._refresher(every))

    def _refresher(self, actions: list[Action]) -> Callable[[], None]:
        return lambda: self.refresh(actions)

    def _put(
        self, menu: QMenu, actions: list[Action], inner: dict[str, list[Action]] | None = None
    ) -> None:
        """Puts actions into a menu, with a line where the section changes."""
        blocks: list[tuple[int, str, Action | None]] = [(a.section, "", a) for a in actions]
        blocks += [(found[0].section, title, None) for title, found in (inner or {}).items()]
        last: int | None = None
        for section, title, action in sorted(blocks, key=lambda b: b[0]):
            if last is not None and section != last:
                menu.addSeparator()
            last = section
            if action is not None:
                menu.addAction(self._made[action.name])
            else:
                below = menu.addMenu(tr(title))
                below.setToolTipsVisible(True)
                for found in (inner or {})[title]:
                    below.addAction(self._made[found.name])
