"""Chinese characters: which texts are Chinese, and one spelling for all of them.

Traditional characters become simplified ones, full-width letters, digits and signs become plain
ones. One character always becomes one, so that places in the text stay the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from scenegan.language.chinese.tables import chinese

_FULL_WIDTH = range(0xFF01, 0xFF5F)
_WIDTH = 0xFEE0
_SIGNS = {
    **{"\u3000": " ", "\u00a0": " ", "\t": " ", "\r": " ", "。": "。", "｡": "。", "､": "、"},
    **{"“": '"', "”": '"', "‘": "'", "’": "'", "「": '"', "」": '"', "『": '"', "』": '"'},
    **{"–": "-", "—": "-", "−": "-", "•": ";", "·": ",", "…": "。", "【": "(", "】": ")"},
    **{"《": '"', "》": '"', "〈": '"', "〉": '"', "﹐": ",", "﹑": "、", "﹒": ".", "＂": '"'},
}


@cache
def _simplified() -> Mapping[int, str]:
    """Returns a table for `str.translate`: character to its plain form."""
    pairs = zip(chinese()["traditional"], chinese()["simplified"], strict=True)
    table = {ord(old): new for old, new in pairs}
    table |= {code: chr(code - _WIDTH) for code in _FULL_WIDTH}
    table |= {ord(old): new for old, new in _SIGNS.items()}
    return table


def plain(text: str) -> str:
    """Returns a text in simplified characters and plain signs, of the same length."""
    return text.translate(_simplified())


MOST_CHARACTERS = 3_000
"""Characters that are read of a text, so that none takes over a second."""


def beginning(text: str) -> str:
    """Returns a text, of a long one its first sentences."""
    if len(text) <= MOST_CHARACTERS:
        return text
    ends = [text.rfind(sign, 0, MOST_CHARACTERS) for sign in "。！？!?;；\n，,"]
    return text[: max(ends) + 1 or MOST_CHARACTERS]


def is_han(character: str) -> bool:
    """Whether a character is a Chinese one (CJK unified ideographs with their extensions)."""
    code = ord(character)
    return (
        0x4E00 <= code <= 0x9FFF
        or 0x3400 <= code <= 0x4DBF
        or 0x20000 <= code <= 0x323AF
        or 0xF900 <= code <= 0xFAFF
        or code == 0x3007
    )


def is_chinese(text: str) -> bool:
    """Whether a text is to be read as Chinese.

    A Chinese character says about as much as two or three Latin letters; so a text counts as
    Chinese from one Chinese character in six letters on. Kana mark a text as Japanese.
    """
    if text.isascii():
        return False
    han = sum(map(is_han, text))
    if not han:
        return False
    letters = sum(c.isalpha() for c in text)
    kana = sum("\u3041" <= c <= "\u30fa" for c in text)
    return han * 6 >= letters and kana * 4 < han
