"""What a text denies or takes back: `no`, `without`, `lacks`, `instead of`, `sorry`."""

from __future__ import annotations

from scenegan.language.clauses import Clauses, is_negated_verb
from scenegan.language.phrases import Gathered, Phrase
from scenegan.language.tables import english
from scenegan.language.words import Word, Words


def mark_denied(doc: Words, gathered: Gathered, clauses: Clauses) -> None:
    """Marks phrases that are denied, and those that are taken back."""
    _take_back(doc, gathered)
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
    words = {c.lower_ for c in verb.subtree if c.i > verb.i and c.dep_ in ("acomp", "attr")}
    missing = verb.lower_ in ("missing", "absent") or bool(words & {"missing", "absent"})
    return missing and not is_negated_verb(verb)


def _take_back(doc: Words, gathered: Gathered) -> None:
    for token in doc:
        if token.lower_ not in _RETRACTIONS or not _is_retraction(token):
            continue
        previous, following = gathered.before(token.i), gathered.after(token.i + 1)
        loose = [u for u in gathered.loose if u.end <= token.i and u.start >= token.i - 3]
        if loose and (previous is None or previous.end <= loose[-1].start):
            gathered.loose.remove(loose[-1])
            continue
        number = next((u for u in gathered.loose if token.i < u.start <= token.i + 4), None)
        nearer = following is None or (number is not None and number.start < following.start)
        if number is not None and nearer and previous is not None:
            gathered.loose.remove(number)
            if number.senses.number:
                kept = [m for m in previous.modifiers if not m.senses.number]
                previous.modifiers = [number, *kept]
            elif number.color:
                kept = [m for m in previous.modifiers if not m.color]
                previous.modifiers = [*kept, number]
        elif previous is not None and following is not None and previous.role == "part":
            previous.dropped = True


_RETRACTIONS = frozenset(
    ["sorry", "oops", "whoops", "correction", "scratch", "no", "er", "erm", "wait", "actually"]
    + ["nvm", "jk", "edit", "hmm", "uh", "um"]
    + ["i", "or"]
)


def _is_retraction(token: Word) -> bool:
    word = token.lower_
    after = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    if token.i == 0 or token.doc[token.i - 1].text not in ",-–—.(…;":
        return False
    if word in ("sorry", "oops", "whoops", "correction", "scratch", "nvm", "jk", "edit"):
        return True
    if word in ("no", "er", "erm", "wait", "actually", "hmm", "uh", "um"):
        return after in (",", "wait", "no", "make", "rather", "sorry", "-", "...")
    return word == "i" and after == "mean" or (word == "or" and after == "rather")
