"""Words whose part depends on the creature: a bird has a beak, a cat whiskers (`胡子`).

Also the bell of a jellyfish, which is the creature itself, a red `脸蛋`, which is its cheeks, the
feet of a beetle, which are its legs, and a sharp `前爪`, of which only the claws can be sharp.
"""

from __future__ import annotations

from collections.abc import Iterable

from scenegan.graph.vocabulary import vocabulary
from scenegan.language.chinese.characters import plain
from scenegan.language.chinese.families import arthropods, birds
from scenegan.language.mentions import Findings, Mention, Trace

_BEARDED = frozenset(["goat", "billy goat", "dwarf", "gnome", "santa claus", "humanoid", "human"])
_BEARDED |= frozenset(["man", "old man", "wizard", "king", "person", "pirate", "giant", "troll"])
_BELLED = frozenset(["jellyfish", "moon jelly", "box jellyfish", "comb jelly"])
_ROSY = frozenset(["red", "pink", "magenta", "salmon", "crimson"])
_BELLS = frozenset(["伞"])
_WHISKERS = frozenset(["胡子"])
_CHEEKS = frozenset(["脸蛋", "小脸", "脸脸"])
_FEET = frozenset(["足", "足部"])
_PAWS = frozenset(["前爪", "后爪", "四爪", "双爪"])


def settle_namesakes(found: Findings) -> None:
    """Turns the parts of a text into those that its creature has by their names."""
    kind = found.creature.kind
    if kind in birds() and "mouth" not in found.absent:
        _rename(found.mentions, "mouth", "beak")
    if kind is not None and kind not in _BEARDED:
        _name_whiskers(found)
    if kind in _BELLED:
        bells = [m for m in found.mentions if m.part == "mushroom" or _said(found, m, _BELLS)]
        for mention in bells:
            _make_whole(found, mention)
    if kind in arthropods():
        _rename([m for m in found.mentions if _said(found, m, _FEET)], "foot", "leg")
    for mention in found.mentions:
        if "sharp" in mention.attrs and _said(found, mention, _PAWS):
            _rename([mention], "foot", "claw")
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
