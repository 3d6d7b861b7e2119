from hypothesis import given, settings
from hypothesis import strategies as st

from gui.graph.arrangement import Block, Places
from gui.graph.untangle import untangled

GROUND = (592.0, 520.0)


def card(node: str, parent: str | None = None) -> Block:
    return Block(node, parent, 148.0, 58.0)


def hides(places: Places, line: tuple[str, str], node: str) -> bool:
    """Whether the straight line between two cards runs behind a third, looked at point by point."""
    (ax, ay), (bx, by) = places[line[0]], places[line[1]]
    x, y = places[node]
    steps = [i / 200 for i in range(201)]
    return any(abs(ax + (bx - ax) * s - x) < 74 and abs(ay + (by - ay) * s - y) < 29 for s in steps)


def test_a_card_makes_way_for_a_line_of_others() -> None:
    blocks = [card("torso"), card("tail", "torso"), card("gem")]
    places = {"torso": (100.0, 60.0), "tail": (100.0, 440.0), "gem": (100.0, 250.0)}
    assert hides(places, ("torso", "tail"), "gem")
    moved = untangled(blocks, places, GROUND, ())
    assert not hides(moved, ("torso", "tail"), "gem")


def test_what_is_in_nobodys_way_stays() -> None:
    blocks = [card("torso"), card("tail", "torso"), card("gem")]
    places = {"torso": (100.0, 60.0), "tail": (100.0, 440.0), "gem": (450.0, 250.0)}
    assert untangled(blocks, places, GROUND, ()) == places


def test_many_cards_are_left_alone() -> None:
    blocks = [card("0"), *(card(str(i), "0") for i in range(1, 64))]
    places = {b.node: (300.0, 300.0) for b in blocks}
    assert untangled(blocks, places, GROUND, ()) == places


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.floats(74, 518), st.floats(29, 491)), min_size=3, max_size=12))
def test_fixed_cards_stay_and_the_result_is_always_the_same(
    spots: list[tuple[float, float]],
) -> None:
    blocks = [card("0"), *(card(str(i), str((i - 1) // 2)) for i in range(1, len(spots)))]
    places = {b.node: spot for b, spot in zip(blocks, spots, strict=True)}
    moved = untangled(blocks, places, GROUND, {"0", "2"})
    assert moved.keys() == places.keys()
    assert (moved["0"], moved["2"]) == (places["0"], places["2"])
    assert all(0 <= x <= GROUND[0] and 0 <= y <= GROUND[1] for x, y in moved.values())
    assert moved == untangled(blocks, places, GROUND, {"0", "2"})
