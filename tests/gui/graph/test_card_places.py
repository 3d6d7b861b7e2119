from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from gui.graph.arrangement import Block, Point, aligned, overlaps
from gui.graph.body_search import BodySearch, body_places
from gui.graph.card_places import CardPlaces

GROUND = (980.0, 760.0)


def crowd(number: int, name: str) -> tuple[list[Block], Mapping[str, Point]]:
    """Cards on one torso, and where they want to be."""
    nodes = [f"{name}-{i}" for i in range(number)]
    blocks = [Block(n, nodes[0] if n != nodes[0] else None, 148.0, 58.0) for n in nodes]
    return blocks, {n: ((i * 7 % 13) / 12, (i * 5 % 11) / 10) for i, n in enumerate(nodes)}


@pytest.fixture
def places(qtbot: QtBot) -> Iterator[CardPlaces]:
    owner = QObject()
    yield CardPlaces(owner)
    owner.deleteLater()


def test_few_cards_have_their_places_at_once(places: CardPlaces) -> None:
    blocks, wanted = crowd(12, "few")
    assert places.places(blocks, wanted, GROUND, {}, fresh=False) == body_places(
        blocks, wanted, GROUND, {}
    )


def test_many_cards_get_the_same_places_little_by_little(qtbot: QtBot, places: CardPlaces) -> None:
    blocks, wanted = crowd(26, "many")
    rough = places.places(blocks, wanted, GROUND, {}, fresh=True)
    assert rough is not None
    assert not any(
        overlaps(a, rough[a.node], b, rough[b.node]) for a in blocks for b in blocks if a is not b
    )
    with qtbot.waitSignal(places.found, timeout=20_000):
        assert places.places(blocks, wanted, GROUND, {}, fresh=False) is None
    known = places.places(blocks, wanted, GROUND, {}, fresh=False)
    assert known is not None and known != rough
    others, elsewhere = crowd(2, "others")
    for number in range(20):  # So many that the first ones are not kept any more.
        body_places(others, elsewhere, (500.0 + number, 500.0), {})
    assert body_places(blocks, wanted, GROUND, {}) == known


def test_a_search_that_was_given_up_tells_nothing(qtbot: QtBot, places: CardPlaces) -> None:
    blocks, wanted = crowd(20, "given up")
    assert places.places(blocks, wanted, GROUND, {}, fresh=False) is None
    few, elsewhere = crowd(3, "instead")
    with qtbot.assertNotEmitted(places.found, wait=30):
        places.places(few, elsewhere, GROUND, {}, fresh=False)
    assert not BodySearch(blocks, wanted, GROUND, {}).is_over


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(*[st.floats(-500, 500)] * 2), min_size=2, max_size=6),
    st.sampled_from(("left", "centre", "right", "top", "middle", "bottom")),
)
def test_cards_are_lined_up(centres: list[Point], how: str) -> None:
    cards = [(x - 74, y - 29, x + 74, y + 29) for x, y in centres]
    lefts, tops, rights, bottoms = zip(*cards, strict=True)
    around = (min(lefts), min(tops), max(rights), max(bottoms))
    moved = [aligned(card, around, how) for card in cards]
    across = how in ("left", "centre", "right")
    for (x, y), (was_x, was_y) in zip(moved, centres, strict=True):
        assert (y if across else x) == pytest.approx(was_y if across else was_x)
        assert (x if across else y) == pytest.approx(moved[0][0 if across else 1])
    expected = {
        "left": around[0] + 74, "right": around[2] - 74, "centre": (around[0] + around[2]) / 2,
        "top": around[1] + 29, "bottom": around[3] - 29, "middle": (around[1] + around[3]) / 2,
    }  # fmt: skip
    assert moved[0][0 if across else 1] == pytest.approx(expected[how])
