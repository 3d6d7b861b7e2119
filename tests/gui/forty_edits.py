"""Forty edits of four creatures with the real model: is what was asked done, and nothing else?

`python -m tests.gui.forty_edits` prints a line an edit and the figures of all. Edits of one
creature follow each other, as in the editor, so that what was deleted has to stay away through
all that comes after it.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from gui.document.changed_parts import change_report, touched_nodes
from gui.document.model import DocumentModel
from scenegan.evaluation.edits import EditedPicture, allowed_region, leak
from scenegan.graph import Color, SceneGraph, edits
from scenegan.graph.color_values import delta_e_2000, hex_to_lab, rgb_to_lab
from scenegan.language import read
from scenegan.rendering import Pipeline
from scenegan.rendering.picture import Picture

TEAL, CREAM = Color(name="teal", hex="#1f8a8a"), Color(name="cream", hex="#f5e9c8")
RED, GOLD = Color(name="red", hex="#d23a2f"), Color(name="gold", hex="#d9a520")
PURPLE, GREEN = Color(name="purple", hex="#7d4aa8"), Color(name="green", hex="#4f9d3a")

Box = tuple[float, float, float, float]
Edit = Callable[[Picture, SceneGraph], SceneGraph]

_NEAR = 15.0
"""CIEDE2000 under which a colour counts as the one that was asked for."""
_BOX_OFF = 0.06
"""How far, in shares of the side, the visible part may be from the box that was asked for."""


@dataclass(frozen=True)
class Asked:
    """One edit: what it is called, what it does, and what must be seen of it."""

    label: str
    edit: Edit
    seen: Callable[[Picture, Picture], bool]


@dataclass(frozen=True)
class Outcome:
    """What became of an edit.

    Attributes:
        label: what it is called.
        done: whether what was asked is seen.
        kept: whether all other parts kept place, shape and colours exactly.
        leak: share of pixels that changed by more than 2/255 where nothing should.
        strongest: largest change there, 0..255.
        told: what the editor says of it.
    """

    label: str
    done: bool
    kept: bool
    leak: float
    strongest: int
    told: str


def first(graph: SceneGraph, word: str) -> str:
    """Returns the id of the first part of a word."""
    return graph.of(word)[0].id


def recolour(word: str, color: Color) -> Asked:
    """Paints all parts of a word."""

    def edit(shown: Picture, graph: SceneGraph) -> SceneGraph:
        for part in graph.of(word):
            graph = edits.recolour(graph, part.id, [color])
        return graph

    def seen(_: Picture, after: Picture) -> bool:
        masks = [after.masks[p.id] for p in after.document.graph.of(word)]
        visible = after.rgba[np.any(masks, axis=0)][:, :3]
        if not len(visible):
            return False
        lab = rgb_to_lab(visible / 255.0)
        return float(np.min(delta_e_2000(_modes(lab), hex_to_lab(color.hex)))) < _NEAR

    return Asked(f"{word}: {color.name}", edit, seen)


def _modes(lab: np.ndarray) -> np.ndarray:
    """The middle colours of the lighter and of the darker half; outlines are the darkest part."""
    order = np.argsort(lab[:, 0])
    halves = np.array_split(order[len(order) // 4 :], 2)
    return np.stack([np.median(lab[h], axis=0) for h in halves if len(h)])


def remove(word: str) -> Asked:
    """Removes all parts of a word."""

    def edit(shown: Picture, graph: SceneGraph) -> SceneGraph:
        while graph.of(word):
            graph = edits.remove_part(graph, first(graph, word))
        return graph

    return Asked(f"{word} removed", edit, lambda _, after: not after.document.graph.of(word))


def add(word: str, on: str, color: Color) -> Asked:
    """Adds a part to another one."""

    def edit(shown: Picture, graph: SceneGraph) -> SceneGraph:
        return edits.add_part(graph, word, on=first(graph, on), colors=[color])

    def seen(before: Picture, after: Picture) -> bool:
        new = after.document.graph.by_id.keys() - before.document.graph.by_id.keys()
        return len(new) == 1 and bool(after.masks[new.pop()].any())

    return Asked(f"{word} added", edit, seen)


def place(word: str, change: Callable[[Box], Box], label: str) -> Asked:
    """Moves or resizes the first part of a word."""

    def edit(shown: Picture, graph: SceneGraph) -> SceneGraph:
        node = first(graph, word)
        return edits.place(graph, node, _tidy(change(shown.document.layout[node].box)))

    def seen(_: Picture, after: Picture) -> bool:
        node = first(after.document.graph, word)
        asked = after.document.graph.part(node).box
        rows, columns = np.nonzero(after.masks[node])
        if asked is None or after.document.layout[node].box != asked or not len(rows):
            return False
        extent = (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
        found = [v / after.part_map.shape[0] for v in extent]
        inside = all(f >= a - _BOX_OFF for f, a in zip(found[:2], asked[:2], strict=True))
        return inside and all(f <= a + _BOX_OFF for f, a in zip(found[2:], asked[2:], strict=True))

    return Asked(f"{word}: {label}", edit, seen)


def _tidy(box: Box) -> Box:
    left, top, right, bottom = (round(min(max(v, 0.0), 1.0), 4) for v in box)
    return left, top, right, bottom


def moved(dx: float, dy: float) -> Callable[[Box], Box]:
    """Moves a box, kept inside the picture."""

    def change(box: Box) -> Box:
        left, top, right, bottom = _tidy(box)
        x, y = min(max(dx, -left), 1 - right), min(max(dy, -top), 1 - bottom)
        return left + x, top + y, right + x, bottom + y

    return change


def scaled(factor: float) -> Callable[[Box], Box]:
    """Scales a box about its middle."""

    def change(box: Box) -> Box:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        w, h = (box[2] - box[0]) * factor / 2, (box[3] - box[1]) * factor / 2
        return x - w, y - h, x + w, y + h

    return change


def count(word: str, number: int) -> Asked:
    """Changes how many there are of a part."""

    def edit(shown: Picture, graph: SceneGraph) -> SceneGraph:
        return edits.set_count(graph, word, number, on=graph.of(word)[0].on)

    def seen(_: Picture, after: Picture) -> bool:
        parts = after.document.graph.of(word)
        return len(parts) == number and all(after.masks[p.id].any() for p in parts)

    return Asked(f"{word} ×{number}", edit, seen)


def attributes(word: str, *words: str) -> Asked:
    """Says how the first part of a word looks."""

    def edit(shown: Picture, graph: SceneGraph) -> SceneGraph:
        return edits.set_attributes(graph, first(graph, word), words)

    def seen(before: Picture, after: Picture) -> bool:
        node = first(after.document.graph, word)
        old, new = before.masks[node], after.masks[node]
        return bool(new.any()) and bool(
            (old != new).any() or (before.rgba[new] != after.rgba[new]).any()
        )

    return Asked(f"{word}: {', '.join(words)}", edit, seen)


SERIES: Sequence[tuple[str, Sequence[Asked]]] = (
    (
        "a small orange lizard with a cream belly, big blue eyes, a red horn, teal spikes and a "
        "flame at the tip of its long tail",
        (
            remove("horn"),
            recolour("belly", TEAL),
            place("tail", scaled(1.3), "larger"),
            count("spike", 5),
            add("wing", "torso", PURPLE),
            recolour("eye", GREEN),
            place("flame", moved(0.05, -0.05), "moved"),
            attributes("tail", "short"),
            count("spike", 2),
            remove("flame"),
        ),
    ),
    (
        "a green turtle with a brown shell, short legs and a leaf on its head",
        (
            recolour("shell", RED),
            remove("leaf"),
            add("horn", "head", GOLD),
            place("shell", scaled(0.85), "smaller"),
            recolour("horn", CREAM),
            count("horn", 2),
            place("head", moved(-0.06, -0.04), "moved"),
            attributes("shell", "spotted"),
            remove("tail"),
            recolour("shell", GREEN),
        ),
    ),
    (
        "a round white owl with gold eyes, a yellow beak and short wings",
        (
            recolour("beak", RED),
            attributes("wing", "long"),
            place("beak", scaled(1.4), "larger"),
            add("horn", "head", TEAL),
            recolour("wing", PURPLE),
            remove("horn"),
            place("eye", moved(0.03, 0.03), "moved"),
            count("wing", 1),
            recolour("eye", GREEN),
            add("belly", "body", CREAM),
        ),
    ),
    (
        "a dark blue fox with pale cheeks, pointed ears and a bushy tail",
        (
            recolour("ear", RED),
            place("tail", moved(-0.05, -0.08), "moved"),
            remove("cheek"),
            attributes("ear", "long"),
            add("wing", "torso", GOLD),
            place("ear", scaled(1.3), "larger"),
            count("ear", 3),
            recolour("tail", CREAM),
            remove("wing"),
            attributes("tail", "thick"),
        ),
    ),
)


def run(pipeline: Pipeline, text: str, wanted: Sequence[Asked], seed: int = 3) -> list[Outcome]:
    """Draws a text and makes the edits one after the other; one that has no part is left out."""
    parsed = read(text)
    model = DocumentModel()
    model.describe(text, parsed.graph, parsed.reading)
    picture = pipeline.draw(model.document, seed)
    model.settle(model.current.number, picture)
    outcomes = []
    deleted: set[str] = set()
    for asked in wanted:
        before = picture
        base = model.document
        model.apply(asked.label, partial(asked.edit, before))
        picture = pipeline.redraw(base, model.current.graph)
        model.settle(model.current.number, picture)
        outcomes.append(_judged(asked, before, picture, deleted))
        old, new = before.document.graph.by_id, picture.document.graph.by_id
        deleted |= old.keys() - new.keys()
    return outcomes


def _judged(asked: Asked, before: Picture, after: Picture, deleted: set[str]) -> Outcome:
    touched = touched_nodes(before.document.graph, after.document.graph)
    old, new = before.document.layout, after.document.layout
    kept = all(new[n] == old[n] for n in old.keys() & new.keys() - touched)
    back = deleted & after.document.graph.by_id.keys()
    masks = [_union(picture, touched) for picture in (before, after)]
    difference = np.abs(before.rgba.astype(int) - after.rgba.astype(int)).max(axis=2)
    edited = EditedPicture(before.rgba, after.rgba, *masks)
    strongest = int(difference[~allowed_region(edited)].max(initial=0))
    return Outcome(
        asked.label,
        asked.seen(before, after) and not back,
        kept,
        leak(edited),
        strongest,
        change_report(before, after),
    )


def _union(picture: Picture, nodes: set[str]) -> NDArray[np.bool_]:
    masks = [picture.masks[n] for n in nodes & picture.masks.keys()]
    return np.any(masks, axis=0) if masks else np.zeros(picture.part_map.shape, dtype=np.bool_)


def main(names: Sequence[str]) -> None:
    """Makes all edits with the shipped weights, or those of a folder."""
    pipeline = Pipeline.load(names[0] if names else None)
    outcomes: list[Outcome] = []
    for text, wanted in SERIES:
        print(text)
        for outcome in run(pipeline, text, wanted):
            print(
                f"  {outcome.label:24} {'done' if outcome.done else 'NOT DONE':9}"
                f"{'others kept' if outcome.kept else 'OTHERS MOVED':13}"
                f"leak {outcome.leak:7.4%}  strongest {outcome.strongest:3}  {outcome.told}",
                flush=True,
            )
            outcomes.append(outcome)
    done, kept = sum(o.done for o in outcomes), sum(o.kept for o in outcomes)
    leaks = [o.leak for o in outcomes]
    print(
        f"{done} of {len(outcomes)} done, others kept in {kept}; "
        f"leak median {statistics.median(leaks):.4%}, worst {max(leaks):.4%}; "
        f"without any: {sum(not v for v in leaks)}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
