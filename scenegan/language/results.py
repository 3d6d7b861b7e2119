"""What a reading component leaves in a spaCy document, and how it is asked for.

Every language's component keeps its result in the same place, so that `doc._.scene_graph` and
`doc._.reading` mean the same whichever of them read the document.
"""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc

from scenegan.graph.document import Reading
from scenegan.graph.model import SceneGraph

_KEY = "scenegan_graph"
"""Key of `Doc.user_data`: graph and reading as plain values, so that documents can be stored."""


def register_extensions() -> None:
    """Makes `doc._.scene_graph` and `doc._.reading` known to spaCy; twice does no harm."""
    if not Doc.has_extension("scene_graph"):
        Doc.set_extension("scene_graph", getter=_scene_graph)
        Doc.set_extension("reading", getter=_reading)


def keep_result(doc: Doc, result: tuple[dict[str, Any], dict[str, Any]]) -> None:
    """Keeps graph and reading, as plain values, in a document."""
    doc.user_data[_KEY] = result


def _scene_graph(doc: Doc) -> SceneGraph | None:
    found = doc.user_data.get(_KEY)
    return SceneGraph.model_validate(found[0]) if found else None


def _reading(doc: Doc) -> Reading | None:
    found = doc.user_data.get(_KEY)
    return Reading.model_validate(found[1]) if found else None
