"""Misspelt words, and short forms that people type: `yelow`, `tounge`, `w/`, `lil`.

The component stands first in a pipeline. It leaves the text alone, so that all places in it stay;
the tagger and the parser see the corrected word through the token's `norm`, the rules through
`Doc.user_data`. No word that English has is ever changed.

Candidates are found by deletions common to the slip and to a known word (SymSpell, Garbe 2012) and
ranked by the optimal string alignment distance (Damerau 1964) with dearer first letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import combinations

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.language import Language
from spacy.tokens import Doc

from scenegan.graph.kinds import drawable_kinds
from scenegan.graph.vocabulary import vocabulary
from scenegan.language.lexicon import lookup, senses, singular
from scenegan.language.tables import english
from scenegan.language.words import CORRECTIONS


@Language.factory("scenegan_spelling")
def make_speller(nlp: Language, name: str) -> Speller:
    """Makes the component; spaCy calls this."""
    return Speller(nlp)


class Speller:
    """Notes in a tokenised text which words are misspelt, and what is meant."""

    def __init__(self, nlp: Language) -> None:
        """Takes the words that a pipeline knows from its training."""
        known = {w for w in nlp.vocab.strings if w.isalpha() and w.islower()}
        self._lemmas = frozenset(_lemmas(nlp))
        self._english = frozenset(known | self._lemmas | STOP_WORDS)
        self._seen: dict[int, str | None] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Notes the misspelt words of a text."""
        found: list[tuple[int, str]] = []
        lowers: list[int] = doc.to_array("LOWER").tolist() if len(doc) else []
        for i, code in enumerate(lowers):
            if code not in self._seen:
                if len(self._seen) > _MOST_SEEN:
                    self._seen.clear()
                self._seen[code] = self.correct(doc[i].lower_)
            correct = self._seen[code]
            if correct is not None and not _is_name(doc, i):
                doc[i].norm_ = correct
                found.append((i, correct))
        if found:
            doc.user_data[CORRECTIONS] = found
        return doc

    def correct(self, word: str) -> str | None:
        """Returns what a word in lower case is meant to be; None where it is right or unclear."""
        short: dict[str, str] = english()["short_forms"]
        if word in short:
            return short[word]
        if not 4 <= len(word) <= 20 or not word.isascii() or not word.isalpha():
            return None
        if self._is_english(word):
            return None
        if word[-1] == word[-2] and word[:-1] in _known_words():
            return word[:-1]
        return _nearest(word)

    def _is_english(self, word: str) -> bool:
        if word in self._english or lookup(word) is not None:
            return True
        if word in _known_words():
            return True
        return any(stem in self._lemmas for stem in _stems(word))


def _is_name(doc: Doc, i: int) -> bool:
    """Whether a word is written like a name in the middle of a sentence that is not all names."""
    if not doc[i].is_title or i == 0 or not doc[i - 1].is_alpha:
        return False
    others = [t for t in doc[max(0, i - 4) : i + 5] if t.is_alpha and len(t) > 3 and t.i != i]
    return not all(t.is_title for t in others)


def _lemmas(nlp: Language) -> set[str]:
    """Words of the lemmatizer's lists (WordNet's nouns, verbs, adjectives and adverbs)."""
    if not nlp.has_pipe("lemmatizer"):
        return set()
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None)
    if lookups is None or not lookups.has_table("lemma_index"):
        return set()
    return {w for words in lookups.get_table("lemma_index").values() for w in words}


def _stems(word: str) -> Iterator[str]:
    """Yields what a word may be a rightly inflected form of."""
    for ending in ("s", "es", "ed", "ing", "er", "est", "ly", "y", "ish", "like", "less"):
        if not word.endswith(ending) or len(word) < len(ending) + 3:
            continue
        stem = word[: -len(ending)]
        hissing = stem.endswith(("s", "x", "z", "ch", "sh", "o"))
        if (ending != "es" or hissing) and not (ending == "s" and stem.endswith("s")):
            yield stem
        if ending == "es" and stem.endswith("i"):
            yield stem[:-1] + "y"
        if ending in ("ed", "ing", "er", "est", "y", "ish"):
            yield stem + "e"
            if len(stem) > 3 and stem[-1] == stem[-2]:
                yield stem[:-1]
        if ending in ("ed", "er", "est", "ly") and stem.endswith("i"):
            yield stem[:-1] + "y"


