"""How large and how long parts are of which that is said: "big eyes", "a long thin tail".

A layout network that learns from a few hundred drawings gives such words less than half of the
weight that they have in the drawings. So the sizes that drawn parts have with and without each
word are counted here, for the planner to bring parts there that fall short of them.
"""

from __future__ import annotations

import math
import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from scenegan.completion.library import Template, TemplatePart, library
from scenegan.completion.library_build import ROOTS
from scenegan.graph.model import SceneGraph

SIZE = "size"
"""Logarithm of the side of the square that is as large as a part's box, against the trunk's."""
LENGTH = "length"
"""Logarithm of the longer side of a part's box against the shorter."""
BREADTH = "breadth"
"""Logarithm of the width of a part's box against its height."""

MEASURES: Mapping[str, tuple[str, ...]] = types.MappingProxyType(
    {
        **dict.fromkeys(("tiny", "small", "large", "huge", "thick"), (SIZE,)),
        **dict.fromkeys(("long", "short"), (SIZE, LENGTH)),
        "wide": (SIZE, BREADTH),
        "thin": (LENGTH,),
    }
)
"""What each word of size is about."""

_PRIOR = 10
"""A word counts for a part as if so many more of them were seen to differ as parts do in mean."""
_FEWEST = 10
_LEAST = 1e-3


@dataclass(frozen=True)
class SaidSize:
    """What a word of size asks of parts that are alike.

    Attributes:
        nodes: ids of the parts; their mean is meant.
        measure: `size`, `length` or `breadth`.
        aim: value that drawn parts have of which that is said.
        grows: whether what lies below the aim falls short of it, or what lies above.
    """

    nodes: tuple[str, ...]
    measure: str
    aim: float
    grows: bool


def said_sizes(graph: SceneGraph) -> list[SaidSize]:
    """Returns what is said of the sizes of parts, parents before what hangs on them.

    Args:
        graph: a graph; nothing is returned of parts that the drawings hardly have, nor of those
            that were completed, since nobody said anything of them.
    """
    groups: dict[tuple[str, frozenset[str], str], list[str]] = {}
    for _, part in graph.walk():
        words = frozenset(word for word in part.attrs if word in MEASURES)
        if part.on is None or part.part in ROOTS or part.origin == "completed":
            continue
        if words:
            groups.setdefault((part.part, words, part.on), []).append(part.id)
    return [
        SaidSize(tuple(nodes), measure, usual_measure(part, measure) + change, change > 0)
        for (part, words, _), nodes in groups.items()
        for measure in (SIZE, LENGTH, BREADTH)
        if (change := sum(_changes(part, measure).get(word, 0.0) for word in sorted(words)))
    ]


@cache
def usual_measure(part: str, measure: str) -> float:
    """Returns the mean of a measure over drawn parts of whose size nothing is said."""
    return float(np.mean(_seen(part, measure)[""]))


@cache
def _changes(part: str, measure: str) -> Mapping[str, float]:
    """By how much a measure of a part differs with each word; none if it is hardly drawn."""
    if not _is_known(part, measure):
        return {}
    seen, found = _seen(part, measure), {}
    for word, measures in MEASURES.items():
        if measure in measures:
            values = np.array(seen.get(word, ())) - usual_measure(part, measure)
            prior = _mean_change(word, measure)
            found[word] = float((values.sum() + _PRIOR * prior) / (len(values) + _PRIOR))
    return found


@cache
def _mean_change(word: str, measure: str) -> float:
    """By how much a measure differs with a word, in the mean of all parts that have it."""
    differences = [
        value - usual_measure(part, measure)
        for part in _measured()
        if _is_known(part, measure)
        for value in _seen(part, measure).get(word, ())
    ]
    return float(np.mean(differences)) if differences else 0.0


def _is_known(part: str, measure: str) -> bool:
    """Whether enough parts were drawn of whose size nothing is said."""
    return len(_seen(part, measure).get("", ())) >= _FEWEST


def _seen(part: str, measure: str) -> Mapping[str, list[float]]:
    """Values of a measure under each word of size, and under "" where there is none."""
    return _measured().get(part, {}).get(measure, {})


@cache
def _measured() -> Mapping[str, Mapping[str, Mapping[str, list[float]]]]:
    found: dict[str, dict[str, dict[str, list[float]]]] = {}
    for template in library().templates:
        for part, trunk in _with_trunk(template):
            size, breadth = part.width * part.height, math.log(part.width / part.height)
            values = {SIZE: math.log(size / trunk) / 2, LENGTH: abs(breadth), BREADTH: breadth}
            words = [word for word in part.attrs if word in MEASURES]
            for measure, value in values.items():
                by_word = found.setdefault(part.part, {}).setdefault(measure, {})
                for word in words or [""]:
                    by_word.setdefault(word, []).append(value)
    return found


def _with_trunk(template: Template) -> Iterator[tuple[TemplatePart, float]]:
    """Parts of a creature that can be measured, each with the area that it counts against."""
    root = _area([template.parts[0]])
    head = _area(p for p in template.parts if p.part == "head")
    for part in template.parts[1:]:
        trunk = root if part.part == "head" else max(root, head)
        if trunk > 0 and min(part.width, part.height) > _LEAST:
            yield part, trunk


def _area(parts: Iterable[TemplatePart]) -> float:
    """Area of the largest box."""
    return max((p.width * p.height for p in parts), default=0.0)
