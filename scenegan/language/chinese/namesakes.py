"""Words whose part depends on the creature: a bird has a beak, a cat whiskers (`胡子`).

Also the bell of a jellyfish, which is the creature itself, and a red `脸蛋`, which is its cheeks.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from scenegan.graph.kinds import kinds
from scenegan.graph.vocabulary import vocabulary
from scenegan.language.chinese.characters import plain
from scenegan.language.mentions import Findings, Mention, Trace

_FIRST, _LAST = "bird", "terror bird"
_BEARDED = frozenset(["goat", "billy goat", "dwarf", "gnome", "santa claus", "humanoid", "human"])
_BEARDED |= frozenset(["man", "old man", "wizard", "king", "person", "pirate", "giant", "troll"])
_BELLED = frozenset(["jellyfish", "moon jelly", "box jellyfish", "comb jelly"])
_ROSY = frozenset(["red", "pink", "magenta", "salmon", "crimson"])
_WHISKERS = frozenset(["胡子"])
_CHEEKS = frozenset(["脸蛋", "小脸", "脸脸"])


def settle_namesakes(found: Findings) -> None:
    """Turns the parts of a text into those that its creature has by their names."""
    kind = found.creature.kind
    if kind in _birds() and "mouth" not in found.absent:
        _rename(found.mentions, "mouth", "beak")
    if kind is not None and kind not in _BEARDED:
        _name_whiskers(found)
    if kind in _BELLED:
        for mention in [m for m in found.mentions if m.part == "mushroom"]:
            _make_whole(found, mention)
    for mention in found.mentions:
        rosy = bool(mention.colors) and all(c.name in _ROSY for c in mention.colors)
        if mention.part == "face" and rosy and not mention.attrs and _said(found, mention, _CHEEKS):
            _rename([mention], "face", "cheek")


def _rename(mentions: Iterable[Mention], part: str, other: str) -> None:
    for mention in mentions:
        if mention.part == part:
            mention.part = other
            _rename_traces(mention.traces, part, other)


def _rename_traces(traces: Iterable[Trace], part: str, other: str) -> None:
    for trace in traces:
        trace.value = other if trace.value == part else trace.value


def _name_whiskers(found: Findings) -> None:
    """Turns the beard of an animal into whiskers; that of a goat stays one."""
    _rename([m for m in found.mentions if _said(found, m, _WHISKERS)], "tuft", "whisker")
    denied = [t for t in found.traces if t.field == "absent" and _text(found, t) in _WHISKERS]
    if denied and "tuft" in found.absent:
        found.absent[found.absent.index("tuft")] = "whisker"
        _rename_traces(denied, "tuft", "whisker")


def _make_whole(found: Findings, bell: Mention) -> None:
    """Says of the creature what a text says of its bell, which is nearly all of it."""
    facts, groups = found.creature, vocabulary().attributes
    facts.colors.extend(c for c in bell.colors if c not in facts.colors)
    looks = [a for a in bell.attrs if groups.get(a) != "posture" and a not in facts.attrs]
    facts.attrs.extend(looks)
    found.traces.extend(t for t in bell.traces if t.field != "part")
    found.mentions.remove(bell)
    for mention in found.mentions:
        if mention.holder is bell:
            mention.holder = None
        mention.places = [(p, others) for p, others in mention.places if bell not in others]


def _said(found: Findings, mention: Mention, words: frozenset[str]) -> bool:
    """Whether a text calls a part by one of some words."""
    return any(_text(found, t) in words for t in mention.traces if t.field == "part")


def _text(found: Findings, trace: Trace) -> str:
    return plain(found.doc.text[trace.start : trace.end])


@cache
def _birds() -> frozenset[str]:
    """Returns the kinds of birds, which stand together in the list of kinds."""
    names = list(kinds())
    return frozenset(names[names.index(_FIRST) : names.index(_LAST) + 1])
