"""What of a drawn creature an unfinished graph takes over.

The template is laid over the graph from the root down: its parts are matched with those that the
graph names, and what has no match sprouts. The number of a named part is never touched, a denied
part never sprouts, and groups of like parts (both arms, all four legs) come whole or not at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from scenegan.completion.library import Library, Template
from scenegan.completion.library_build import ROOTS
from scenegan.graph.model import Part, SceneGraph

USUAL_TOTAL = 15
"""Parts that a completed creature has at most, unless the text says more."""

FIGURE_TOTAL = 18
"""The same where people have a clear picture of the whole kind (`figures`)."""

LEAST_NEW = 8
"""Parts that are added at most to a graph that has its usual total already."""

MOST_ALIKE = 4
"""Ornaments of one word that are taken over on one part."""

_TRUNK = frozenset(["head", "neck", "eye", "mouth"])
_BODY_PARTS = frozenset(
    "beak nose face arm hand leg foot tail wing ear horn antenna fin shell tentacle "
    "pincer flame flower bulb mushroom wheel".split()
)
_TINY = frozenset("marking stripe spot claw whisker cheek eyebrow tongue fang core ring".split())
_DRAWN_AS_ONE = frozenset(["claw", "fang"])
"""Parts whose one entry in the drawings goes round all of a hand or a mouth."""


@dataclass(eq=False)
class Sprout:
    """A part that may be added.

    Attributes:
        part: word of the vocabulary.
        attrs: its attributes.
        area: share of the square that it covers in its drawing.
        on: the part or sprout that it hangs on.
        path: words from the first sprout down to this one; equal paths make a group.
    """

    part: str
    attrs: tuple[str, ...]
    area: float
    on: Part | Sprout
    path: tuple[str, ...]

    @property
    def group(self) -> bool:
        """Whether one node stands for many that are drawn as one."""
        return self.part in _DRAWN_AS_ONE


@dataclass
class Adoption:
    """Lays one template over a graph.

    Attributes:
        graph: what is given; its root is known.
        root: the part that everything hangs on.
        library: gives what usually hangs on what.
        sprouts: what the template would add.
        hung: where the template hangs parts of the graph that hang nowhere yet.
    """

    graph: SceneGraph
    root: Part
    library: Library
    sprouts: list[Sprout] = field(default_factory=list)
    hung: dict[str, Part | Sprout] = field(default_factory=dict)
    _matched: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Notes which words have their number fixed."""
        self._named = {p.part for p in self.graph.parts} | {self.root.part}
        self._matched.add(self.root.id)

    def lay(self, template: Template) -> None:
        """Matches the parts of a template with those of the graph and lets the rest sprout."""
        self._expand(template, 0, self.root)
        for part in self.graph.parts:
            if part.id not in self._matched:
                model = next((i for i, t in enumerate(template.parts) if t.part == part.part), None)
                if model is not None and model != 0:
                    self._match_more(template, model, part)

    def has(self, word: str) -> bool:
        """Whether the graph or a sprout is of this word."""
        return word in self._named or any(s.part == word for s in self.sprouts)

    def _instances(self, word: str) -> list[Part | Sprout]:
        """Parts and sprouts of a word; torso and body stand for each other."""
        if word in ROOTS:
            return [self.root]
        named = [p for p in self.graph.parts if p.part == word]
        return [*named, *(s for s in self.sprouts if s.part == word)]

    def _expand(self, template: Template, index: int, target: Part | Sprout) -> None:
        for child, part in enumerate(template.parts):
            if part.on == index:
                self._take(template, child, self._better_target(template, part.part, target))

    def _take(self, template: Template, index: int, target: Part | Sprout) -> None:
        word = template.parts[index].part
        if word in ROOTS and not self._may_coil(word):
            self._expand_through(template, index, target)
        elif word in ROOTS:
            self._sprout(template, index, target)
        elif word in self.graph.absent:
            self._expand_through(template, index, target)
        elif word in self._named:
            found = self._unmatched(word, target)
            if found is not None:
                self._match(template, index, found, target)
        else:
            self._sprout(template, index, target)

    def _may_coil(self, word: str) -> bool:
        """Whether a trunk may have more of its like on it, as a coiled snake: if it is not said."""
        return word == self.root.part and self.root.origin == "completed"

    def _sprout(self, template: Template, index: int, target: Part | Sprout) -> None:
        part = template.parts[index]
        path = (*target.path, part.part) if isinstance(target, Sprout) else (part.part,)
        sprout = Sprout(part.part, part.attrs, part.area, target, path)
        self.sprouts.append(sprout)
        self._expand(template, index, sprout)

    def _expand_through(self, template: Template, index: int, target: Part | Sprout) -> None:
        """Passes over a part that cannot be; what may as well hang on its parent still sprouts."""
        above = target.part
        coil = template.parts[index].part in ROOTS
        for child, part in enumerate(template.parts):
            usual = self.library.parents.get(part.part, {})
            if part.on == index and (coil or usual.get(above, 0.0) >= 0.05):
                self._take(template, child, target)

    def _match(self, template: Template, index: int, part: Part, target: Part | Sprout) -> None:
        self._matched.add(part.id)
        if part.on is None and part.id != self.root.id:
            self.hung[part.id] = target
        self._expand(template, index, part)

    def _match_more(self, template: Template, model: int, part: Part) -> None:
        """Treats an instance beyond those of the template like the template's own."""
        self._matched.add(part.id)
        like = [self.hung[p.id] for p in self.graph.of(part.part) if p.id in self.hung]
        if part.on is None and like:
            places = self._instances(like[0].part)
            self.hung[part.id] = min(places, key=lambda place: like.count(place))
        self._expand(template, model, part)

    def _unmatched(self, word: str, target: Part | Sprout) -> Part | None:
        here = (None, target.id) if isinstance(target, Part) else (None,)
        for part in self.graph.of(word):
            if part.id not in self._matched and part.on in here:
                return part
        return None

    def _better_target(self, template: Template, word: str, target: Part | Sprout) -> Part | Sprout:
        """Eyes and the like go on a head that the template, all one body, does not have."""
        if target is self.root and "head" not in template.words and self.graph.of("head"):
            if self.library.parents.get(word, {}).get("head", 0.0) > 0.5:
                return self.graph.of("head")[0]
        return target


