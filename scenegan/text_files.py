"""Text files as people have them: their encoding is found out, since nobody says."""

from __future__ import annotations

import codecs
import io
import re
from pathlib import Path
from typing import BinaryIO

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


def read_text_file(path: Path) -> str:
    r"""Reads a whole text file; every end of a line becomes "\n".

    Raises:
        FileError: if the file is missing, a folder, or no text in an encoding that is known.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise FileError(f"There is no file {path}.") from None
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror or error}.") from None
    return decoded_text(content, f"{path} is no UTF-8 text: convert it first.")


def decoded_text(content: bytes, fault: str) -> str:
    r"""Decodes the bytes of a text; every end of a line becomes "\n".

    Args:
        content: the bytes of the whole text.
        fault: what is said if it is no text in an encoding that is known.

    Raises:
        FileError: in that case.
    """
    try:
        text = content.decode(_encoding_in(io.BytesIO(content)))
    except UnicodeDecodeError:
        raise FileError(fault) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


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
            return _encoding_in(file)
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror}.") from None


def errors_of(encoding: str) -> str:
    """Returns how to decode broken bytes so that `has_stray_bytes` finds them."""
    return "surrogateescape" if encoding.startswith("utf-8") else "replace"


def has_stray_bytes(text: str) -> bool:
    """Whether a decoded text holds bytes that its encoding does not know."""
    return "\ufffd" in text or _STRAY.search(text) is not None


def _encoding_in(file: BinaryIO) -> str:
    start = file.read(4096)
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name
    if b"\0" in start:
        return "utf-16-be" if start[::2].count(0) > start[1::2].count(0) else "utf-16-le"
    good, stray = _utf8_counts(file)
    if stray > good and _is_chinese(file):
        return "gb18030"
    return "utf-8"


def _utf8_counts(file: BinaryIO) -> tuple[int, int]:
    """Characters beyond ASCII, and bytes that are no UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    good = stray = 0
    file.seek(0)
    while chunk := file.read(_CHUNK):
        text = decoder.decode(chunk)
        good += len(_BEYOND_ASCII.findall(text))
        stray += len(_STRAY.findall(text))
    return good, stray


def _is_chinese(file: BinaryIO) -> bool:
    """Whether a file is GB18030 throughout, with two Chinese characters in a row somewhere."""
    decoder = codecs.getincrementaldecoder("gb18030")("strict")
    found = False
    file.seek(0)
    try:
        while chunk := file.read(_CHUNK):
            found = bool(_CHINESE.search(decoder.decode(chunk))) or found
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return found
