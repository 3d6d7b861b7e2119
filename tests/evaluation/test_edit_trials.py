from __future__ import annotations

import numpy as np
import pytest

from scenegan.evaluation.edit_trials import (
    EditTrial,
    edit_figures,
    edited_picture,
    try_edits,
    worst_trials,
)
from scenegan.evaluation.look_seeds import draw_looks
from scenegan.evaluation.random_edits import EDIT_KINDS, random_edit
from scenegan.graph import Color, Creature, Part, SceneGraph
from scenegan.rendering import Picture, Pipeline


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.load()


@pytest.fixture(scope="module")
def drawn(pipeline: Pipeline) -> Picture:
    orange = Color(name="orange", hex="#f0841e")
    parts = (
        Part(id="torso-1", part="torso"),
        Part(id="head-1", part="head", on="torso-1"),
        Part(id="eye-1", part="eye", on="head-1"),
        Part(id="eye-2", part="eye", on="head-1"),
        Part(id="tail-1", part="tail", on="torso-1", attrs=("long",)),
        Part(id="leg-1", part="leg", on="torso-1"),
        Part(id="leg-2", part="leg", on="torso-1"),
    )
    graph = SceneGraph(creature=Creature(kind="lizard", colors=(orange,)), parts=parts)
    return pipeline.redraw(pipeline.document(graph), graph)


@pytest.mark.parametrize("kind", EDIT_KINDS)
def test_edits_change_the_graph_as_they_say(drawn: Picture, kind: str) -> None:
    graph = drawn.document.graph
    for seed in range(20):
        edit = random_edit(drawn.document, kind, np.random.default_rng(seed))
        assert edit is not None and edit.kind == kind
        again = random_edit(drawn.document, kind, np.random.default_rng(seed))
        assert again == edit
        kept = {p.id for p in edit.graph.parts}
        match kind:
            case "remove":
                gone = set(graph.subtree(edit.node))
                assert kept == set(graph.by_id) - gone and 0 < len(gone) <= 3
            case "add":
                assert kept - set(graph.by_id) == {edit.node}
            case "recolour":
                assert edit.graph.part(edit.node).colors != graph.part(edit.node).colors
            case "resize":
                old, new = drawn.document.layout[edit.node].box, edit.graph.part(edit.node).box
                assert new is not None
                factor = (new[2] - new[0]) / (old[2] - old[0])
                assert any(abs(factor - f) < 1e-6 for f in (0.7, 0.8, 1.2, 1.35))
            case _:
                assert edit.graph.part(edit.node).attrs != graph.part(edit.node).attrs


def test_trials_are_repeatable_and_stay_near_the_part(pipeline: Pipeline, drawn: Picture) -> None:
    told: list[tuple[int, int]] = []
    trials = try_edits(pipeline, [drawn], 5, 3, lambda done, total: told.append((done, total)))
    assert [t.kind for t in trials] == list(EDIT_KINDS)
    assert told[-1] == (5, 5)
    assert all(0 <= t.leak <= 1 and t.seam >= 0 for t in trials)
    assert try_edits(pipeline, [drawn], 1, 3) == trials[:1]
    assert trials[0].leak < 0.02


def test_masks_are_those_of_the_subtree(pipeline: Pipeline, drawn: Picture) -> None:
    edit = None
    for seed in range(100):
        edit = random_edit(drawn.document, "remove", np.random.default_rng(seed))
        if edit is not None and edit.node == "head-1":
            break
    assert edit is not None and edit.node == "head-1"
    after = pipeline.redraw(drawn.document, edit.graph)
    edited = edited_picture(drawn, after, edit)
    expected = drawn.masks["head-1"] | drawn.masks["eye-1"] | drawn.masks["eye-2"]
    assert np.array_equal(edited.old, expected)
    assert not edited.new.any()


def test_figures_and_worst_by_hand() -> None:
    trials = [
        EditTrial(0, "recolour", "a", 0.0, 2.0),
        EditTrial(0, "recolour", "b", 0.5, 4.0),
        EditTrial(1, "add", "c", 0.1, 9.0),
    ]
    figures = edit_figures(trials)
    assert set(figures) == {"all", "recolour", "add"}
    assert figures["all"].leak == pytest.approx(0.2)
    assert figures["all"].seam == pytest.approx(5.0)
    assert figures["recolour"].leak == pytest.approx(0.25)
    assert figures["recolour"].seam_worst == 4.0 and figures["recolour"].count == 2
    assert [t.words for t in worst_trials(trials, "seam", 2)] == ["c", "b"]
    assert [t.words for t in worst_trials(trials, "leak", 1)] == ["b"]


def test_other_looks_keep_the_layout(pipeline: Pipeline, drawn: Picture) -> None:
    pictures = draw_looks(pipeline, drawn.document, 3)
    assert pictures[0].rgba.tobytes() == drawn.rgba.tobytes()
    for other in pictures[1:]:
        assert np.array_equal(other.part_map, drawn.part_map)
        assert other.document.layout["eye-1"].box == drawn.document.layout["eye-1"].box
    looks = {tuple(place.look for place in p.document.layout.values()) for p in pictures}
    assert len(looks) > 1
