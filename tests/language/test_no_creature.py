"""What is said of a text that describes no creature."""

import pytest

from scenegan.graph import Reading
from scenegan.language import read
from scenegan.language.no_creature import no_creature_in


@pytest.mark.parametrize("text", ["blorp", "Lunch is at noon.", "一朵云上的天气", ","])
def test_it_is_said_once(text: str) -> None:
    parsed = read(text)
    assert parsed.graph.is_empty and parsed.reading.doubts
    said = str(no_creature_in(text, parsed.reading))
    assert said.count("creature") == 1 and said.startswith(f'"{text}"')


def test_other_doubts_are_told() -> None:
    doubts = ("Only English and Chinese are read so far.",)
    said = str(no_creature_in("x" * 100, Reading(doubts=doubts)))
    assert doubts[0] in said and len(said) < 200
