"""A reader and a painter that do what the real ones promise, in a blink."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gui.inference.server import Skills
from scenegan.errors import DescriptionError, ModelError
from scenegan.graph import Color, Document, NodeLayout, Reading, SceneGraph, edits
from scenegan.graph.document import Mapped, Span, Unknown
from scenegan.graph.vocabulary import vocabulary
from scenegan.rendering.picture import NOTHING, Picture
from scenegan.rendering.restraint import Restraint

if TYPE_CHECKING:
    from gui.inference.interface import Inference

SIDE = 256


@dataclass(frozen=True)
class FakeParsed:
    text: str
    graph: SceneGraph
    reading: Reading


def fake_read(text: str) -> FakeParsed:
    """Knows `lizard`, `cat`, all parts, `big` as `large`, and not `winsome`."""
    if "unreadable" in text:
        raise DescriptionError("The text cannot be read: write one sentence.")
    graph = SceneGraph()
    spans, mapped, unknown, at = [], [], [], 0
    for word in text.replace(",", " ").split():
        start = text.index(word, at)
        at = start + len(word)
        if word in ("lizard", "cat"):
            graph = edits.set_creature(graph, kind=word)
            spans.append(Span(node="creature", field="kind", start=start, end=at, value=word))
        elif word in vocabulary().parts:
            on = "tail-1" if word == "flame" and graph.of("tail") else None
            node = edits.new_id(graph, word)
            graph = edits.add_part(graph, word, on=on, origin="text")
            spans.append(Span(node=node, field="part", start=start, end=at, value=word))
        elif word == "big":
            mapped.append(Mapped(word=word, to="large", start=start, end=at))
        elif word == "winsome":
            unknown.append(Unknown(word=word, start=start, end=at))
    return FakeParsed(
        text, graph, Reading(spans=tuple(spans), mapped=tuple(mapped), unknown=tuple(unknown))
    )


def fake_command(command: str, graph: SceneGraph) -> SceneGraph:
    """Paints a part that is named by its word or its id: `tail teal`."""
    word, _, color = command.partition(" ")
    found = [p.id for p in graph.parts if word in (p.part, p.id)]
    if not found or color not in vocabulary().colors:
        raise DescriptionError(f"'{command}' was not understood: say for instance 'tail teal'.")
    return edits.recolour(graph, found[0], [Color(name=color, hex=vocabulary().colors[color])])


class FakePainter:
    """Paints each part as a square in a place that follows from its name and the seed.

    Attributes:
        gate: closed, it holds every job after its first stage.
        started: stages that were painted so far.
        calls: `draw` and `redraw`, in order.
        broken: every job fails while this is set.
    """

    name = "fake-1"

    def __init__(self) -> None:
        self.gate = Event()
        self.gate.set()
        self.started = 0
        self.calls: list[str] = []
        self.broken: Exception | None = None

    def draw_stages(
        self, what: Document, *, restraint: Restraint | None = None
    ) -> Iterator[Picture]:
        self.calls.append("draw")
        graph = what.graph
        if not graph.of("mouth") and "mouth" not in graph.absent:
            graph = edits.add_part(graph, "mouth", origin="completed")
        yield from self._stages(what.with_graph(graph), restraint)

    def redraw_stages(
        self, document: Document, edit: SceneGraph, *, restraint: Restraint | None = None
    ) -> Iterator[Picture]:
        self.calls.append("redraw")
        yield from self._stages(document.with_graph(edit), restraint)

    def attention(self, document: Document) -> dict[str, NDArray[np.float32]]:
        *_, picture = self._stages(document)
        return {node: mask.astype(np.float32) for node, mask in picture.masks.items()}

    def _stages(self, document: Document, restraint: Restraint | None = None) -> Iterator[Picture]:
        if self.broken is not None:
            raise self.broken
        graph, seed = document.graph, document.recipe.seed
        layout = {
            p.id: document.layout.get(p.id) or _place(p.id, i, seed)
            for i, p in enumerate(graph.parts)
        }
        if restraint is not None:
            fresh = {n: place for n, place in layout.items() if n not in document.layout}
            layout |= restraint.held_back(graph, fresh)
        for p in graph.parts:
            if p.box is not None:
                layout[p.id] = layout[p.id].model_copy(update={"box": p.box})
        document = document.model_copy(update={"layout": layout})
        part_map = np.full((SIDE, SIDE), NOTHING, dtype=np.uint8)
        rgba = np.zeros((SIDE, SIDE, 4), dtype=np.uint8)
        for i, part in enumerate(graph.parts):
            x0, y0, x1, y1 = (round(v * SIDE) for v in layout[part.id].box)
            part_map[y0:y1, x0:x1] = i
            color = part.colors[0].hex if part.colors else "#808080"
            rgba[y0:y1, x0:x1, :3] = [int(color[k : k + 2], 16) for k in (1, 3, 5)]
            rgba[y0:y1, x0:x1, 3] = 255
        nodes = tuple(p.id for p in graph.parts)
        for stage in range(3):
            if stage == 1:
                self.gate.wait(5)
            self.started += 1
            yield Picture(rgba, part_map, nodes, document)


def _place(node: str, index: int, seed: int) -> NodeLayout:
    column, row = index % 4, index // 4
    x, y = 0.02 + 0.25 * column, 0.02 + 0.2 * row
    width = 0.15 + 0.01 * (seed % 5)
    return NodeLayout(box=(x, y, x + width, y + 0.15), depth=0.0, colors=("#808080",), seed=seed)


def fake_inference(load: Callable[[], FakePainter]) -> Inference:
    """Returns the usual inference with all of this, in a thread."""
    from gui.inference.places import thread_inference  # Not in a process that knows no Qt.

    return thread_inference(Skills(load, fake_read, fake_command))


def no_weights() -> FakePainter:
    raise ModelError("The painter's weights are missing: install the package again.")
