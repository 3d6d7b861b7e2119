"""From mentions to nodes: which mentions are the same part, how many there are, and their ids."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scenegan.graph.model import MAX_PARTS, Color
from scenegan.graph.typical_bodies import expected_number, typical_body
from scenegan.graph.vocabulary import vocabulary
from scenegan.language.mentions import Findings, Mention, span_of
from scenegan.language.tables import english

Json = dict[str, Any]

_MOST_NODES = 4
"""More spots, claws or stripes than this are one group; the annotated data counts so, too."""
_PAIRED = frozenset(["tusks", "fangs"])
"""Teeth that come in twos, and not as rows."""
_UPPER_LIMBS = frozenset(["arm", "hand"])
"""What makes two of four legs something else."""
_MOST_TOGETHER = 12
"""More leaves or plates than this, or claws counted by the paw, are a group all the same."""
_MOST_OF_ONE = 24
"""More instances of one part than this are one group, so that a graph stays workable."""


def merge_mentions(mentions: list[Mention]) -> list[Mention]:
    """Joins mentions of the same part: `two wings ... its wings are red`."""
    _tell_one_apart(mentions)
    kept: list[Mention] = []
    merged: dict[int, Mention] = {}
    for mention in mentions:
        same = next((k for k in reversed(kept) if _is_same(k, mention)), None)
        if same is None:
            kept.append(mention)
        else:
            _absorb(same, mention)
            merged[id(mention)] = same
    for mention in kept:
        _follow(mention, merged)
        if mention.side is None:
            _leave_out_sides(mention, [k for k in kept if k.part == mention.part and k.side])
    return kept


def _tell_one_apart(mentions: list[Mention]) -> None:
    """Keeps `one ear folded` apart from the `long ears` that were named before it."""
    for i, mention in enumerate(mentions):
        phrase = mention.phrase
        one = phrase is not None and any(u.word == "one" for u in phrase.modifiers)
        one = one or phrase is not None and mention.another
        if not one or mention.count != 1 or mention.side is not None:
            continue
        before = [m for m in mentions[:i] if m.part == mention.part and m.plural and not m.side]
        if before and (before[-1].count or 2) > 1 and (mention.attrs or mention.colors):
            mention.side = f"one {i}"


def _leave_out_sides(pair: Mention, sides: list[Mention]) -> None:
    """Takes `the left eye` out of `two eyes`; it looks like them where nothing else is said."""
    if not sides or not pair.plural:
        return
    total = pair.count if pair.count is not None else 2
    pair.count = max(0, total - sum(side.count or 1 for side in sides))
    for side in sides:
        side.attrs.extend(a for a in pair.attrs if a not in side.attrs)
        side.colors = side.colors or list(pair.colors)
        if pair.holder is not None:
            side.hang_on(pair.holder)


def _follow(mention: Mention, merged: dict[int, Mention]) -> None:
    """Points a mention at what its holder and neighbours were joined with."""
    holder = mention.holder
    if holder is not None and id(holder) in merged:
        mention.holder = None
        mention.hang_on(merged[id(holder)])
    mention.places = [(p, [merged.get(id(o), o) for o in others]) for p, others in mention.places]


def _are_other_things(first: Mention, second: Mention) -> bool:
    """Whether two words of one part name different things: a robe is no hat."""
    if first.part != "clothing" or first.phrase is None or second.phrase is None:
        return False
    heads = (first.phrase.head, second.phrase.head)
    return heads[0] is not None and heads[1] is not None and heads[0].word != heads[1].word


def _is_same(first: Mention, second: Mention) -> bool:
    if _are_other_things(first, second):
        return False
    if first.part != second.part or first.side != second.side or second.another:
        return False
    if first.holder is not None and second.holder is not None:
        if first.holder.part != second.holder.part:
            return False
    if second.definite or second.anchor or first.anchor:
        return True
    if vocabulary().parts[first.part].usual_number == 1 and first.part in english()["unique_parts"]:
        return True
    told_apart = first.count is not None and second.count is not None
    if told_apart or first.part in english()["pattern_parts"]:
        return False
    return first.part in english()["body_parts"]


def _absorb(first: Mention, second: Mention) -> None:
    if first.count is None or (second.count is not None and not second.definite):
        first.count = second.count if second.count is not None else first.count
    first.plural = first.plural or second.plural
    first.whole = first.whole and second.whole
    first.anchor = first.anchor and second.anchor
    first.each = first.each or second.each
    for attr in second.attrs:
        first.add_attr(attr)
    for color in second.colors:
        first.add_color(color)
    if second.holder is not None and second.holder is not first:
        first.hang_on(second.holder)
    first.places.extend(second.places)
    first.traces.extend(second.traces)


def _is_plural_of_one(mention: Mention) -> bool:
    """Whether a plural names one part: `jaws` is a mouth, `tail feathers` are a tail."""
    head = mention.phrase.head if mention.phrase is not None else None
    unique = mention.part in english()["unique_parts"]
    return unique and head is not None and not head.text.lower().startswith(mention.part)


class GraphBuilder:
    """Makes nodes from mentions, and the graph and the record of reading from those."""

    def __init__(self, found: Findings) -> None:
        """Takes what was found in a text."""
        self.found = found
        self.mentions = merge_mentions(found.mentions)
        self.nodes: dict[int, list[str]] = {}
        self.parts: dict[str, Json] = {}
        self.numbers: dict[str, int] = {}

    def build(self) -> tuple[Json, Json]:
        """Returns the graph and how it was read, each in the form of its JSON."""
        for mention in self.mentions:
            self._add(mention)
        present = {p["part"] for p in self.parts.values()}
        graph: Json = {
            "creature": self._creature(),
            "parts": list(self.parts.values()),
            "relations": list(self._relations()),
            "absent": [a for a in self.found.absent if a not in present],
        }
        return graph, self._reading()

    def _creature(self) -> Json:
        return {**vars(self.found.creature), "colors": _written(self.found.creature.colors)}

    def _add(self, mention: Mention) -> list[str]:
        """Makes the nodes of one mention, those of its holder first."""
        if id(mention) in self.nodes:
            return self.nodes[id(mention)]
        self.nodes[id(mention)] = []
        holders = self._holders(mention)
        count, group = self._number(mention, len(holders))
        room = MAX_PARTS - len(self.parts)
        if count > room:
            self.found.doubts.append(
                f"A creature has at most {MAX_PARTS} parts: some are left out."
            )
        made = [self._node(mention, holders, i, count, group) for i in range(min(count, room))]
        self.nodes[id(mention)] = made
        return made

    def _holders(self, mention: Mention) -> list[str]:
        """Returns the nodes that a mention is attached to."""
        if mention.holder is None:
            return []
        nodes = self._add(mention.holder)
        if not mention.every:
            return nodes
        alike = [m for m in self.mentions if m.part == mention.holder.part]
        return [node for other in alike for node in self._add(other)]

    def _number(self, mention: Mention, holders: int) -> tuple[int, bool]:
        """Returns how many nodes a mention makes, and whether each one is a group."""
        tables, part = english(), mention.part
        count = mention.count
        if count is None:
            count = self._usual(mention, holders)
            tusks = mention.phrase is not None and mention.phrase.token.lower_ in _PAIRED
            if part in tables["group_parts"] and mention.plural and not tusks:
                return max(1, holders), True
        elif mention.each and holders > 1:
            count *= holders
            if count <= _MOST_TOGETHER:
                # Four claws on each paw: all are counted, however many they are.
                return count, False
        many = _MOST_TOGETHER if part in tables["once_parts"] else _MOST_OF_ONE
        if part in (*tables["group_parts"], "spot", "stripe", "bubble"):
            many = _MOST_NODES
        if count > many:
            return 1, True
        return count, False

    def _usual(self, mention: Mention, holders: int) -> int:
        """How many a word without a number stands for."""
        usual = vocabulary().parts[mention.part].usual_number
        if mention.whole:
            usual = max(usual, self._expected(mention.part))
        if mention.phrase is None and not mention.each:
            return usual
        paired = holders > 1 and mention.part in english()["per_holder_parts"]
        if paired or mention.each:
            return max(1, holders)
        if not mention.plural or _is_plural_of_one(mention):
            return 1
        told = mention.phrase.token.lower_ if mention.phrase is not None else ""
        return max(2, int(english()["usual_plurals"].get(told, usual)))

    def _expected(self, part: str) -> int:
        """How many of a part the kind has; 0 if it is not built like its kind: a cat with arms."""
        kind = self.found.creature.kind
        body = typical_body(kind)
        unlike = any(m.part in _UPPER_LIMBS and body.get(m.part) == 0 for m in self.mentions)
        return 0 if unlike else expected_number(part, kind)

    def _node(self, mention: Mention, holders: list[str], i: int, count: int, group: bool) -> str:
        number = self.numbers[mention.part] = self.numbers.get(mention.part, 0) + 1
        node = f"{mention.part}-{number}"
        on = holders[i * len(holders) // count] if holders else None
        self.parts[node] = {
            **{"id": node, "part": mention.part, "attrs": list(mention.attrs)},
            **{"colors": _written(mention.colors), "on": on, "group": group},
        }
        return node

    def _relations(self) -> Iterable[Json]:
        seen: set[tuple[str, ...]] = set()
        for subject, predicate, *objects in self._related():
            if (subject, predicate, *objects) not in seen:
                seen.add((subject, predicate, *objects))
                one: Any = objects[0] if len(objects) == 1 else list(objects)
                yield {"subject": subject, "predicate": predicate, "object": one}

    def _related(self) -> Iterable[tuple[str, ...]]:
        for mention in self.mentions:
            for predicate, others in mention.places:
                nodes = [n for other in others for n in self.nodes.get(id(other), [])]
                for i, subject in enumerate(self.nodes[id(mention)]):
                    if predicate == "between" and len(nodes) >= 2:
                        yield subject, predicate, nodes[0], nodes[1]
                    elif nodes and predicate != "between":
                        on = self.parts[subject]["on"]
                        near = on if on in nodes else nodes[min(i, len(nodes) - 1)]
                        yield subject, predicate, near

    def _reading(self) -> Json:
        spans = [span_of("creature", t) for t in self.found.traces]
        for mention in self.mentions:
            for node in self.nodes[id(mention)]:
                spans.extend(span_of(node, t) for t in mention.traces)
        doubts = list(dict.fromkeys(self.found.doubts))
        found = self.found
        return {"spans": spans, "mapped": found.mapped, "unknown": found.unknown, "doubts": doubts}


def _written(colors: Iterable[Color]) -> list[dict[str, str]]:
    return [{"name": c.name, "hex": c.hex} for c in colors]
