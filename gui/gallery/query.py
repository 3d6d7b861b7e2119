"""What is looked for in the gallery, and what is found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Kept:
    """A kept picture without its pixels.

    Attributes:
        number: by which the library knows it.
        digest: equal for pictures of the same document.
        name: what the user calls it; may be empty.
        kind: such as `lizard`; may be empty.
        color: name of its main colour; may be empty.
        text: the sentence.
        seed: of the picture.
        starred: whether it has a star.
        created: when it was kept, seconds since 1970.
        thumbnail: PNG of a small picture.
    """

    number: int
    digest: str
    name: str
    kind: str
    color: str
    text: str
    seed: int
    starred: bool
    created: float
    thumbnail: bytes

    @classmethod
    def of_row(cls, row: tuple[Any, ...]) -> Kept:
        """Reads a row of the table, its columns in the order of the attributes."""
        number, digest, name, kind, color, text, seed, starred, created, thumbnail = row
        return cls(
            number,
            digest,
            name,
            kind,
            color,
            text,
            int(seed),
            bool(starred),
            created,
            thumbnail,
        )


@dataclass(frozen=True)
class Query:
    """What is looked for; empty fields ask for nothing.

    Attributes:
        search: words, each of which must occur in the sentence, the name or the facts.
        starred: only pictures with a star.
        part: a part that must be there.
        color: a basic colour that must be there.
        kind: what creature it must be.
    """

    search: str = ""
    starred: bool = False
    part: str = ""
    color: str = ""
    kind: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether everything fits."""
        return self == Query()

    def sql(self) -> tuple[str, tuple[object, ...]]:
        """Returns the condition on a row of `kept`, and its values."""
        terms: list[str] = ["deleted IS NULL"]
        values: list[object] = []
        for word in self.search.lower().split():
            safe = word.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
            terms.append(r"haystack LIKE ? ESCAPE '\'")
            values.append(f"%{safe}%")
        if self.starred:
            terms.append("starred")
        if self.kind:
            terms.append("kind = ?")
            values.append(self.kind)
        for sort, wanted in (("part", self.part), ("color", self.color)):
            if wanted:
                terms.append("id IN (SELECT kept FROM word WHERE sort = ? AND word = ?)")
                values += [sort, wanted]
        return " AND ".join(terms), tuple(values)
