"""Parts that people expect of kinds, and how many."""

import pytest

from scenegan.graph.kinds import last_words
from scenegan.graph.typical_bodies import expected_number, typical_body


@pytest.mark.parametrize(
    ("part", "kind", "number"),
    [("leg", "moon sheep", 4), ("foot", "cat", 4), ("foot", "bear", 0), ("leg", "snake", 0)],
)
def test_numbers_are_those_of_the_kind(part: str, kind: str, number: int) -> None:
    assert expected_number(part, kind) == number


def test_of_unknown_kinds_nothing_is_expected() -> None:
    assert expected_number("leg", None) == expected_number("leg", "no such thing") == 0
    assert not typical_body("no such thing")


def test_the_longest_last_words_are_found_first() -> None:
    table = {"bear": 1, "polar bear": 2}
    assert last_words(table, "Small polar-bear") == 2
    assert last_words(table, "bear cub") is None