@cache
def _known_words() -> dict[str, int]:
    """Words that a slip may stand for, with their rank: 2 where texts are full of them."""
    ranks: dict[str, int] = {}

    def add(words: Iterable[str], rank: int) -> None:
        for word in words:
            if len(word) > 2 and word.isascii() and word.isalpha():
                ranks[word] = max(rank, ranks.get(word, 0))

    tables = english()
    for word, meaning in senses().items():
        add([word], 1 if meaning.part or meaning.strong_color or meaning.attr else 0)
        if meaning.part or meaning.kind:
            add([word + "s"], 1 if meaning.part else 0)
    add(drawable_kinds(), 2)
    add(vocabulary().parts, 2)
    add((p + "s" for p in vocabulary().parts), 2)
    add(vocabulary().attributes, 2)
    add(tables["strong_colors"], 2)
    add(tables["numbers"], 2)
    add(tables["common_words"], 2)
    for name in ("bearing_verbs", "passive_bearing", "lack_verbs", "without_words"):
        add(tables[name], 1)
    return ranks


@cache
def _by_deletion() -> dict[str, list[str]]:
    """Known words by what is left of them without one letter, or two of the more likely ones."""
    index: dict[str, list[str]] = {}
    for word, rank in _known_words().items():
        for rest in _deletions(word, 2 if rank and len(word) > 6 else 1):
            index.setdefault(rest, []).append(word)
    return index


def _deletions(word: str, most: int) -> set[str]:
    found = {word}
    for count in range(1, most + 1):
        for kept in combinations(word, len(word) - count):
            found.add("".join(kept))
    return found


@lru_cache(maxsize=8192)
def _nearest(word: str) -> str | None:
    """Returns the known word that a slip is meant to be, where one is clearly the nearest."""
    ranks, index = _known_words(), _by_deletion()
    costs: dict[str, float] = {}
    for spelling, extra in ((word, 0.0), (word.replace("f", "ph"), 0.5)):
        found = {c for rest in _deletions(spelling, 2) for c in index.get(rest, ())}
        for other in found:
            cost = distance(spelling, other) + (extra if spelling != word else 0.0)
            costs[other] = min(cost, costs.get(other, 9.0))
    scored = sorted((cost - 0.2 * ranks[c], c) for c, cost in costs.items())
    if not scored:
        return None
    cost, best = scored[0]
    if ranks[best] == 0:
        limit = 1.0 if len(word) > 5 else 0.0
    else:
        limit = 1.0 if len(word) < 7 else 1.7 if len(word) < 9 else 2.1
    near = [c for s, c in scored[1:] if s - cost < _CLEARLY and singular(c) != singular(best)]
    return None if near or costs[best] > limit else best


def distance(word: str, other: str) -> float:
    """Returns how far a slip is from a word: letters left out, added, changed or swapped.

    A doubled letter, a swap and a vowel for another cost less than the rest; the first letter
    costs more, as people rarely get it wrong.
    """
    before: list[float] = []
    last = [j * 1.0 for j in range(len(other) + 1)]
    for i, a in enumerate(word, 1):
        row = [last[0] + 1.5]
        for j, b in enumerate(other, 1):
            first = 0.5 if i == 1 or j == 1 else 0.0
            drop = 0.6 if i > 1 and word[i - 2] == a else 0.9 + first
            add = 0.6 if j > 1 and other[j - 2] == b else 0.8 + first
            alike = a + b in _ALIKE or {a, b} <= _VOWELS
            change = 0.0 if a == b else (0.7 if alike else 1.0) + first
            best = min(last[j] + drop, row[j - 1] + add, last[j - 1] + change)
            if i > 1 and j > 1 and a == other[j - 2] and word[i - 2] == b:
                best = min(best, before[j - 2] + 0.5)
            row.append(best)
        before, last = last, row
    return last[-1]


_CLEARLY = 0.15
"""A rival that is less than this farther away makes a correction doubtful."""
_ALIKE = frozenset(["ck", "kc", "sz", "zs", "sc", "cs", "gj", "jg", "fv", "vf", "qg", "gq"])
_VOWELS = frozenset("aeiouy")
_MOST_SEEN = 50_000
