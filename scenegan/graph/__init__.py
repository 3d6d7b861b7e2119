"""The graph of a creature: model, edits, document, vocabulary. Needs neither torch nor Qt."""

from scenegan.graph.document import Document, NodeLayout, Reading, Recipe
from scenegan.graph.dot import to_dot
from scenegan.graph.files import check_words, from_dict, from_json, to_json
from scenegan.graph.model import Color, Creature, Part, Relation, SceneGraph
from scenegan.graph.vocabulary import vocabulary

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
