"""Repair on hand-made layouts: what is loose is held, what is hidden is shown."""

from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from scenegan.nn.arrangement import PER_SIDE, Anatomy, Arrangement, raster_masks
from scenegan.nn.layout_repair import has_fault, holds_badly, repair, twin_overlap
from scenegan.nn.placement import REACH, _correlate, _nearby, best_place

Row = tuple[str, int, tuple[float, float, float, float], float]
"""Part, parent, box, depth."""


def arrange(rows: list[Row], fixed: tuple[int, ...] = (), view: str = "front") -> Arrangement:
    anatomy = Anatomy.of_words([r[0] for r in rows], [r[1] for r in rows], view)
    box = torch.tensor([r[2] for r in rows], dtype=torch.float32)
    movable = np.array([k not in fixed for k in range(len(rows))])
    masks = raster_masks(disc().expand(len(rows), 32, 32), box)
    return Arrangement(anatomy, masks, box.numpy(), np.array([r[3] for r in rows]), movable)


def disc() -> torch.Tensor:
    at = torch.linspace(-1, 1, 32)
    return (1 - at[:, None] ** 2 - at[None] ** 2) * 8


TORSO: Row = ("torso", -1, (0.3, 0.4, 0.7, 0.9), 0.0)


def test_a_loose_limb_is_moved_onto_its_parent_with_what_hangs_on_it() -> None:
    rows: list[Row] = [
        TORSO,
        ("arm", 0, (0.85, 0.5, 0.95, 0.65), 0.1),
        ("hand", 1, (0.88, 0.58, 0.98, 0.7), 0.2),
    ]
    layout = arrange(rows)
    apart = layout.box[2] - layout.box[1]
    assert holds_badly(layout, 1) == 1
    repair(layout)
    assert holds_badly(layout, 1) == 0
    np.testing.assert_allclose(layout.box[2] - layout.box[1], apart, atol=1e-6)
    np.testing.assert_allclose(layout.box[0], rows[0][2], atol=1e-6)
    assert layout.visible_share().min() > 0.5


def test_a_limb_far_away_comes_back() -> None:
    layout = arrange([("head", -1, (0.0, 0.0, 0.3, 0.3), 0), ("ear", 0, (0.8, 0.8, 0.95, 0.95), 1)])
    repair(layout)
    assert not has_fault(layout, 1)


def test_an_eye_beside_the_head_is_brought_onto_it_and_in_front() -> None:
    rows: list[Row] = [
        ("head", -1, (0.3, 0.3, 0.7, 0.7), 0.5),
        ("eye", 0, (0.66, 0.45, 0.76, 0.55), -1),
    ]
    layout = arrange(rows)
    repair(layout)
    assert layout.depth[1] > layout.depth[0]
    assert layout.overlap(1, 0) >= 0.85 * layout.area[1]
    assert layout.visible_share()[1] == 1


def test_a_hidden_part_is_shown_without_hiding_what_is_small() -> None:
    rows: list[Row] = [
        TORSO,
        ("tail", 0, (0.4, 0.5, 0.6, 0.8), -1),
        ("gem", 0, (0.45, 0.6, 0.53, 0.68), 1),
    ]
    layout = arrange(rows)
    assert layout.visible_share()[1] == 0
    repair(layout)
    assert layout.visible_share().min() > 0.5
    assert holds_badly(layout, 1) == 0


def test_stacked_twins_are_taken_apart_and_stand_level() -> None:
    rows: list[Row] = [
        ("head", -1, (0.2, 0.2, 0.8, 0.8), 0),
        ("eye", 0, (0.45, 0.42, 0.55, 0.52), 1),
        ("eye", 0, (0.46, 0.43, 0.56, 0.53), 1.1),
    ]
    layout = arrange(rows)
    repair(layout)
    assert twin_overlap(layout, 1) == 0
    assert abs(layout.box[1, 1] - layout.box[2, 1]) < 0.05


