from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy import ndimage

from scenegan.data.cache import Cache
from scenegan.data.edit_pairs import (
    OPERATIONS,
    DrawnCreature,
    Drop,
    EditPair,
    Mirror,
    Recolour,
    Scale,
    Shift,
    Swap,
    Turn,
    creature_of,
    make_pair,
    random_pair,
)
from scenegan.data.edit_pairs.soundness import border_of, came_off_well, can_move
from scenegan.data.edit_pairs.vectors import VectorDrawing, vector_drawing
from scenegan.data.edit_pairs.window import ZOOM, Window, enlarged, reduced, reduced_map
from scenegan.data.part_colors import colors_of_pixels, lab_of
from scenegan.data.part_maps import NOTHING
from scenegan.errors import DataError
from scenegan.graph.color_values import delta_e_2000, hex_to_lab
from tests.data.conftest import COUNT
from tests.data.drawings import OUTLINE, STROKE, make_data_set


@pytest.fixture(scope="module")
def creature(cache: Cache) -> DrawnCreature:
    return creature_of(cache.drawing("c1"))


@pytest.fixture(scope="module")
def donor(cache: Cache) -> DrawnCreature:
    return creature_of(cache.drawing("c2"))


def shown(creature: DrawnCreature, node: str) -> np.ndarray:
    return creature.index_map == creature.places[node]


def middle(mask: np.ndarray) -> tuple[float, float]:
    rows, columns = np.nonzero(mask)
    return rows.mean(), columns.mean()


def check(pair: EditPair) -> None:
    """What holds of every pair."""
    before, after = pair.before, pair.after
    still = ~pair.changed
    assert np.array_equal(after.picture[still], before.picture[still])
    names = [before.graph.parts[i].id if i != NOTHING else "" for i in before.index_map[still]]
    names_after = [after.graph.parts[i].id if i != NOTHING else "" for i in after.index_map[still]]
    assert names == names_after
    assert len(after.wholes) == len(after.graph.parts)
    assert np.array_equal(after.index_map != NOTHING, after.picture[..., 3] > 100)
    for place in range(len(after.wholes)):
        assert after.wholes[place][after.index_map == place].all()
    assert after.index_map[after.index_map != NOTHING].max() < len(after.graph.parts)


def test_unedited_creature_is_the_drawing(cache: Cache, creature: DrawnCreature) -> None:
    drawing = cache.drawing("c1")
    assert np.array_equal(creature.picture, drawing.picture())
    assert creature.graph == drawing.graph()
    assert np.abs(creature.boxes - drawing.boxes).max() <= 2 / 256


def test_recolour_meets_the_colour_and_keeps_the_line(creature: DrawnCreature) -> None:
    pair = make_pair(creature, Recolour("belly-1", "#3355cc"))
    check(pair)
    mask = shown(creature, "belly-1")
    measured = colors_of_pixels(lab_of(pair.after.picture)[mask])[:3]
    assert delta_e_2000(measured, hex_to_lab("#3355cc")) < 1.0
    assert pair.graph_after.part("belly-1").colors[0].hex == "#3355cc"
    ink = mask & (lab_of(creature.picture)[..., 0] < 10)
    assert ink.sum() > 50
    moved = np.abs(pair.after.picture[ink].astype(int) - creature.picture[ink]).max(-1)
    assert moved.max() < 40 and (moved == 0).mean() > 0.7
    assert lab_of(pair.after.picture)[ink, 0].max() < 15


def test_recolour_keeps_shading(creature: DrawnCreature) -> None:
    mask = shown(creature, "torso-1")
    picture = creature.picture.copy()
    shade = mask & (np.indices(mask.shape)[1] > 140)
    picture[shade, :3] = (picture[shade, :3] * 0.85).astype(np.uint8)
    shaded = DrawnCreature(
        picture, creature.index_map, creature.wholes, creature.graph, creature.source
    )
    after = make_pair(shaded, Recolour("torso-1", "#6688aa")).after
    light_before, light_after = lab_of(picture)[..., 0], lab_of(after.picture)[..., 0]
    flat = mask & (light_before > 40)
    before = np.median(light_before[flat & ~shade]) - np.median(light_before[flat & shade])
    moved = np.median(light_after[flat & ~shade]) - np.median(light_after[flat & shade])
    assert before > 5 and abs(before - moved) < 2.0


def test_drop_shows_what_was_behind(creature: DrawnCreature) -> None:
    """Behind the belly is the torso alone: it must look as if it had been drawn without one."""
    pair = make_pair(creature, Drop("belly-1"))
    check(pair)
    hidden = shown(creature, "belly-1")
    assert "belly-1" not in pair.after.places
    # Two pixels along its border were halfway to neighbours.
    assert (pair.after.index_map[hidden] == pair.after.places["torso-1"]).mean() > 0.97
    torso = hex_to_lab(creature.graph.part("torso-1").colors[0].hex)
    inner = hidden & (pair.after.index_map == pair.after.places["torso-1"])
    distance = delta_e_2000(lab_of(pair.after.picture)[inner], torso)
    assert np.median(distance) < 2.0 and (distance < 10).mean() > 0.97


