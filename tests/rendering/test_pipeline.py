import numpy as np
import pytest
import torch
from scipy import ndimage

from scenegan.errors import GraphError, ModelError
from scenegan.graph import (
    Color,
    Creature,
    Document,
    Part,
    Relation,
    SceneGraph,
    edits,
    from_json,
    to_json,
)
from scenegan.graph.color_values import delta_e_2000, hex_to_lab, rgb_to_lab
from scenegan.language import read
from scenegan.nn.cascade import STAGES
from scenegan.rendering import Picture, Pipeline
from scenegan.rendering.painting import paint_stages

TEAL = Color(name="teal", hex="#1f8a8a")


def _changed(a: Picture, b: Picture, by: int = 2) -> np.ndarray:
    return np.abs(a.rgba.astype(int) - b.rgba.astype(int)).max(-1) > by


def _near(mask: np.ndarray, pixels: int) -> np.ndarray:
    return ndimage.binary_dilation(mask, iterations=pixels)


def test_the_same_document_gives_the_same_bytes(pipeline: Pipeline, drawn: Picture) -> None:
    document = from_json(to_json(drawn.document))
    assert isinstance(document, Document)
    assert pipeline.draw(document).png() == drawn.png()


def test_layouts_do_not_depend_on_the_number_of_threads(
    pipeline: Pipeline, drawn: Picture, lizard: SceneGraph
) -> None:
    before = torch.get_num_threads()
    try:
        torch.set_num_threads(before % 2 + 1)
        planned = pipeline.planned(pipeline.document(lizard), seed=4)
        assert torch.get_num_threads() == before % 2 + 1
    finally:
        torch.set_num_threads(before)
    assert planned == drawn.document


def test_completion_keeps_what_was_said(drawn: Picture, lizard: SceneGraph) -> None:
    graph = drawn.document.graph
    assert {p.id for p in lizard.parts} <= set(graph.by_id)
    assert len(graph.parts) > 6
    assert len([p for p in graph.parts if p.on is None]) == 1


def test_the_picture_is_in_one_piece_on_nothing(drawn: Picture) -> None:
    alpha = drawn.rgba[..., 3] > 127
    labels, count = ndimage.label(alpha)
    sizes = ndimage.sum(alpha, labels, range(1, count + 1))
    assert sorted(sizes)[-1] > 0.99 * alpha.sum()
    assert 0.05 < alpha.mean() < 0.9
    assert not drawn.rgba[0, 0].any()


def test_asked_colours_are_painted(drawn: Picture) -> None:
    graph = drawn.document.graph
    body = next(p for p in graph.parts if p.on is None)
    inside = ndimage.binary_erosion(drawn.masks[body.id], iterations=4)
    painted = np.median(rgb_to_lab(drawn.rgba[inside][:, :3] / 255), axis=0)
    assert delta_e_2000(painted, hex_to_lab("#f0841e")) < 10


def test_seeds_give_other_creatures(pipeline: Pipeline, lizard: SceneGraph, drawn: Picture) -> None:
    assert _changed(pipeline.draw(lizard, seed=5), drawn).mean() > 0.05


def test_a_colour_changes_its_part_and_nothing_else(pipeline: Pipeline, drawn: Picture) -> None:
    teal = pipeline.redraw(drawn.document, lambda g: edits.recolour(g, "tail-1", [TEAL]))
    assert np.array_equal(teal.part_map, drawn.part_map)
    changed = _changed(teal, drawn)
    assert changed[drawn.masks["tail-1"]].mean() > 0.5
    assert changed[~_near(drawn.masks["tail-1"], 12)].mean() < 0.002


def test_an_edited_document_draws_the_same_however_it_came(
    pipeline: Pipeline, drawn: Picture
) -> None:
    teal = pipeline.redraw(drawn.document, lambda g: edits.recolour(g, "tail-1", [TEAL]))
    assert np.array_equal(pipeline.draw(teal.document).rgba, teal.rgba)
    back = pipeline.redraw(teal.document, lambda g: edits.recolour(g, "tail-1", []))
    assert back.document.layout.keys() == drawn.document.layout.keys()
    assert all(
        back.document.layout[n] == drawn.document.layout[n]
        for n in back.document.layout
        if n != "tail-1"
    )


