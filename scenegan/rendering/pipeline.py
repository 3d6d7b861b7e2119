"""The whole way: graph -> completion -> layout -> part map -> picture, and edits of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from scenegan.assets import asset
from scenegan.completion import complete, suggest_colors
from scenegan.completion.hanging import hung
from scenegan.errors import GraphError
from scenegan.graph import Document, NodeLayout, Reading, Recipe, SceneGraph, check_words
from scenegan.graph.vocabulary import learn_words, vocabulary
from scenegan.nn.cascade import Painter
from scenegan.nn.layout_model import LayoutModel
from scenegan.nn.threads import one_thread
from scenegan.nn.weights import read_config, weights_folder
from scenegan.rendering.attention import attention_maps
from scenegan.rendering.changes import recoloured_nodes, surviving_layout
from scenegan.rendering.kept_memory import bound_kept_kernels, keep_freed_memory
from scenegan.rendering.looks import LookChooser
from scenegan.rendering.painting import paint_stages, resized
from scenegan.rendering.picture import Picture
from scenegan.rendering.planner import LayoutPlanner
from scenegan.rendering.restraint import Restraint, with_kept_colors

if TYPE_CHECKING:
    from numpy.typing import NDArray

Edit = SceneGraph | Callable[[SceneGraph], SceneGraph]
"""An edited graph, or a function that edits one."""
_NO_RESTRAINT = Restraint()


class Pipeline:
    """Draws graphs and documents with one set of weights.

    The same document gives the same picture, byte for byte on one machine and thread count.
    """

    def __init__(
        self,
        name: str,
        layouts: LayoutModel,
        painter: Painter,
        looks: LookChooser | None = None,
    ) -> None:
        """Puts a pipeline together from its networks; `load` is the usual way."""
        self.name = name
        self.planner = LayoutPlanner(layouts)
        self.painter = painter
        self.looks = looks

    @classmethod
    def load(cls, path: str | Path | None = None) -> Pipeline:
        """Reads weights: those that came with the program, or those of a folder or of a run.

        The process keeps some freed memory from now on (`kept_memory`).

        Raises:
            ModelError: if files are missing, damaged, or made for something else.
        """
        keep_freed_memory()
        bound_kept_kernels()
        folder = weights_folder(Path(path)) if path is not None else asset("weights")
        config = read_config(folder)
        name = config.name
        learn_words({word: "" for word in config.words.parts}, config.words.attributes)
        painter = Painter.load(folder)
        return cls(name, LayoutModel.load(folder), painter, LookChooser.load(folder))

    def document(
        self, graph: SceneGraph, text: str = "", reading: Reading | None = None
    ) -> Document:
        """Wraps a graph that has not been drawn yet."""
        recipe = Recipe(model=self.name)
        return Document(graph=graph, text=text, reading=reading or Reading(), recipe=recipe)

    def draw(
        self, what: SceneGraph | Document, seed: int | None = None, size: int | None = None
    ) -> Picture:
        """Draws a graph or a document.

        A graph, and a document that was never drawn, is completed and laid out first. What a
        document has stored is kept.

        Args:
            what: what to draw.
            seed: another number gives another creature; by default the document's.
            size: side of the picture in pixels; by default the document's. The cascade stops
                at the stage of this side, if it has one: 64 and 128 cost less than 256.

        Raises:
            GraphError: if the graph has parts that the model does not know.
        """
        document = what if isinstance(what, Document) else self.document(what)
        (last,) = self._paint(self.planned(document, seed, size), only_last=True)
        return last

    def draw_stages(
        self,
        what: SceneGraph | Document,
        seed: int | None = None,
        size: int | None = None,
        restraint: Restraint = _NO_RESTRAINT,
    ) -> Iterator[Picture]:
        """Draws as `draw` does, and yields the picture after each stage of the cascade.

        `restraint` says how far parts may come from where they were in an earlier picture.
        """
        document = what if isinstance(what, Document) else self.document(what)
        yield from self._paint(self.planned(document, seed, size, restraint))

    def redraw(self, document: Document, edit: Edit, size: int | None = None) -> Picture:
        """Draws a document after an edit; all untouched parts keep place, shape and colours.

        New parts for which the edit names no holder hang where their like do.

        Args:
            document: a document that was drawn.
            edit: the edited graph, or a function from the old graph to it.
            size: side of the picture in pixels; by default the document's.

        Raises:
            GraphError: if the edit is not possible.
        """
        graph = edit if isinstance(edit, SceneGraph) else edit(document.graph)
        graph = hung(document.graph, graph, document.recipe.seed)
        placed = self._placed(self.edited(document, graph), None, size)
        (last,) = self._paint(placed, only_last=True)
        return last

    def redraw_stages(
        self,
        document: Document,
        edit: Edit,
        size: int | None = None,
        restraint: Restraint = _NO_RESTRAINT,
    ) -> Iterator[Picture]:
        """Draws as `redraw` does, and yields the picture after each stage of the cascade.

        New parts that hang on nothing stay so: who shows every step shows that too.

        `restraint` says how far the parts that are drawn anew may come from where they were.
        """
        graph = edit if isinstance(edit, SceneGraph) else edit(document.graph)
        yield from self._paint(self._placed(self.edited(document, graph), None, size, restraint))

    def edited(self, document: Document, graph: SceneGraph) -> Document:
        """Returns a document with another graph and those places and colours that stay valid."""
        before = document.graph
        places = surviving_layout(before, graph, document.layout)
        changed = recoloured_nodes(before, graph) & places.keys()
        if changed:
            colors = suggest_colors(graph, document.recipe.seed)
            for node in changed:
                places[node] = places[node].model_copy(update={"colors": colors[node]})
            places = self._eyes_looked_at_again(graph, places, changed)
        return document.model_copy(update={"graph": graph, "layout": places})

    def _eyes_looked_at_again(
        self, graph: SceneGraph, places: dict[str, NodeLayout], changed: set[str]
    ) -> dict[str, NodeLayout]:
        """Gives recoloured eyes another look: white and coloured ones are built differently."""
        eyes = [node for node in changed if graph.part(node).part == "eye"]
        if self.looks is None or any(p.id not in places for p in graph.parts):
            return places
        return self.looks.choose(graph, places, eyes)

    def planned(
        self,
        document: Document,
        seed: int | None = None,
        size: int | None = None,
        restraint: Restraint = _NO_RESTRAINT,
    ) -> Document:
        """Returns a document in which every part has its place, shape and colours.

        A document without any layout is completed; one that was drawn before never is.

        Raises:
            GraphError: if the graph has parts that the model does not know, or none at all.
        """
        if document.graph.is_empty:
            raise GraphError("The graph is empty: give it a kind or a part before drawing it.")
        check_words(document.graph)
        if not document.layout:
            asked = _with_removals(document)
            whole = complete(asked, document.recipe.seed if seed is None else seed)
            document = document.model_copy(update={"graph": whole})
        return self._placed(document, seed, size, restraint)

    def _placed(
        self,
        document: Document,
        seed: int | None,
        size: int | None,
        restraint: Restraint = _NO_RESTRAINT,
    ) -> Document:
        """Lays out the parts that have no place yet; adds none."""
        graph = document.graph
        if not graph.parts:
            raise GraphError("No part is left to draw: add one, or undo.")
        check_words(graph)
        asked = {"seed": seed, "size": size, "model": self.name}
        recipe = document.recipe.model_copy(
            update={k: v for k, v in asked.items() if v is not None}
        )
        recipe = Recipe.model_validate(recipe.model_dump())
        layout = {**restraint.staying(graph), **document.layout}
        if any(p.id not in layout for p in graph.parts):
            colors = with_kept_colors(graph, restraint, suggest_colors(graph, recipe.seed))
            drawn = self._laid_out(graph, layout, colors, recipe.seed)
            fresh = {n: place for n, place in drawn.items() if n not in layout}
            held = restraint.held_back(graph, fresh)
            if held:  # What hangs on a part that was held back follows it.
                drawn = self._laid_out(graph, {**layout, **held}, colors, recipe.seed)
            layout = drawn
        ordered: dict[str, NodeLayout] = {p.id: layout[p.id] for p in graph.parts}
        return document.model_copy(update={"graph": graph, "layout": ordered, "recipe": recipe})

    def _laid_out(
        self,
        graph: SceneGraph,
        stored: dict[str, NodeLayout],
        colors: Mapping[str, tuple[str, ...]],
        seed: int,
    ) -> dict[str, NodeLayout]:
        """Finds places and looks for the parts that have none stored.

        Another thread hardly helps with steps that are so small; and where another program keeps
        it waiting, each of hundreds of steps waits for it. With one, a graph and a seed also give
        the same layout whatever the number of threads that paint it.
        """
        fresh = [p.id for p in graph.parts if p.id not in stored]
        with one_thread():
            layout = self.planner.plan(graph, stored, colors, seed) if fresh else stored
            return self.looks.choose(graph, layout, fresh) if self.looks is not None else layout

    def attention(self, document: Document) -> dict[str, NDArray[np.float32]]:
        """Returns where the picture of a drawn document asks each node; see `attention_maps`."""
        return attention_maps(self.planner.model, self.painter, document)

    def _paint(self, document: Document, only_last: bool = False) -> Iterator[Picture]:
        """Paints a planned document stage by stage, or its last stage alone."""
        side = document.recipe.size
        part_map, stages = paint_stages(
            self.planner.model, self.painter, self.looks, document, side, only_last
        )
        nodes = tuple(p.id for p in document.graph.parts)
        for rgba in stages:
            pixels: NDArray[np.uint8] = resized(rgba, side)
            yield Picture(pixels, part_map, nodes, document)


def _with_removals(document: Document) -> SceneGraph:
    """The graph, in which what the text names and the user took out again is denied.

    Once a document is completed, nothing is added to it any more; before that, a part that was
    taken out could come back as a suggestion.
    """
    graph = document.graph
    there = {p.part for p in graph.parts} | set(graph.absent)
    named = [s.value for s in document.reading.spans if s.field == "part"]
    gone = [word for word in dict.fromkeys(named) if word in vocabulary().parts]
    gone = [word for word in gone if word not in there]
    return graph.model_copy(update={"absent": (*graph.absent, *gone)}) if gone else graph
