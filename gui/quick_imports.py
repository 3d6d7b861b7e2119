"""Imports without the detours that PySide, pydantic and Python's collector take."""

from __future__ import annotations

import gc
import importlib
import os
from contextlib import suppress
from typing import Any


def skip_source_search() -> None:
    """Keeps PySide from reading the source of every module that is imported after it.

    It looks for its own name there, for its `snake_case` names, which nobody uses here. Without
    that, the window is there a fifth sooner, and torch is imported a tenth faster. Where PySide is
    built otherwise, nothing happens.
    """
    with suppress(ImportError, AttributeError):
        feature: Any = importlib.import_module("shibokensupport.feature")
        if callable(feature._mod_uses_pyside):
            feature._mod_uses_pyside = _uses_no_features


def skip_plugin_search() -> None:
    """Keeps pydantic from looking through all installed packages for plugins of its own.

    The editor uses none, and the search takes a twentieth of the time to the window. Has an
    effect only before pydantic is imported.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


def _uses_no_features(_: object) -> bool:
    return False


def hold_collector() -> None:
    """Looks for no garbage while the program is imported, where there is none to find."""
    gc.disable()


def release_collector() -> None:
    """Looks for garbage again, but never more among what is there now.

    Called again after large imports, this keeps later searches from stopping the window for long:
    what torch and spaCy bring along is a million objects that stay.
    """
    gc.freeze()
    gc.enable()
