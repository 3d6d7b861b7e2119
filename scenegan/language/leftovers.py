"""What was not understood: words about looks that left no mark in the graph."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from scenegan.graph.document import Unknown
from scenegan.language.lexicon import lookup
from scenegan.language.mentions import Findings
from scenegan.language.phrases import Gathered
from scenegan.language.tables import english

_REASON_UNKNOWN = "not in the vocabulary"
_REASON_PASSING = "names no part of the creature"
_REASON_UNPLACED = "belongs to nothing that was understood"


def report_leftovers(found: Findings, gathered: Gathered) -> None:
    """Adds the nouns and adjectives of a text that were not understood to the findings."""
    quiet = _quiet_words()
    for token in found.doc:
        if token.i in found.understood or not _speaks_of_looks(token, quiet):
            continue
        phrase = gathered.by_token.get(token.i)
        if phrase is not None and phrase.dropped:
            continue
        senses = lookup(token.lower_)
        reason = _REASON_UNKNOWN
        if senses is not None:
            reason = _REASON_PASSING if senses.is_noun else _REASON_UNPLACED
        start = token.idx
        found.unknown.append(
            Unknown(word=token.text, reason=reason, start=start, end=start + len(token.text))
        )


def _speaks_of_looks(token: Token, quiet: frozenset[str]) -> bool:
    if token.pos_ not in ("NOUN", "PROPN", "ADJ") and token.tag_ not in ("VBN", "JJ"):
        return False
    if not token.is_alpha or len(token) < 3 or (token.is_stop and token.tag_ != "JJ"):
        return False
    return token.lower_ not in quiet and token.lemma_.lower() not in quiet


@cache
def _quiet_words() -> frozenset[str]:
    """Words that carry no looks by themselves."""
    tables = english()
    names = ("plain_words", "frame_nouns", "creature_nouns", "place_nouns", "quantities")
    verbs = ("bearing_verbs", "passive_bearing", "facing_verbs", "lack_verbs", "making_verbs")
    words = [w for name in (*names, *verbs, "covers", "numbers") for w in tables[name]]
    return frozenset(words)