def select(
    sprouts: Iterable[Sprout],
    given: int,
    shares: Mapping[str, float],
    limit: int,
    total: int = USUAL_TOTAL,
) -> list[Sprout]:
    """Keeps as many sprouts as fit: trunk first, then limbs and face, tiny surface parts last.

    Args:
        sprouts: candidates, parents before children.
        given: number of parts that are there already.
        shares: how probable each part word is.
        limit: number of parts that a graph may have in the end.
        total: number of parts that it has at most unless more are given already.

    Returns:
        The kept ones in their order; what hangs on a dropped one is dropped.
    """
    candidates = list(sprouts)
    groups: dict[tuple[str, ...], list[Sprout]] = defaultdict(list)
    for sprout in candidates:
        groups[sprout.path].append(sprout)
    room = min(max(total - given, LEAST_NEW), limit - given)
    kept: set[Sprout] = set()
    for path in _by_priority(groups, shares):
        group = [s for s in groups[path] if isinstance(s.on, Part) or s.on in kept]
        kept.update(_trimmed(group, room - len(kept)))
    return [s for s in candidates if s in kept]


def _by_priority(
    paths: Iterable[tuple[str, ...]], shares: Mapping[str, float]
) -> list[tuple[str, ...]]:
    """Sorts by class, then by how much a part is missed; what carries a part comes before it."""
    ranks = {path: _class(path[-1]) for path in paths}
    for path in ranks:
        if shares.get(path[-1], 0.0) >= 1.0:
            ranks[path] = min(ranks[path], 1)
    for path in sorted(ranks, key=len, reverse=True):
        if path[:-1] in ranks:
            ranks[path[:-1]] = min(ranks[path[:-1]], ranks[path])

    def priority(path: tuple[str, ...]) -> tuple[int, float, int, tuple[str, ...]]:
        return ranks[path], -min(shares.get(word, 0.0) for word in path), len(path), path

    return sorted(ranks, key=priority)


def _class(word: str) -> int:
    if word in _TRUNK:
        return 0
    if word in _BODY_PARTS:
        return 1
    return 3 if word in _TINY else 2


def _trimmed(group: list[Sprout], room: int) -> list[Sprout]:
    """Cuts a group to what fits: limbs by pairs, ornaments to a few, else all or nothing."""
    if not group:
        return []
    if _class(group[0].part) > 1:
        group = _few_on_each(group)
        return group if len(group) <= room else []
    if len(group) <= room:
        return group
    even = room - room % 2 if len(group) > 1 else 0
    return group[: max(even, 0)]


def _few_on_each(group: list[Sprout]) -> list[Sprout]:
    """Keeps the largest ornaments on each part that carries them."""
    by_target: dict[int, list[Sprout]] = defaultdict(list)
    for sprout in sorted(group, key=lambda s: -s.area):
        by_target[id(sprout.on)].append(sprout)
    kept = {id(s) for found in by_target.values() for s in found[:MOST_ALIKE]}
    return [s for s in group if id(s) in kept]
