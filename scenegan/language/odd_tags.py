"""Words about looks that are tagged as verbs and adverbs: `cat, ghostly`, `icy and thorny`."""

from __future__ import annotations

from functools import cache

from spacy.lang.en.stop_words import STOP_WORDS

from scenegan.language.lexicon import Senses, lookup
from scenegan.language.phrases import Gathered
from scenegan.language.tables import english
from scenegan.language.words import Word


def tells_despite_tag(token: Word, gathered: Gathered) -> bool:
    """Whether a word that is no noun and no adjective by its tag tells of looks all the same.

    So do words that the lexicon knows as a look, what stands by itself between signs, and the verb
    of a part (`whose skin peels`).
    """
    if not token.is_alpha or len(token) < 3 or token.lower_ in STOP_WORDS:
        return False
    if token.pos_ in ("VERB", "NOUN") and token.dep_ in ("attr", "acomp", "oprd"):
        return True
    if token.pos_ == "ADV":
        known = lookup(token.lower_, exact=True)
        look = known is not None and bool(known.attr)
        return look or _is_adjective_like(token) or _stands_alone(token)
    return token.pos_ == "VERB" and _verb_tells(token, gathered)


def _verb_tells(token: Word, gathered: Gathered) -> bool:
    phrase = gathered.by_token.get(token.i)
    if phrase is not None and phrase.token is token:
        return phrase.role == "other"
    if _stands_alone(token) or _is_last_of_two(token):
        return True
    senses = lookup(token.lower_, exact=True)
    after = _after(token)
    if senses is not None and (senses.attr or senses.color or senses.mood):
        # Ears hanging down, a bell hanging from it: where they are, and not how they look.
        return token.tag_ != "VB" and not (token.tag_ == "VBG" and after in ("ADP", "ADV"))
    if _names_thing(senses) and token.lower_ not in english()["moving_verbs"]:
        return True
    if token.lemma_.lower() in english()["verb_attributes"] and after == "ADJ":
        # Its eyes glow red: they are red.
        return False
    return token.lemma_.lower() not in _placing_verbs() and _is_of_part(token, gathered)


def _names_thing(senses: Senses | None) -> bool:
    return senses is not None and senses.kind is not None


def _after(token: Word) -> str:
    """Returns the part of speech of the next word."""
    at = token.i + 1
    return token.doc[at].pos_ if at < len(token.doc) else "PUNCT"


def _is_last_of_two(token: Word) -> bool:
    """Whether an adjective was taken for a verb: `bulging and checkered`, `icy and thorny`."""
    before = token.doc[token.i - 1].lower_ if token.i else ""
    if before != "and" or _after(token) != "PUNCT":
        return False
    formed = token.tag_ in ("VBN", "VBD") or token.lower_.endswith(("y", "en"))
    return formed and token.lower_ not in english()["moving_verbs"]


def _is_of_part(token: Word, gathered: Gathered) -> bool:
    """Whether a verb says what a part, or an unknown thing, does."""
    subjects = [gathered.by_token.get(c.i) for c in token.children if c.dep_ == "nsubj"]
    if token.dep_ == "relcl":
        subjects.append(gathered.by_token.get(token.head.i))
    if token.i and token.doc[token.i - 1].lower_ in ("that", "which"):
        subjects.append(gathered.before(token.i - 1))
    return any(p is not None and p.role in ("part", "other") and not p.negated for p in subjects)


def _is_adjective_like(token: Word) -> bool:
    """Whether an adverb by its tag stands as an adjective does: `a ghostly owl`, `it is ghostly`.

    Of `a barely visible mark` and `it moves quickly` nothing is looked for in the adverb.
    """
    head = token.head
    if token.dep_ == "acomp" or token.lower_ in english()["adverb_like_adjectives"]:
        return True
    if token.dep_ == "conj" and (head.pos_ in ("ADJ", "NOUN") or head.tag_ in ("VBN", "VBG")):
        return True
    if not token.lower_.endswith("ly"):
        return token.lower_ not in english()["common_adverbs"]
    after_copula = head.lemma_.lower() in ("be", "look", "seem", "appear") and token.i > head.i
    before_noun = head.pos_ in ("NOUN", "PROPN") and head.i == token.i + 1
    return (after_copula and _after(token) == "PUNCT") or before_noun


def _stands_alone(token: Word) -> bool:
    doc = token.doc
    before = doc[token.i - 1].lower_ if token.i else ""
    after = doc[token.i + 1].text if token.i + 1 < len(doc) else "."
    return before in (",", "(", "-", ":", "but", "/") and after in (",", ")", ".", "-", ";", "/")


@cache
def _placing_verbs() -> frozenset[str]:
    """Verbs that only say that a part is there, or where."""
    tables = english()
    return frozenset([*tables["placing_verbs"], *tables["covering_verbs"], *tables["moving_verbs"]])
