"""From one drawn creature to a typical one: oddities go, what its like have comes in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from scenegan.completion.consensus import Consensus
from scenegan.completion.library import Library, Template, TemplatePart
from scenegan.completion.library_build import ROOTS
from scenegan.completion.typical_bodies import PLACES
from scenegan.graph.typical_bodies import Body

_CORE = frozenset("head eye mouth beak arm leg foot tail wing ear".split())
"""Anatomy that is believed sooner than ornaments are."""

_ORNAMENTS = frozenset(
    "marking stripe spot gem core plate mask crest ring tuft whisker cheek claw spike "
    "collar".split()
)
"""Decoration that a creature wears only where nearly all of its like do."""

_ALWAYS = frozenset(["head", "eye"])
"""Kept from the template in any case: a creature without a face looks unfinished."""

_MISSED, _MISSED_ORNAMENT = 0.45, 0.6
"""Probability from which a part belongs to a creature; below it, it is odd. The set with the
highest expected F1 takes in more than what is likelier than not (Lipton et al., ECML 2014), but a
picture suffers more from an ornament that is wrong than from one that is missing."""

_INSTEAD = {
    "head": ("body",),
    "mouth": ("beak",),
    "beak": ("mouth",),
    "leg": ("foot",),
    "foot": ("leg",),
    "arm": ("hand", "wing"),
    "hand": ("arm",),
    "ear": ("horn", "antenna"),
    "crest": ("tuft", "mane", "horn"),
    "tuft": ("crest", "mane"),
}
"""Parts that are not missed where one of the others is there."""

_PAIRED = frozenset("eye ear arm wing antenna".split())
_ALIKE_ON_EACH = frozenset(["hand", "foot"])
_SINGLE = frozenset(
    "head neck mouth nose beak belly face mane crest collar shell tongue core mask".split()
)
_AT_MOST = {"tail": 1, "horn": 2, "tuft": 1, "gem": 1, "fin": 3, "cheek": 2, "eyebrow": 2}
_LIMBS = frozenset(["arm", "leg"])
_MOST_LEGS = 6
_MOST = 4
"""Parts of any other word that a completed creature has on its own account."""

PROFILES = frozenset(["left", "right"])
"""Views in which one of a pair may be hidden."""


@dataclass(frozen=True)
class Wishes:
    """What a typical creature has to respect.

    Attributes:
        said: words of the graph; they are kept, and their number is not this module's.
        body: what people expect of the kind.
    """

    said: Collection[str]
    body: Body


def typical(template: Template, opinion: Consensus, library: Library, wishes: Wishes) -> Template:
    """Makes a drawn creature typical of its neighbours.

    Args:
        template: the drawing that gives the structure: trunk, view and pose.
        opinion: what its neighbours have.
        library: tells what usually hangs on what.
        wishes: what is said, and what people expect of the kind.

    Returns:
        A template with the same root.
    """
    tree = Tree(list(template.parts))
    tree.remove(lambda t, i: i > 0 and t.parts[i].part in ROOTS)
    tree.remove(lambda t, i: t.parts[i].part == t.above(i) and t.parts[i].part not in wishes.said)
    tree.remove(lambda t, i: _is_odd(t, i, opinion, wishes))
    _add_missing(tree, opinion, library, wishes)
    _hang_as_expected(tree)
    _even_out(tree, opinion, template.view in PROFILES, wishes)
    return replace(template, parts=tuple(tree.parts))


def with_expected(
    template: Template, opinion: Consensus, library: Library, wishes: Wishes
) -> Template:
    """Adds to a creature what is expected of it beyond its parts.

    Args:
        template: a creature that is as people picture it.
        opinion: tells which drawings to take added parts from.
        library: tells what usually hangs on what.
        wishes: what is said, and what is expected.

    Returns:
        A template with the same root.
    """
    tree = Tree(list(template.parts))
    expected = [w for w, number in wishes.body.items() if number and not tree.count(w)]
    _add(tree, [w for w in expected if w not in wishes.said], opinion, library)
    for word in expected:
        tree.resize(word, wishes.body[word])
    tree.sort()
    return replace(template, parts=tuple(tree.parts))


def _is_odd(tree: Tree, index: int, opinion: Consensus, wishes: Wishes) -> bool:
    word = tree.parts[index].part
    if index == 0 or word in wishes.said:
        return False
    if word in wishes.body:
        return wishes.body[word] == 0
    return word not in _ALWAYS and not _is_missed(word, opinion, wishes)


def _is_missed(word: str, opinion: Consensus, wishes: Wishes) -> bool:
    """Whether people would miss a part; where the kind's body is known, they miss no ornament."""
    ornament = word in _ORNAMENTS
    if ornament and wishes.body:
        return False
    plain = word in _CORE or not (ornament or wishes.body)
    return opinion.share(word) >= (_MISSED if plain else _MISSED_ORNAMENT)


def _add_missing(tree: Tree, opinion: Consensus, library: Library, wishes: Wishes) -> None:
    """Adds what the kind or most neighbours have, trunk first so that the rest can hang on it."""
    expected = [word for word, number in wishes.body.items() if number > 0]
    missed = [
        word
        for word, _ in sorted(opinion.shares.items(), key=lambda pair: (-pair[1], pair[0]))
        if _is_missed(word, opinion, wishes) and word not in wishes.body and word not in ROOTS
    ]
    for word in (*expected, *missed):
        there = {p.part for p in tree.parts} | set(wishes.said)
        instead = _INSTEAD.get(word, ()) if word not in expected else ()
        if not there & {word, *instead}:
            _add(tree, [word], opinion, library)


