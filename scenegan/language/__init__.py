"""Descriptions in words and scene graphs: reading, writing, and commands that edit.

Everything is loaded at first use: importing this package imports neither spaCy nor torch.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scenegan.language.command import read_edit
    from scenegan.language.description import describe
    from scenegan.language.reading import ParsedText, parse, read, read_many

__all__ = ["ParsedText", "describe", "parse", "read", "read_edit", "read_many"]

_HOMES = {
    "ParsedText": "reading",
    "describe": "description",
    "parse": "reading",
    "read": "reading",
    "read_edit": "command",
    "read_many": "reading",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"scenegan.language.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
