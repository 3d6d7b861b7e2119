"""All actions of a window, in the order of its menus."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gui.commands.action import Action
from gui.observers import Observers


class Registry:
    """Holds actions by their names; whoever makes something that can be done adds it here."""

    def __init__(self) -> None:
        """Starts empty."""
        self._actions: dict[str, Action] = {}
        self._observers = Observers[[]]()

    def add(self, *actions: Action) -> None:
        """Adds actions; those of a menu stand in the order in which they come.

        Raises:
            ValueError: if a name is taken.
        """
        for action in actions:
            if action.name in self._actions:
                raise ValueError(f"There are two actions of the name {action.name}.")
            self._actions[action.name] = action
        self._observers.tell()

    def subscribe(self, observer: Callable[[], None]) -> None:
        """Calls `observer` when actions are added."""
        self._observers.add(observer)

    def __iter__(self) -> Iterator[Action]:
        """Goes through all actions."""
        return iter(tuple(self._actions.values()))

    def __contains__(self, name: str) -> bool:
        """Whether there is an action of a name."""
        return name in self._actions

    def get(self, name: str) -> Action:
        """Returns the action of a name.

        Raises:
            KeyError: if there is none.
        """
        return self._actions[name]

    def run(self, name: str) -> str:
        """Does what an action does, if it applies; returns why not, else nothing."""
        action = self._actions[name]
        why = action.refused()
        if not why:
            action.run()
        return why

    def menus(self) -> dict[str, list[Action]]:
        """Returns the actions by their menus; submenus come after the menu that holds them."""
        found: dict[str, list[Action]] = {}
        for action in self._actions.values():
            if action.menu:
                found.setdefault(action.menu, []).append(action)
        return found

    def of_context(self, context: str) -> list[Action]:
        """Returns what can be done to a thing that was clicked."""
        return [a for a in self._actions.values() if context in a.contexts]
