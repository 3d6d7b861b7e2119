"""Words whose meaning depends on their neighbours: `长` (long, grow), `尖` (pointed, tip)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scenegan.language.chinese.items import Item, Noun
from scenegan.language.chinese.lexicon import Meaning, lookup
from scenegan.language.chinese.units import Unit

_VERBS_OF_BEARING = frozenset("长带戴穿披有")
_UNSEEN = frozenset(["看不见", "看不到", "看不清"])


def settled(
    unit: Unit, before: Unit | None, after: Sequence[Unit], items: Sequence[Item], described: bool
) -> Unit:
    """Returns a unit with the role that it has beside its neighbours.

    Args:
        unit: the unit.
        before: the one before it in its clause.
        after: those after it.
        items: what was gathered of the clause so far.
        described: whether describing words wait for their noun.
    """
    after = [] if after and after[0].role in ("comma", "stop") else after
    following = after[0] if after else None
    if unit.text == "长":
        return _grow(unit, before, following)
    if unit.text == "尖":
        return _tip(unit, before, after, described)
    if unit.text == "尖尖" and _tells_color(after):
        # `耳朵尖尖是白色`: what has a colour of its own is the tip.
        return _tip(replace(unit, meaning=lookup("尖") or unit.meaning), before, after, described)
    if unit.role == "noun" and unit.meaning.part and unit.meaning.attrs:
        return _shape(unit, before, following)
    if unit.role == "other" and before is not None and before.role in ("simile", "have"):
        # `嘴巴像吸管`: nobody knows what it is, but a thing it is.
        return replace(unit, role="thing")
    if unit.text in _UNSEEN and before is not None and before.role == "modifier":
        # `尾巴短到看不见`
        return replace(unit, role="skip")
    if unit.text == "成" and before is not None and before.meaning.attrs:
        # `胖成球`, `弯成月牙`
        return replace(unit, role="simile")
    if unit.text == "做" and following is not None and following.role == "de":
        return replace(unit, role="made")
    if unit.role == "not":
        return _not(unit, after)
    if unit.role == "have" and unit.meaning.part:
        return replace(unit, role="noun")
    if unit.role == "instead" and unit.text == "不是":
        parts = following is not None and any(u.role == "noun" for u in after[:4])
        return unit if parts else replace(unit, role="not")
    if unit.role == "modifier" and unit.meaning.grammar == "have":
        governs = following is not None and following.role == "amount"
        if following is not None and following.role == "noun" and before is not None:
            # `下面垂着闪电`, `尾巴卷着香蕉`
            governs = before.role == "place" or bool(before.meaning.part)
        if len(after) > 1 and following is not None and following.role == "noun":
            # `竖起了脖子上的羽毛`: what is raised comes after its place.
            governs = after[1].role == "place" and before is not None
        if unit.text == "燃烧着" and following is not None:
            governs = following.role in ("noun", "modifier", "amount")
        return replace(unit, role="have") if governs and not described else unit
    if unit.text == "系" and following is not None and following.role in ("amount", "modifier"):
        return replace(unit, role="have")
    if unit.text == "卷毛" and not items and (before is None or before.role == "modifier"):
        # `卷毛` alone tells of the fur, not of one tuft.
        return replace(unit, meaning=Meaning(cover=True, cover_attr="curled"))
    if unit.role == "type" and items and isinstance(items[-1], Noun):
        return replace(unit, role="simile_tail") if unit.text == "型" else unit
    return unit


def _grow(unit: Unit, before: Unit | None, following: Unit | None) -> Unit:
    """`头上长角` grows, `尾巴长` is long."""
    if following is not None and following.role in ("amount", "have"):
        return replace(unit, role="have")
    located = before is not None and (before.role == "place" or before.meaning.located)
    if located and following is not None and following.role in ("noun", "modifier"):
        return replace(unit, role="have")
    return replace(unit, role="modifier")


def _tip(unit: Unit, before: Unit | None, after: Sequence[Unit], described: bool) -> Unit:
    """`尾巴尖是白色的` speaks of the tip, `耳朵尖` and `尖耳朵` of a shape."""
    following = after[0] if after else None
    noun_before = before is not None and before.role == "noun" and bool(before.meaning.part)
    of_noun = before is not None and before.role == "de" and not described
    if not (noun_before or of_noun) or following is None:
        return replace(unit, role="modifier")
    if following.role in ("be", "have", "place", "locate", "colon"):
        return replace(unit, role="place")
    colored = following.role == "modifier" and bool(following.colors)
    return replace(unit, role="place" if colored else "modifier")


def _tells_color(after: Sequence[Unit]) -> bool:
    return len(after) > 1 and after[0].role == "be" and bool(after[1].colors)


def _shape(unit: Unit, before: Unit | None, following: Unit | None) -> Unit:
    """`心形的尾巴` and `尾巴是心形` tell a shape, `胸前有心形` a marking."""
    if following is None:
        shape = before is not None and before.role in ("be", "noun", "place", "de")
    else:
        shape = following.role in ("de", "noun", "modifier", "simile_tail")
        if following.role == "modifier" and before is not None and before.role == "de":
            shape = False
    return replace(unit, role="modifier") if shape else unit


def _not(unit: Unit, after: Sequence[Unit]) -> Unit:
    """`不带帽子` denies a thing; `不大` and `不长` deny a quality."""
    if len(after) > 1 and after[0].text[:1] in _VERBS_OF_BEARING and after[1].role == "noun":
        return replace(unit, role="neg")
    return unit