def test_new_and_removed_parts_leave_the_rest(pipeline: Pipeline, drawn: Picture) -> None:
    root = next(p.id for p in drawn.document.graph.parts if p.on is None)
    winged = pipeline.redraw(drawn.document, lambda g: edits.add_part(g, "wing", on=root))
    assert winged.document.layout["wing-1"].shape != (0.0,) * 32
    kept = {n: p for n, p in winged.document.layout.items() if n != "wing-1"}
    assert kept == drawn.document.layout
    cut = pipeline.redraw(drawn.document, lambda g: edits.remove_part(g, "flame-1"))
    assert "flame-1" not in cut.document.layout
    elsewhere = ~_near(drawn.masks["flame-1"], 8)
    assert not (cut.rgba[drawn.masks["flame-1"]][:, 3] > 127).all()
    assert _changed(cut, drawn, by=16)[elsewhere].mean() < 0.015


def test_a_new_part_hangs_where_its_like_hang(pipeline: Pipeline, drawn: Picture) -> None:
    after = pipeline.redraw(drawn.document, lambda g: edits.add_part(g, "horn")).document
    horn, head = after.graph.of("horn")[0], after.graph.of("head")[0]
    assert horn.on == head.id
    middle = sum(after.layout[head.id].box[1::2]) / 2
    assert after.layout[horn.id].box[1] < middle, "not in the middle of the face"


def test_an_edit_never_completes(pipeline: Pipeline, drawn: Picture) -> None:
    kept = edits.keep(drawn.document.graph, [p.id for p in drawn.document.graph.parts])
    turned = pipeline.redraw(drawn.document, edits.set_creature(kept, view="left"))
    assert turned.document.graph.by_id.keys() == kept.by_id.keys()
    assert turned.document.layout != drawn.document.layout


def test_recoloured_eyes_show_their_colour(pipeline: Pipeline, drawn: Picture) -> None:
    eyes = [p.id for p in drawn.document.graph.of("eye")]
    assert eyes
    graph = drawn.document.graph
    for eye in eyes:
        graph = edits.recolour(graph, eye, [Color(name="green", hex="#3c9e48")])
    green = pipeline.redraw(drawn.document, graph)
    inside = np.isin(green.part_map, [green.nodes.index(e) for e in eyes])
    lab = rgb_to_lab(green.rgba[inside][:, :3] / 255)
    assert (delta_e_2000(lab, hex_to_lab("#3c9e48")) < 20).mean() > 0.15
    for node, place in drawn.document.layout.items():
        assert node in eyes or green.document.layout[node] == place


def test_a_box_is_obeyed(pipeline: Pipeline, drawn: Picture) -> None:
    box = (0.05, 0.05, 0.3, 0.3)
    moved = pipeline.redraw(drawn.document, lambda g: edits.place(g, "tail-1", box))
    assert moved.boxes["tail-1"] == box
    rows, columns = np.nonzero(moved.masks["tail-1"])
    assert len(rows) and rows.max() <= 0.34 * 256 and columns.max() <= 0.34 * 256


def test_a_box_is_obeyed_from_the_start(pipeline: Pipeline) -> None:
    box = (0.1, 0.6, 0.4, 0.9)
    graph = SceneGraph(
        creature=Creature(kind="cat"), parts=(Part(id="tail-1", part="tail", box=box),)
    )
    assert pipeline.draw(graph).boxes["tail-1"] == box


@pytest.mark.parametrize("size", [64, 100, 512])
def test_sizes(pipeline: Pipeline, drawn: Picture, size: int) -> None:
    assert pipeline.draw(drawn.document, size=size).rgba.shape == (size, size, 4)


def test_stages_come_one_after_the_other(pipeline: Pipeline, drawn: Picture) -> None:
    stages = list(pipeline.draw_stages(drawn.document))
    assert len(stages) == 3
    assert np.array_equal(stages[-1].rgba, drawn.rgba)
    alpha = [s.rgba[..., 3] > 127 for s in stages]
    assert (alpha[0] != alpha[2]).mean() < 0.05


