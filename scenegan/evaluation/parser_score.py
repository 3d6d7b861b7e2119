"""How well a parser reads: its graphs against the facts of hand-written gold texts.

A gold file holds blocks of a text on one line and an indented line of facts separated by ` | `:
`kind X`, `size X`, `color X`, `attr X`, `type X`, `mood X` (of the creature), `part P N` (exactly
N, or `N+`: at least N), `P color X`, `P attr X`, `P on Q`, `no P`, and `nothing` for a text that
describes no creature. Recall counts gold facts that hold in the graph, precision counts facts
that the graph asserts and gold supports (attachment is not counted there, since a graph may place
what a text leaves open).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scenegan.errors import FileError
from scenegan.graph.color_values import delta_e_76, hex_to_lab
from scenegan.graph.model import Color, SceneGraph
from scenegan.language.colors import find_color

SAME_COLOR = 25.0
"""Colours within this CIE76 distance count as the same."""

_KINDS: Mapping[str, frozenset[str]] = {
    "serpent": frozenset(["serpent", "snake"]),
    "snake": frozenset(["serpent", "snake"]),
    "bee": frozenset(["bee", "insect", "bug", "wasp"]),
    "bug": frozenset(["bug", "insect"]),
    "ant": frozenset(["ant", "insect", "bug"]),
    "golem": frozenset(["golem", "humanoid", "rock"]),
    "robot": frozenset(["robot", "humanoid"]),
    "rhino": frozenset(["rhino", "rhinoceros"]),
}
_MOODS: Mapping[str, frozenset[str]] = {
    "lazy": frozenset(["lazy", "sleepy"]),
    "fierce": frozenset(["fierce", "angry"]),
}
_ATTRIBUTES: Mapping[str, str] = {"curly": "curled", "big": "large", "little": "small"}
_LENIENT_PLACES = frozenset(["torso", "head"])


@dataclass(frozen=True)
class GoldText:
    """A text with its facts, as written."""

    text: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What was missed and what was wrong in one text.

    Attributes:
        text: the text.
        missed: gold facts that do not hold in the graph.
        wrong: facts that the graph asserts and gold does not support.
        gold: number of gold facts.
        asserted: number of facts that the graph asserts.
    """

    text: str
    missed: tuple[str, ...]
    wrong: tuple[str, ...]
    gold: int
    asserted: int


@dataclass(frozen=True)
class ParserScore:
    """Micro-averaged score over a set of texts; shares lie in 0..1."""

    recall: float
    precision: float
    f1: float
    exact: float
    facts: int
    texts: int