def test_slanting_eyes_are_levelled_only_where_both_are_seen_from_the_front() -> None:
    rows: list[Row] = [
        ("head", -1, (0.2, 0.2, 0.8, 0.8), 0),
        ("eye", 0, (0.35, 0.35, 0.45, 0.45), 1),
        ("eye", 0, (0.55, 0.5, 0.65, 0.6), 1),
    ]
    front, side = arrange(rows), arrange(rows, view="left")
    repair(front)
    repair(side)
    assert abs(front.box[1, 1] - front.box[2, 1]) < 0.06
    assert abs(side.box[1, 1] - side.box[2, 1]) == pytest.approx(0.15)


def test_what_is_fixed_is_not_moved() -> None:
    rows: list[Row] = [
        TORSO,
        ("arm", 0, (0.85, 0.1, 0.95, 0.2), -0.5),
        ("hand", 1, (0.1, 0.1, 0.2, 0.2), -0.4),
    ]
    layout = arrange(rows, fixed=(0, 2))
    repair(layout)
    np.testing.assert_allclose(layout.box[[0, 2]], [rows[0][2], rows[2][2]], atol=1e-6)
    assert layout.depth[[0, 2]].tolist() == [0.0, -0.4]
    assert holds_badly(layout, 1) == 0


def test_clouds_may_float() -> None:
    rows: list[Row] = [TORSO, ("cloud", 0, (0.8, 0.05, 0.95, 0.15), 0)]
    layout = arrange(rows)
    before = layout.box.copy()
    repair(layout)
    assert np.array_equal(layout.box, before)


def test_a_sound_layout_is_left_alone() -> None:
    rows: list[Row] = [
        TORSO,
        ("head", 0, (0.35, 0.15, 0.65, 0.5), 0.5),
        ("eye", 1, (0.4, 0.2, 0.46, 0.26), 1),
        ("eye", 1, (0.54, 0.2, 0.6, 0.26), 1),
    ]
    layout = arrange(rows)
    before = layout.box.copy()
    repair(layout)
    assert np.array_equal(layout.box, before)
    np.testing.assert_allclose(layout.box, [r[2] for r in rows], atol=1e-6)


def test_a_part_comes_back_whole_from_beyond_the_raster() -> None:
    layout = arrange([TORSO])
    masks = layout.masks.copy()
    layout.move(0, -90, 70)
    assert layout.masks.sum() == 1
    layout.move(0, 90, -70)
    np.testing.assert_array_equal(layout.masks, masks)
    np.testing.assert_allclose(layout.box[0], TORSO[2], atol=1e-6)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6))
def test_what_is_measured_of_parts_follows_their_moves(seed: int) -> None:
    rng = np.random.default_rng(seed)
    corners = rng.uniform(0, 0.7, (4, 2))
    sides = rng.uniform(0.05, 0.3, (4, 2))
    boxes = np.concatenate([corners, corners + sides], 1).tolist()
    layout = arrange([("torso", -1, box, float(rng.integers(3))) for box in boxes])
    for _ in range(6):
        part = int(rng.integers(4))
        layout.move(part, *(int(way) for way in rng.integers(-20, 21, 2)))
        if rng.random() < 0.3:
            layout.stretch(part, *rng.uniform(0.6, 1.6, 2))
        order, nearest = layout.stacked()
        for k, mask in enumerate(layout.masks):
            rows, columns = layout.window(k)
            assert mask[rows, columns].sum() == mask.sum() == layout.area[k] or not _inside(layout)
            ends = mask[[rows.start, rows.stop - 1]], mask[:, [columns.start, columns.stop - 1]].T
            assert all(end.any(1).all() for end in ends)
            rank = int(np.flatnonzero(order == k)[0]) + 1
            seen = layout.visible_share()[k] * layout.area[k]
            assert seen == pytest.approx((nearest == rank).sum())
            above = layout.masks[order[rank:]].any(0)
            np.testing.assert_array_equal(nearest == rank, mask & ~above)
    everything = (slice(5, 40), slice(10, 70))
    order, nearest = layout.stacked(without=[2], window=everything)
    others = layout.masks[[k for k in range(4) if k != 2]].any(0)
    np.testing.assert_array_equal(nearest > 0, others[everything])


