"""Graphs to test with: hand-written ones, and the annotated drawings of the data set."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

import torch
from torch import Tensor

from scenegan.assets import asset
from scenegan.graph.model import Color, Creature, Part, SceneGraph
from scenegan.nn.layout_sampling import node_noise

PartRow = tuple[str, int, list[str], str | None]
"""Part, index of its parent or -1, attributes, main colour or None."""


def make_graph(
    kind: str | None, view: str | None, pose: str | None, rows: list[PartRow]
) -> SceneGraph:
    """Builds a graph from one row a part; ids are `part-number`."""
    seen: Counter[str] = Counter()
    ids = []
    for name, _, _, _ in rows:
        seen[name] += 1
        ids.append(f"{name}-{seen[name]}")
    parts = tuple(
        Part(
            id=ids[k],
            part=name,
            attrs=tuple(attrs),
            on=ids[on] if on >= 0 else None,
            colors=(Color(name=color, hex=color),) if color else (),
        )
        for k, (name, on, attrs, color) in enumerate(rows)
    )
    return SceneGraph(creature=Creature(kind=kind, view=view, pose=pose), parts=parts)


def annotated_graphs(split: str) -> Iterator[SceneGraph]:
    """Yields the graphs of the annotated drawings of one split."""
    with asset("pokescene", "annotations.jsonl").open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            if record["split"] == split:
                rows: list[PartRow] = [
                    (p["part"], p["on"], p["attrs"], None) for p in record["parts"]
                ]
                yield make_graph(record["kind"], record["view"], record["pose"], rows)


def lizard() -> SceneGraph:
    """A creature with limbs, a face, a belly and a flame at its tail."""
    orange = "#f97306"
    rows: list[PartRow] = [
        ("torso", -1, ["round"], orange),
        ("head", 0, ["round", "large"], orange),
        *[("arm", 0, ["short"], orange)] * 2,
        *[("leg", 0, ["short", "thick"], orange)] * 2,
        ("tail", 0, ["long", "curved"], orange),
        ("belly", 0, ["oval"], "#fff3c8"),
        *[("eye", 1, ["large", "round"], "#2060e0")] * 2,
        ("mouth", 1, ["wide", "smiling"], None),
        ("flame", 6, ["pointed"], None),
    ]
    return make_graph("lizard", "front-left", "standing", rows)


def bird() -> SceneGraph:
    """A creature whose wings reach far out."""
    rows: list[PartRow] = [
        ("body", -1, ["round"], "#7a3fbf"),
        *[("wing", 0, ["spread", "feathered"], "#e03030")] * 2,
        ("beak", 0, ["pointed"], "#ffcc00"),
        *[("eye", 0, ["round"], None)] * 2,
        ("crest", 0, ["pointed"], "#20b040"),
        *[("leg", 0, ["thin"], None)] * 2,
        ("tail", 0, ["long"], "#e03030"),
    ]
    return make_graph("bird", "front-left", "flying", rows)


def dragon() -> SceneGraph:
    """A creature of sixteen parts."""
    green = "#2f9e44"
    rows: list[PartRow] = [
        ("torso", -1, ["round"], green),
        ("head", 0, [], green),
        *[("wing", 0, ["large", "spread", "bat-like"], "#6741d9")] * 2,
        *[("horn", 1, ["curved"], None)] * 2,
        *[("eye", 1, ["angry"], None)] * 2,
        ("mouth", 1, [], None),
        *[("arm", 0, [], green)] * 2,
        *[("leg", 0, ["thick"], green)] * 2,
        ("tail", 0, ["long", "thick"], green),
        ("belly", 0, ["ribbed"], "#ffe8a3"),
        ("flame", 13, [], "#ff8020"),
    ]
    return make_graph("dragon", "front", "standing", rows)


def fish() -> SceneGraph:
    """A creature seen from the side, whose fins tend to stack."""
    rows: list[PartRow] = [
        ("body", -1, ["oval"], "#1c7ed6"),
        *[("fin", 0, ["pointed"], "#ff922b")] * 2,
        ("tail", 0, ["forked"], "#ff922b"),
        ("eye", 0, ["round"], None),
        ("mouth", 0, ["small"], None),
        *[("stripe", 0, [], "#ffffff")] * 2,
    ]
    return make_graph("fish", "left", "floating", rows)


def cat() -> SceneGraph:
    """A dark creature with many small parts on its head."""
    dark = "#333844"
    rows: list[PartRow] = [
        ("torso", -1, [], dark),
        ("head", 0, ["round"], dark),
        *[("ear", 1, ["pointed"], dark)] * 2,
        *[("eye", 1, ["round", "large"], "#ffd43b")] * 2,
        ("nose", 1, ["small"], "#ff8fa3"),
        ("mouth", 1, ["small"], None),
        *[("leg", 0, [], dark)] * 3,
        ("tail", 0, ["long", "curled"], dark),
        ("gem", 1, ["small"], "#ff3030"),
    ]
    return make_graph("cat", "front-left", "sitting", rows)


def ghost() -> SceneGraph:
    """A creature that floats."""
    violet = "#8e44ad"
    rows: list[PartRow] = [
        ("body", -1, ["round"], violet),
        *[("eye", 0, ["large", "glowing"], "#ff3b30")] * 2,
        ("mouth", 0, ["wide", "smiling", "open"], None),
        *[("arm", 0, ["short"], violet)] * 2,
        ("tail", 0, ["pointed"], violet),
    ]
    return make_graph("ghost", "front", "floating", rows)


def mushroom() -> SceneGraph:
    """A creature with spots on a cap."""
    rows: list[PartRow] = [
        ("body", -1, ["round"], "#fff0d0"),
        ("mushroom", 0, ["large", "round"], "#d62828"),
        *[("spot", 1, ["round"], "#ffffff")] * 3,
        *[("eye", 0, ["round"], None)] * 2,
        ("mouth", 0, ["small"], None),
        *[("arm", 0, ["short"], None)] * 2,
        *[("foot", 0, ["short"], None)] * 2,
    ]
    return make_graph("mushroom", "front", "standing", rows)


def hand_written() -> list[SceneGraph]:
    """Returns all hand-written graphs."""
    return [lizard(), bird(), dragon(), fish(), cat(), ghost(), mushroom()]


def layout_noise(n: int, candidates: int) -> Tensor:
    """Noise of some candidates for a graph of n parts, always the same: [candidates, n, 43]."""
    return torch.stack([node_noise(range(100 * c, 100 * c + n)) for c in range(candidates)])
