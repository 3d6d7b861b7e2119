"""SceneGAN: the description of a creature -> a graph of parts -> a picture.

    >>> import scenegan
    >>> graph = scenegan.parse("a small orange lizard with a cream belly")
    >>> picture = scenegan.Pipeline.load().draw(graph, seed=2)
    >>> picture.save("lizard.png")

Nothing heavy is imported before it is used: spaCy with the first text, torch with the first
picture.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scenegan.completion import complete
    from scenegan.language import describe, parse, read
    from scenegan.rendering import Picture, Pipeline

__version__ = "0.1.0"

_HOME = {
    "complete": "scenegan.completion",
    "describe": "scenegan.language",
    "parse": "scenegan.language",
    "read": "scenegan.language",
    "Picture": "scenegan.rendering",
    "Pipeline": "scenegan.rendering",
}

__all__ = ["Picture", "Pipeline", "__version__", "complete", "describe", "parse", "read"]


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'scenegan' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted(__all__)
