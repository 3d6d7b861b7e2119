"""Verbs that the tagger took for plural nouns: `its tail sticks up`, `a horn curves upward`."""

from __future__ import annotations

from scenegan.language.lexicon import is_plural, lookup, singular_verb
from scenegan.language.tables import english
from scenegan.language.words import Word, Words


def mend_verbs(doc: Words) -> None:
    """Makes verbs of such words, with the part before each as its subject."""
    for noun, verb in zip(doc, doc[1:], strict=False):
        if verb.tag_ == "NNS" and (_says_what_it_does(noun, verb) or _follows_relative(verb)):
            verb.pos_, verb.tag_, verb.lemma_ = "VERB", "VBZ", singular_verb(verb.lower_)
            if noun.head is verb:
                noun.dep_ = "nsubj"


def _says_what_it_does(noun: Word, verb: Word) -> bool:
    """Whether one part stands before a word that can be a verb, and a way or a place after it.

    At the end of a sentence, the place may stand in front: `From its forehead a horn protrudes`.
    """
    doc, after = verb.doc, verb.i + 1
    if after >= len(doc) or not noun.whitespace_:
        return False
    if doc[after].pos_ in ("DET", "PRON") and doc[noun.i - 1].pos_ != "ADP":
        senses = lookup(noun.lower_)
        plain = singular_verb(verb.lower_)
        return bool(senses and senses.part) and plain in english()["covering_verbs"]
    fronted = doc[after].pos_ == "PUNCT" and doc[verb.sent.start].pos_ == "ADP"
    if doc[after].tag_ not in ("RB", "RP") and doc[after].lower_ not in _WAYS and not fronted:
        return False
    senses = lookup(noun.lower_)
    if senses is None or senses.part is None or is_plural(noun.lower_):
        return False
    return _is_known(verb)


def _follows_relative(verb: Word) -> bool:
    """Whether a word stands behind a noun with `that`, `which` or `who`: `a bulb that dangles`."""
    doc = verb.doc
    if verb.i < 2 or doc[verb.i - 1].lower_ not in ("that", "which", "who"):
        return False
    before = doc[verb.i - 2]
    senses = lookup(verb.lower_)
    bears = singular_verb(verb.lower_) in english()["bearing_verbs"]
    return before.pos_ in ("NOUN", "PROPN") and (senses is None or bears or _is_known(verb))


def _is_known(verb: Word) -> bool:
    plain = singular_verb(verb.lower_)
    known = (english()["placing_verbs"], english()["verb_attributes"], english()["moving_verbs"])
    return any(plain in verbs for verbs in known)


_WAYS = frozenset(
    ["along", "down", "over", "across", "around", "from", "above", "behind", "beneath", "between"]
    + ["out", "off", "into", "past", "through", "towards", "toward", "up", "with", "on"]
)
