import subprocess
import sys
import time
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from gui.graph.arrangement import (
    GAP,
    Block,
    bounds,
    overlaps,
    pushed_apart,
    stretched,
    tree_places,
)
from gui.graph.body_search import body_places

PANE = (592.0, 520.0)


@st.composite
def trees(draw: st.DrawFn, most: int = 40) -> list[Block]:
    number = draw(st.integers(1, most))
    blocks = [Block("0", None, 206.0, 76.0)]
    for i in range(1, number):
        parent = draw(st.integers(0, i - 1))
        wide = draw(st.booleans())
        blocks.append(Block(str(i), str(parent), 206.0 if wide else 148.0, 58.0))
    return blocks


shares = st.floats(0, 1)
points = st.tuples(shares, shares)


def clashes(blocks: list[Block], places: dict[str, tuple[float, float]]) -> list[tuple[str, str]]:
    return [
        (a.node, b.node)
        for a, b in combinations(blocks, 2)
        if overlaps(a, places[a.node], b, places[b.node])
    ]


def test_knows_no_qt() -> None:
    program = "import sys, gui.graph.arrangement, gui.graph.cards; print('PySide6' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert told.stdout.strip() == "False"


@given(trees())
def test_a_tree_has_no_overlaps_and_parents_come_before_children(blocks: list[Block]) -> None:
    places = tree_places(blocks, PANE)
    assert places.keys() == {b.node for b in blocks}
    assert clashes(blocks, places) == []
    for axis in (0, 1):
        if all(places[b.node][axis] > places[b.parent][axis] for b in blocks if b.parent):
            break
    else:
        raise AssertionError("children lie neither below nor right of their parents")


@settings(max_examples=60)
@given(trees(24), st.data())
def test_a_body_has_no_overlaps_and_keeps_what_is_fixed(
    blocks: list[Block], data: st.DataObject
) -> None:
    wanted = {b.node: data.draw(points) for b in blocks if data.draw(st.booleans())}
    chosen = data.draw(st.sampled_from([b.node for b in blocks]))
    fixed = {chosen: (120.0, 90.0)}
    places = body_places(blocks, wanted, PANE, fixed)
    assert clashes(blocks, places) == []
    assert places[chosen] == (120.0, 90.0)


def test_two_cards_on_one_spot_part_by_the_gap() -> None:
    blocks = [Block("a", None, 148, 58), Block("b", "a", 148, 58)]
    places = pushed_apart(blocks, {"a": (0.0, 0.0), "b": (0.0, 1.0)})
    assert places["b"][1] - places["a"][1] == 58 + GAP
    assert places["a"][0] == places["b"][0] == 0


def test_cards_stand_as_their_parts_do() -> None:
    blocks = [Block(n, None, 148, 58) for n in ("head", "tail", "leg")]
    places = body_places(
        blocks, {"head": (0.1, 0.0), "tail": (0.9, 0.4), "leg": (0.2, 1.0)}, PANE, {}
    )
    assert places["head"][0] < places["tail"][0]
    assert places["head"][1] < places["tail"][1] < places["leg"][1]


def test_a_tree_of_one_side_is_balanced() -> None:
    blocks = [Block("r", None, 148, 58), Block("a", "r", 148, 58), Block("b", "r", 148, 58)]
    places = tree_places(blocks, (2000.0, 300.0))
    assert places["a"][1] - places["r"][1] == places["r"][1] - places["b"][1] or (
        places["a"][0] - places["r"][0] == places["r"][0] - places["b"][0]
    )


def test_a_tree_to_the_right_leaves_room_for_words_on_its_lines() -> None:
    blocks = [Block("r", None, 148, 58), Block("a", "r", 148, 58), Block("b", "a", 148, 58)]
    usual = tree_places(blocks, (2000.0, 100.0))
    wide = tree_places(blocks, (2000.0, 100.0), {"b": 90.0})
    assert wide["a"] == usual["a"]
    assert wide["b"][0] - wide["a"][0] - 148 >= 90.0 > usual["b"][0] - usual["a"][0] - 148
    assert tree_places(blocks, (100.0, 2000.0), {"b": 90.0}) == tree_places(blocks, (100.0, 2000.0))


@settings(max_examples=50)
@given(st.dictionaries(st.sampled_from("abcdef"), points, min_size=2))
def test_stretching_keeps_the_order(wanted: dict[str, tuple[float, float]]) -> None:
    result = stretched(wanted)
    for a, b in combinations(wanted, 2):
        for axis in (0, 1):
            if wanted[a][axis] < wanted[b][axis]:
                assert result[a][axis] <= result[b][axis]
    assert all(0 <= v <= 1 for point in result.values() for v in point)


def test_bounds_of_nothing() -> None:
    assert bounds([], {}) == (0.0, 0.0, 0.0, 0.0)


def test_forty_cards_are_placed_within_a_frame_or_two() -> None:
    blocks = [Block("0", None, 206, 76)]
    blocks += [Block(str(i), str(i // 4), 148, 58) for i in range(1, 40)]
    wanted = {b.node: (0.4 + 0.005 * (i % 7), 0.5) for i, b in enumerate(blocks)}
    start = time.process_time()
    places = body_places(blocks, wanted, PANE, {})
    assert time.process_time() - start < 0.25
    assert clashes(blocks, places) == []
