"""The first sentences of an English description: what the creature is, how it stands and feels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from scenegan.graph.kinds import ANY_KIND
from scenegan.graph.model import Creature
from scenegan.language.description.choosing import Chooser
from scenegan.language.description.color_words import color_words
from scenegan.language.description.english_words import (
    capital,
    describing,
    listed,
    ordered,
    with_article,
)

_SIZES = {"medium": "medium-sized"}
_VERBS = {
    **{"standing": "stands", "floating": "floats", "flying": "flies", "sitting": "sits"},
    **{"crouching": "crouches", "running": "runs", "swimming": "swims", "jumping": "jumps"},
    **{"crawling": "crawls", "lying": "lies", "walking": "walks", "dancing": "dances"},
}
_MOST_ADJECTIVES = 3
"""More adjectives before a noun are hard to read."""
_VIEWS = {"front": "front", "left": "left", "right": "right"}


def opening_phrase(creature: Creature) -> str:
    """Returns the creature in a noun phrase without article: `small, happy orange lizard`."""
    looks = describing(creature.attrs, color_words(creature.colors))
    moods = [w for w in (_size(creature), creature.mood) if w]
    types = " and ".join(f"{t}-type" for t in creature.types)
    first = ", ".join(moods)
    return " ".join(w for w in (first, looks, types, noun_of(creature)) if w)


def noun_of(creature: Creature) -> str:
    """Returns what the creature is called."""
    return creature.kind or ANY_KIND


def opening(creature: Creature, parts: Sequence[str], chooser: Chooser) -> tuple[bool, list[str]]:
    """Returns the first sentence, and a second one where there is more to say than it holds.

    Args:
        creature: what is described.
        parts: noun phrases of parts that may be named along with it.
        chooser: chooses the form.

    Returns:
        Whether the parts were named, and the sentences.
    """
    manner = _manner(creature)
    looks = _looks(creature)
    options: list[tuple[str, Callable[[Creature], str]]] = []
    options += [("said", _said), ("apposed", _apposed)] if looks else []
    if len(looks) <= _MOST_ADJECTIVES:
        options += [("named", _named), ("shown", _shown)]
        options += [("moving", _moving)] if creature.pose in _VERBS else []
        with_parts = partial(_with, parts=parts)
        options += [("with", with_parts)] if parts else []
    frame = chooser.named("opening", options)
    if frame is _moving:
        return False, [_moving(creature)]
    first = frame(creature)
    said = frame in (_said, _apposed)
    second = [w for w in (manner, f"looks {creature.mood}" if said and creature.mood else "") if w]
    more = [f"It {' and '.join(second)}."] if second else []
    return isinstance(frame, partial), [first, *more]


def _size(creature: Creature) -> str:
    return _SIZES.get(creature.size or "", creature.size or "")


def _looks(creature: Creature) -> list[str]:
    """Adjectives that stand after `is`."""
    colors = color_words(creature.colors)
    return [w for w in (_size(creature), *ordered(creature.attrs), *colors) if w]


def _named(creature: Creature) -> str:
    return f"{capital(with_article(opening_phrase(creature)))}."


def _with(creature: Creature, parts: Sequence[str]) -> str:
    return f"{capital(with_article(opening_phrase(creature)))} with {listed(parts)}."


def _shown(creature: Creature) -> str:
    return f"This is {with_article(opening_phrase(creature))}."


def _typed_noun(creature: Creature) -> str:
    types = " and ".join(f"{t}-type" for t in creature.types)
    return f"{types} {noun_of(creature)}".strip()


def _said(creature: Creature) -> str:
    return f"This {_typed_noun(creature)} is {listed(_looks(creature))}."


def _apposed(creature: Creature) -> str:
    return f"{capital(with_article(_typed_noun(creature)))}, {listed(_looks(creature))}."


def _moving(creature: Creature) -> str:
    return f"{capital(with_article(opening_phrase(creature)))} {_manner(creature)}."


def _manner(creature: Creature) -> str:
    """What the creature does: `stands facing left`; empty if nothing is known."""
    facing = f"facing {_VIEWS[creature.view]}" if creature.view in _VIEWS else _other_view(creature)
    if creature.pose is None:
        return f"is {facing}" if facing else ""
    does = _VERBS.get(creature.pose, f"is {creature.pose}")
    return f"{does} {facing}".strip() if creature.pose in _VERBS else _joined(does, facing)


def _joined(does: str, facing: str) -> str:
    return f"{does}, {facing}" if facing else does


def _other_view(creature: Creature) -> str:
    if creature.view is None:
        return ""
    return "seen from behind" if creature.view == "back" else f"facing {creature.view}"


def with_parts(creature: Creature, parts: Sequence[str], chooser: Chooser) -> str:
    """Returns everything in one sentence: `a small frog with two long legs and a wide mouth`."""
    phrase = opening_phrase(creature)
    if not parts:
        return f"{capital(with_article(phrase))}."
    told = listed(parts)
    return chooser.choose(
        "short",
        [
            f"{capital(with_article(phrase))} with {told}.",
            f"{capital(with_article(phrase))} that has {told}.",
            f"This {phrase} has {told}.",
        ],
    )
