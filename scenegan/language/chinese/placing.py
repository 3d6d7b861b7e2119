"""Where parts are: what hangs on what, how many there are, and places beyond that."""

from __future__ import annotations

from scenegan.language.chinese.items import Noun
from scenegan.language.chinese.units import Unit
from scenegan.language.mentions import Findings, Mention, Trace
from scenegan.language.tables import english

_PREDICATES = {"tip": "at the tip of", "edge": "on"}
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


def recall(found: Findings, unit: Unit, mention: Mention) -> None:
    """Notes how many there are of a part."""
    start, end = found.understand(unit.start, unit.end)
    count = unit.amount.count if unit.amount is not None else None
    if count is not None:
        mention.count = count
        mention.traces.append(Trace("count", start, end, str(count)))
