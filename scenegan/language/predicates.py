"""What a part is said to be, where that has no word: `its shell is a jagged block of ice`."""

from __future__ import annotations

from collections.abc import Sequence

from scenegan.language.clauses import Clauses, is_negated_verb
from scenegan.language.describing import Describer
from scenegan.language.phrases import Gathered, Phrase


def read_predicates(gathered: Gathered, clauses: Clauses, describer: Describer) -> None:
    """Gives the looks of an unknown thing to the part, the fur or the body that is said to be it.

    Args:
        gathered: the noun phrases.
        clauses: how they hang together.
        describer: applies what is said.
    """
    for phrase in gathered.phrases:
        if not phrase.modifiers or phrase.role != "other":
            continue
        link = clauses.link(phrase)
        if phrase.negated or link.kind != "obj" or link.token is None:
            continue
        if link.token.lemma_.lower() != "be" or is_negated_verb(link.token):
            continue
        subjects = clauses.subjects(link.token)
        if _are_bodily(subjects, describer):
            _describe(subjects, phrase, describer)


def _are_bodily(subjects: Sequence[Phrase], describer: Describer) -> bool:
    """Whether parts, the fur or the body are spoken of, and not what somebody likes."""
    return bool(subjects) and all(
        describer.mention_of(s) is not None or (s.role in ("creature", "cover") and s.is_owned)
        for s in subjects
    )


def _describe(subjects: Sequence[Phrase], thing: Phrase, describer: Describer) -> None:
    said = [u for u in thing.modifiers if u.color or u.senses.attr]
    for subject in subjects:
        mention = describer.mention_of(subject)
        for unit in said:
            if mention is not None:
                describer.describe_part(unit, mention)
            else:
                describer.describe_creature(unit)
