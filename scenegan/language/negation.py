"""What a text denies: `no`, `without`, `lacks`, `instead of`."""

from __future__ import annotations

from scenegan.graph.vocabulary import vocabulary
from scenegan.language.clauses import Clauses, is_negated_verb
from scenegan.language.phrases import Gathered, Phrase
from scenegan.language.tables import english
from scenegan.language.units import Unit
from scenegan.language.words import Word, Words


def mark_denied(doc: Words, gathered: Gathered, clauses: Clauses) -> None:
    """Marks phrases that are denied, and drops what is said of others."""
    _drop_others(doc, gathered)
    said = _denied_looks(doc, gathered)
    gathered.denied.extend(u for units in said.values() for u in units)
    gathered.loose = [u for u in gathered.loose if u not in gathered.denied]
    unseen = _unseen(doc, gathered)
    for phrase in gathered.phrases:
        about = any(start <= phrase.start < units[0].start for start, units in said.items())
        phrase.negated = not about and _is_denied(doc, phrase, clauses)
        if phrase.role == "part" and (phrase.start in unseen or _is_stood_in_for(doc, phrase)):
            phrase.negated, phrase.dropped = False, True


def _drop_others(doc: Words, gathered: Gathered) -> None:
    """Drops the looks of whom the creature is not like: `Unlike the adult, which is grey`."""
    for word in doc:
        if word.lower_ != "unlike":
            continue
        end = _comma_after(doc, word.i)
        if end + 1 < len(doc) and doc[end + 1].lower_ in ("which", "who", "whose", "that"):
            end = _comma_after(doc, end + 1)
        gathered.loose = [u for u in gathered.loose if not word.i < u.start < end]
        for phrase in gathered.phrases:
            if word.i < phrase.start < end:
                phrase.modifiers = []
                phrase.dropped = phrase.role == "part"


def _comma_after(doc: Words, start: int) -> int:
    """Returns where the next comma stands, or the end of the sentence."""
    for word in doc[start : doc[start].sent.end]:
        if word.text in (",", ";", ":"):
            return word.i
    return doc[start].sent.end


def _denied_looks(doc: Words, gathered: Gathered) -> dict[int, list[Unit]]:
    """Returns what is denied of parts that are there: `Neither the nose nor the tail is long`.

    By the word that begins the denial; `neither its ears nor its tail are visible` denies parts.
    """
    found: dict[int, list[Unit]] = {}
    for word in doc:
        if word.lower_ != "neither":
            continue
        first = gathered.by_token.get(word.i)
        if first is None or first.role != "part" or first.start != word.i:
            continue
        if not word.is_sent_start and doc[word.i - 1].lower_ not in _OPENING:
            continue
        verb = next((w for w in doc[first.end : word.sent.end] if w.lemma_ in _COPULAS), None)
        if verb is None or any(w.text in ";:" for w in doc[word.i : verb.i]):
            continue
        units = [u for u in gathered.loose if verb.i < u.start < word.sent.end]
        said = [u for u in units if _follow_on(doc, verb.i + 1, u)]
        if said:
            found[word.i] = said
    return found


def _unseen(doc: Words, gathered: Gathered) -> set[int]:
    """Returns where parts begin that are there and not seen: `neither its ears nor its tail`.

    `No visible eyes` are none; `neither its ears nor its tail are visible` says nothing of either.
    """
    found: set[int] = set()
    for word in doc:
        if word.lower_ != "neither" or word.i + 1 >= len(doc):
            continue
        verb = next((w for w in doc[word.i : word.i + _REACH] if w.lemma_ in _COPULAS), None)
        said = doc[verb.i + 1].lower_ if verb is not None and verb.i + 1 < len(doc) else ""
        if verb is None or said not in ("visible", "seen", "shown"):
            continue
        inside = [p for p in gathered.phrases if word.i <= p.start < verb.i and p.is_definite]
        found.update(p.start for p in inside)
    return found


def _is_stood_in_for(doc: Words, phrase: Phrase) -> bool:
    """Whether something else is where a part should be: `wings where its ears should be`."""
    led = phrase.start > 0 and doc[phrase.start - 1].lower_ == "where"
    after = [w.lower_ for w in doc[phrase.end : phrase.end + 3]]
    return led and bool({"should", "would", "usually", "normally", "ought"} & set(after))


def _follow_on(doc: Words, start: int, unit: Unit) -> bool:
    """Whether a word stands in the predicate that begins at a word."""
    plain = all(w.pos_ in ("ADV", "ADJ", "CCONJ", "PART") for w in doc[start : unit.start])
    return plain and bool(unit.color or unit.senses.attr or unit.senses.mood)


