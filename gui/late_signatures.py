"""Reads PySide's modules of signatures when they are needed, which is to word an error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, SupportsIndex

_PACKAGE = "shibokensupport.signature."
_LATE = {
    _PACKAGE + name
    for name in (
        "errorhandler",
        "layout",
        "lib.enum_sig",
        "lib.pyi_generator",
        "lib.tool",
        "parser",
    )
}
"""What words the error of a wrong argument, writes `__doc__` and the stubs of type checkers."""


@contextmanager
def late_signatures() -> Iterator[None]:
    """While PySide is imported for the first time: leaves its modules of signatures unread.

    They are compiled from their source at each start, and their regular expressions with them: a
    twelfth of the time to the window. Where PySide is built otherwise, nothing happens.
    """
    before = sys.meta_path
    sys.meta_path = here = _Finders(before)
    try:
        yield
    finally:
        before[:] = here
        sys.meta_path = before


class _Finders(list[Any]):
    """A list of finders that takes PySide's own with a wrapping."""

    def insert(self, index: SupportsIndex, finder: Any) -> None:
        ours = hasattr(finder, "zfile") and hasattr(finder, "_mod2path")
        super().insert(index, _LateFinder(finder) if ours else finder)


class _LateFinder:
    """Finds what another finder finds, and lets some of it be read later."""

    def __init__(self, finder: Any) -> None:
        self._finder = finder

    def __eq__(self, other: object) -> bool:
        return other is self or other is self._finder  # PySide takes its finder out again.

    def __hash__(self) -> int:
        return hash(self._finder)

    def find_spec(self, name: str, path: Any, target: Any = None) -> ModuleSpec | None:
        found: ModuleSpec | None = self._finder.find_spec(name, path, target)
        if found is None or name not in _LATE:
            return found
        return ModuleSpec(name, _LateLoader(found))  # type: ignore[arg-type]


class _LateLoader:
    """Makes a module that is read when something is asked of it."""

    def __init__(self, spec: ModuleSpec) -> None:
        self._spec = spec

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Unread(self._spec)

    def exec_module(self, module: ModuleType) -> None:
        """Reads nothing yet."""


class _Unread(ModuleType):
    """Stands for a module until something is asked of it; then becomes it."""

    def __init__(self, spec: ModuleSpec) -> None:
        super().__init__(spec.name)
        self._first_spec = spec

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # Asked by the import itself.
            raise AttributeError(name)
        spec = self.__dict__.pop("_first_spec")
        self.__class__ = ModuleType  # type: ignore[assignment]
        self.__spec__ = spec  # PySide renames the one it had, and finds the source by the name.
        spec.loader.exec_module(self)
        return getattr(self, name)
