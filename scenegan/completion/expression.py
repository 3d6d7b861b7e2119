"""What a mood does to a face: angry eyes, a smiling mouth, closed lids, as drawn creatures show.

A mood is a word about the creature; what can be drawn of it are attributes of its face. Which ones
go with a mood is counted among the drawn creatures of that mood.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from scenegan.completion.attachment import replaced
from scenegan.completion.figures import with_usual_looks
from scenegan.completion.library import library
from scenegan.graph.model import Part, SceneGraph
from scenegan.graph.vocabulary import vocabulary

FACE = ("eye", "mouth", "eyebrow")
"""Parts that show a mood."""

_GROUPS = frozenset(["shape", "posture", "expression", "edge"])
"""Groups of attributes that a mood is told by; colours of light and sizes are left aside."""
_FEWEST = 12
_SHARE = 0.3
_LIFT = 1.7
_MOST = 2


@dataclass(frozen=True)
class Signs:
    """Attributes of a part under a mood: those that show it, and those that speak against it."""

    shown: tuple[str, ...]
    against: frozenset[str]


def with_expression(graph: SceneGraph) -> SceneGraph:
    """Returns a graph as it is drawn: its face shows the mood, its parts the looks of the kind.

    The graph itself keeps the mood as a word. A face part that shows the mood already is left as
    it is; of a completed one, attributes that speak against the mood go. For the looks of what is
    named without any, see `with_usual_looks`.
    """
    return with_usual_looks(_with_mood(graph))


def _with_mood(graph: SceneGraph) -> SceneGraph:
    mood = graph.creature.mood
    if mood is None or not any(p.part in FACE for p in graph.parts):
        return graph
    signs = mood_signs()
    parts = tuple(
        _expressive(p, signs[mood, p.part]) if (mood, p.part) in signs else p for p in graph.parts
    )
    return replaced(graph, parts=parts)


def moods_that_show() -> tuple[str, ...]:
    """Returns the moods that change a face, the most frequent one first."""
    return tuple(dict.fromkeys(mood for (mood, _), signs in mood_signs().items() if signs.shown))


@cache
def mood_signs() -> Mapping[tuple[str, str], Signs]:
    """Returns what shows each mood on each face part, counted among the drawn creatures."""
    seen: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for template in library().templates:
        for part in template.parts:
            if part.part in FACE:
                seen.setdefault((template.mood, part.part), []).append(part.attrs)
    usual = {
        word: [attrs for (_, part), rows in seen.items() if part == word for attrs in rows]
        for word in FACE
    }
    frequent = sorted(seen.items(), key=lambda pair: -len(pair[1]))
    return MappingProxyType(
        {
            key: _signs(rows, usual[key[1]])
            for key, rows in frequent
            if len(rows) >= _FEWEST and key[0] != "neutral"
        }
    )


def _signs(rows: list[tuple[str, ...]], usual: list[tuple[str, ...]]) -> Signs:
    here, everywhere = _shares(rows), _shares(usual)
    groups = vocabulary().attributes
    told = [a for a in everywhere if groups.get(a) in _GROUPS]
    lift = {a: here.get(a, 0.0) / everywhere[a] for a in told}
    typical = [a for a in told if here.get(a, 0.0) >= _SHARE and lift[a] >= _LIFT]
    shown = sorted(typical, key=lambda a: -here[a] * lift[a])[:_MOST]
    return Signs(tuple(shown), frozenset(a for a in told if lift[a] * _LIFT <= 1.0))


def _shares(rows: list[tuple[str, ...]]) -> dict[str, float]:
    counted = Counter(a for attrs in rows for a in attrs)
    return {a: n / len(rows) for a, n in counted.items()}


def _expressive(part: Part, signs: Signs) -> Part:
    completed = part.origin == "completed"
    kept = [a for a in part.attrs if not (completed and a in signs.against)]
    silent = not set(kept) & {*signs.shown, *signs.against}
    attrs = (*kept, *signs.shown) if silent else tuple(kept)
    return part if attrs == part.attrs else part.model_copy(update={"attrs": attrs})
