"""Clauses that say what grows in a place named before: `a mane in which flowers grow`."""

from __future__ import annotations

from collections.abc import Callable

from scenegan.language.clauses import Clauses, is_preposition
from scenegan.language.mentions import Findings, Mention
from scenegan.language.phrases import Gathered, Phrase
from scenegan.language.tables import english
from scenegan.language.words import Word

MentionOf = Callable[[Phrase | None], Mention | None]
Hang = Callable[[Mention | None, Mention, str | None], None]


def place_relatives(
    found: Findings, gathered: Gathered, clauses: Clauses, mention_of: MentionOf, hang: Hang
) -> None:
    """Hangs what a relative clause tells of on the part that the clause describes.

    Args:
        found: what was found so far.
        gathered: the noun phrases.
        clauses: how they hang together.
        mention_of: the part that a phrase mentions.
        hang: attaches a part to another, with a predicate.
    """
    doc = found.doc
    for word in doc[1:]:
        if word.lower_ not in ("which", "whom") or not is_preposition(doc[word.i - 1]):
            continue
        start, predicate = _place(word)
        holder = mention_of(_before(gathered, start))
        if holder is None or predicate is None:
            continue
        for child in _told_of(gathered, clauses, word, mention_of):
            hang(child, holder, None if predicate == "on" else predicate)


def _place(word: Word) -> tuple[int, str | None]:
    """Returns where `on which`, `at the end of which` begins, and the relation that it says."""
    doc, at = word.doc, word.i - 1
    places: dict[str, str] = english()["places"]
    nouns: dict[str, str] = english()["place_nouns"]
    if doc[at].lower_ == "of" and at > 1 and doc[at - 1].lower_ in nouns:
        predicate: str | None = nouns[doc[at - 1].lower_]
        at -= 1
        while at and (doc[at - 1].pos_ == "DET" or doc[at - 1].lower_ in ("very", "at", "on")):
            at -= 1
        return at, predicate
    return at, places.get(doc[at].lower_)


def _before(gathered: Gathered, index: int) -> Phrase | None:
    """Returns the phrase that ends right before a word, but for a comma."""
    phrase = gathered.before(index)
    if phrase is None:
        return None
    between = phrase.token.doc[phrase.end : index]
    return phrase if all(w.text == "," for w in between) else None


def _told_of(
    gathered: Gathered, clauses: Clauses, word: Word, mention_of: MentionOf
) -> list[Mention]:
    """Returns the parts that a relative clause tells of."""
    verb = word.doc[word.i - 1].head
    for _ in range(3):
        if verb.pos_ in ("VERB", "AUX"):
            break
        verb = verb.head
    if verb.pos_ in ("VERB", "AUX"):
        told = [*clauses.subjects(verb), *clauses.objects(verb)]
        found = [mention_of(p) for p in told if p.start > word.i]
        if any(found):
            return [m for m in found if m is not None]
    following = gathered.after(word.i)
    while following is not None and following.start < word.sent.end:
        mention = mention_of(following)
        if mention is not None:
            return [mention]
        following = gathered.after(following.end)
    return []