def _is_denied(doc: Words, phrase: Phrase, clauses: Clauses) -> bool:
    if any(w in ("no", "neither", "any") for w in phrase.determiners):
        return True
    around = " ".join(w.lower_ for w in doc[max(0, phrase.start - 2) : phrase.start + 2])
    if "not a single" in around:
        return True
    before = doc[phrase.start - 1] if phrase.start else None
    if before is not None and before.lower_ in ("only", "just", "but"):
        return False
    if before is not None and before.lower_ in _EXCEPTING and _is_described(doc, phrase):
        # All blue except its red tail: the tail is there.
        return False
    if before is not None and before.lower_ in ("nor", "neither", "zero", "0", "lack", "lacks"):
        return True
    after = [t.lower_ for t in doc[phrase.end : phrase.end + 2]]
    if after[:1] == ["none"] or after == [":", "none"] or after == [":", "no"]:
        return True
    replaced = doc[phrase.end] if phrase.end < len(doc) and phrase.role == "part" else None
    if replaced is not None and replaced.tag_ in ("VBN", "VBD") and after[1:] in (["by"], ["with"]):
        # Legs replaced by wheels.
        if replaced.lemma_.lower() in _EXCHANGING:
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
    joined = between & {"and", "or", "nor", "&", "but", ";"}
    if "," in between and not joined and not _list_goes_on(doc, phrase.end):
        # A horse without a head, flames rising from its neck.
        return False
    own = any(w in ("a", "an", "its", "the") for w in phrase.determiners)
    if own or between & {"but", "only", "just"} or phrase.modifiers:
        return False
    plain_no = "no" in first.determiners
    goes_on = {t.lower_ for t in doc[phrase.end : phrase.token.sent.end]} & {"or", "nor"}
    return not plain_no or bool(goes_on)


def _list_goes_on(doc: Words, end: int) -> bool:
    """Whether `or`, `nor` or `and` closes the list that goes on here: `wings, horns or tail`."""
    while end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].pos_ == "NOUN":
        end += 2
    if end + 1 < len(doc) and doc[end].text == ",":
        end += 1
    return end < len(doc) and doc[end].lower_ in ("or", "nor", "and")


def _preposition_denies(doc: Words, token: Word) -> bool:
    if token.lower_ in english()["without_words"]:
        return True
    before = doc[token.i - 1].lower_ if token.i else ""
    if token.lower_ == "of":
        earlier = doc[token.i - 2].lower_ if token.i > 1 else ""
        return before in ("instead", "free", "devoid", "bereft", "bare", "void", "stripped") or (
            before in ("place", "lieu") and earlier == "in"
        )
    return token.lower_ == "than" and before == "rather"


def _verb_denies(verb: Word, kind: str, phrase: Phrase) -> bool:
    lemma = verb.lemma_.lower()
    lacking = lemma in english()["lack_verbs"]
    if kind == "obj":
        if is_negated_verb(verb) or _nor_leads(verb):
            return not lacking
        if lemma in _EXCHANGING:
            # Swap the mane for leaves.
            rest = [w.lower_ for w in verb.doc[phrase.end : phrase.end + 4]]
            return phrase.start > verb.i and bool({"for", "with", "by"} & set(rest))
        # Who misses one ear, or the left one, has another.
        sides = {w.lower_ for w in verb.doc[verb.i : phrase.end]} & {"one", "left", "right"}
        one_of_two = lacking and _is_one_of_two(phrase)
        return lacking and not sides and not one_of_two
    if phrase.role == "creature" or any(u.word == "one" for u in phrase.modifiers):
        # A sloth, one arm missing: the sloth is there.
        return False
    if any(c.dep_ == "dobj" for c in verb.children):
        # A cat, missing its tail: the cat is there.
        return False
    if lemma in _EXCHANGING and verb.tag_ == "VBN" and phrase.role == "part":
        # Its legs are replaced by wheels.
        after = verb.doc[verb.i + 1].lower_ if verb.i + 1 < len(verb.doc) else ""
        return after in ("by", "with", "for")
    missing = verb.lower_ in _MISSING
    if not missing and any(w.lower_ in _MISSING for w in verb.doc[verb.i : verb.sent.end]):
        missing = any(
            c.lower_ in _MISSING and c.i > verb.i and c.dep_ in ("acomp", "attr")
            for c in verb.subtree
        )
    return missing and not is_negated_verb(verb)


def _is_one_of_two(phrase: Phrase) -> bool:
    """Whether an article says that one of several is gone: `missing an ear`, but `a tail`."""
    part = phrase.head.senses.part if phrase.head is not None else None
    article = any(u.word in ("a", "an") for u in phrase.modifiers)
    return article and part is not None and vocabulary().parts[part].usual_number > 1


def _nor_leads(verb: Word) -> bool:
    """Whether a clause begins with `nor does it`."""
    words = [w.lower_ for w in verb.doc[max(0, verb.i - 3) : verb.i]]
    return "nor" in words and bool({"does", "do", "did", "has", "have"} & set(words))


def _is_described(doc: Words, phrase: Phrase) -> bool:
    """Whether something more is said of a phrase than that it is there."""
    described = any(u.color or u.senses.attr for u in phrase.modifiers)
    after = doc[phrase.end].lower_ if phrase.end < len(doc) else "."
    return described or phrase.is_definite or after in ("which", "that", "(", "is", "are", ":")


_REACH = 14
"""Words after `neither` in which its verb stands, whatever sentences the parse makes of them."""
_EXCHANGING = frozenset(["swap", "replace", "exchange", "trade"])
_MISSING = frozenset(["missing", "absent"])
_OPENING = frozenset([",", ";", ":", "and", "but", "though", "while"])
_EXCEPTING = frozenset(["except", "excepting", "excluding"])
_COPULAS = frozenset(["be", "look", "seem", "appear"])
