"""What is said of a graph: parts that are said in one breath, where they are, and the order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from scenegan.graph.color_values import delta_e_76, hex_to_lab
from scenegan.graph.model import Color, Part, Relation, SceneGraph
from scenegan.language.description.color_words import color_word

ALIKE = 12.0
"""Colours of twins within this CIE76 distance are said by one name."""

USUAL_HOLDERS = {
    **dict.fromkeys("head neck arm leg tail wing belly fin torso tentacle".split(), "torso body"),
    **dict.fromkeys("ear eye mouth nose beak horn antenna face".split(), "head face body"),
    **dict.fromkeys("cheek crest mane whisker eyebrow".split(), "head face body"),
    **{"tongue": "mouth head body", "fang": "mouth head body", "hand": "arm torso body"},
    **{"foot": "leg torso body", "shell": "torso body", "collar": "neck torso body"},
}
"""Part -> parts that it hangs on as a rule, so that its place goes without saying."""

SILENT = frozenset(["torso", "head", "neck", "body"])
"""Completed parts that are not worth a word unless something is special about them."""

ONLY_ONE = frozenset("tail head neck mouth nose beak body torso face belly mane shell".split())
"""Parts of which a creature has one as a rule."""

_REGIONS = (
    "body torso neck belly shell plate segment core bone cocoon",
    "head face eye eyebrow ear antenna horn crest mane tuft nose beak mouth fang tongue whisker",
    "cheek mask collar",
    "arm hand pincer claw leg foot wheel tentacle root",
    "wing fin feather tail stinger",
)
LAST_REGION = len(_REGIONS)
"""Region of all parts that may be anywhere."""
_REGION = {part: n for n, region in enumerate(_REGIONS) for part in region.split()}
_ORDER = {part: n for n, part in enumerate(" ".join(_REGIONS).split())}
_LAST = len(_ORDER)


@dataclass(frozen=True)
class Variant:
    """Parts that are alike.

    Attributes:
        count: how many.
        attrs: their attributes.
        colors: their colours.
        group: whether each stands for many that are drawn as one.
    """

    count: int
    attrs: tuple[str, ...]
    colors: tuple[Color, ...]
    group: bool


@dataclass(frozen=True)
class Cluster:
    """Parts of one word that hang on parts of one word.

    Attributes:
        part: their word.
        variants: the parts that are alike, largest number first.
        holder: word of what they hang on; None if on nothing.
        usual: whether that goes without saying.
        holders: how many parts of the holder's word there are.
        each: every one of several holders has just these.
        relation: where they are beside other parts, if that is the same for all of them.
    """

    part: str
    variants: tuple[Variant, ...]
    holder: str | None
    usual: bool
    holders: int = 1
    each: bool = False
    relation: Relation | None = None

    @property
    def count(self) -> int:
        """How many parts they are."""
        return sum(v.count for v in self.variants)

    @property
    def region(self) -> int:
        """Which region of the body they belong to."""
        return _REGION.get(self.part, LAST_REGION)

    @property
    def single(self) -> Variant | None:
        """The only variant, if they are all alike."""
        return self.variants[0] if len(self.variants) == 1 else None

    @property
    def common(self) -> Variant:
        """What is true of all of them."""
        first = self.variants[0]
        attrs = [a for a in first.attrs if all(a in v.attrs for v in self.variants)]
        same = all(same_colors(first.colors, v.colors) for v in self.variants)
        group = all(v.group for v in self.variants)
        return Variant(self.count, tuple(attrs), first.colors if same else (), group)

    def without_colors(self) -> Cluster:
        """Returns the same with the colours left to another sentence."""
        return replace(self, variants=tuple(replace(v, colors=()) for v in self.variants))


def clusters_of(graph: SceneGraph) -> list[Cluster]:
    """Gathers the parts of a graph into clusters, in the order in which they are said."""
    gathered: dict[tuple[str, str | None], list[Part]] = {}
    for part in graph.parts:
        plain = not part.attrs and not part.colors
        if plain and part.origin == "completed" and part.part in SILENT:
            continue
        holder = _holder(part, graph)
        place = None if _is_silent(part.part, holder, graph) else holder
        gathered.setdefault((part.part, place), []).append(part)
    found = [_cluster(graph, parts) for parts in gathered.values()]
    return sorted(found, key=lambda c: _place_in_order(c, graph))


def is_usual(part: str, holder: str | None) -> bool:
    """Whether it goes without saying that a part hangs there."""
    return holder in (None, "body") or holder in USUAL_HOLDERS.get(part, "").split()


def _is_silent(part: str, holder: str | None, graph: SceneGraph) -> bool:
    """Whether no word is lost on where a part hangs.

    What hangs on a part that a text named for its place alone tells of that part.
    """
    named = [p for p in graph.of(holder or "") if p.origin == "text"]
    only_a_place = holder in SILENT - {"body"} and bool(named)
    only_a_place = only_a_place and not any(p.attrs or p.colors for p in named)
    return is_usual(part, holder) and not only_a_place


def _cluster(graph: SceneGraph, parts: Sequence[Part]) -> Cluster:
    word = parts[0].part
    held = {_holder(p, graph) for p in parts}
    holder = held.pop() if len(held) == 1 else None
    usual = _is_silent(word, holder, graph)
    of_holder = graph.of(holder) if holder is not None else ()
    cluster = Cluster(
        word,
        _variants(parts),
        holder,
        usual,
        max(len(of_holder), 1),
        relation=_relation(graph, parts),
    )
    if len(of_holder) > 1 and not usual:
        shares = [_variants([p for p in parts if p.on == h.id]) for h in of_holder]
        if sum(v.count for share in shares for v in share) == len(parts) and all(
            _same_variants(shares[0], other) for other in shares[1:]
        ):
            return replace(cluster, variants=shares[0], each=True)
    return cluster


def _holder(part: Part, graph: SceneGraph) -> str | None:
    """Word of what a part hangs on; a chain of parts of one word counts as one."""
    above = part.on
    while above is not None and graph.part(above).part == part.part:
        above = graph.part(above).on
    return graph.part(above).part if above is not None else None


def _variants(parts: Iterable[Part]) -> tuple[Variant, ...]:
    found: list[Variant] = []
    for part in parts:
        for number, known in enumerate(found):
            same = set(known.attrs) == set(part.attrs) and known.group == part.group
            if same and same_colors(known.colors, part.colors):
                found[number] = replace(known, count=known.count + 1)
                break
        else:
            found.append(Variant(1, part.attrs, part.colors, part.group))
    return tuple(sorted(found, key=lambda v: -v.count))


def _same_variants(some: Sequence[Variant], others: Sequence[Variant]) -> bool:
    def alike(one: Variant, other: Variant) -> bool:
        same = (one.count, set(one.attrs), one.group) == (
            other.count,
            set(other.attrs),
            other.group,
        )
        return same and same_colors(one.colors, other.colors)

    rest = list(others)
    for one in some:
        match = next((o for o in rest if alike(one, o)), None)
        if match is None:
            return False
        rest.remove(match)
    return not rest


def same_colors(some: Sequence[Color], others: Sequence[Color]) -> bool:
    """Whether two lists of colours look alike, one by one."""
    return len(some) == len(others) and all(map(_same_look, some, others))


def _same_look(one: Color, other: Color) -> bool:
    if color_word(one) == color_word(other):
        return True
    return float(delta_e_76(hex_to_lab(one.hex), hex_to_lab(other.hex))) < ALIKE


def _relation(graph: SceneGraph, parts: Sequence[Part]) -> Relation | None:
    """Returns what all parts share of where they are; None if they differ."""
    found = [[r for r in graph.relations if r.subject == p.id] for p in parts]
    told = {
        tuple((r.predicate, tuple(graph.part(o).part for o in r.objects)) for r in relations)
        for relations in found
    }
    return found[0][0] if len(told) == 1 and len(found[0]) == 1 else None


def _place_in_order(cluster: Cluster, graph: SceneGraph) -> tuple[int, int, int]:
    """A part comes where its word belongs, what hangs on it in an unusual place right after."""
    own = _ORDER.get(cluster.part, _LAST)
    if cluster.usual or cluster.holder is None:
        return (own, 0, own)
    return (_ORDER.get(cluster.holder, _LAST), 1, own)


def is_simple(cluster: Cluster) -> bool:
    """Whether parts may be named along with the creature."""
    single = cluster.single
    if single is None or not cluster.usual or cluster.relation is not None:
        return False
    return len(single.attrs) + len(single.colors) <= _FEW_QUALITIES


_FEW_QUALITIES = 2


def is_told_whole(cluster: Cluster, graph: SceneGraph) -> bool:
    """Whether these are all parts of their word: a number of some would be read as of all."""
    return not cluster.each and cluster.count == len(graph.of(cluster.part))


_TELLING = frozenset(
    "horn wing flame shell bulb flower gem crystal tail leaf mane crest spike claw pincer antenna"
    " tentacle fin mushroom cannon weapon tool wheel ribbon clothing mask cloud stinger beak fang"
    " collar stripe ring lightning bell".split()
)


def most_telling(clusters: Sequence[Cluster], number: int) -> list[Cluster]:
    """Picks what tells a creature apart from others, in the order given."""
    scored = sorted(clusters, key=_telling, reverse=True)[:number]
    return [c for c in clusters if c in scored]


def _telling(cluster: Cluster) -> float:
    common = cluster.common
    score = 2.0 * (cluster.part in _TELLING) - 2.0 * (cluster.part in SILENT)
    score += 1.0 * (cluster.part == "eye") + 0.5 * len(common.attrs) + 0.7 * bool(common.colors)
    return score - 1.0 * (not cluster.usual) - 0.5 * (len(cluster.variants) > 2)
