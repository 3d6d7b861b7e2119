"""Imports without the detours that PySide and Python's collector take on each of them."""

from __future__ import annotations

import gc
import importlib
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
