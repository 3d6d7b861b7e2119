"""From a document to a picture and to a file: the one place where this is decided.

`Pipeline` brings torch along, so it is imported when it is first used; pictures and files are not.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scenegan.rendering.picture import Picture
    from scenegan.rendering.pipeline import Pipeline

_HOME = {
    "Picture": "scenegan.rendering.picture",
    "Pipeline": "scenegan.rendering.pipeline",
}

__all__ = ["Picture", "Pipeline"]


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