def test_drop_takes_children_along_and_leaves_no_trace(creature: DrawnCreature) -> None:
    pair = make_pair(creature, Drop("head-1"))
    check(pair)
    words = {part.part for part in pair.graph_after.parts}
    assert not words & {"head", "eye", "ear"}
    top = pair.after.wholes[pair.after.places["torso-1"]].nonzero()[0].min()
    assert not pair.after.picture[: top - 2, ..., 3].any()


def test_drop_of_a_part_behind_keeps_the_line_in_front(creature: DrawnCreature) -> None:
    pair = make_pair(creature, Drop("tail-1"))
    check(pair)
    rows, columns = np.nonzero(shown(creature, "tail-1"))
    row = int(np.median(rows))
    bared = pair.after.picture[row, :, 3] > 100
    rim = int(bared.nonzero()[0].max())
    lightness = lab_of(pair.after.picture)[row, :, 0]
    assert rim < columns.max() - 5
    assert lightness[rim - 1 : rim + 1].min() < 30  # the torso's own outline is there


def test_scale_changes_the_area_by_the_square(creature: DrawnCreature) -> None:
    pair = make_pair(creature, Scale("belly-1", 0.7))
    check(pair)
    old, new = shown(creature, "belly-1").sum(), shown(pair.after, "belly-1").sum()
    assert new / old == pytest.approx(0.49, rel=0.1)
    box = pair.graph_after.part("belly-1").box
    assert box is not None
    assert box == pytest.approx(pair.after.boxes[pair.after.places["belly-1"]])


def test_shift_is_exact(creature: DrawnCreature) -> None:
    pair = make_pair(creature, Shift("belly-1", 0.05, -0.03))
    check(pair)
    old, new = middle(shown(creature, "belly-1")), middle(shown(pair.after, "belly-1"))
    assert new[0] - old[0] == pytest.approx(round(-0.03 * 256), abs=0.7)
    assert new[1] - old[1] == pytest.approx(round(0.05 * 256), abs=0.7)


def test_turn_takes_children_along(creature: DrawnCreature) -> None:
    pair = make_pair(creature, Turn("head-1", 20))
    check(pair)
    before, after = (
        [np.array(middle(c.wholes[c.places[f"eye-{k}"]])) for k in (1, 2)]
        for c in (creature, pair.after)
    )
    slope = np.degrees(np.arctan2(*(after[1] - after[0])))
    assert np.degrees(np.arctan2(*(before[1] - before[0]))) == pytest.approx(0, abs=3)
    assert slope == pytest.approx(20, abs=4)


def test_mirror_twice_gives_the_place_back(creature: DrawnCreature) -> None:
    pair = make_pair(creature, Mirror("belly-1"))
    check(pair)
    again = make_pair(pair.after, Mirror("belly-1"))
    old, new = shown(creature, "belly-1"), shown(again.after, "belly-1")
    assert (old & new).sum() / (old | new).sum() > 0.9


def test_swap_brings_the_donors_part(creature: DrawnCreature, donor: DrawnCreature) -> None:
    pair = make_pair(creature, Swap("head-1", "c2", "head-1"), [donor])
    check(pair)
    graph = pair.graph_after
    assert len(graph.parts) == len(creature.graph.parts)
    assert graph.part("head-1").colors == donor.graph.part("head-1").colors
    assert graph.part("head-1").on == "torso-1"
    assert {p.on for p in graph.of("ear")} == {"head-1"}
    mask = shown(pair.after, "head-1")
    found = colors_of_pixels(lab_of(pair.after.picture)[mask])[:3]
    assert delta_e_2000(found, hex_to_lab(donor.graph.part("head-1").colors[0].hex)) < 3.0
    old = creature.wholes[creature.places["head-1"]].sum()
    assert pair.after.wholes[pair.after.places["head-1"]].sum() == pytest.approx(old, rel=0.1)


def test_wrong_parts_are_refused(creature: DrawnCreature) -> None:
    with pytest.raises(DataError, match="no part 'wing-1'"):
        make_pair(creature, Drop("wing-1"))
    with pytest.raises(DataError, match="Nothing would be left"):
        make_pair(creature, Drop("torso-1"))
    with pytest.raises(DataError, match="'head-1' of a drawing 'c9'"):
        make_pair(creature, Swap("head-1", "c9", "head-1"))


