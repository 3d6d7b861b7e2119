"""Documents from and to files: pictures with the document inside, `.scenegan` and JSON."""

from __future__ import annotations

from pathlib import Path

from scenegan.atomic_files import write_atomically
from scenegan.errors import FileError
from scenegan.graph import Document, check_words, from_json, to_json
from scenegan.text_files import read_text_file

DOCUMENT_SUFFIXES = (".scenegan", ".json")
PICTURE_SUFFIXES = (".png", ".webp", ".svg", ".ora")
OPENABLE = (*PICTURE_SUFFIXES, *DOCUMENT_SUFFIXES)


def read_file(path: Path) -> Document:
    """Reads a document; a file with a graph alone becomes a document that was never drawn.

    Raises:
        FileError: if the file cannot be read or carries no document.
        GraphError: if what it carries is damaged, of a newer version, or has unknown parts.
    """
    if path.suffix.lower() in PICTURE_SUFFIXES:
        from scenegan.rendering.picture_files import read_document

        document = read_document(path)
    elif path.suffix.lower() in DOCUMENT_SUFFIXES:
        document = _read_text(path)
    else:
        raise FileError(f"Cannot open {path.name}: open a file that ends in {_listed(OPENABLE)}.")
    check_words(document.graph, path.name)
    return document


def write_document(document: Document, path: Path) -> None:
    """Writes a document as JSON.

    Raises:
        FileError: if the file cannot be written.
    """
    write_atomically(path, to_json(document, indent=1) + "\n")


def _read_text(path: Path) -> Document:
    found = from_json(read_text_file(path), path.name)
    return found if isinstance(found, Document) else Document(graph=found)


def _listed(endings: tuple[str, ...]) -> str:
    return f"{', '.join(endings[:-1])} or {endings[-1]}"
