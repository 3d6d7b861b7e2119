import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.picture.box_drag import (
    HANDLES,
    SMALLEST,
    Box,
    Manner,
    Targets,
    dragged,
    in_percent,
    inside,
    nudged,
    snap_targets,
)
from gui.picture.box_wording import size_label

FREE = Targets()
PLAIN = Manner()


def close(box: Box, *expected: float) -> bool:
    return box == pytest.approx(expected, abs=1e-4)


def test_a_box_moves_and_stays_inside() -> None:
    assert close(dragged((0.2, 0.2, 0.4, 0.6), "", 0.1, 0.2, PLAIN, FREE).box, 0.3, 0.4, 0.5, 0.8)
    assert close(dragged((0.2, 0.2, 0.4, 0.6), "", 9, -9, PLAIN, FREE).box, 0.8, 0.0, 1.0, 0.4)


def test_a_handle_moves_its_edges_alone() -> None:
    box = (0.2, 0.2, 0.4, 0.6)
    assert close(dragged(box, "e", 0.1, 0.3, PLAIN, FREE).box, 0.2, 0.2, 0.5, 0.6)
    assert close(dragged(box, "nw", -0.1, 0.1, PLAIN, FREE).box, 0.1, 0.3, 0.4, 0.6)
    assert close(dragged(box, "w", 0.9, 0, PLAIN, FREE).box, 0.4 - SMALLEST, 0.2, 0.4, 0.6)


def test_from_the_centre_and_in_proportion() -> None:
    box = (0.4, 0.4, 0.6, 0.5)
    assert close(dragged(box, "e", 0.1, 0, Manner(centre=True), FREE).box, 0.3, 0.4, 0.7, 0.5)
    twice = dragged(box, "se", 0.2, 0.0, Manner(proportion=True), FREE).box
    assert close(twice, 0.4, 0.4, 0.8, 0.6)
    side = dragged(box, "e", 0.2, 0.0, Manner(proportion=True), FREE).box
    assert close(side, 0.4, 0.35, 0.8, 0.55)


def test_it_snaps_to_the_middle_and_to_neighbours_unless_told_not_to() -> None:
    targets = snap_targets([(0.1, 0.1, 0.3, 0.3)], reach=0.02)
    box = (0.2, 0.6, 0.4, 0.8)
    near = dragged(box, "", 0.19, 0.0, PLAIN, targets)
    assert close(near.box, 0.4, 0.6, 0.6, 0.8)
    assert near.x == (0.5,)
    edge = dragged(box, "w", -0.085, 0.0, PLAIN, targets)
    assert close(edge.box, 0.1, 0.6, 0.4, 0.8)
    assert (edge.x, edge.y) == ((0.1,), ())
    free = dragged(box, "w", -0.085, 0.0, Manner(free=True), targets)
    assert close(free.box, 0.115, 0.6, 0.4, 0.8)
    assert free.x == ()


def test_arrows_move_and_resize() -> None:
    assert close(nudged((0.2, 0.2, 0.4, 0.4), 0.01, 0, False), 0.21, 0.2, 0.41, 0.4)
    assert close(nudged((0.2, 0.2, 0.4, 0.4), 0, -0.05, True), 0.2, 0.2, 0.4, 0.35)


shares = st.floats(0, 0.9)
sizes = st.floats(0.03, 1)
pulls = st.floats(-1.5, 1.5)


@given(
    st.tuples(shares, shares, sizes, sizes),
    st.sampled_from(("", *HANDLES)),
    pulls,
    pulls,
    st.builds(Manner, st.booleans(), st.booleans(), st.booleans()),
    st.lists(st.tuples(shares, shares, shares, shares), max_size=3),
)
def test_any_drag_ends_in_a_box_of_the_picture(
    place: tuple[float, float, float, float],
    handle: str,
    dx: float,
    dy: float,
    manner: Manner,
    others: list[Box],
) -> None:
    x, y, w, h = place
    box = (x, y, min(1.0, x + w), min(1.0, y + h))
    targets = snap_targets(others, 0.02)
    left, top, right, bottom = dragged(box, handle, dx, dy, manner, targets).box
    assert 0 <= left < right <= 1
    assert 0 <= top < bottom <= 1
    if not handle:
        assert right - left == pytest.approx(box[2] - box[0], abs=2e-4)
        assert bottom - top == pytest.approx(box[3] - box[1], abs=2e-4)


def test_what_lies_outside_of_the_picture_is_not_measured() -> None:
    box = (0.64, -0.1, 1.12, 0.31)
    assert inside(box) == (0.64, 0.0, 1.0, 0.31)
    assert in_percent(box) == pytest.approx((64, 0, 36, 31))
    assert size_label(box) == "36 × 31 %"