def test_a_small_picture_is_the_stage_of_its_side(pipeline: Pipeline, drawn: Picture) -> None:
    """It has the very bytes that `draw` shows on its way to 256 pixels, and is where it ends."""
    parts = pipeline.planner.model, pipeline.painter, pipeline.looks
    stages = list(paint_stages(*parts, drawn.document, 256)[1])
    ran: list[bool] = []
    hook = pipeline.painter.block256.register_forward_hook(lambda *_: ran.append(True))
    for stage, side in zip(stages, STAGES[:2], strict=False):
        small = pipeline.draw(drawn.document, size=side)
        assert np.array_equal(small.rgba, stage)
        assert np.array_equal(list(pipeline.draw_stages(small.document))[-1].rgba, stage)
    hook.remove()
    assert not ran


@pytest.mark.parametrize("part", ["body", "wing", "web", "fruit"])
def test_one_part_alone_is_drawn(pipeline: Pipeline, part: str) -> None:
    graph = SceneGraph(parts=(Part(id=f"{part}-1", part=part),))
    assert (pipeline.draw(graph).rgba[..., 3] > 127).any()


def test_64_parts_are_drawn(pipeline: Pipeline) -> None:
    spots = tuple(Part(id=f"spot-{i}", part="spot", on="body-1") for i in range(1, 64))
    graph = SceneGraph(parts=(Part(id="body-1", part="body"), *spots))
    assert len(pipeline.draw(graph).boxes) == 64


def test_faults_are_told(pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(GraphError, match="empty"):
        pipeline.draw(SceneGraph())
    with pytest.raises(GraphError, match="No part is left"):
        bare = SceneGraph(creature=Creature(kind="cat"), parts=(Part(id="web-1", part="web"),))
        pipeline.redraw(pipeline.draw(bare).document, SceneGraph(creature=bare.creature))
    with pytest.raises(GraphError, match="no known part"):
        pipeline.draw(SceneGraph(parts=(Part(id="gizmo-1", part="gizmo"),)))
    with pytest.raises(ModelError, match="model.json"):
        Pipeline.load(tmp_path_factory.mktemp("nothing"))


def test_a_relation_of_the_text_is_obeyed(pipeline: Pipeline, lizard: SceneGraph) -> None:
    for predicate, sign in (("left of", -1), ("right of", 1)):
        relation = Relation(subject="tail-1", predicate=predicate, object="torso-1")
        torso = Part(id="torso-1", part="torso")
        graph = lizard.model_copy(
            update={"parts": (torso, *lizard.parts), "relations": (relation,)}
        )
        boxes = pipeline.draw(SceneGraph.model_validate(dict(graph)), seed=3, size=64).boxes
        middle = {node: (boxes[node][0] + boxes[node][2]) / 2 for node in ("tail-1", "torso-1")}
        assert sign * (middle["tail-1"] - middle["torso-1"]) > 0


def test_a_jellyfish_trails_its_tentacles(pipeline: Pipeline) -> None:
    jellyfish = SceneGraph(creature=Creature(kind="jellyfish"))
    boxes = pipeline.draw(jellyfish, seed=1, size=64).boxes
    trunk = boxes["body-1"] if "body-1" in boxes else boxes["torso-1"]
    below = [b[1] + b[3] > trunk[1] + trunk[3] for n, b in boxes.items() if "tentacle" in n]
    assert len(below) >= 2
    assert all(below)


@pytest.mark.slow
def test_what_was_taken_out_before_the_first_picture_stays_out(pipeline: Pipeline) -> None:
    parsed = read("a white unicorn with a long horn")
    graph = edits.remove_part(parsed.graph, parsed.graph.of("horn")[0].id)
    document = Document(graph=graph, text=parsed.text, reading=parsed.reading)
    planned = pipeline.planned(document)
    assert not planned.graph.of("horn") and "horn" in planned.graph.absent
    assert len(planned.graph.parts) > 3
