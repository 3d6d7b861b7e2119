"""What the user chose for the program as a whole, kept between its runs: a small JSON file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gui.observers import Observers
from scenegan.atomic_files import write_atomically
from scenegan.errors import SceneGANError


class Settings:
    """Values by names, such as `theme`, `language`, `keys`; a value is anything JSON can hold.

    A file that cannot be read counts as empty, and one that cannot be written is done without:
    nothing that a user makes depends on it.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Reads a file; without one, nothing is kept."""
        self.path = path
        self._values: dict[str, Any] = {}
        self._observers = Observers[str]()
        if path is not None:
            try:
                found = json.loads(path.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                found = {}
            self._values = found if isinstance(found, dict) else {}

    def get(self, name: str, default: Any = None) -> Any:
        """Returns a value; the default where there is none, or none of the default's type."""
        value = self._values.get(name, default)
        if default is not None and not isinstance(value, type(default)):
            return float(value) if _is_number(default) and _is_number(value) else default
        return value

    def set(self, name: str, value: Any) -> None:
        """Changes a value and keeps it; None forgets it."""
        if self._values.get(name) == value:
            return
        self._values = {k: v for k, v in self._values.items() if k != name}
        if value is not None:
            self._values[name] = value
        self._write()
        self._observers.tell(name)

    def subscribe(self, observer: Callable[[str], None]) -> None:
        """Calls `observer` with the name of each value that changes."""
        self._observers.add(observer)

    def _write(self) -> None:
        if self.path is None:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self.path, json.dumps(self._values, indent=1, ensure_ascii=False))
        except (OSError, SceneGANError):
            return


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
