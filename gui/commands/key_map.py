"""Which action has which key: those it came with, and those that the user chose instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gui.commands.registry import Registry
from gui.observers import Observers

_ORDER = ("Ctrl", "Alt", "Shift", "Meta")
_NAMES = {"Control": "Ctrl", "Delete": "Del", "Escape": "Esc", "Return": "Return"}


def normal_key(key: str) -> str:
    """Writes a key in one way: modifiers in order, one letter large (`shift+ctrl+z` too).

    Args:
        key: such as `Ctrl+Shift+Z`; empty for none.
    """
    text = key.strip()
    if not text:
        return ""
    end = "+" if text.endswith("+") else text.rpartition("+")[2]
    front = text[: len(text) - len(end)]
    given = {_NAMES.get(m.strip().title(), m.strip().title()) for m in front.split("+")}
    held = [m for m in _ORDER if m in given]
    last = end.strip()
    last = last.upper() if len(last) == 1 else _NAMES.get(last.title(), last[:1].upper() + last[1:])
    return "+".join([*held, last])


class KeyMap:
    """Keys by the names of actions."""

    def __init__(self, registry: Registry, chosen: Mapping[str, object] | None = None) -> None:
        """`chosen` holds the user's keys, as `saved` gave them; an empty key is none."""
        self._registry = registry
        self._chosen = {
            name: normal_key(key) for name, key in (chosen or {}).items() if isinstance(key, str)
        }
        self._observers = Observers[[]]()

    def subscribe(self, observer: Callable[[], None]) -> None:
        """Calls `observer` after each change."""
        self._observers.add(observer)

    @property
    def saved(self) -> dict[str, str]:
        """The user's own keys, to be kept."""
        return dict(self._chosen)

    def key_of(self, name: str) -> str:
        """Returns the key of an action; empty for none."""
        if name in self._chosen:
            return self._chosen[name]
        return normal_key(self._registry.get(name).key) if name in self._registry else ""

    def action_of(self, key: str) -> str:
        """Returns the name of the action that a key starts; empty for none."""
        wanted = normal_key(key)
        return next((a.name for a in self._registry if self.key_of(a.name) == wanted), "")

    def is_own(self, name: str) -> bool:
        """Whether the user gave this action another key than it came with."""
        return name in self._chosen

    def clashes(self, name: str, key: str) -> list[str]:
        """Returns the names of other actions that have a key already."""
        wanted = normal_key(key)
        if not wanted:
            return []
        return [a.name for a in self._registry if a.name != name and self.key_of(a.name) == wanted]

    def bind(self, name: str, key: str) -> list[str]:
        """Gives an action a key; it is taken from those that had it, which are returned."""
        losers = self.clashes(name, key)
        for loser in losers:
            self._choose(loser, "")
        self._choose(name, key)
        self._observers.tell()
        return losers

    def reset(self, name: str = "") -> None:
        """Gives one action, or all, the keys that they came with."""
        if not name:
            self._chosen.clear()
        elif self._chosen.pop(name, None) is not None:
            default = normal_key(self._registry.get(name).key)
            for other in self.clashes(name, default):
                self._choose(other, "")
        self._observers.tell()

    def _choose(self, name: str, key: str) -> None:
        self._chosen[name] = normal_key(key)
        if self._chosen[name] == normal_key(self._registry.get(name).key):
            del self._chosen[name]
