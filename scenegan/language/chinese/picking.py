"""Which part is spoken of: `一个头是红色的，另一个头`, `一张大嘴和一张小嘴`, `胸口一颗蓝宝石`."""

from __future__ import annotations

from scenegan.language.chinese.items import Loose, Noun
from scenegan.language.chinese.topics import State
from scenegan.language.mentions import Mention


def names_one_of(noun: Noun, state: State) -> Mention | None:
    """Returns the parts of which a noun picks one: `双头龙,一个头是红色的`, `另一个头`."""
    recent = state.topic.recent[-1] if state.topic.recent else None
    if recent is None or recent.part != noun.meaning.part or state.mode or state.place is not None:
        return None
    if noun.other and recent.another:
        return recent
    one = _is_one(noun) and not noun.mods
    return recent if one and (recent.count or 0) > 1 else None


def counts_one_of(loose: Loose, state: State) -> bool:
    """Whether a number alone picks some of the parts spoken of: `两个头,一个是红色的`."""
    amount = loose.amount.amount if loose.amount is not None else None
    if amount is None or not amount.count or not state.topic.recent:
        return False
    if state.subjects or state.objects or state.place:
        return False
    several = state.topic.recent[-1].count or 0
    if several > 1 and _is_one(loose):
        return True
    if loose.mods or state.topic.of_whole:
        return False
    return amount.count == 1 or amount.count < several


def adds_another(noun: Noun, before: Noun | None, state: State) -> bool:
    """Whether a list goes on with one more part of the same word, each with its number."""
    same = before is not None and before.meaning.part == noun.meaning.part
    return (
        state.joined and same and _is_counted(noun) and before is not None and _is_counted(before)
    )


_SURFACES = frozenset(["marking", "stripe", "spot", "flame", "claw", "feather", "spike", "tuft"])
_SURFACES |= frozenset(["leaf", "gem", "bulb", "core", "water", "bubble", "fang"])
"""What a part may bear; anything else with a verb and no subject belongs to the creature."""
_CARRYING = frozenset("拿握持提抱捧举背骑牵推撑扛拎")
"""How verbs begin that tell what only the creature itself does, and none of its parts."""


def goes_on_about(noun: Noun, state: State) -> bool:
    """Whether a clause with a verb and no subject goes on about the part spoken of before."""
    carried = state.verb is not None and state.verb.text[0] in _CARRYING
    return noun.meaning.part in _SURFACES and state.mode == "have" and not carried


_WORN = frozenset(["ribbon", "bell", "gem", "core", "flower", "flame", "leaf", "marking", "ring"])
_WORN |= frozenset(["spot", "stripe", "clothing", "collar", "spike", "feather", "crystal", "web"])
_BEARERS = frozenset(
    ["torso", "head", "neck", "tail", "wing", "ear", "belly", "leg", "arm", "foot"]
)
_BEARERS |= frozenset(["hand", "face", "cheek", "horn", "shell", "fin", "nose"])


def bears_next(bearer: Noun | None, noun: Noun, state: State) -> bool:
    """Whether the part named right before bears this one, without a verb: `胸口一颗蓝宝石`."""
    if bearer is None or state.mode or state.joined or state.predicated or not state.subjects:
        return False
    plain = not (bearer.mods or bearer.amount or bearer.compare or bearer.said)
    told = bool(noun.mods or noun.amount)
    fits = bearer.meaning.part in _BEARERS and noun.meaning.part in _WORN
    return plain and told and fits and bearer.end <= noun.start


def _is_counted(phrase: Noun | Loose) -> bool:
    amount = phrase.amount.amount if phrase.amount is not None else None
    return amount is not None and amount.measured


def _is_one(phrase: Noun | Loose) -> bool:
    amount = phrase.amount.amount if phrase.amount is not None else None
    return amount is not None and amount.measured and amount.count == 1
