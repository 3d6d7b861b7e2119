"""All keys: click one and press another; clashes are named; one or all can be put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.commands.action import Action
from gui.commands.fuzzy import match
from gui.commands.key_map import KeyMap
from gui.commands.qt_actions import MENUS
from gui.commands.registry import Registry
from gui.style.focus_ring import PushButton
from gui.style.labels import button, role_label, rule, tool
from gui.style.scrim import Scrim, paint_panel
from gui.style.theme import Look
from gui.style.translation import tr

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow

_SIZE = (620, 600)
_HELD = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta)

FIXED = (
    ("Hold \\", "Show the picture before the last change"),
    ("Hold Space and drag", "Move over the graph"),
    ("Arrows", "In the graph: to the next card. In the picture: move the part"),
    ("Shift + arrows", "Move the card, or the part in larger steps"),
    ("Alt + arrows", "Resize the part in the picture"),
    ("Shift + click, Ctrl + click", "Select several parts"),
    ("Esc", "Give up a drag, close what is open"),
)
"""Keys and gestures that cannot be chosen, and what they do."""


class KeyButton(PushButton):
    """Shows a key; while it is pressed down, the next key is taken instead."""

    def __init__(self, action: Action, keys: KeyMap, owner: KeyList) -> None:
        """Shows the key of an action."""
        super().__init__()
        self.setProperty("role", "keyField")
        self.setCheckable(True)
        self._action, self._keys, self._owner = action, keys, owner
        self.toggled.connect(self.show_key)
        self.show_key()

    def show_key(self) -> None:
        """Shows the key, or that one is awaited."""
        key = self._keys.key_of(self._action.name)
        self.setText(tr("Press a key …") if self.isChecked() else key or tr("none"))
        self.setAccessibleName(
            tr("Key of {action}: {key}", action=self._action.words, key=key or tr("none"))
        )

    def event(self, event: QEvent) -> bool:
        """Takes keys before any shortcut does."""
        if self.isChecked() and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
                return True
        return super().event(event)

    def _take(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _HELD:
            return
        self.setChecked(False)
        if key == Qt.Key.Key_Escape:
            return
        name = self._action.name
        if key == Qt.Key.Key_Backspace and not event.modifiers():
            self._owner.bind(name, "")
            return
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        code = QKeyCombination(held, key)
        text = QKeySequence(code).toString(QKeySequence.SequenceFormat.PortableText)
        self._owner.bind(name, text)


class KeyList(QFrame):
    """A panel over the window with a row for each action."""

    def __init__(self, window: MainWindow) -> None:
        """Lists the actions of a window."""
        super().__init__()
        self.setObjectName("keyList")
        self._look: Look = window.look
        self._registry: Registry = window.registry
        self._keys: KeyMap = window.keys
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Find an action or a key"))
        self.field.setAccessibleName(tr("Find an action or a key"))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAccessibleName(tr("Keys"))
        self.clash = role_label("", "warning")
        self.clash.setWordWrap(True)
        self.reset = button(tr("Reset all"), role="outlined", tip=tr("The keys as they came"))
        close = tool(self._look, "cross", tr("Close"), "Esc")
        head = QHBoxLayout()
        head.addWidget(role_label(tr("Keys"), "title"))
        head.addStretch(1)
        head.addWidget(close)
        foot = QHBoxLayout()
        foot.addWidget(self.clash, 1)
        foot.addWidget(self.reset)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 14, 14)
        column.setSpacing(10)
        column.addLayout(head)
        hint = tr("Click a key and press another. Backspace leaves an action without one.")
        column.addWidget(role_label(hint, "secondary"))
        column.addWidget(self.field)
        column.addWidget(self._area, 1)
        column.addLayout(foot)
        self.setFixedSize(round(_SIZE[0] * self._look.scale), round(_SIZE[1] * self._look.scale))
        self._scrim = Scrim(self._look, window, self)
        self.rows: dict[str, KeyButton] = {}
        self.field.textChanged.connect(self._fill)
        self.reset.clicked.connect(lambda: self._reset(""))
        close.clicked.connect(self._scrim.close_panel)
        self._keys.subscribe(self._show_keys)

    def open(self) -> None:
        """Opens with all actions."""
        self.field.clear()
        self.clash.setText("")
        self._fill()
        self._scrim.open(self.field)

    def bind(self, name: str, key: str) -> None:
        """Gives an action a key, and says which other action loses it."""
        losers = self._keys.bind(name, key)
        words = [self._registry.get(loser).words for loser in losers]
        self.clash.setText(
            tr("{key} was the key of {actions}, which has none now.", key=key, actions=words[0])
            if words
            else ""
        )

    def _reset(self, name: str) -> None:
        self._keys.reset(name)
        self.clash.setText("")

    def _show_keys(self) -> None:
        for name, row in self.rows.items():
            row.show_key()
            undo = self._undoers.get(name)
            if undo is not None:
                undo.setVisible(self._keys.is_own(name))

    def _fill(self) -> None:
        query = self.field.text().strip()
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(0, 1)
        self.rows = {}
        self._undoers: dict[str, QWidget] = {}
        place = 0
        for title in (*MENUS, ""):
            found = [a for a in self._registry if self._title(a) == title and self._fits(a, query)]
            if not found:
                continue
            heading = role_label(tr(title) if title else tr("Anywhere"), "section")
            grid.addWidget(heading, place, 0, 1, 3)
            place += 1
            for action in found:
                self._add_row(grid, place, action)
                place += 1
        if not query:
            grid.addWidget(rule(), place, 0, 1, 3)
            for offset, (keys, words) in enumerate(FIXED, 1):
                grid.addWidget(role_label(tr(words), "secondary"), place + offset, 0)
                grid.addWidget(role_label(tr(keys), "hint"), place + offset, 1, 1, 2)
            place += len(FIXED)
        grid.setRowStretch(place + 1, 1)
        self._area.setWidget(body)

    def _add_row(self, grid: QGridLayout, place: int, action: Action) -> None:
        made = KeyButton(action, self._keys, self)
        undo = tool(self._look, "undo", tr("Reset the key of {action}", action=action.words))
        undo.setVisible(self._keys.is_own(action.name))
        undo.clicked.connect(lambda _=False, name=action.name: self._reset(name))
        policy = undo.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        undo.setSizePolicy(policy)
        words = action.words if "/" in action.menu else tr(action.text)
        grid.addWidget(role_label(words, ""), place, 0)
        grid.addWidget(made, place, 1)
        grid.addWidget(undo, place, 2)
        self.rows[action.name] = made
        self._undoers[action.name] = undo

    @staticmethod
    def _title(action: Action) -> str:
        return action.menu.partition("/")[0]

    def _fits(self, action: Action, query: str) -> bool:
        if not query:
            return bool(self._keys.key_of(action.name) or action.key) or "/" not in action.menu
        key = self._keys.key_of(action.name)
        return match(query, f"{action.words} {key}", f"{action.text} {action.also}") is not None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the ground."""
        paint_panel(self, self._look)
