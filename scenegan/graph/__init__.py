"""The graph of a creature: model, edits, document, vocabulary. Needs neither torch nor Qt.

The vocabulary alone is there at once; what needs pydantic is imported with its first use, so that
networks can be trained where pydantic is not installed.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from scenegan.graph.vocabulary import vocabulary

if TYPE_CHECKING:
    from scenegan.graph.document import Document, NodeLayout, Reading, Recipe
    from scenegan.graph.dot import to_dot
    from scenegan.graph.files import check_words, from_dict, from_json, to_json
    from scenegan.graph.model import Color, Creature, Part, Relation, SceneGraph

_HOME = {
    "Color": "model",
    "Creature": "model",
    "Document": "document",
    "NodeLayout": "document",
    "Part": "model",
    "Reading": "document",
    "Recipe": "document",
    "Relation": "model",
    "SceneGraph": "model",
    "check_words": "files",
    "from_dict": "files",
    "from_json": "files",
    "to_dot": "dot",
    "to_json": "files",
}

__all__ = [
    "Color",
    "Creature",
    "Document",
    "NodeLayout",
    "Part",
    "Reading",
    "Recipe",
    "Relation",
    "SceneGraph",
    "check_words",
    "from_dict",
    "from_json",
    "to_dot",
    "to_json",
    "vocabulary",
]


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(f"scenegan.graph.{_HOME[name]}"), name)
    raise AttributeError(f"module 'scenegan.graph' has no attribute '{name}'")
