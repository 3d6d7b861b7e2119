"""Two nouns side by side: `蝙蝠翅膀`, `火焰尾巴`, `三头蛇`, `冰龙`, `蘑菇怪物`."""

from __future__ import annotations

from dataclasses import replace

from scenegan.language.chinese.families import people
from scenegan.language.chinese.items import Noun
from scenegan.language.chinese.lexicon import Meaning
from scenegan.language.chinese.units import Unit

_MATERIALS = frozenset(
    ["flame", "leaf", "ice", "crystal", "rock", "feather", "cloud", "gem", "marking", "lightning"]
    + ["water", "spike", "weapon", "shell", "flower", "string", "bone"]
)
"""Parts that tell what another part is made of or shaped like."""
_WOVEN = frozenset(["clothing", "ribbon"])
_GHOSTS = frozenset(["ghost", "phantom", "specter", "spirit"])


def joined(first: Noun, head: Unit, leads: bool) -> Noun | None:
    """Joins a noun phrase with the noun right after it; None where both stand alone.

    Args:
        first: the noun phrase.
        head: the noun after it.
        leads: whether the phrase stands at the start of its clause.
    """
    if first.de or first.place is not None or first.head is None or first.meaning.located:
        return None
    own, next_meaning = first.meaning, head.meaning
    if next_meaning.part or next_meaning.limbs:
        return None if leads and _is_spoken_of(first) else _part(first, head)
    if own.cover or own.mien or own.size_noun or (own.generic and not own.kind):
        return None
    if next_meaning.cover and own.likeness and own.part in _MATERIALS and not first.mods:
        # `石头身体`
        return _grown(first, head, compare=first.head)
    if next_meaning.cover:
        return _grown(first, head, owner=first) if first.is_part else None
    if not (next_meaning.kind or next_meaning.generic):
        return None
    return _creature_after_part(first, head) if first.is_part else _creature(first, head)


def _is_spoken_of(first: Noun) -> bool:
    """Whether a clause begins with the creature itself: `这只猫耳朵很大`, `绿色的青蛙背上`."""
    if not first.names_creature:
        return False
    amount = first.amount.amount if first.amount is not None else None
    one = amount is not None and amount.measured and amount.count == 1
    return first.definite or one or (bool(first.mods) and amount is None)


def _part(first: Noun, head: Unit) -> Noun | None:
    own = first.meaning
    if own.cover or own.mien or own.size_noun:
        return None
    if first.names_creature:
        if own.generic or own.kind is None:
            return _grown(first, head, owner=Noun(first.start, first.end, first.head))
        return _grown(first, head, compare=first.head)
    if own.likeness and own.part in _MATERIALS and head.meaning.part != own.part:
        return _grown(first, head, compare=first.head)
    if own.part == "flower" and first.head is not None and head.meaning.part in _WOVEN:
        # `花毯子` has a pattern.
        return _grown(first, head)
    if own.part in ("gem", "bone") and head.meaning.part == "collar":
        # `珍珠项链`
        return _grown(first, head)
    owner = Noun(first.start, first.end, first.head)
    if head.meaning.part_color is not None:
        # `红伞盖白点`: each of both nouns has a colour of its own.
        owner.mods, first.mods = first.mods, []
    return _grown(first, head, owner=owner)


def _creature(first: Noun, head: Unit) -> Noun:
    """Reads `狐狸怪物` as a fox, and `青蛙骑士` as a frog: a role does not change the looks."""
    own = first.meaning.kind
    vague = head.meaning.generic or head.meaning.weak
    vague = vague or head.meaning.kind in people() and own not in people()
    if own in _GHOSTS and head.meaning.kind not in people() and not vague and first.head:
        # `幽灵狗`
        noun = _grown(first, head)
        noun.types.append((first.head, "ghost"))
        return noun
    if vague and first.head is not None and first.meaning.kind not in ("plant", None):
        meaning = replace(first.meaning, part=None, weak=False)
        text = first.head.text + head.text
        whole = replace(first.head, end=head.end, text=text, meaning=meaning)
        return _grown(first, whole)
    return _grown(first, head)


def _creature_after_part(first: Noun, head: Unit) -> Noun:
    own = first.meaning
    if first.head is not None and own.type and _is_type(first.head):
        noun = _grown(first, head)
        noun.types.append((first.head, own.type))
        return noun
    vague = head.meaning.generic or head.meaning.weak or own.part not in _MATERIALS
    if vague and own.kind and not first.mods and first.amount is None:
        return _creature(first, head)
    if own.likeness and own.part in _MATERIALS and first.amount is None:
        return _grown(first, head, compare=first.head)
    noun = Noun(first.start, head.end, head)
    noun.definite, noun.fresh = first.definite, first.fresh
    noun.said, noun.owner = first.said, first.owner
    first.said, first.owner = [], None
    noun.bears.append(first)
    return noun


def _is_type(unit: Unit) -> bool:
    """Whether a word before a name tells a type: `冰龙`, `fire fox`; a `石狮` is made of stone."""
    return len(unit.text) == 1 and unit.text != "石" or unit.text.isascii()


def _grown(first: Noun, head: Unit, owner: Noun | None = None, compare: Unit | None = None) -> Noun:
    """Makes the longer phrase, which takes over what describes the first one."""
    noun = replace(first, end=head.end, head=head, owner=owner or first.owner)
    noun.compare = [*first.compare, *([compare] if compare is not None else [])]
    if head.meaning == Meaning():
        noun.head = first.head
    return noun