@pytest.mark.parametrize("name", OPERATIONS)
def test_random_pairs_are_repeatable(
    creature: DrawnCreature, donor: DrawnCreature, name: str
) -> None:
    first, second = (
        random_pair(creature, name, np.random.default_rng(2), [donor]) for _ in range(2)
    )
    assert first is not None and second is not None
    check(first)
    assert first.operation == second.operation
    assert np.array_equal(first.after.picture, second.after.picture)
    assert not np.array_equal(first.after.picture, creature.picture)


@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32 - 1))
def test_all_pairs_hold_together(creature: DrawnCreature, donor: DrawnCreature, seed: int) -> None:
    pair = random_pair(creature, None, np.random.default_rng(seed), [donor])
    if pair is not None:
        check(pair)
        assert pair.changed.any()


def test_vectors_show_the_same_square(cache: Cache, tmp_path: Path) -> None:
    folder = make_data_set(tmp_path / "set", COUNT).folder
    drawing = cache.drawing("c1")
    vectors = vector_drawing(folder / "c1.svg")
    whole = (slice(0, 256), slice(0, 256))
    seen = reduced(vectors.window(whole, 256, ZOOM)).astype(int)
    opaque = drawing.picture()[..., 3] == 255
    assert np.abs(seen - drawing.picture())[opaque].mean() < 3.0
    assert np.abs(seen - drawing.picture())[..., 3].mean() < 1.0


def test_recolour_of_paths_keeps_everything_else(tmp_path: Path, cache: Cache) -> None:
    """The leg is one path, and nothing of its neighbours takes its colour."""
    folder = make_data_set(tmp_path / "set", COUNT).folder
    creature = creature_of(cache.drawing("c1"), path_drawing(folder / "c1.svg"))
    pair = make_pair(creature, Recolour("leg-1", "#d04020"))
    check(pair)
    mask = shown(creature, "leg-1")
    measured = colors_of_pixels(lab_of(pair.after.picture)[mask])[:3]
    assert delta_e_2000(measured, hex_to_lab("#d04020")) < 2.0
    assert not (pair.changed & ~ndimage.binary_dilation(mask, iterations=2)).any()


def path_drawing(path: Path) -> VectorDrawing:
    """The generated drawing with ellipses told as paths that are filled and have no stroke."""
    return VectorDrawing(
        re.sub(
            r'<ellipse cx="(\S+)" cy="(\S+)" rx="(\S+)" ry="(\S+)" fill="(\S+)"[^>]*/>',
            lambda m: _ring(*(float(m.group(k)) for k in range(1, 5)), m.group(5)),
            path.read_text(encoding="utf-8"),
        )
    )


def _ring(x: float, y: float, rx: float, ry: float, color: str) -> str:
    """Two paths: the outline with its inside, and the paint over it."""
    edge = STROKE / 2
    return "".join(
        f'<path fill="{fill}" d="M{x - a:.2f} {y:.2f} a{a:.2f} {b:.2f} 0 1 0 {2 * a:.2f} 0 '
        f'a{a:.2f} {b:.2f} 0 1 0 {-2 * a:.2f} 0"/>'
        for fill, a, b in ((OUTLINE, rx + edge, ry + edge), (color, rx - edge, ry - edge))
    )


def test_window_goes_back_to_the_same_picture(creature: DrawnCreature) -> None:
    window = Window(40, 60, 200, 190)
    fine = enlarged(creature, window)
    rows, columns = window.slices
    old = creature.picture[rows, columns].astype(int)
    back = reduced(fine.picture).astype(int)
    assert np.abs(back - old)[old[..., 3] == 255].mean() < 1.0
    assert (reduced_map(fine.index_map) == creature.index_map[rows, columns]).mean() > 0.999


def test_closed_in_part_can_move_and_hidden_one_cannot(creature: DrawnCreature) -> None:
    assert can_move(creature, "eye-1")
    assert border_of(creature, "eye-1").under == 0.0
    brow = creature.index_map.copy()
    rows, columns = np.nonzero(shown(creature, "eye-1"))
    brow[rows.min() : int(np.median(rows)), columns.min() : columns.max() + 1] = creature.places[
        "eye-2"
    ]
    covered = DrawnCreature(
        creature.picture, brow, creature.wholes, creature.graph, creature.source
    )
    assert not can_move(covered, "eye-1")


def test_torn_line_is_noticed(creature: DrawnCreature) -> None:
    pair = make_pair(creature, Drop("belly-1"))
    assert came_off_well(pair)
    picture = pair.after.picture.copy()
    row, column = (int(v) for v in middle(shown(creature, "belly-1")))
    picture[row : row + 2, column : column + 3, :3] = 10
    torn = replace(pair.after, picture=picture)
    changed = pair.changed | (picture != pair.after.picture).any(-1)
    assert not came_off_well(replace(pair, after=torn, changed=changed))
