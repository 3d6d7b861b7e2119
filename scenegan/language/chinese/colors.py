"""Chinese colour words: `浅蓝`, `墨绿色`, `红白相间`, `淡淡的紫色`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from scenegan.graph.model import Color
from scenegan.language.chinese.lexicon import lookup
from scenegan.language.chinese.tables import chinese
from scenegan.language.colors import find_color


@dataclass(frozen=True)
class ColorRun:
    """A run of words that names colours: how many words it takes, and the colours."""

    length: int
    colors: tuple[Color, ...]


def read_colors(words: Sequence[str]) -> ColorRun | None:
    """Reads colours at the start of a sequence of words.

    A word that changes a colour (`浅`, `深`) goes with the one after it. Two colours side by side
    (`黑黄`) are two colours: those that name one between them (`蓝绿`) stand in the lexicon.
    """
    found: list[Color] = []
    i = 0
    while i < len(words):
        step = _read_one(words[i:])
        if step is None:
            break
        found.extend(c for c in step.colors if c not in found)
        i += step.length
        while i < len(words) and words[i] in _suffixes():
            i += 1
    return ColorRun(i, tuple(found)) if found else None


def named_color(name: str) -> Color | None:
    """Resolves one colour by its Chinese name (`粉红`, `浅薄荷绿`); None for anything else.

    A name alone needs no cutting into words, so spaCy and jieba are left alone.
    """
    whole = name.strip()
    for border in range(len(whole)):
        front, rest = whole[:border], whole[border:].removeprefix("的")
        words = [word for word in (front, rest) if word]
        run = read_colors(words)
        if run is not None and run.length == len(words) and len(run.colors) == 1:
            return run.colors[0]
    return None


def color_words() -> list[str]:
    """Returns all Chinese names of colours, those of one colour beside each other."""
    return [word for words in chinese()["colors"].values() for word in words]


def _read_one(words: Sequence[str]) -> ColorRun | None:
    meaning = lookup(words[0])
    if meaning is None:
        return None
    if meaning.color_change and len(words) > 1:
        skipped = 1 + (words[1] == "的" and len(words) > 2)
        base = lookup(words[skipped]) if skipped < len(words) else None
        if base is not None and base.color:
            changed = find_color(f"{meaning.color_change} {base.color}")
            return ColorRun(skipped + 1, (changed,)) if changed else None
    color = find_color(meaning.color) if meaning.color else None
    return ColorRun(1, (color,)) if color else None


@cache
def _suffixes() -> frozenset[str]:
    return frozenset(chinese()["color_suffixes"])
