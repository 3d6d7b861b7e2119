"""The plan of a description, the same in every language: what is said, and in which order."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from scenegan.graph.model import Creature, Relation, SceneGraph
from scenegan.graph.vocabulary import COLOURED_BY_CREATURE, SIZES
from scenegan.language.description.choosing import Chooser
from scenegan.language.description.content import (
    ONLY_ONE,
    Cluster,
    Variant,
    clusters_of,
    is_told_whole,
    most_telling,
    same_colors,
)

MOST_PHRASES = 3
"""More noun phrases in one list are hard to read."""
_SHORT = 3
_MEDIUM = 6
_MEDIUM_ATTRIBUTES = 2

Take = tuple[int, str]
"""How many clusters a sentence takes, and the sentence."""


class Writer(ABC):
    """Writes one graph; a language fills in its sentences."""

    between = " "
    """What stands between sentences."""

    def __init__(self, graph: SceneGraph, chooser: Chooser) -> None:
        """Takes the graph, and what chooses between ways to say a thing.

        `spoken_of` counts the clusters that were told before the sentence at hand.
        """
        self.graph = graph
        self.chooser = chooser
        self.spoken_of = 0
        clusters = clusters_of(graph)
        self.clusters = [c for c in clusters if c.part != "body"]
        self.creature = with_body(graph.creature, [c for c in clusters if c.part == "body"])

    def text(self, length: str) -> str:
        """Returns the description in one of the lengths."""
        if length == "short":
            return self._short()
        return self.between.join(self._medium() if length == "medium" else self._long())

    @abstractmethod
    def opening(self, clusters: Sequence[Cluster]) -> tuple[int, list[str]]:
        """Says what the creature is, how it stands and feels.

        Args:
            clusters: what is said next; the first ones may be taken along.

        Returns:
            How many clusters were taken along, and the sentences.
        """

    @abstractmethod
    def in_one(self, creature: Creature, clusters: Sequence[Cluster], absent: Sequence[str]) -> str:
        """Says what the creature is, what it has and what it lacks, in one sentence."""

    @abstractmethod
    def sentence(self, rest: Sequence[Cluster]) -> Take:
        """Says the first of some clusters whose places go without saying, and maybe more."""

    @abstractmethod
    def of_each(self, holder: str, clusters: Sequence[Cluster]) -> str:
        """Says what each of several parts bears."""

    @abstractmethod
    def on(self, holder: str, clusters: Sequence[Cluster]) -> Iterator[str]:
        """Says what a part bears, or several bear together."""

    @abstractmethod
    def with_relation(self, cluster: Cluster, relation: Relation) -> str:
        """Says what parts are there, and where they are beside others."""

    @abstractmethod
    def related(self, part: str, relation: Relation) -> str:
        """Says where a part is that was spoken of before."""

    @abstractmethod
    def share_color(self, clusters: Sequence[Cluster]) -> str:
        """Says that parts have one colour."""

    @abstractmethod
    def lack(self, parts: Sequence[str]) -> str:
        """Says what is not there."""

    def _short(self) -> str:
        plain = [c for c in self.clusters if c.usual and c.relation is None]
        told = most_telling([c for c in plain if is_told_whole(c, self.graph)], _SHORT)
        absent = self.graph.absent[: _SHORT - len(told)]
        return self.in_one(in_short(self.creature), [_trimmed(c) for c in told], absent)

    def _medium(self) -> Iterator[str]:
        whole = [c for c in self.clusters if is_told_whole(c, self.graph)]
        told = [_trimmed(c) for c in most_telling(whole, _MEDIUM)]
        yield from self._opened(told)
        yield from self._absent()

    def _long(self) -> Iterator[str]:
        shared = [c for c in self.clusters if self._takes_creature_color(c)]
        if len(shared) < 2:
            shared = []
        told = [c.without_colors() if c in shared else c for c in self.clusters]
        yield from self._opened([c for c in told if not self._goes_without(c, shared)])
        if shared:
            yield self.share_color(shared)
        yield from self._relations(told)
        yield from self._absent()

    def _opened(self, clusters: Sequence[Cluster]) -> Iterator[str]:
        """Yields the first sentences and those on parts."""
        taken, sentences = self.opening(clusters)
        self.spoken_of = taken
        yield from sentences
        yield from self._parts(clusters[taken:])

    def _goes_without(self, cluster: Cluster, shared: Sequence[Cluster]) -> bool:
        """Whether another sentence says all that there is to say of a part."""
        if cluster.variants != (Variant(1, (), (), False),) or cluster.part not in ONLY_ONE:
            return False
        if not cluster.usual or cluster.relation is not None:
            return False
        places = {c.holder for c in self.clusters if not c.usual and c.relation is None}
        related = [c.relation for c in self.clusters if c.relation is not None]
        places |= {self.graph.part(o).part for r in related for o in r.objects}
        return cluster.part in places or any(c.part == cluster.part for c in shared)

    def _absent(self) -> Iterator[str]:
        if self.graph.absent:
            yield self.lack(self.graph.absent)

    def _takes_creature_color(self, cluster: Cluster) -> bool:
        single = cluster.single
        if single is None or single.group or not single.colors:
            return False
        fits = cluster.part in COLOURED_BY_CREATURE and cluster.usual and cluster.relation is None
        same = same_colors(single.colors, self.creature.colors)
        return fits and same and is_told_whole(cluster, self.graph)

    def _parts(self, clusters: Sequence[Cluster]) -> Iterator[str]:
        """Yields sentences on parts: region by region, and what a part bears after it."""
        for (place, _), run in groupby(clusters, key=_kind_of_place):
            told = list(run)
            if place == "relation":
                yield from (self.with_relation(c, c.relation) for c in told if c.relation)
            elif place:
                yield from self._borne(place, told)
            else:
                while told:
                    taken, sentence = self.sentence(told)
                    yield sentence
                    self.spoken_of += taken
                    told = told[taken:]

    def _borne(self, holder: str, clusters: Sequence[Cluster]) -> Iterator[str]:
        each = [c for c in clusters if c.each]
        for start in range(0, len(each), MOST_PHRASES):
            yield self.of_each(holder, each[start : start + MOST_PHRASES])
        rest = [c for c in clusters if not c.each]
        if rest:
            yield from self.on(holder, rest)

    def _relations(self, told: Sequence[Cluster]) -> Iterator[str]:
        """Yields the relations that no sentence on a cluster has said."""
        covered = {c.part for c in told if c.relation is not None}
        said: set[str] = set()
        for relation in self.graph.relations:
            part = self.graph.part(relation.subject).part
            sentence = self.related(part, relation)
            if part not in covered and sentence not in said:
                said.add(sentence)
                yield sentence


def with_body(creature: Creature, bodies: Sequence[Cluster]) -> Creature:
    """Returns the creature with what is said of its whole body.

    A body's size is left out, since it would be read as that of the creature.
    """
    attrs, colors = list(creature.attrs), list(creature.colors)
    for cluster in bodies:
        attrs += [a for a in cluster.common.attrs if a not in attrs and a not in SIZES]
        colors = colors or list(cluster.common.colors)
    return creature.model_copy(update={"attrs": tuple(attrs), "colors": tuple(colors)})


def in_short(creature: Creature) -> Creature:
    """Returns the creature with what one glance tells."""
    return creature.model_copy(
        update={
            "attrs": creature.attrs[:1],
            "size": creature.size if creature.size != "medium" else None,
            "mood": creature.mood if creature.mood != "neutral" else None,
            "types": tuple(t for t in creature.types if t != "normal")[:1],
        }
    )


def _kind_of_place(cluster: Cluster) -> tuple[str, int]:
    """What one sentence may hold together: `relation`, the part that bears them, or nothing."""
    if cluster.relation is not None:
        return "relation", 0
    return (cluster.holder or "", 0) if not cluster.usual else ("", cluster.region)


def _trimmed(cluster: Cluster) -> Cluster:
    """Returns a cluster with what is common to its parts, and not too much of that."""
    common = cluster.common
    return replace(cluster, variants=(replace(common, attrs=common.attrs[:_MEDIUM_ATTRIBUTES]),))
