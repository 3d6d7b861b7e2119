"""Imports without the detours that PySide, pydantic and Python's collector take."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

_PLUGIN_SEARCH = "pydantic.plugin._loader"
"""What pydantic looks for plugins with: through all that is installed."""


class _Postponed(ModuleType):
    """Stands in for a module until something is asked of it; then the module is imported."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # Asked by the import itself: there are no modules in this one.
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


def skip_source_search() -> None:
    """Keeps PySide from reading the source of every module that is imported after it.

    It looks for its own name there, for its `snake_case` names, which nobody uses here. Without
    that, the window is there a fifth sooner. Where PySide is built otherwise, nothing happens.
    """
    with suppress(ImportError, AttributeError):
        feature: Any = importlib.import_module("shibokensupport.feature")
        if callable(feature._mod_uses_pyside):
            feature._mod_uses_pyside = _uses_no_features


def skip_plugin_search() -> None:
    """Keeps pydantic from looking through all installed packages for plugins of its own.

    The editor uses none, and the search takes a twentieth of the time to the window, what it
    imports as much again. Has an effect only before pydantic is imported.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    if os.environ["PYDANTIC_DISABLE_PLUGINS"] == "__all__":
        search = sys.modules.setdefault(_PLUGIN_SEARCH, _Postponed(_PLUGIN_SEARCH))
        search.__dict__["get_plugins"] = tuple


def _uses_no_features(_: object) -> bool:
    return False


def hold_collector() -> None:
    """Looks for no garbage while the program is imported, where there is none to find."""
    gc.disable()


def release_collector() -> None:
    """Looks for garbage again, but never more among what is there now.

    Called again after large imports and tables, this keeps later searches from stopping the window
    for long.
    """
    gc.freeze()
    gc.enable()


@contextmanager
def held_collector() -> Iterator[None]:
    """Looks for no garbage while much is imported or read that stays.

    A search through all that is there by then takes a tenth of a second and more, comes again and
    again as more comes, and stops all threads of the process all the while.
    """
    hold_collector()
    try:
        yield
    finally:
        release_collector()


def import_aside(module: str, there: SignalInstance) -> None:
    """Imports a module in a thread of its own and then tells it; at once if it is there already.

    A window that imports it by itself meanwhile would wait, and hear of no key.
    """
    if module in sys.modules:
        there.emit()
        return

    def work() -> None:
        importlib.import_module(module)
        with suppress(RuntimeError):  # The window may be closed already.
            there.emit()

    Thread(target=work, name=f"import {module}", daemon=True).start()
