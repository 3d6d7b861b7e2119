"""What was not understood: words about looks that left no mark in the graph."""

from __future__ import annotations

from functools import cache

from spacy.lang.en.stop_words import STOP_WORDS

from scenegan.language.lexicon import lookup
from scenegan.language.looks import NOT_LOOKS
from scenegan.language.mentions import Findings
from scenegan.language.odd_tags import tells_despite_tag
from scenegan.language.phrases import Gathered
from scenegan.language.tables import english
from scenegan.language.words import Word

_REASON_UNKNOWN = "not in the vocabulary"
_REASON_PASSING = "names no part of the creature"
_REASON_DENIED = "denied, which a graph cannot say of a part that is there"
REASON_UNPLACED = "belongs to nothing that was understood"


def report_leftovers(found: Findings, gathered: Gathered) -> None:
    """Adds the nouns and adjectives of a text that were not understood to the findings."""
    quiet, verbs = _quiet_words(), _quiet_verbs()
    _report_sentences(found)
    for unit in gathered.denied:
        found.miss(unit.start, unit.end, _REASON_DENIED)
        found.understand(unit.start, unit.end)
    for token in found.doc:
        if token.i in found.understood:
            continue
        if not _speaks_of_looks(token, quiet):
            if token.lower_ in quiet or not tells_despite_tag(token, gathered):
                continue
        known = lookup(token.lower_, exact=True)
        look = token.tag_ in ("VBN", "VBD") and known is not None and known.attr
        if token.pos_ in ("VERB", "AUX") and token.lemma_.lower() in verbs and not look:
            continue
        phrase = gathered.by_token.get(token.i)
        if phrase is not None and phrase.dropped:
            continue
        senses = lookup(token.lower_)
        reason = _REASON_UNKNOWN
        if senses is not None:
            reason = _REASON_PASSING if senses.is_noun else REASON_UNPLACED
        found.miss(token.i, token.i + 1, reason)


def _report_sentences(found: Findings) -> None:
    """Lists whole sentences that tell of life, powers and places, beside others on looks."""
    for sentence in found.doc.sentences:
        own = set(range(sentence.start, sentence.end))
        told = [w for w in sentence if w.is_alpha]
        verb = any(w.pos_ in ("VERB", "AUX") for w in told)
        seen = (own & found.understood) - found.lore
        said = any(found.doc[i].pos_ != "PRON" for i in seen)
        if found.understood and len(told) > 3 and verb and not said:
            begin, stop = found.doc.characters(sentence.start, sentence.end)
            found.unknown = [u for u in found.unknown if not begin <= int(u["start"]) < stop]
            found.miss(sentence.start, sentence.end, NOT_LOOKS)
            found.understood |= own


def _speaks_of_looks(token: Word, quiet: frozenset[str]) -> bool:
    if token.pos_ not in ("NOUN", "PROPN", "ADJ") and token.tag_ not in ("VBN", "JJ"):
        return False
    if not token.is_alpha or len(token) < 3 or (token.lower_ in STOP_WORDS and token.tag_ != "JJ"):
        return False
    return token.lower_ not in quiet and token.lemma_.lower() not in quiet


@cache
def _quiet_words() -> frozenset[str]:
    """Words that carry no looks by themselves."""
    tables = english()
    names = ("plain_words", "frame_nouns", "creature_nouns", "place_nouns", "quantities")
    return frozenset(w for name in (*names, "covers", "numbers") for w in tables[name])


@cache
def _quiet_verbs() -> frozenset[str]:
    """Verbs that carry no looks by themselves; `a nest` is named, where `it nests` is not."""
    names = ("lore_verbs", "bearing_verbs", "passive_bearing", "facing_verbs")
    tables = english()
    return frozenset(w for n in (*names, "lack_verbs", "making_verbs") for w in tables[n])
