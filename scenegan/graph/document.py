"""The document: a graph with all that is needed to draw it again (`scenegan/document@1`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, NonNegativeInt, model_validator

from scenegan.graph.model import Frozen, HexColor, NodeId, SceneGraph

DOCUMENT_FORMAT = "scenegan/document@1"

Number = Annotated[float, Field(allow_inf_nan=False)]


class Span(Frozen):
    """The characters of the text that a node, an attribute or a relation came from.

    Attributes:
        node: id of the part, or `creature`.
        field: what was read there: part, kind, attrs, colors, size, types, on, absent, ...
        start: first character, counted from 0.
        end: one past the last character.
        value: the word that went into the graph.
    """

    node: str
    field: str
    start: NonNegativeInt
    end: NonNegativeInt
    value: str = ""


class Mapped(Frozen):
    """A word that stands in the graph as another one (`talons` as `claw`)."""

    word: str
    to: str
    start: NonNegativeInt = 0
    end: NonNegativeInt = 0


class Unknown(Frozen):
    """Words that were not understood, with the reason."""

    word: str
    reason: str = ""
    start: NonNegativeInt = 0
    end: NonNegativeInt = 0


class Reading(Frozen):
    """How a text was understood: nothing that it says is dropped in silence."""

    spans: tuple[Span, ...] = ()
    mapped: tuple[Mapped, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    doubts: tuple[str, ...] = ()


class Recipe(Frozen):
    """What a picture depends on besides graph and layout."""

    seed: Annotated[int, Field(ge=0, lt=2**63)] = 0
    model: str = ""
    size: Annotated[int, Field(ge=16, le=4096)] = 256
    background: HexColor | None = None


class NodeLayout(Frozen):
    """Where and how one part was drawn; stored so that it is drawn the same again.

    Attributes:
        box: place in the picture.
        depth: larger is nearer to the viewer.
        shape: shape code, [32] numbers.
        look: look code; empty where the model has none.
        colors: main and second colour as painted.
        seed: seed that this node was last sampled with.
    """

    box: tuple[Number, Number, Number, Number]
    depth: Number
    shape: tuple[Number, ...] = ()
    look: tuple[Number, ...] = ()
    colors: tuple[HexColor, ...] = ()
    seed: NonNegativeInt = 0


class Document(Frozen):
    """A creature as it is saved, carried by a picture, and drawn again."""

    format: Literal["scenegan/document@1"] = "scenegan/document@1"
    graph: SceneGraph
    text: str = ""
    reading: Reading = Reading()
    recipe: Recipe = Recipe()
    layout: Mapping[NodeId, NodeLayout] = Field(default_factory=dict)
    view: Mapping[str, Any] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _layout_is_of_graph(self) -> Document:
        for node in self.layout:
            if node not in self.graph.by_id:
                raise ValueError(f"layout.{node}: the graph has no such part")
        return self

    def with_graph(self, graph: SceneGraph) -> Document:
        """Returns the document of another graph; layouts of vanished parts are left out."""
        kept = {node: place for node, place in self.layout.items() if node in graph.by_id}
        return self.model_copy(update={"graph": graph, "layout": kept})

    def unplaced(self) -> Document:
        """Returns the document with all places free again but those that are locked or given."""
        locked = {node for node in self.layout if self.graph.part(node).locked}
        kept = {node: place for node, place in self.layout.items() if node in locked}
        return self.model_copy(update={"layout": kept})
