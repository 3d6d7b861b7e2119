"""Writes a graph as English sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from scenegan.graph.kinds import kinds
from scenegan.graph.model import Creature, Relation
from scenegan.language.description.content import LAST_REGION, ONLY_ONE, Cluster, is_simple
from scenegan.language.description.english_opening import noun_of, opening, with_parts
from scenegan.language.description.english_words import (
    capital,
    counted_noun,
    is_ambiguous,
    is_many,
    listed,
    noun,
    phrases,
    plural,
    qualities,
    with_article,
)
from scenegan.language.description.writer import MOST_PHRASES, Take, Writer

_PREPOSITIONS = {"left of": "to the left of", "right of": "to the right of"}
_SPORTED = frozenset("horn antenna crest mane tail wing fin shell collar clothing ribbon".split())
_RISING = frozenset("horn antenna crest tuft ear leaf flower feather spike stem mushroom".split())

_ALONG = 2

Frame = Callable[[Sequence[Cluster]], Take]


class EnglishWriter(Writer):
    """Writes one graph in English."""

    def opening(self, clusters: Sequence[Cluster]) -> tuple[int, list[str]]:
        """Says what the creature is, how it stands and feels, and maybe its first parts."""
        along = list(takewhile(is_simple, clusters[:_ALONG]))
        told = [phrase for cluster in along for phrase in phrases(cluster)]
        with_told, sentences = opening(self.creature, told, self.chooser)
        return (len(along) if with_told else 0), sentences

    def in_one(self, creature: Creature, clusters: Sequence[Cluster], absent: Sequence[str]) -> str:
        """Says everything in one sentence."""
        told = [phrases(c)[0] for c in clusters]
        told += [f"no {noun(p) if p in ONLY_ONE else plural(p)}" for p in absent]
        return with_parts(creature, told, self.chooser)

    def sentence(self, rest: Sequence[Cluster]) -> Take:
        """Says the first of some clusters whose places go without saying, and maybe more."""
        first = rest[0]
        if first.single is None:
            return 1, f"{self._have_start(rest[:1])} {listed(phrases(first))}."
        options: list[tuple[str, Frame]] = [("have", self._have)]
        if _can_be(first):
            options += self._ways_to_be(rest)
        if first.holder == "head" and first.part in _RISING:
            options.append(("on the head", self._on_head))
        return self.chooser.named("sentence", options)(rest)

    def _ways_to_be(self, rest: Sequence[Cluster]) -> list[tuple[str, Frame]]:
        first = rest[0]
        following = rest[1] if len(rest) > 1 else None
        if following is not None and _can_be(following) and _same_qualities(first, following):
            return [("be alike", _be_alike)]
        options: list[tuple[str, Frame]] = [("be", _be)]
        if len(first.variants[0].attrs) > 1 and len(first.variants[0].colors) == 1:
            options.append(("which", _which))
        if following is not None and _can_be(following):
            options.append(("be both", self._be_both))
        elif following is not None and following.single is not None:
            options.append(("be and have", _be_and_have))
        return options

    def _have(self, rest: Sequence[Cluster]) -> Take:
        taken: list[Cluster] = []
        for cluster in rest[:MOST_PHRASES]:
            if cluster.single is None:
                break
            taken.append(cluster)
        told = listed([phrase for cluster in taken for phrase in phrases(cluster)])
        return len(taken), f"{self._have_start(taken)} {told}."

    def _have_start(self, taken: Sequence[Cluster]) -> str:
        starts = [("it", "It has")]
        if self.spoken_of:
            starts.append(("also", "It also has"))
        kind = noun_of(self.creature)
        if self.spoken_of and not is_ambiguous(kind):
            starts.append(("kind", f"The {kind} has"))
        if all(c.part in _SPORTED and qualities(c.common) for c in taken):
            starts.append(("sports", "It sports"))
        if all(c.region == LAST_REGION and is_many(c) for c in taken):
            starts.append(("there", "There are also"))
        return self.chooser.named("have", starts)

    def _be_both(self, rest: Sequence[Cluster]) -> Take:
        joiner = self.chooser.choose("joiner", [", and ", ", while "])
        return 2, f"{capital(_being(rest[0]))}{joiner}{_being(rest[1])}."

    def _on_head(self, rest: Sequence[Cluster]) -> Take:
        told: list[Cluster] = []
        for cluster in rest[:MOST_PHRASES]:
            if cluster.holder != "head" or cluster.part not in _RISING or cluster.single is None:
                break
            told.append(cluster)
        said = listed([p for c in told for p in phrases(c)])
        many = len(told) > 1 or is_many(told[0])
        options = [
            f"On its head {'are' if many else 'is'} {said}.",
            f"{capital(said)} {'grow' if many else 'grows'} from its head.",
        ]
        return len(told), self.chooser.choose("on head", options)

    def of_each(self, holder: str, clusters: Sequence[Cluster]) -> str:
        """Says what each of several parts bears: `each ear has a black marking`."""
        start = self.chooser.choose("each", ["Each {} has", "Every {} bears", "Each {} carries"])
        told = [phrase for cluster in clusters for phrase in phrases(cluster)]
        return f"{start.format(noun(holder))} {listed(told)}."

    def on(self, holder: str, clusters: Sequence[Cluster]) -> Iterator[str]:
        """Says what a part bears, or several bear together."""
        holders = clusters[0].holders
        place = noun(holder) if holders == 1 else plural(holder)
        has, bears = ("has", "bears") if holders == 1 else ("have", "bear")
        told = [(p, is_many(c)) for c in clusters for p in phrases(c)]
        for start in range(0, len(told), MOST_PHRASES):
            some = told[start : start + MOST_PHRASES]
            said = listed([phrase for phrase, _ in some])
            are = "are" if len(some) > 1 or some[0][1] else "is"
            options = [
                f"Its {place} {has} {said}.",
                f"On its {place} {are} {said}.",
                f"Its {place} {bears} {said}.",
            ]
            yield self.chooser.choose("borne", options)

    def with_relation(self, cluster: Cluster, relation: Relation) -> str:
        """Says what parts are there, and where they are beside others."""
        place = self._place(relation)
        told = listed(phrases(cluster))
        verb = "are" if is_many(cluster) else "is"
        options = [f"{capital(place)} {verb} {told}.", f"{capital(told)} {verb} {place}."]
        return self.chooser.choose("relation", options)

    def related(self, part: str, relation: Relation) -> str:
        """Says where a part is that was spoken of before."""
        several = len(self.graph.of(part)) > 1
        subject = f"Its {plural(part)} are" if several else f"Its {noun(part)} is"
        return f"{subject} {self._place(relation)}."

    def _place(self, relation: Relation) -> str:
        words = [self.graph.part(o).part for o in relation.objects]
        preposition = _PREPOSITIONS.get(relation.predicate, relation.predicate)
        if len(words) == 2 and words[0] == words[1]:
            return f"{preposition} its {plural(words[0])}"
        several = len(words) == 1 and len(self.graph.of(words[0])) > 1
        nouns = [plural(w) if several else noun(w) for w in words]
        return f"{preposition} {' and '.join(f'its {n}' for n in nouns)}"

    def share_color(self, clusters: Sequence[Cluster]) -> str:
        """Says that parts have one colour: `its head, arms and legs are brown`."""
        nouns = [plural(c.part) if is_many(c) else noun(c.part) for c in clusters]
        color = listed(qualities(replace(clusters[0].variants[0], attrs=())))
        return f"Its {listed(nouns)} are {color}."

    def lack(self, parts: Sequence[str]) -> str:
        """Says what is not there."""
        nouns = [noun(p) if p in ONLY_ONE else plural(p) for p in parts]
        none = listed([f"no {n}" for n in nouns])
        options = [("has", f"It has {none}.")]
        if not ONLY_ONE.intersection(parts):
            options.append(("are", f"There are {none}."))
        if len(parts) == 2:
            pair = [with_article(n) if n in ONLY_ONE else n for n in nouns]
            options.append(("neither", f"It has neither {pair[0]} nor {pair[1]}."))
        return self.chooser.named("lack", options)


def _can_be(cluster: Cluster) -> bool:
    """Whether what a part is like can stand after `is`; `oval` names a creature there."""
    single = cluster.single
    if single is None or single.group or not (single.attrs or single.colors):
        return False
    return not any(attr in kinds() for attr in single.attrs)


def _being(cluster: Cluster) -> str:
    """Says what parts are like: `its four legs are thick and brown`."""
    single = cluster.variants[0]
    verb = "are" if single.count > 1 else "is"
    return f"its {counted_noun(cluster.part, single.count)} {verb} {listed(qualities(single))}"


def _be(rest: Sequence[Cluster]) -> Take:
    return 1, f"{capital(_being(rest[0]))}."


def _be_and_have(rest: Sequence[Cluster]) -> Take:
    return 2, f"{capital(_being(rest[0]))}, and it has {listed(phrases(rest[1]))}."


def _which(rest: Sequence[Cluster]) -> Take:
    """Says what a part is like in two steps: `its tail, which is long and thin, is white`."""
    single = rest[0].variants[0]
    verb = "are" if single.count > 1 else "is"
    *first, last = qualities(single)
    phrase = counted_noun(rest[0].part, single.count)
    return 1, f"Its {phrase}, which {verb} {listed(first)}, {verb} {last}."


def _same_qualities(one: Cluster, other: Cluster) -> bool:
    return one.part != other.part and qualities(one.variants[0]) == qualities(other.variants[0])


def _be_alike(rest: Sequence[Cluster]) -> Take:
    """Says what two kinds of parts have in common: `its two arms and its two legs are thick`."""
    nouns = [f"its {counted_noun(c.part, c.variants[0].count)}" for c in rest[:2]]
    told = listed(qualities(rest[0].variants[0]))
    return 2, f"{capital(' and '.join(nouns))} are {told}."
