"""Rewrites what people type before it is tagged: slips, fillers, corrections, lists without commas.

The component stands first in a pipeline. The tagger and the parser then see plain English, while
`Doc.user_data` keeps where each word stands in the text that was given.

    yelow brid w/ like 2x horns lol    ->    yellow bird with 2 horns
    fox red fur white tail             ->    fox, red fur, white tail
    a red wait no blue fox             ->    a red - blue fox (the dash is noted as a correction)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from scenegan.language.chatter import Chatter
from scenegan.language.run_on import with_commas, with_stops
from scenegan.language.spelling import Speller, is_name
from scenegan.language.tables import english
from scenegan.language.typed_rules import (
    is_times,
    with_answers,
    with_contractions,
    with_counts,
    with_homophones,
    with_ways_out,
)
from scenegan.language.typed_words import Typed, class_of
from scenegan.language.words import CORRECTIONS, MARKERS, PLACES, SOURCE, Names

_Known = tuple[str | None, frozenset[str], str]
"""Of a word in lower case: what it is meant to be, which rules it may start, and its class."""


@Language.factory("scenegan_typed")
def make_typed_text(nlp: Language, name: str) -> TypedText:
    """Makes the component; spaCy calls this."""
    return TypedText(nlp)


class TypedText:
    """Rewrites one tokenised text at a time; leaves alone what is written plainly."""

    def __init__(self, nlp: Language) -> None:
        """Takes the words that a pipeline knows from its training."""
        self._speller = Speller(nlp)
        self._chatter = Chatter(nlp)
        self._names = Names(nlp.vocab.strings)
        self._homophones = frozenset(english()["homophones"])
        self._pair_starts = frozenset(first for first, _ in self._chatter.filler_pairs)
        self._seen: dict[int, _Known] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Returns the text as it is to be read; the same document where nothing changes."""
        if not len(doc):
            return doc
        rows: list[int] = doc.to_array("LOWER").tolist()
        known = [self._seen.get(code) or self._learn(code) for code in rows]
        rules = frozenset().union(*{k[1] for k in known})
        if any(a[2] in ("n", "k") and b[2] == "m" for a, b in pairwise(known)):
            rules |= {"commas"}
        if "pairs" in rules:
            rules -= {"pairs"}
            lowers = [self._names[code] for code in rows]
            if "fillers" not in rules and self._chatter.filler_pairs & set(pairwise(lowers)):
                rules |= {"fillers"}
        if not rules:
            return doc
        words = list(self._words(doc, known))
        before = [w.word for w in words]
        words = self._rewritten(words, rules)
        changed = "spelling" in rules or before != [w.word for w in words]
        return _document(doc, words) if changed else doc

    def _learn(self, code: int) -> _Known:
        """Returns, and keeps, what is known of a word."""
        if len(self._seen) > _MOST_SEEN:
            self._seen.clear()
        lower = self._names[code]
        meant = self._speller.parted(lower) or self._speller.correct(lower)
        self._seen[code] = known = (meant, self._rules(lower, meant), class_of(meant or lower))
        return known

    def _rules(self, lower: str, meant: str | None) -> frozenset[str]:
        word = meant or lower
        found = {
            "spelling": meant is not None or _JOINED.fullmatch(lower) or lower in _CONTRACTED,
            "fillers": word in self._chatter.filler_words,
            "pairs": word in self._pair_starts,
            "retractions": word in self._chatter.retraction_starts,
            "homophones": word in self._homophones,
            "answers": word == "?",
            "contractions": word in ("its", "it`s"),
            "ways": word == "out",
            "counts": is_times(word) or word in ("(", "of"),
            "stops": word in ("it", "he", "she", "they", "its", "his", "her", "their"),
        }
        return frozenset(name for name, starts in found.items() if starts)

    def _words(self, doc: Doc, known: Sequence[_Known]) -> Iterator[Typed]:
        """Yields the words of a text, slips put right."""
        touching = False
        rows = doc.to_array(["ORTH", "LOWER", "NORM", "IDX", "SPACY"]).tolist()
        for i, (orth, lower, norm, start, space) in enumerate(rows):
            written = self._names[orth]
            end = start + len(written)
            meant = known[i][0]
            short = _CONTRACTED.get(written.lower()) if touching else None
            joined = _JOINED.fullmatch(written) if "spelling" in known[i][1] else None
            if meant is not None and not is_name(doc, i):
                *front, last = meant.split(" ")
                for word in front:
                    yield Typed(word, not last.startswith("n't"), start, end, corrected=True)
                yield Typed(last, bool(space), start, end, corrected=True)
            elif joined is not None:
                for group in (1, 2, 3):
                    at, to = joined.span(group)
                    yield Typed(joined[group], bool(space) and group == 3, start + at, start + to)
            elif short is not None:
                yield Typed(short, bool(space), start, end)
            else:
                plain = self._names[norm] if norm != lower else ""
                yield Typed(written, bool(space), start, end, norm=plain)
            touching = not space

    def _rewritten(self, words: list[Typed], rules: frozenset[str]) -> list[Typed]:
        if "homophones" in rules:
            words = with_homophones(words)
        if "answers" in rules:
            words = with_answers(words)
        if "retractions" in rules:
            words = self._chatter.with_dashes(words)
        if "contractions" in rules:
            words = with_contractions(words)
        if "ways" in rules:
            words = with_ways_out(words)
        if "fillers" in rules:
            words = self._chatter.without_fillers(words)
        if "counts" in rules:
            words = with_counts(words)
        words = with_commas(words)
        return with_stops(words) if "stops" in rules else words


def _document(doc: Doc, words: Sequence[Typed]) -> Doc:
    """Makes the document that the tagger gets, with the places of its words in the old one."""
    made = Doc(doc.vocab, words=[w.word for w in words], spaces=[w.space for w in words])
    for i, word in enumerate(words):
        if word.norm:
            made[i].norm_ = word.norm
    made.user_data.update(doc.user_data)
    made._context = doc._context
    made.user_data[SOURCE] = doc.text
    made.user_data[PLACES] = [(w.start, w.end) for w in words]
    corrections = [(i, w.lower) for i, w in enumerate(words) if w.corrected]
    if corrections:
        made.user_data[CORRECTIONS] = corrections
    markers = [i for i, w in enumerate(words) if w.marker]
    if markers:
        made.user_data[MARKERS] = markers
    return made


_JOINED = re.compile(r"([^\W\d_]{3,})([,;.])([^\W\d_]{3,}|\d{1,2})")
_CONTRACTED = {"s": "'s", "d": "'d", "m": "'m", "ll": "'ll", "ve": "'ve", "re": "'re", "nt": "n't"}
_MOST_SEEN = 50_000
