"""What a command is given: a text, or a file with a text, a graph, a document or a picture."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

from scenegan.errors import DescriptionError
from scenegan.graph import Document, Reading, SceneGraph, check_words, from_json
from scenegan.text_files import decoded_text, read_text_file

_FILE_ENDINGS = {".json", ".ora", ".png", ".scenegan", ".svg", ".txt", ".webp"}


@dataclass(frozen=True)
class Input:
    """One creature as it came in.

    Attributes:
        graph: the graph, read from a text or a file.
        text: the description, where there is one.
        reading: how the text was understood.
        document: the document that the graph came in, if it did.
    """

    graph: SceneGraph
    text: str = ""
    reading: Reading = field(default_factory=Reading)
    document: Document | None = None


def read_input(what: str) -> Input:
    """Reads a description, `graph.json`, a document, or a PNG that carries one; `-` is stdin.

    Raises:
        DescriptionError: if a text has no words, or describes no creature.
        FileError: if a file is missing or unreadable.
        GraphError: if a file holds no valid graph.
    """
    path = Path(what)
    if what == "-":
        return read_description(read_text_stream())
    if path.suffix.lower() in _FILE_ENDINGS and not _is_sentence(what):
        return _read_file(path)
    return read_description(what)


def read_description(text: str) -> Input:
    """Reads a description of one creature.

    Raises:
        DescriptionError: if there is no text, or no creature in it.
    """
    from scenegan.language import read
    from scenegan.language.no_creature import no_creature_in

    if not text.strip():
        raise DescriptionError('The description is empty: say what to draw, such as "a red fish".')
    parsed = read(text)
    if parsed.graph.is_empty:
        raise no_creature_in(text, parsed.reading)
    return Input(parsed.graph, text, parsed.reading)


def read_text_stream() -> str:
    """Reads all of standard input.

    Raises:
        FileError: if it is no text.
    """
    fault = "Standard input is no UTF-8 text: convert it first."
    return decoded_text(sys.stdin.buffer.read(), fault)


def _read_file(path: Path) -> Input:
    suffix = path.suffix.lower()
    if suffix == ".txt":
        return read_description(read_text_file(path))
    if suffix in (".png", ".webp", ".svg", ".ora"):
        from scenegan.rendering.picture_files import read_document

        record: SceneGraph | Document = read_document(path)
    else:
        record = from_json(read_text_file(path), str(path))
    if isinstance(record, Document):
        check_words(record.graph, str(path))
        return Input(record.graph, record.text, record.reading, record)
    check_words(record, str(path))
    return Input(record)


def _is_sentence(what: str) -> bool:
    """A text that merely ends like a file name has blanks and names no file."""
    return " " in what and not is_file(what)


def is_file(what: str) -> bool:
    """Whether an argument names a file that is there; a long text is no name at all."""
    try:
        return Path(what).is_file()
    except (OSError, ValueError):
        return False