def _add(tree: Tree, words: Collection[str], opinion: Consensus, library: Library) -> None:
    """Adds parts as the nearest drawings have them."""
    for word in words:
        donors = (*opinion.neighbours, *library.templates)
        donor = next((t for t in donors if word in t.words), None)
        if donor is not None:
            model = next(p for p in donor.parts if p.part == word)
            tree.parts.append(replace(model, on=_place(tree, word, library)))


def _place(tree: Tree, word: str, library: Library) -> int:
    """Where a part of some word hangs in a tree."""
    for above in PLACES.get(word, tuple(library.parents.get(word, {}))):
        found = 0 if above in ROOTS else tree.find(above)
        if found is not None:
            return found
    return 0


def _hang_as_expected(tree: Tree) -> None:
    """Moves parts that hang where nobody looks for them, and puts parents before children."""
    for index, part in enumerate(tree.parts):
        above = tree.above(index)
        places = PLACES.get(part.part)
        if index == 0 or places is None or above in places:
            continue
        found = next((f for p in places if (f := tree.find(p)) is not None), 0)
        if not tree.is_below(found, index):
            tree.parts[index] = replace(part, on=found)
    tree.sort()


def _even_out(tree: Tree, opinion: Consensus, profile: bool, wishes: Wishes) -> None:
    """Makes the number of each word one that people expect; parents before children."""
    for word in dict.fromkeys(p.part for p in tree.parts[1:]):
        if word in wishes.said or (word in _ALIKE_ON_EACH and tree.carriers(word) <= _LIMBS):
            continue
        have = tree.count(word)
        number = _expected(word, have, opinion, tree, profile)
        if wishes.body.get(word, 0) and not (profile and word == "eye"):
            number = wishes.body[word]
        tree.resize(word, number)
    for word, limb in (("hand", "arm"), ("foot", "leg")):
        if word not in wishes.said and tree.carriers(word) & {limb}:
            tree.one_on_each(word, limb)


def _expected(word: str, have: int, opinion: Consensus, tree: Tree, profile: bool) -> int:
    if word in _PAIRED:
        return min(have, 2) if profile and word == "eye" else 2
    if word in ("leg", "foot", "hand"):
        return _even_limbs(word, opinion, tree)
    if word in _SINGLE:
        return 1
    return min(opinion.number(word), _AT_MOST.get(word, _MOST))


def _even_limbs(word: str, opinion: Consensus, tree: Tree) -> int:
    """Two or four; more for what crawls."""
    if word == "hand":
        return 2
    usual = opinion.numbers.get(word, 2.0)
    if usual > 4.6:
        return _MOST_LEGS
    return 4 if usual >= 2.75 and not tree.count("arm") else 2


@dataclass
class Tree:
    """Parts of a template while it is being changed; parents come before children."""

    parts: list[TemplatePart]

    def above(self, index: int) -> str | None:
        """Word of what a part hangs on."""
        on = self.parts[index].on
        return None if on < 0 else self.parts[on].part

    def find(self, word: str) -> int | None:
        """The first part of a word."""
        return next((i for i, p in enumerate(self.parts) if p.part == word), None)

    def count(self, word: str) -> int:
        """Number of parts of a word."""
        return sum(p.part == word for p in self.parts)

    def carriers(self, word: str) -> set[str]:
        """Words that parts of a word hang on."""
        found = (self.above(i) for i, p in enumerate(self.parts) if p.part == word)
        return {above for above in found if above is not None}

    def is_below(self, index: int, top: int) -> bool:
        """Whether a part is another one or hangs, at whatever depth, on it."""
        while index >= 0 and index != top:
            index = self.parts[index].on
        return index == top

    def sort(self) -> None:
        """Puts parents before children."""
        order = [0]
        for node in order:
            order.extend(i for i, p in enumerate(self.parts) if p.on == node)
        place = {old: new for new, old in enumerate(order)} | {-1: -1}
        self.parts = [replace(self.parts[i], on=place[self.parts[i].on]) for i in order]

    def remove(self, odd: Callable[[Tree, int], bool]) -> None:
        """Takes parts out; what hangs on one hangs on what that hung on."""
        self._drop([i for i in range(len(self.parts)) if odd(self, i)], subtrees=False)

    def resize(self, word: str, number: int) -> None:
        """Makes the number of parts of a word as wanted; the largest are kept."""
        found = [i for i, p in enumerate(self.parts) if p.part == word]
        by_size = sorted(found, key=lambda i: -self.parts[i].area)
        self._drop(by_size[number:], subtrees=True)
        model = self.find(word)
        if model is not None:
            for _ in range(number - len(found)):
                self._copy(model, self.parts[model].on)

    def one_on_each(self, word: str, carrier: str) -> None:
        """Gives each part of one word exactly one of another."""
        model = self.parts[self.find(word) or 0]
        self._drop([i for i, p in enumerate(self.parts) if p.part == word], subtrees=True)
        for index in [i for i, p in enumerate(self.parts) if p.part == carrier]:
            self.parts.append(replace(model, on=index))

    def _copy(self, index: int, on: int) -> None:
        self.parts.append(replace(self.parts[index], on=on))
        new = len(self.parts) - 1
        for child in [i for i, p in enumerate(self.parts[:new]) if p.on == index]:
            self._copy(child, new)

    def _drop(self, gone: Sequence[int], subtrees: bool) -> None:
        dropped = set(gone)
        place: dict[int, int] = {-1: -1}
        kept: list[TemplatePart] = []
        for index, part in enumerate(self.parts):
            if index in dropped or (subtrees and part.on in dropped):
                dropped.add(index)
                place[index] = place[part.on] if not subtrees else -1
                continue
            place[index] = len(kept)
            on = place[part.on]
            kept.append(part if part.on == on else replace(part, on=on))
        self.parts = kept