def read_gold(path: Path) -> tuple[GoldText, ...]:
    """Reads a gold file.

    Raises:
        FileError: if it cannot be read, or facts stand before the first text.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(f"The gold texts cannot be read: {path}: {error}.") from None
    texts: list[GoldText] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith("  "):
            texts.append(GoldText(line.rstrip(), ()))
        elif texts:
            facts = tuple(f.strip() for f in line.split("|") if f.strip())
            texts[-1] = GoldText(texts[-1].text, texts[-1].facts + facts)
        else:
            raise FileError(f"{path}, line {number}: facts need a text on the line before them.")
    return tuple(texts)


def score_graphs(texts: Sequence[GoldText], graphs: Sequence[SceneGraph]) -> ParserScore:
    """Scores parsed (not completed) graphs against gold texts in the same order.

    Raises:
        ValueError: if there are not as many graphs as texts.
    """
    outcomes = [judge(gold, graph) for gold, graph in zip(texts, graphs, strict=True)]
    facts = sum(o.gold for o in outcomes)
    asserted = sum(o.asserted for o in outcomes)
    recall = 1 - sum(len(o.missed) for o in outcomes) / max(facts, 1)
    precision = 1 - sum(len(o.wrong) for o in outcomes) / max(asserted, 1)
    exact = sum(not o.missed and not o.wrong for o in outcomes) / max(len(outcomes), 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return ParserScore(recall, precision, f1, exact, facts, len(outcomes))


def judge(gold: GoldText, graph: SceneGraph) -> Outcome:
    """Compares one graph with the facts of its text."""
    asserted = asserted_facts(graph)
    return Outcome(
        text=gold.text,
        missed=tuple(f for f in gold.facts if not holds(f, graph)),
        wrong=tuple(f for f in asserted if not _supported(f, gold.facts)),
        gold=len(gold.facts),
        asserted=len(asserted),
    )


def holds(fact: str, graph: SceneGraph) -> bool:
    """Whether one gold fact is true of a graph."""
    words = fact.split()
    rest = " ".join(words[1:])
    creature = graph.creature
    match words[0]:
        case "kind":
            return (creature.kind or "").lower() in _KINDS.get(rest, {rest})
        case "size":
            return creature.size == rest
        case "type":
            return rest in creature.types
        case "mood":
            return creature.mood in _MOODS.get(rest, {rest})
        case "color":
            return _any_color(rest, creature.colors)
        case "attr":
            return _plain(rest) in map(_plain, _whole_attrs(graph))
        case "nothing":
            return not creature.kind and all(p.origin != "text" for p in graph.parts)
        case "no":
            return rest in graph.absent and not graph.of(rest)
        case "part":
            return _count_holds(words[2], len(graph.of(words[1])))
        case _:
            return _part_fact_holds(words, graph)


def _part_fact_holds(words: list[str], graph: SceneGraph) -> bool:
    part, field, value = words[0], words[1], " ".join(words[2:])
    if field == "on":
        return _is_on(part, value, graph)
    if field == "color":
        return any(_any_color(value, p.colors) for p in graph.of(part))
    return any(_plain(value) in map(_plain, p.attrs) for p in graph.of(part))


def _count_holds(wanted: str, count: int) -> bool:
    return count >= int(wanted[:-1]) if wanted.endswith("+") else count == int(wanted)


def _whole_attrs(graph: SceneGraph) -> list[str]:
    of_body = [a for word in ("body", "torso") for p in graph.of(word) for a in p.attrs]
    return [*graph.creature.attrs, *of_body]


def _is_on(part: str, place: str, graph: SceneGraph) -> bool:
    words = {p.id: p.part for p in graph.parts}
    pairs = {(p.part, words[p.on]) for p in graph.parts if p.on is not None}
    pairs |= {(words[r.subject], words[o]) for r in graph.relations for o in r.objects}
    return (part, place) in pairs or (place in _LENIENT_PLACES and (part, "body") in pairs)


def asserted_facts(graph: SceneGraph) -> list[str]:
    """Returns the facts that a graph asserts from the text, in the grammar of gold files."""
    creature = graph.creature
    facts = [f"{name} {getattr(creature, name)}" for name in ("kind", "size", "mood")]
    facts = [f for f in facts if not f.endswith(" None")]
    facts += [f"color {_color_text(c)}" for c in creature.colors]
    facts += [f"type {t}" for t in creature.types]
    facts += [f"attr {a}" for a in creature.attrs]
    facts += [f"no {a}" for a in graph.absent]
    for part in dict.fromkeys(p.part for p in graph.parts if p.origin == "text"):
        mine = [p for p in graph.of(part) if p.origin == "text"]
        facts.append(f"part {part}")
        facts += [
            f"{part} color {c}" for c in _unique(_color_text(c) for p in mine for c in p.colors)
        ]
        facts += [f"{part} attr {a}" for a in _unique(a for p in mine for a in p.attrs)]
    return facts


def _supported(fact: str, gold: Iterable[str]) -> bool:
    words = fact.split()
    pairs = [g.split() for g in gold]
    if words[0] == "part":
        return any(words[1] in (g[0], *g[1:2]) or g[2:3] == [words[1]] for g in pairs)
    field = 1 if words[1] in ("color", "attr") and words[0] not in _CREATURE_FIELDS else 0
    value = " ".join(words[field + 1 :])
    same = [" ".join(g[field + 1 :]) for g in pairs if g[: field + 1] == words[: field + 1]]
    match words[field]:
        case "color":
            return any(_same_color(g, value) for g in same)
        case "kind":
            return any(value in _KINDS.get(g, {g}) for g in same)
        case "mood":
            return any(value in _MOODS.get(g, {g}) for g in same)
        case _:
            return any(_plain(g) == _plain(value) for g in same)


_CREATURE_FIELDS = frozenset(["kind", "size", "mood", "color", "type", "attr", "no"])


def _plain(attr: str) -> str:
    return _ATTRIBUTES.get(attr, attr)


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _color_text(color: Color) -> str:
    return color.name if find_color(color.name) else color.hex


def _any_color(name: str, colors: Iterable[Color]) -> bool:
    return any(_same_color(name, c.name) or _same_color(name, c.hex) for c in colors)


def _same_color(gold: str, given: str) -> bool:
    if gold in ("any", given):
        return True
    first, second = find_color(gold), find_color(given)
    if first is None or second is None:
        return False
    return float(delta_e_76(hex_to_lab(first.hex), hex_to_lab(second.hex))) < SAME_COLOR
