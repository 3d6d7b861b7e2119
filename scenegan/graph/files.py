"""Graphs and documents from and to JSON, with messages that name the wrong field."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from scenegan.errors import GraphError
from scenegan.graph.document import DOCUMENT_FORMAT, Document
from scenegan.graph.model import GRAPH_FORMAT, SceneGraph
from scenegan.graph.vocabulary import Vocabulary, vocabulary

Record = TypeVar("Record", bound=BaseModel)

DOCUMENT_KEY = "scenegan.document"
"""Keyword of the iTXt chunk of a PNG that holds a document (PNG specification, 11.3.4.5)."""

MAX_CHARACTERS = 16_000_000
"""Longer files are refused unread; a document of 64 parts has about 100,000 characters."""


def to_json(record: SceneGraph | Document, indent: int | None = None) -> str:
    """Writes a graph or a document as JSON; `from_json` reads back an equal one."""
    return record.model_dump_json(indent=indent)


def from_json(text: str, source: str = "the text") -> SceneGraph | Document:
    """Reads a graph or a document, whichever the `format` says.

    Args:
        text: JSON.
        source: name of the file, for messages.

    Raises:
        GraphError: naming the source and the path of the first wrong field.
    """
    if len(text) > MAX_CHARACTERS:
        raise GraphError(f"{source} is too long for a graph ({len(text)} characters).")
    try:
        raw = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        line = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise GraphError(f"{source} is not valid JSON{line}: check or export it again.") from None
    return from_dict(raw, source)


def from_dict(raw: Any, source: str = "the object") -> SceneGraph | Document:
    """Reads a graph or a document from plain JSON values; see `from_json`."""
    if not isinstance(raw, dict) or not isinstance(raw.get("format"), str):
        raise GraphError(
            f"{source} has no 'format': expected '{GRAPH_FORMAT}' or '{DOCUMENT_FORMAT}'."
        )
    kind, _, version = raw["format"].partition("@")
    known: dict[str, type[SceneGraph] | type[Document]] = {
        GRAPH_FORMAT: SceneGraph,
        DOCUMENT_FORMAT: Document,
    }
    if raw["format"] in known:
        return _validated(known[raw["format"]], raw, source)
    if any(name.startswith(kind + "@") for name in known):
        raise GraphError(
            f"{source} is of version {version} of {kind}, which this program does not know: "
            "update SceneGAN to open it."
        )
    raise GraphError(
        f"{source} has the format '{raw['format']}': "
        f"expected '{GRAPH_FORMAT}' or '{DOCUMENT_FORMAT}'."
    )


def check_words(
    graph: SceneGraph, source: str = "the graph", words: Vocabulary | None = None
) -> None:
    """Checks that all parts of a graph are in the vocabulary.

    Raises:
        GraphError: naming the field and the nearest known part.
    """
    words = words or vocabulary()
    for i, p in enumerate(graph.parts):
        if p.part not in words.parts:
            near = words.nearest_part(p.part)
            hint = f"did you mean '{near}'?" if near else "see `scenegan info --words`."
            raise GraphError(f"{source}: parts.{i}.part: '{p.part}' is no known part; {hint}")


def _validated(cls: type[Record], raw: Any, source: str) -> Record:
    try:
        return cls.model_validate(raw)
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(str(p) for p in fault["loc"])
        message = fault["msg"].removeprefix("Value error, ")
        more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
        raise GraphError(f"{source}: {where + ': ' if where else ''}{message}{more}") from None
