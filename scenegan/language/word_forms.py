"""Parts of speech and lemmas, looked up where they were found before.

spaCy's attribute ruler and rule lemmatizer take a third of the time of a small model, and what they
say depends on a word, its tag and its place in the parse alone. The component asks them once for
each such triple.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc


@Language.factory("scenegan_word_forms", assigns=["token.pos", "token.lemma"])
def make_word_forms(nlp: Language, name: str) -> WordForms:
    """Makes the component; spaCy calls this. The pipes that it asks may be disabled."""
    return WordForms([nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")])


class WordForms:
    """Stands for the attribute ruler and the lemmatizer of a pipeline."""

    def __init__(self, pipes: list[Callable[[Doc], Doc]]) -> None:
        """Takes the two pipes."""
        self._pipes = pipes
        self._known: dict[tuple[int, int, int], tuple[int, int]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Gives each word its part of speech and its lemma."""
        if not len(doc):
            return doc
        keys = list(map(tuple, doc.to_array(["ORTH", "TAG", "DEP"]).tolist()))
        try:
            forms = [self._known[key] for key in keys]
        except KeyError:
            return self._ask(doc, keys)
        values: Any = np.array(forms, dtype="uint64")
        doc.from_array(["POS", "LEMMA"], values)
        return doc

    def _ask(self, doc: Doc, keys: list[tuple[int, int, int]]) -> Doc:
        for pipe in self._pipes:
            doc = pipe(doc)
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        forms = map(tuple, doc.to_array(["POS", "LEMMA"]).tolist())
        self._known.update(zip(keys, forms, strict=True))
        return doc


_MOST_KNOWN = 200_000
