"""Nouns such as `tip` and `side` that only say where something is."""

from __future__ import annotations

from scenegan.language.clauses import Clauses
from scenegan.language.phrases import Gathered
from scenegan.language.tables import english


def settle_places(gathered: Gathered, clauses: Clauses) -> None:
    """Makes `tip` and the like a place where they only say where: `at the tip of its tail`."""
    doc = gathered.phrases[0].token.doc if gathered.phrases else None
    for phrase in gathered.phrases:
        if doc is None or phrase.token.lower_ not in english()["place_nouns"]:
            continue
        link = clauses.link(phrase)
        before = link.token.lower_ if link.kind == "prep" and link.token is not None else ""
        if before in _PASSING_NEAR and not phrase.modifiers:
            # A spot near the tip.
            phrase.role = "place"
            continue
        beside = gathered.before(link.token.i) if before in ("at", "on") and link.token else None
        ending = doc[phrase.end].lower_ if phrase.end < len(doc) else ""
        if beside is not None and link.token is not None and beside.end == link.token.i:
            bare = beside.role == "part" and not phrase.modifiers and ending not in ("of", "that")
            if bare and phrase.token.lower_ in ("tip", "tips", "end", "ends"):
                # Antennae with red bulbs at the tips.
                phrase.role = "place"
                continue
        described = any(u.color for u in phrase.modifiers)
        of_part = phrase.end < len(doc) and doc[phrase.end].lower_ == "of"
        owner = gathered.after(phrase.end)
        part = phrase.head.senses.part if phrase.head is not None else None
        if part not in (None, "marking") and owner is not None and owner.role == "creature":
            # The back of the beast is a part of it.
            continue
        bearing = link.kind == "subj" and link.token is not None
        bearing = bearing and link.token is not None and link.token.lemma_ in ("have", "bear")
        located = before in english()["locating_words"] or bearing
        if located and of_part and not described:
            phrase.role = "place"


_PASSING_NEAR = frozenset(["near", "by", "toward", "towards"])
