from collections.abc import Iterator

import pytest

from gui.style.color_names import color_named, color_suggestions
from gui.style.translation import set_language, tr_word
from scenegan.graph.vocabulary import vocabulary
from scenegan.language.chinese.colors import color_words, named_color


@pytest.fixture
def chinese() -> Iterator[None]:
    set_language("zh")
    yield
    set_language("en")


def test_colours_are_found_in_both_languages() -> None:
    for name in ("teal", "Teal", "青绿色"):
        found = color_named(name)
        assert found is not None and found.name == "teal", name
    assert color_named("#1f8a8a") is not None
    assert color_named("nonsense") is None


def test_what_a_field_shows_can_be_written_into_it(chinese: None) -> None:
    for word in vocabulary().colors:
        assert color_named(tr_word(word)) is not None, word
    for word in color_words():
        shown = named_color(word)
        assert shown is not None and tr_word(shown.name) != shown.name, word


def test_names_of_the_language_complete_what_is_typed(chinese: None) -> None:
    assert color_suggestions()[:2] == [tr_word(c) for c in list(vocabulary().colors)[:2]]
    assert {"粉红", "天蓝", "teal"} <= set(color_suggestions())
    set_language("en")
    assert color_suggestions()[:2] == list(vocabulary().colors)[:2]
    assert "粉红" not in color_suggestions()
