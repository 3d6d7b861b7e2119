"""Where parts are: what hangs on what, how many there are, and places beyond that."""

from __future__ import annotations

from collections.abc import Sequence

from scenegan.language.chinese.items import Noun
from scenegan.language.chinese.units import Unit
from scenegan.language.mentions import Findings, Mention, Trace
from scenegan.language.tables import english

_PREDICATES = {"tip": "at the tip of", "edge": "on"}
_BOTH_SIDES = frozenset(["两侧", "两边", "左右", "两旁", "左右两侧", "左右两边"])
_BESIDE = frozenset(["above", "below", "behind", "in front of"])


def predicate_of(noun: Noun) -> str | None:
    """Returns the predicate of the place that a phrase names; None for a plain part."""
    where = noun.where
    return _PREDICATES.get(where, where) if where is not None else None


def hang(child: Mention, holder: Mention, predicate: str | None = None) -> None:
    """Attaches a part where that makes sense: no tail hangs on an ear.

    Args:
        child: what is placed.
        holder: what it is placed by.
        predicate: how; `on` and None say no more than that it is attached.
    """
    if child is holder or holder.hangs_on(child) or child.part == holder.part:
        return
    if predicate in _BESIDE:
        holder.anchor = True
        child.places.append((predicate, [holder]))
        return
    body = ("torso", "body", "head", "neck")
    if child.part in english()["major_parts"] and holder.part not in body:
        return
    child.hang_on(holder)
    if predicate not in (None, "on"):
        child.places.append((str(predicate), [holder]))


def tell_each(mention: Mention, holders: Sequence[Mention], place: Noun | None) -> None:
    """Notes that there is one for each: `两侧各有三根`, `每只脚上都有`."""
    word = place.place if place is not None else None
    if word is not None and word.text.removesuffix("各") in _BOTH_SIDES:
        mention.count = 2 * (mention.count or 1)
    elif holders:
        mention.each = True
        mention.every = place is not None and place.each


def recall(found: Findings, unit: Unit, mention: Mention) -> None:
    """Notes how many there are of a part."""
    start, end = found.understand(unit.start, unit.end)
    count = unit.amount.count if unit.amount is not None else None
    if count is not None:
        mention.count = count
        mention.traces.append(Trace("count", start, end, str(count)))


_BEARERS = frozenset(["body", "torso", "head", "hand"])


def forget_bare_places(found: Findings) -> None:
    """Lets go of a back or a hand that only bears what no graph holds: `背上驮着箱子`."""
    used = {id(m.holder) for m in found.mentions}
    used |= {id(other) for m in found.mentions for _, others in m.places for other in others}
    for mention in list(found.mentions):
        told = mention.attrs or mention.colors or mention.holder or mention.places
        if mention.anchor and mention.part in _BEARERS and not told and id(mention) not in used:
            found.mentions.remove(mention)
