"""One thing that a user can do, as data: its words, its key, when it applies, what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gui.style.translation import tr


def _nothing() -> str:
    return ""


@dataclass(frozen=True)
class Action:
    """An action; menus, palette, context menus and the list of keys are all made from it.

    Attributes:
        name: how the program calls it, such as `edit.undo`; never shown.
        text: English words of menus and palette; shown through `tr`.
        run: what it does.
        key: the key that it has unless the user chose another, such as `Ctrl+Z`.
        letter: the key works in graph, picture and parts alone, so that it can be typed elsewhere.
        menu: title of the menu, `View/Text size` for one inside another; empty for none.
        section: entries of a menu with another number stand below a line.
        contexts: which menus of a right click have it: `part`, `creature`, `ground`, `picture`.
        icon: name of its icon, for the palette.
        also: further English words under which the palette finds it.
        refused: says why it cannot be done now; empty where it can.
        checked: for what is on or off.
        title: words of now, such as `Unlock`, where they change; already translated.
    """

    name: str
    text: str
    run: Callable[[], object]
    key: str = ""
    letter: bool = False
    menu: str = ""
    section: int = 0
    contexts: tuple[str, ...] = ()
    icon: str = ""
    also: str = ""
    refused: Callable[[], str] = _nothing
    checked: Callable[[], bool] | None = None
    title: Callable[[], str] | None = None

    @property
    def words(self) -> str:
        """The words to show, in the language in use."""
        return self.title() if self.title is not None else tr(self.text)

    @property
    def applies(self) -> bool:
        """Whether it can be done now."""
        return not self.refused()
