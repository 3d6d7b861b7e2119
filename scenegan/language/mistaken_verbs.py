"""Verbs that the tagger took for plural nouns: `its tail sticks up`, `a horn curves upward`."""

from __future__ import annotations

from scenegan.language.lexicon import is_plural, lookup, singular_verb
from scenegan.language.tables import english
from scenegan.language.words import Word, Words


def mend_verbs(doc: Words) -> None:
    """Makes verbs of such words, with the part before each as its subject."""
    for noun, verb in zip(doc, doc[1:], strict=False):
        if verb.tag_ == "NNS" and _says_what_it_does(noun, verb):
            verb.pos_, verb.tag_, verb.lemma_ = "VERB", "VBZ", singular_verb(verb.lower_)
            if noun.head is verb:
                noun.dep_ = "nsubj"


def _says_what_it_does(noun: Word, verb: Word) -> bool:
    """Whether one part stands before a word that can be a verb, and a direction after it."""
    doc, after = verb.doc, verb.i + 1
    if after >= len(doc) or doc[after].tag_ not in ("RB", "RP") or not noun.whitespace_:
        return False
    senses = lookup(noun.lower_)
    if senses is None or senses.part is None or is_plural(noun.lower_):
        return False
    plain = singular_verb(verb.lower_)
    known = (english()["placing_verbs"], english()["verb_attributes"], english()["moving_verbs"])
    return any(plain in verbs for verbs in known)
