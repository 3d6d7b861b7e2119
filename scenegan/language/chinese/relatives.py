"""What stands before `的`: owners (`它的尾巴`) and relative clauses (`没有壳的蜗牛`)."""

from __future__ import annotations

from scenegan.language.chinese.items import Item, Loose, Noun, is_mark
from scenegan.language.chinese.units import Unit


def take_relative(items: list[Item], noun: Noun, described: int | None) -> None:
    """Gives a noun the owner or the relative clause that ends right before it.

    What describes the creature stays where it is, since whatever a clause says is said of the
    creature unless it says of whom; what describes a part moves into that part's `said`.

    Args:
        items: what was gathered of the clause so far.
        noun: the noun that was just completed.
        described: how many of its describing words stand before their first `的`, if one does.
    """
    last = items[-1] if items else None
    if isinstance(last, Noun) and last.de:
        _after_noun(items, noun, last)
    elif isinstance(last, Noun) and described and _may_be_subject(last, noun):
        items.append(_split(noun, described))
        _adopt(items, noun, len(items) - 2)
    elif is_mark(last, "be") and described and len(items) > 1:
        subject = items[-2]
        if isinstance(subject, Noun) and _may_be_subject(subject, noun):
            items.append(_split(noun, described))
            _adopt(items, noun, len(items) - 3)


def _after_noun(items: list[Item], noun: Noun, last: Noun) -> None:
    """Reads `N 的 noun`: a comparison, a relative clause with a verb, or an owner."""
    begin = len(items) - 1
    while begin > 0 and (is_mark(items[begin - 1], "and") or isinstance(items[begin - 1], Noun)):
        begin -= 1
    verb = items[begin - 1] if begin else None
    told_of_part = any(isinstance(item, Noun) and item.is_part for item in items[:begin])
    if is_mark(verb, "simile") and noun.names_creature and told_of_part:
        last.de, noun.fresh = False, True
    elif last.names_creature and _is_owned(noun) and not is_mark(verb, "simile"):
        _own(items, noun, last)
    elif is_mark(verb, "simile") and begin == len(items) - 1:
        del items[begin - 1 :]
        noun.compare.extend([last.head] if last.head is not None else [])
    elif is_mark(verb, "have", "neg", "locate"):
        last.de = False
        start = begin - 1
        before = items[start - 1] if start else None
        if isinstance(before, Noun) and (before.is_surface or noun.names_creature):
            start -= 1
        _adopt(items, noun, start)
    elif noun.names_creature and last.is_part:
        last.de = False
        _adopt(items, noun, begin)
    elif noun.names_creature and last.meaning.cover and last.mods:
        # `银白色身体的天鹅`
        last.de, noun.fresh = False, True
    elif last.is_part and last.where == "on" and noun.is_part:
        # `头上的角`: a place, as if it stood in front of a sentence.
        last.de = False
    else:
        _own(items, noun, last)


def _is_owned(noun: Noun) -> bool:
    return noun.is_part or noun.meaning.cover


def _own(items: list[Item], noun: Noun, owner: Noun) -> None:
    """Makes the phrase before a noun its owner."""
    items.pop()
    noun.owner, owner.de = owner, False


def _adopt(items: list[Item], noun: Noun, start: int) -> None:
    """Makes the items from one on the relative clause of a noun."""
    first = items[start]
    if noun.is_thing and not is_mark(items[start - 1] if start else None, "have", "neg"):
        return
    if isinstance(first, Noun) and first.amount is not None and not noun.amount:
        moved = first.amount.amount is not None and first.amount.amount.measured
        one = first.amount.amount is not None and first.amount.amount.count == 1
        if moved and (one or first.is_surface) and (start == 0 or noun.is_part):
            noun.amount, first.amount = first.amount, None
    before = items[start - 1] if start else None
    if isinstance(before, Loose) and not before.mods and before.amount and not noun.amount:
        noun.amount = before.amount
        del items[start - 1]
        start -= 1
    if noun.names_creature:
        noun.fresh = True
        return
    noun.said = items[start:]
    del items[start:]


def _may_be_subject(subject: Noun, noun: Noun) -> bool:
    """Whether a noun is described right after it (`尾巴长长的猴子`), and does not own the next."""
    if noun.names_creature and (subject.meaning.size_noun or subject.meaning.mien):
        return not subject.de
    if subject.de or not (subject.is_part or subject.is_surface):
        return False
    if noun.names_creature:
        return (
            subject.where in (None, "tip", "edge") or subject.head is None or noun.meaning.generic
        )
    return noun.is_part and subject.is_surface


def _split(noun: Noun, described: int) -> Loose:
    """Takes the words before the first `的` out of a noun phrase."""
    mods: list[Unit] = noun.mods[:described]
    noun.mods = noun.mods[described:]
    compare, noun.compare = noun.compare, []
    start = mods[0].start if mods else noun.start
    end = mods[-1].end if mods else noun.end
    return Loose(start, end, mods, None, compare)
