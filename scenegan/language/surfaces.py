"""Sides and ends of parts that are named as nouns: `the inside of its ears`, `a tuft of hair`."""

from __future__ import annotations

from dataclasses import replace

from scenegan.language.clauses import Clauses
from scenegan.language.lexicon import Senses, people
from scenegan.language.phrases import Gathered, Phrase
from scenegan.language.tables import english
from scenegan.language.units import Unit
from scenegan.language.words import Words


def settle_surfaces(doc: Words, gathered: Gathered, clauses: Clauses) -> None:
    """Decides what words mean that are a part only by themselves.

    `Down its spine` speaks of the back, `a red spine` of a spike; the underside of a wing is a
    marking on it, that of the creature its belly; the hair of a tuft is no mane.
    """
    for phrase in gathered.phrases:
        word = phrase.token.lower_
        if phrase.head is None and word in ("side", "sides") and _is_flank(doc, gathered, phrase):
            start, end = phrase.token.i, phrase.end
            text = doc.written(start, end)
            phrase.head = Unit(start, end, text, word, Senses(part="torso"))
            phrase.role, phrase.is_plural = "part", False
        if phrase.head is None or phrase.role not in ("part", "other"):
            continue
        if word == "spine" and phrase.is_definite and not phrase.modifiers:
            phrase.head = replace(phrase.head, senses=Senses(part="torso"))
        elif word in ("skull", "skulls") and not _is_owned(doc, phrase):
            # A crow holding a skull; the skull of the crow is its head.
            phrase.head = replace(phrase.head, senses=Senses(part="bone"))
            phrase.role = "part"
        elif word in _SURFACES and _of_part(doc, gathered, clauses, phrase):
            phrase.head = replace(phrase.head, senses=Senses(part="marking"))
            phrase.role = "part"
        elif word in ("hair", "hairs") and _clothes_whole(doc, clauses, phrase):
            phrase.head = replace(phrase.head, senses=Senses(cover=True, cover_attr="furry"))
            phrase.role = "cover"
        elif word in ("hair", "hairs") and _tuft_before(doc, gathered, phrase):
            phrase.head = replace(phrase.head, senses=Senses(cover=True))
            phrase.role = "cover"


def _is_owned(doc: Words, phrase: Phrase) -> bool:
    """Whether a part is said to be the creature's own: `its skull`, `whose skull`."""
    before = doc[phrase.start - 1].lower_ if phrase.start else ""
    return phrase.is_definite or before in ("whose", "'s", "’s")


def settle_coats(gathered: Gathered, kind: str | None) -> None:
    """Makes clothing of the coat of whoever has no fur: `a gnome, blue coat`, `a knight`."""
    if kind not in people() and kind not in english()["dressed_kinds"]:
        return
    for phrase in gathered.phrases:
        if phrase.role == "cover" and phrase.head is not None and phrase.head.senses.part:
            phrase.role = "part"


def _is_flank(doc: Words, gathered: Gathered, phrase: Phrase) -> bool:
    """Whether the sides are the creature's: `down the sides of this panther`."""
    if phrase.modifiers or not phrase.start or doc[phrase.start - 1].pos_ != "ADP":
        return False
    if doc[phrase.start - 1].lower_ not in ("on", "along", "down", "across", "over"):
        return False
    owner = gathered.after(phrase.end)
    if phrase.end >= len(doc) or doc[phrase.end].lower_ != "of":
        return False
    return owner is not None and owner.start == phrase.end + 1 and owner.role == "creature"


def surface_before(doc: Words, gathered: Gathered, phrase: Phrase) -> Phrase | None:
    """Returns the tip or the side of which a part is the owner: `the tips of its wings`."""
    start = phrase.start
    if start > 1 and doc[start - 1].lower_ in ("'s", "'"):
        owner = gathered.before(start - 1)
        start = owner.start if owner is not None else start
    if not start or doc[start - 1].lower_ != "of":
        return None
    named = gathered.before(start - 1)
    if named is None or named.end != start - 1 or named.role != "part":
        return None
    return named if named.head is not None and named.head.senses.part == "marking" else None


def _of_part(doc: Words, gathered: Gathered, clauses: Clauses, phrase: Phrase) -> bool:
    """Whether it is that of a part but the trunk: `of its wings`, `wings with pale undersides`."""
    bearer = gathered.before(phrase.start)
    if phrase.is_plural and bearer is not None and bearer.end == phrase.start - 1:
        if doc[bearer.end].lower_ == "with" and bearer.role == "part" and bearer.is_plural:
            return True
    owner = gathered.after(phrase.end)
    if owner is None or owner.start != phrase.end + 1 or doc[phrase.end].lower_ != "of":
        return False
    owner = clauses.owned(owner) or owner
    part = owner.head.senses.part if owner.head is not None else None
    return owner.role == "part" and part in english()["body_parts"] and part not in _TRUNK


def _clothes_whole(doc: Words, clauses: Clauses, phrase: Phrase) -> bool:
    """Whether hair is all over: `covered in coarse black hair`."""
    link = clauses.link(phrase)
    verb = link.token.head if link.kind == "prep" and link.token is not None else None
    covered = verb is not None and verb.lemma_.lower() in ("cover", "coat", "clothe")
    return covered and verb is not None and verb.tag_ in ("VBN", "VBD")


def _tuft_before(doc: Words, gathered: Gathered, phrase: Phrase) -> bool:
    """Whether a tuft or a crest is made of it: `a tuft of black hair`."""
    before = gathered.before(phrase.start)
    if before is None or before.end != phrase.start - 1 or doc[before.end].lower_ != "of":
        return False
    return before.head is not None and before.head.senses.part in ("tuft", "crest", "collar")


_SURFACES = frozenset(["inside", "insides", "interior", "underside", "undersides", "outside"])
_TRUNK = frozenset(["torso", "body", "belly"])
