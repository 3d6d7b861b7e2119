"""Imports without the detour that PySide takes on each of them."""

from __future__ import annotations

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
