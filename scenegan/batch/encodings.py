"""How the characters of a text file are encoded: found out, since nobody says."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from scenegan.errors import FileError

_CHUNK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_STRAY = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f\udc80-\udcff]")
_CHINESE = re.compile("[\u4e00-\u9fff]{2}")


def encoding_of(path: Path) -> str:
    """Returns the name of a text file's encoding: UTF-8, UTF-16 or GB18030.

    A byte order mark decides; without one, zero bytes tell UTF-16, and what is mostly no UTF-8 but
    can be read as Chinese is GB18030. A file with a few broken bytes is UTF-8 all the same: those
    lines are found by `has_stray_bytes`.

    Raises:
        FileError: if the file cannot be read.
    """
    try:
        with open(path, "rb") as file:
            start = file.read(4096)
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror}.") from None
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name
    if b"\0" in start:
        return "utf-16-be" if start[::2].count(0) > start[1::2].count(0) else "utf-16-le"
    good, stray = _utf8_counts(path)
    if stray > good and _is_chinese(path):
        return "gb18030"
    return "utf-8"


def errors_of(encoding: str) -> str:
    """Returns how to decode broken bytes so that `has_stray_bytes` finds them."""
    return "surrogateescape" if encoding.startswith("utf-8") else "replace"


def has_stray_bytes(text: str) -> bool:
    """Whether a decoded text holds bytes that its encoding does not know."""
    return "\ufffd" in text or _STRAY.search(text) is not None


def _utf8_counts(path: Path) -> tuple[int, int]:
    """Characters beyond ASCII, and bytes that are no UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    good = stray = 0
    with open(path, "rb") as file:
        while chunk := file.read(_CHUNK):
            text = decoder.decode(chunk)
            good += len(_BEYOND_ASCII.findall(text))
            stray += len(_STRAY.findall(text))
    return good, stray


def _is_chinese(path: Path) -> bool:
    """Whether a file is GB18030 throughout, with two Chinese characters in a row somewhere."""
    decoder = codecs.getincrementaldecoder("gb18030")("strict")
    found = False
    try:
        with open(path, "rb") as file:
            while chunk := file.read(_CHUNK):
                found = bool(_CHINESE.search(decoder.decode(chunk))) or found
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return found
