"""Texts that only name things in passing and describe no creature."""

from __future__ import annotations

from scenegan.language.clauses import Clauses
from scenegan.language.lexicon import is_living, people
from scenegan.language.looks import tells_of_doing
from scenegan.language.mentions import Findings
from scenegan.language.phrases import OWNERS, Gathered
from scenegan.language.tables import english
from scenegan.language.words import Words


def is_small_talk(found: Findings, gathered: Gathered, clauses: Clauses) -> bool:
    """Whether a text in the first or second person only names things in passing."""
    persons = {"i", "we", "our", "my", "you", "your", "us", "they", "he", "she"}
    facts, mentions = found.creature, found.mentions
    looks = facts.colors or facts.attrs or facts.types or found.absent
    if facts.kind is None and not mentions and not found.absent:
        return bool(looks) and len(found.doc) > 6 and not facts.types
    if is_living(facts.kind):
        return False
    if facts.kind is not None and not mentions and not found.absent:
        if facts.kind not in people() and _tells_of_thing(found.doc, gathered):
            return True
    personal = any(t.lower_ in persons for t in found.doc)
    if not personal and not tells_of_doing(gathered, clauses):
        return False
    if facts.kind is None and tells_of_doing(gathered, clauses):
        owned = any(t.lower_ in OWNERS for t in found.doc)
        generic = any(p.role == "creature" and p.head is not None for p in gathered.phrases)
        bodily = any(m.part in english()["body_parts"] and m.colors for m in mentions)
        return not (owned or generic or bodily)
    return not looks and not any(m.attrs or m.colors or m.holder for m in mentions)


def _tells_of_thing(doc: Words, gathered: Gathered) -> bool:
    """Whether a lifeless thing is only spoken of: `Turn left at the red house`."""
    if any(w.lower_ in _ENLIVENING for w in doc):
        return False
    wishes = english()["making_verbs"]
    roots = [s.root for s in doc.sentences]
    return any(r.pos_ == "VERB" and r.lemma_.lower() not in wishes for r in roots) or any(
        p.role == "other" and p.head is None and p.token.pos_ == "NOUN" and not p.dropped
        for p in gathered.phrases
        if roots[0].pos_ in ("VERB", "AUX") and roots[0].lemma_.lower() not in wishes
    )


_ENLIVENING = frozenset(["living", "alive", "walking", "magical", "creature", "monster", "smiling"])