def _inside(layout: Arrangement) -> bool:
    """Whether no part reaches the rim of the raster, beyond which cells are lost from sight."""
    return not (layout.masks[:, [0, -1]].any() or layout.masks[:, :, [0, -1]].any())


def test_a_part_smaller_than_a_cell_is_still_there() -> None:
    layout = arrange([TORSO, ("eye", 0, (0.5, 0.5, 0.501, 0.501), 1)])
    assert layout.area.tolist()[1] >= 1
    repair(layout)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6))
def test_sums_under_a_moved_mask(seed: int) -> None:
    rng = np.random.default_rng(seed)
    layout = arrange([("torso", -1, (0.3, 0.35, *(rng.random(2) * 0.4 + 0.45)), 0)])
    mask = layout.masks[0]
    field = rng.random((1, *mask.shape), dtype=np.float32)
    window = layout.window(0)
    sums = _correlate([f[_nearby(window, REACH)] for f in field], mask, window, REACH)[0]
    for dy, dx in rng.integers(-REACH, REACH + 1, (4, 2)):
        rows, columns = np.nonzero(mask)
        rows, columns = rows + dy, columns + dx
        seen = (rows >= 0) & (rows < len(mask)) & (columns >= 0) & (columns < len(mask))
        expected = field[0, rows[seen], columns[seen]].sum()
        assert sums[dy + REACH, dx + REACH] == pytest.approx(expected, rel=1e-3, abs=1e-2)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6))
def test_repair_never_adds_loose_parts(seed: int) -> None:
    rng = np.random.default_rng(seed)
    words = ["torso", "head", "arm", "arm", "leg", "tail", "eye", "eye", "mouth"]
    parents = [-1, 0, 0, 0, 0, 0, 1, 1, 1]
    rows: list[Row] = []
    for word, parent in zip(words, parents, strict=True):
        low, side = rng.random(2) * 0.7, rng.random(2) * 0.2 + 0.08
        rows.append((word, parent, (*low, *(low + side)), float(rng.normal())))
    layout = arrange(rows)
    loose = sum(holds_badly(layout, k) for k in range(9))
    repair(layout)
    assert sum(holds_badly(layout, k) for k in range(9)) <= loose + 1e-6
    assert np.isfinite(layout.box).all()


def test_the_best_place_keeps_a_good_place() -> None:
    layout = arrange([TORSO, ("leg", 0, (0.35, 0.8, 0.45, 0.98), 1)])
    place = best_place(layout, 1)
    assert (place.dy, place.dx) == (0, 0) and place.cost < 0.2
    assert PER_SIDE > 2 * REACH


Change = tuple[str, int, int, int]


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["move", "raise", "stretch"]),
            st.integers(0, 2),
            st.integers(-9, 9),
            st.integers(-9, 9),
        ),
        max_size=6,
    )
)
def test_what_is_measured_is_never_out_of_date(changes: list[Change]) -> None:
    rows: list[Row] = [
        TORSO,
        ("arm", 0, (0.6, 0.5, 0.8, 0.65), 0.1),
        ("hand", 1, (0.7, 0.58, 0.85, 0.7), 0.2),
    ]
    layout = arrange(rows)
    for change, part, one, other in changes:
        _measured(layout)
        if change == "move":
            layout.move(part, one, other)
        elif change == "raise":
            layout.raise_to(part, one / 10)
        else:
            layout.stretch(part, 1 + one / 20, 1 + other / 20)
    anew = Arrangement(layout.anatomy, layout.masks, layout.box, layout.depth, layout.movable)
    for known, fresh in zip(_measured(layout), _measured(anew), strict=True):
        np.testing.assert_array_equal(known, fresh)


def _measured(layout: Arrangement) -> list[np.ndarray[Any, Any]]:
    parts = range(layout.n)
    placed = [layout.placed(k) for k in parts]
    return [
        layout.visible_share(),
        np.array([[layout.overlap(a, b) for a in parts] for b in parts]),
        np.array([[*p.box, p.depth, *p.points.sum(0)] for p in placed]),
    ]
