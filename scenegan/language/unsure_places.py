"""Places that tell nothing, and those that could be read in two ways."""

from __future__ import annotations

from collections.abc import Callable

from scenegan.language.clauses import Clauses
from scenegan.language.leftovers import REASON_UNPLACED
from scenegan.language.mentions import Findings, Mention
from scenegan.language.phrases import Gathered, Phrase
from scenegan.language.tables import english

MentionOf = Callable[[Phrase | None], Mention | None]


def forget_empty_places(
    found: Findings, gathered: Gathered, clauses: Clauses, mention_of: MentionOf
) -> None:
    """Leaves out `its back` where something unknown is on it, and nothing is said of it."""
    mentions = found.mentions
    held = {id(m.holder) for m in mentions}
    held |= {id(o) for m in mentions for _, others in m.places for o in others}
    for phrase in gathered.phrases:
        mention = mention_of(phrase)
        link = clauses.link(phrase)
        if mention is None or link.kind != "prep" or link.token is None:
            continue
        told = mention.attrs or mention.colors or mention.places or mention.anchor
        if told or id(mention) in held or mention.part not in _ALWAYS_THERE:
            continue
        place = link.token.lower_ in english()["places"] and link.token.lower_ != "of"
        bare = phrase.is_definite and not phrase.modifiers and link.conjunct is None
        thing = gathered.before(link.token.i)
        unknown = thing is not None and thing.end == link.token.i and thing.role == "other"
        unknown = unknown and thing is not None and _is_other_being(thing)
        if place and bare and unknown and mention.holder is None:
            mentions.remove(mention)
            found.miss(phrase.token.i, phrase.end, REASON_UNPLACED)
            found.understand(phrase.start, phrase.end)


def _is_other_being(phrase: Phrase) -> bool:
    """Whether a phrase names something by itself, as a boat, and no unknown part."""
    return phrase.head is not None and phrase.head.senses.kind is not None


def doubt_nested(found: Findings, gathered: Gathered, clauses: Clauses) -> None:
    """Reports `a man with a dog with a hat`: the hat may be the dog's."""
    for phrase in gathered.phrases:
        link = clauses.link(phrase)
        if link.kind != "prep" or link.token is None or link.token.lower_ != "with":
            continue
        inner = gathered.before(link.token.i)
        if inner is None or inner.end != link.token.i or inner.role == "part":
            continue
        outer = clauses.link(inner)
        nested = outer.kind == "prep" and outer.token is not None
        kind = inner.head is not None and inner.head.senses.kind is not None
        if nested and kind and outer.token is not None and outer.token.lower_ == "with":
            said = found.doc.written(link.token.i, phrase.end)
            found.doubts.append(
                f"'{said}' was taken to describe the creature, and not '{inner.token.text}'."
            )


_ALWAYS_THERE = frozenset(["torso", "head", "neck", "face"])
"""Parts that a place tells nothing of: `a boat on its back`."""
