"""Paths in sentences, shortened so that one still reads the sentence."""

from __future__ import annotations

import re
from functools import partial

_LONGEST = 48
"""Characters up to which a path stays whole."""
_START = r"(?<![^\s“\"'(（])"
_NAME = r"[^{sign}\n:“”\"'（(]+"
_PATHS = [
    re.compile(_START + root + re.escape(sign) + f"{name}(?:{re.escape(sign)}{name})+")
    for root, sign, name in (
        ("~?", "/", _NAME.format(sign="/")),
        ("(?:[A-Za-z]:|\\\\)", "\\", _NAME.format(sign="\\\\")),
    )
]
_FILE = re.compile(r"\.\w+(?=\W|$)|\.(?=\s|$)")
"""What only the last name of a path ends with, so that nothing after it is one of its folders."""


def with_short_paths(sentence: str) -> str:
    """Returns a sentence in which long paths keep their first folder and their file alone.

    Args:
        sentence: with whole paths, of this system or another one, such as
            `/home/anna/pictures/of/creatures/lizard.png cannot be read.`
    """
    for pattern, sign in zip(_PATHS, "/\\", strict=True):
        sentence = pattern.sub(partial(_shortened, sign), sentence)
    return sentence


def _shortened(sign: str, found: re.Match[str]) -> str:
    words = found[0]
    names = words.split(sign)
    ends = (i for i, name in enumerate(names) if i > 1 and _FILE.search(name))
    last = next(ends, len(names) - 1)
    path = sign.join(names[: last + 1])
    if last < 3 or len(path) <= _LONGEST:
        return words
    return sign.join([names[0], names[1], "…", *names[last:]])
