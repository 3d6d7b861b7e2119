"""Which noun of a Chinese text names the creature."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scenegan.graph.kinds import kinds
from scenegan.language.chinese.items import Item, Mark, Noun, is_mark
from scenegan.language.creature import is_living
from scenegan.language.lexicon import species, species_kind
from scenegan.language.tables import english


def choose_creature(clauses: Sequence[Sequence[Item]]) -> Noun | None:
    """Returns the noun phrase that names the creature.

    A noun such as `花` or `石头` is the creature only where a clause is about it; elsewhere it is
    a part.
    """
    best: Noun | None = None
    best_score = 0.0
    leads = True
    for number, clause in enumerate(clauses):
        for i, item in enumerate(clause):
            if not isinstance(item, Noun):
                continue
            for noun, score in _candidates(clause, i, item, leads):
                if score - 0.01 * number > best_score:
                    best, best_score = noun, score - 0.01 * number
            leads = leads and item.meaning.generic and not item.meaning.kind
    return best


def _candidates(
    clause: Sequence[Item], i: int, noun: Noun, leads: bool
) -> Iterator[tuple[Noun, float]]:
    """Yields a phrase and the one that owns it, each with how likely it names the creature."""
    yield noun, _score(clause, i, noun, leads)
    owner = noun.owner
    if owner is not None and owner.names_creature and owner.meaning.kind:
        borne = is_mark(_governor(clause, i), "have", "neg", "simile")
        yield owner, 1.0 if borne else 8.0


def _score(clause: Sequence[Item], i: int, noun: Noun, leads: bool) -> float:
    meaning = noun.meaning
    if meaning.kind is None or noun.place is not None or meaning.located:
        return 0.0
    governor = None if noun.fresh else _governor(clause, i)
    if is_mark(governor, "neg", "instead", "simile", "replace", "except"):
        return 0.0
    if noun.de and is_mark(governor, "be") and i + 1 == len(clause):
        # `一只翅膀是天使的`
        return 0.0
    if is_mark(governor, "be") and _of_part(clause, clause.index(governor)):
        # `尾巴是蛇` names the creature only if nothing else does.
        return 0.5
    score = 5.0 if meaning.weak else 10.0
    if meaning.part:
        score = 7.5
        if not (leads or noun.fresh or _is_told(clause, i)) or noun.owner is not None:
            return 0.0
        if meaning.part in english()["never_kinds"] and meaning.kind == meaning.part:
            return 0.0
    if is_mark(governor, "have", "locate", "passive") and not noun.fresh:
        score -= 9.5 if meaning.part else 6.0
    if noun.de:
        score -= 2.0
    if not (meaning.part or meaning.weak or is_living(meaning.kind)):
        # Whoever or whatever else a text names is hardly what it describes: `护士求画一只猫`.
        score -= 2.6
    if any(is_mark(item, "retract") for item in clause[:i]):
        score += 1.0
    return score


def _governor(clause: Sequence[Item], i: int) -> Mark | None:
    """Returns the verb or preposition right before a noun phrase and those coordinated with it."""
    for item in reversed(clause[:i]):
        if isinstance(item, Noun) and item.is_whole and not (item.meaning.cover and item.owner):
            return None
        if isinstance(item, Mark) and item.role not in ("and", "other"):
            return item
    return None


def _is_told(clause: Sequence[Item], i: int) -> bool:
    """Whether a clause says that the creature is this: `它是一朵花`."""
    before = clause[i - 2] if i > 1 else None
    told_of = isinstance(before, Noun) and (before.meaning.generic or before.meaning.mien)
    return is_mark(clause[i - 1] if i else None, "be") and told_of


def kind_of(noun: Noun) -> str | None:
    """Returns the English noun for a creature that a phrase names, species given by their looks."""
    name = noun.meaning.kind
    if name is None:
        return None
    return species_kind(name) if name in species() and name not in kinds() else name


def compared_kinds(clauses: Sequence[Sequence[Item]]) -> Iterator[str]:
    """Yields the kinds that a text compares with: the creature of a text that names none."""
    for clause in clauses:
        for i, item in enumerate(clause):
            if not isinstance(item, Noun):
                continue
            compared = [*item.compare] if item.is_whole else []
            if is_mark(_governor(clause, i), "simile") and not _of_part(clause, i):
                head = item.head
                told = head is not None and (is_living_name(head) or not _of_body(clause, i))
                compared += [head] if head is not None and told else []
            for unit in compared:
                if unit.meaning.kind and not unit.meaning.part:
                    yield unit.meaning.kind
    for clause in clauses:
        for item in clause:
            if isinstance(item, Noun):
                yield from (
                    u.meaning.kind for u in item.compare if u.meaning.kind and is_living_name(u)
                )


def is_living_name(unit: object) -> bool:
    """Whether a compared noun is an animal or a monster."""
    meaning = getattr(unit, "meaning", None)
    return meaning is not None and not meaning.part and is_living(meaning.kind)


def _of_body(clause: Sequence[Item], i: int) -> bool:
    """Whether a comparison is said of the body: `身体像海绵` makes no sponge."""
    return any(isinstance(item, Noun) and item.meaning.cover for item in clause[:i])


def _of_part(clause: Sequence[Item], i: int) -> bool:
    """Whether a comparison is said of a part: `尾巴像狐狸`."""
    return any(isinstance(item, Noun) and item.is_part for item in clause[:i])
