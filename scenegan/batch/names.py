"""Names of picture files from a pattern: safe everywhere, inside the folder, never two the same."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from scenegan.batch.digest_set import DigestSet
from scenegan.errors import FileError

DEFAULT_PATTERN = "{index}-{slug}"
TOKENS = ("index", "slug", "seed", "palette", "kind", "date", "name")
"""Tokens that are always known; columns and metadata of an item can be named as well."""

_TOKEN = re.compile(r"\{([^{}/]*)\}")
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\ud800-\udfff\u200b-\u200f\u2028-\u202e]+')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_MOST_BYTES = 120
_SLUG_WORDS, _SLUG_CHARACTERS = 8, 48


@dataclass(frozen=True)
class NamePattern:
    """A pattern such as `{kind}/{index}-{slug}`; a slash makes a folder."""

    text: str

    def __post_init__(self) -> None:
        """Checks the fixed text of the pattern.

        Raises:
            FileError: if it leads out of the folder, or a brace is open.
        """
        if not self.text.strip() or re.search(r"[{}\\]", _TOKEN.sub("", self.text)):
            raise FileError(
                f"The name pattern '{self.text}' cannot be used: write tokens as {{index}} or "
                "{slug}, and folders with '/'."
            )
        if any(part.strip() in ("", ".", "..") for part in self.text.split("/")):
            raise FileError(
                f"The name pattern '{self.text}' leads out of the output folder: "
                "leave out '..' and '/' at its ends."
            )

    @property
    def tokens(self) -> frozenset[str]:
        """What the pattern asks for."""
        return frozenset(_TOKEN.findall(self.text))

    def fill(self, values: Mapping[str, object]) -> str:
        """Returns the name, without an ending; a token without a value leaves nothing behind.

        No value can add a folder or lead out of one.
        """

        def value(token: re.Match[str]) -> str:
            found = values.get(token[1])
            return "" if found is None else _UNSAFE.sub("-", str(found))

        return "/".join(safe_name(_TOKEN.sub(value, part)) for part in self.text.split("/"))


class UniqueNames:
    """Gives each name once: `cat`, `cat-2`, `cat-3`; names that differ in case count as the same.

    It remembers eight bytes of each name (`DigestSet`), so that millions fit; two names that agree
    in these only get a number that they did not need.
    """

    def __init__(self, taken: tuple[str, ...] = ()) -> None:
        """Starts with names that are taken."""
        self._seen = DigestSet()
        for name in taken:
            self._seen.add(_digest(name))
        self._counts: dict[int, int] = {}

    def take(self, name: str, number: int = 0) -> str:
        """Returns the name, or one made from it that nobody has; the item does not matter."""
        free, key = name, _digest(name)
        while _digest(free) in self._seen:
            self._counts[key] = self._counts.get(key, 1) + 1
            free = f"{name}-{self._counts[key]}"
        self._seen.add(_digest(free))
        return free


class NumberedNames:
    """Makes names that differ without knowing each other, for machines that share one run.

    A name holds the number of its item, at its beginning or at its end, where nothing else does.
    """

    def __init__(self, pattern: str | None) -> None:
        """Starts for items that are named by a pattern; None for `DEFAULT_PATTERN`."""
        self._leads = (pattern or DEFAULT_PATTERN).startswith("{index}-")
        self._number, self._own = 0, UniqueNames()

    def take(self, name: str, number: int) -> str:
        """Returns a name for a picture of an item; all of one item are asked for in a row."""
        if number != self._number:
            self._number, self._own = number, UniqueNames()
        own = self._own.take(name)
        return own if self._leads else f"{own}-{number:06d}"


def safe_name(text: str) -> str:
    """Makes a text the name of a file or folder on any system; never empty, never `..`."""
    flat = _UNSAFE.sub("-", unicodedata.normalize("NFC", text))
    short = flat.encode("utf-8")[:_MOST_BYTES].decode("utf-8", "ignore")
    name = short.strip(" .-") or "_"
    return f"_{name}" if _RESERVED.fullmatch(name) else name


def slug(text: str) -> str:
    """Returns the first words of a text in small letters, joined with hyphens."""
    plain = unicodedata.normalize("NFC", text).lower()
    words = re.findall(r"[^\W_]+", plain)[:_SLUG_WORDS]
    joined = "-".join(words)
    if len(joined) > _SLUG_CHARACTERS:
        joined = joined[:_SLUG_CHARACTERS].rsplit("-", 1)[0]
    return joined or "creature"


def _digest(name: str) -> int:
    same = unicodedata.normalize("NFC", unicodedata.normalize("NFKD", name).casefold())
    return int.from_bytes(hashlib.blake2b(same.encode(), digest_size=8).digest(), "big")
