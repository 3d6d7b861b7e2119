"""What a text denies: `no`, `without`, `lacks`, `instead of`."""

from __future__ import annotations

from scenegan.language.clauses import Clauses, is_negated_verb
from scenegan.language.phrases import Gathered, Phrase
from scenegan.language.tables import english
from scenegan.language.words import Word, Words


def mark_denied(doc: Words, gathered: Gathered, clauses: Clauses) -> None:
    """Marks phrases that are denied."""
    for phrase in gathered.phrases:
        phrase.negated = _is_denied(doc, phrase, clauses)


def _is_denied(doc: Words, phrase: Phrase, clauses: Clauses) -> bool:
    if any(w in ("no", "neither", "any") for w in phrase.determiners):
        return True
    around = " ".join(w.lower_ for w in doc[max(0, phrase.start - 2) : phrase.start + 2])
    if "not a single" in around:
        return True
    before = doc[phrase.start - 1] if phrase.start else None
    if before is not None and before.lower_ in ("only", "just", "but"):
        return False
    if before is not None and before.lower_ in ("nor", "neither", "zero"):
        return True
    after = [t.lower_ for t in doc[phrase.end : phrase.end + 2]]
    if after[:1] == ["none"] or after == [":", "none"] or after == [":", "no"]:
        return True
    link = clauses.link(phrase)
    if link.conjunct is not None and link.conjunct.negated:
        return _shares_denial(doc, phrase, link.conjunct)
    if before is not None and before.lower_ == "not" and before.i:
        if doc[before.i - 1].lower_ == "why":
            return False
    if before is not None and before.lower_ in ("not", "never") and not phrase.modifiers[1:]:
        return True
    if link.kind == "prep" and link.token is not None:
        return _preposition_denies(doc, link.token)
    if link.kind in ("obj", "subj") and link.token is not None:
        return _verb_denies(link.token, link.kind, phrase)
    return False


def _shares_denial(doc: Words, phrase: Phrase, first: Phrase) -> bool:
    """Whether a denial goes on: `no wings or tail`, but not `no wings and a tail`."""
    between = {t.lower_ for t in doc[first.end : phrase.start]}
    if between & {"or", "nor"}:
        return True
    own = any(w in ("a", "an", "its", "the") for w in phrase.determiners)
    if own or between & {"but", "only", "just"} or phrase.modifiers:
        return False
    plain_no = "no" in first.determiners
    goes_on = {t.lower_ for t in doc[phrase.end : phrase.token.sent.end]} & {"or", "nor"}
    return not plain_no or bool(goes_on)


def _preposition_denies(doc: Words, token: Word) -> bool:
    if token.lower_ in english()["without_words"]:
        return True
    before = doc[token.i - 1].lower_ if token.i else ""
    if token.lower_ == "of":
        earlier = doc[token.i - 2].lower_ if token.i > 1 else ""
        return before in ("instead", "free", "devoid", "bereft") or (
            before in ("place", "lieu") and earlier == "in"
        )
    return token.lower_ == "than" and before == "rather"


def _verb_denies(verb: Word, kind: str, phrase: Phrase) -> bool:
    lacking = verb.lemma_.lower() in english()["lack_verbs"]
    if kind == "obj":
        if is_negated_verb(verb):
            return not lacking
        # Who misses one ear has another.
        return lacking and not any(u.word == "one" for u in phrase.modifiers)
    if any(u.word == "one" for u in phrase.modifiers):
        return False
    if any(c.dep_ == "dobj" for c in verb.children):
        # A cat, missing its tail: the cat is there.
        return False
    missing = verb.lower_ in _MISSING
    if not missing and any(w.lower_ in _MISSING for w in verb.doc[verb.i : verb.sent.end]):
        missing = any(
            c.lower_ in _MISSING and c.i > verb.i and c.dep_ in ("acomp", "attr")
            for c in verb.subtree
        )
    return missing and not is_negated_verb(verb)


_MISSING = frozenset(["missing", "absent"])
