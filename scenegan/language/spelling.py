"""Misspelt words, and short forms that people type: `yelow`, `tounge`, `w/`, `lil`.

No word that English has is ever changed, but for rare ones that are made by rule (`hapy` of a
`hap`) and one letter away from a word that descriptions are full of.

Candidates are found by deletions common to the slip and to a known word (SymSpell, Garbe 2012) and
ranked by the optimal string alignment distance (Damerau 1964) with dearer first letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import combinations

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.language import Language
from spacy.tokens import Doc

from scenegan.graph.kinds import drawable_kinds
from scenegan.graph.vocabulary import derived_from_vocabulary, vocabulary
from scenegan.language.lexicon import lookup, plural, senses, singular
from scenegan.language.tables import english

_LONGEST_PAIR = 30
"""Letters of the longest word that may be two: all cuts of a word are tried."""


class Speller:
    """Knows which words are misspelt, and what is meant."""

    def __init__(self, nlp: Language) -> None:
        """Takes the words that a pipeline knows from its training."""
        self._trained = {w for w in nlp.vocab.strings if w.isalpha() and w.islower()}
        self._lemmas = frozenset(_lemmas(nlp))
        self._english = frozenset(self._trained | self._lemmas | STOP_WORDS)

    def correct(self, word: str) -> str | None:
        """Returns what a word in lower case is meant to be; None where it is right or unclear."""
        short: dict[str, str] = english()["short_forms"]
        if word in short:
            return short[word]
        if not 3 <= len(word) <= 20 or not word.isascii() or not word.isalpha():
            return None
        if self._drops_its_g(word):
            return word + "g"
        if word in self._english or lookup(word) is not None or word in _known_words():
            return None
        if len(word) == 3:
            return _mistyped(word)
        stems = list(_stems(word))
        if any(lookup(stem) is not None for stem in stems):
            return None
        if any(stem in self._lemmas for stem in stems):
            return _nearest(word, most=_MADE_BY_RULE) if word.endswith(("y", "er")) else None
        if self._is_joined(word):
            meant = _nearest(word)
            return meant if meant and distance(word, meant) <= _JOINED_SLIP else None
        drawn_out = _squeezed(word)
        if drawn_out is not None:
            return drawn_out
        if word[-1] == word[-2] and word[:-1] in _known_words():
            return word[:-1]
        return _nearest(word)

    def _drops_its_g(self, word: str) -> bool:
        """Whether a participle is written as it is spoken: `stickin`, `comin`."""
        if not word.endswith("in") or len(word) < 5 or word in self._lemmas or word in STOP_WORDS:
            return False
        if lookup(word) is not None or word in _known_words():
            return False
        stem = word[:-2]
        verbs = {stem, stem + "e", stem[:-1] if stem[-1] == stem[-2] else stem}
        return word + "g" in self._trained and bool(verbs & self._lemmas)

    def parted(self, word: str) -> str | None:
        """Returns a word as two where a blank was left out: `blueeyes`, `longtail`."""
        if not 7 <= len(word) <= _LONGEST_PAIR or word in self._english:
            return None
        if lookup(word) is not None:
            return None
        for at in range(3, len(word) - 2):
            front, back = lookup(word[:at], exact=True), lookup(word[at:])
            if front is None or back is None or not (front.is_modifier and back.part):
                continue
            if not front.bearing and not front.number and word[at:] not in ("less", "like"):
                return f"{word[:at]} {word[at:]}"
        return None

    def _is_joined(self, word: str) -> bool:
        """Whether a word is made of two: `underbite` is no slip of `underbelly`."""
        cuts = range(4, len(word) - 3)
        return any(word[:i] in self._trained and word[i:] in self._trained for i in cuts)


def is_name(doc: Doc, i: int) -> bool:
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


@derived_from_vocabulary
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
            add([plural(word)], 1 if meaning.part else 0)
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


@derived_from_vocabulary
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


@derived_from_vocabulary
@cache
def _mistyped(word: str) -> str | None:
    """Returns the short word that is meant where one key beside the right one was hit: `rwd`."""
    if any(a in _VOWELS for a in word):
        # What can be spoken may be a name.
        return None
    ranks = _known_words()
    meant = {
        word[:i] + b + word[i + 1 :]
        for i, a in enumerate(word)
        for b in _NEIGHBOURS.get(a, "")
        if b in _VOWELS
    }
    known = [w for w in meant if ranks.get(w) == 2]
    return known[0] if len(known) == 1 else None


def _squeezed(word: str) -> str | None:
    """Returns the known word that letters are drawn out of: `huuuge`, `sooo`."""
    if not _DRAWN_OUT.search(word):
        return None
    for kept in (r"\1", r"\1\1"):
        short = _DRAWN_OUT.sub(kept, word)
        if short in english()["short_forms"]:
            meant: str = english()["short_forms"][short]
            return meant
        if short in _known_words() or lookup(short) is not None or short in STOP_WORDS:
            return short
    return None


@derived_from_vocabulary
@lru_cache(maxsize=8192)
def _nearest(word: str, most: float = 9.0) -> str | None:
    """Returns the known word that a slip is meant to be, where one is clearly the nearest.

    Args:
        word: the slip.
        most: how far away it may be at most; less than usual for what may be a word.
    """
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
    if most < limit and (ranks[best] < 2 or len(word) < 4):
        return None
    return None if near or costs[best] > min(limit, most) else best


def distance(word: str, other: str) -> float:
    """Returns how far a slip is from a word: letters left out, added, changed or swapped.

    A doubled letter, a swap, a vowel for another and a neighbour on the keyboard cost less than the
    rest; the first letter costs more, as people rarely get it wrong.
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
            near = 0.8 if b in _NEIGHBOURS.get(a, "") else 1.0
            change = 0.0 if a == b else (0.7 if alike else near) + first
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
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def _neighbours() -> dict[str, str]:
    """Returns the letters next to each letter on a keyboard, in its row and in the next ones."""
    found: dict[str, str] = {}
    for r, row in enumerate(_KEYS):
        for c, key in enumerate(row):
            near = row[max(0, c - 1) : c] + row[c + 1 : c + 2]
            near += _KEYS[r - 1][c : c + 2] if r else ""
            near += _KEYS[r + 1][max(0, c - 1) : c + 1] if r + 1 < len(_KEYS) else ""
            found[key] = near
    return found


_NEIGHBOURS = _neighbours()
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")
_JOINED_SLIP = 0.75
"""How far a word that looks like two in one may be from one that is meant: `raindeer`."""
_MADE_BY_RULE = 0.9
"""How far a word that is made by rule may be from one that is meant."""
