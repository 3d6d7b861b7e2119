import pytest

from scenegan.assets import read_json_asset
from scenegan.completion.typical_bodies import PLACES
from scenegan.completion.typical_colors import typical_colors
from scenegan.graph.typical_bodies import typical_body
from scenegan.graph.vocabulary import vocabulary

BODIES = read_json_asset("tables", "typical_bodies.json")
COLORS = read_json_asset("tables", "typical_colors.json")


@pytest.mark.parametrize("kind", sorted(BODIES["kinds"]))
def test_bodies_are_in_words_of_the_vocabulary(kind: str) -> None:
    body = typical_body(kind)
    assert body and set(body) <= set(vocabulary().parts)
    assert all(0 <= number <= 8 for number in body.values())


@pytest.mark.parametrize("kind", sorted(COLORS["kinds"]))
def test_colourings_are_colours_of_parts_in_the_vocabulary(kind: str) -> None:
    for colouring in typical_colors(kind):
        assert set(colouring.parts) <= set(vocabulary().parts)
        for lab in (colouring.body, *colouring.parts.values()):
            assert lab.shape == (3,) and 0.0 <= lab[0] <= 100.001


def test_compounds_are_known_by_their_last_word() -> None:
    assert typical_body("moon rabbit") == typical_body("rabbit")
    assert typical_colors("Snow-swan") == typical_colors("swan")
    assert typical_colors("swan") is not typical_colors("crow")


@pytest.mark.parametrize("kind", [None, "", "no such thing"])
def test_of_unknown_kinds_nothing_is_expected(kind: str | None) -> None:
    assert not typical_body(kind) and not typical_colors(kind)


def test_places_are_parts() -> None:
    words = set(vocabulary().parts)
    assert set(PLACES) <= words
    assert {place for places in PLACES.values() for place in places} <= words
