"""Colours by the names that users write, in English or Chinese, and names that complete them."""

from __future__ import annotations

from functools import cache

from gui.style.translation import language, tr_word
from scenegan.graph import Color
from scenegan.graph.vocabulary import vocabulary


def color_named(name: str) -> Color | None:
    """Resolves what was written for a colour: a hex value, or a name in either language."""
    from scenegan.language.chinese.colors import named_color  # Not before the window is there.
    from scenegan.language.colors import find_color

    return find_color(name) or named_color(name)


def color_suggestions() -> list[str]:
    """Returns names that complete what is typed: the basic ones of the language first."""
    return _suggestions(language())


@cache
def _suggestions(spoken: str) -> list[str]:
    from scenegan.language.chinese.colors import color_words
    from scenegan.language.colors import color_names

    names = list(vocabulary().colors)
    if spoken == "zh":
        names = [*map(tr_word, names), *color_words(), *names]
    return list(dict.fromkeys([*names, *sorted(color_names())]))
