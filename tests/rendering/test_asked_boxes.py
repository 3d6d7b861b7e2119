"""A part that was given a box fills it, from rim to rim."""

import numpy as np
import pytest

from scenegan.graph import SceneGraph, edits
from scenegan.graph.model import Box
from scenegan.rendering import Picture, Pipeline

BOXES: list[tuple[str, Box]] = [
    ("tail-1", (0.55, 0.1, 0.95, 0.4)),
    ("tail-1", (0.02, 0.55, 0.32, 0.95)),
    ("flame-1", (0.7, 0.05, 0.95, 0.3)),
]


def rim_to_rim(picture: Picture, pipeline: Pipeline, node: str) -> np.ndarray:
    """What a whole part covers, seen or hidden: left, top, right, bottom."""
    document = picture.document
    part = document.graph.part(node).model_copy(update={"on": None})
    alone = SceneGraph(creature=document.graph.creature, parts=(part,))
    places = {node: document.layout[node]}
    mask = pipeline.draw(document.model_copy(update={"graph": alone, "layout": places})).masks[node]
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    return np.array([columns[0], rows[0], columns[-1] + 1, rows[-1] + 1]) / len(mask)


@pytest.mark.parametrize(("node", "box"), BOXES)
def test_an_edited_box_is_filled(pipeline: Pipeline, drawn: Picture, node: str, box: Box) -> None:
    moved = pipeline.redraw(drawn.document, lambda g: edits.place(g, node, box))
    assert np.abs(rim_to_rim(moved, pipeline, node) - box).max() <= 0.01
    untouched = [
        p.id for p in moved.document.graph.parts if p.id not in drawn.document.graph.subtree(node)
    ]
    assert all(moved.document.layout[n] == drawn.document.layout[n] for n in untouched)
    assert pipeline.draw(moved.document).png() == moved.png()


def test_a_box_of_a_new_graph_is_filled(pipeline: Pipeline, lizard: SceneGraph) -> None:
    box = (0.6, 0.2, 0.95, 0.5)
    picture = pipeline.draw(edits.place(lizard, "tail-1", box), seed=2)
    assert np.abs(rim_to_rim(picture, pipeline, "tail-1") - box).max() <= 0.01


def test_what_hangs_on_a_part_follows_it_into_its_box(pipeline: Pipeline, drawn: Picture) -> None:
    before = drawn.document.layout
    moved = pipeline.redraw(
        drawn.document, lambda g: edits.place(g, "tail-1", (0.02, 0.02, 0.4, 0.4))
    )
    flame, tail = (moved.document.layout[n].box for n in ("flame-1", "tail-1"))
    assert flame != before["flame-1"].box
    assert max(flame[0], tail[0]) < min(flame[2], tail[2])
    assert max(flame[1], tail[1]) < min(flame[3], tail[3])
