"""What the rows of the outline say: plain Python, made from a document alone."""

from __future__ import annotations

from dataclasses import dataclass

from gui.document.likeness import likeness
from gui.document.model import CREATURE
from gui.side.part_colors import worn_color
from gui.style.translation import tr_word
from gui.style.wording import creature_name, part_name, plural, row_note, titled
from scenegan.graph import Document, Part

_MANY = 3
"""From how many on parts that look the same share a row; a pair does where it is suggested."""


@dataclass(frozen=True)
class RowFacts:
    """One row: the creature, a part, or parts that look the same and hang on the same.

    Attributes:
        node: id of the (first) part, or `creature`.
        nodes: ids of all parts that the row stands for.
        parent: node of the row that it hangs below; None for the creature.
        name: as the user sees it.
        count: `×3` for several, else empty.
        note: the most telling thing about it.
        color: hex value that it wears; empty where none is known.
        locked: it stays as it is.
        suggested: the model put it there.
    """

    node: str
    nodes: tuple[str, ...]
    parent: str | None
    name: str
    count: str = ""
    note: str = ""
    color: str = ""
    locked: bool = False
    suggested: bool = False

    @property
    def spoken(self) -> str:
        """The row in words, for a screen reader."""
        return ", ".join(filter(None, [f"{self.name} {self.count}".strip(), self.note]))


def rows_of(document: Document) -> tuple[RowFacts, ...]:
    """Returns the rows of a document, parents before children."""
    graph = document.graph
    if graph.is_empty:
        return ()
    creature = graph.creature
    size = tr_word(creature.size) if creature.size else ""
    color = worn_color(document, CREATURE)
    rows = [RowFacts(CREATURE, (CREATURE,), None, creature_name(graph), note=size, color=color)]
    holders = {p.on for p in graph.parts}
    together: dict[object, list[Part]] = {}
    for _, part in graph.walk():
        key = part.id if part.id in holders else likeness(graph, part, part.on)
        together.setdefault(key, []).append(part)
    members_of = {p.id: same if _shares(same) else [p] for same in together.values() for p in same}
    for _, part in graph.walk():
        members = members_of[part.id]
        if part.id == members[0].id:
            rows.append(_row(document, members))
    return tuple(rows)


def _shares(same: list[Part]) -> bool:
    least = 2 if same[0].origin == "completed" else _MANY
    return len(same) >= least


def _row(document: Document, members: list[Part]) -> RowFacts:
    graph, first = document.graph, members[0]
    several = len(members) > 1
    return RowFacts(
        node=first.id,
        nodes=tuple(p.id for p in members),
        parent=first.on or CREATURE,
        name=titled(plural(first.part)) if several else part_name(graph, first),
        count=f"×{len(members)}" if several else "",
        note=row_note(graph, first),
        color=worn_color(document, first.id),
        locked=first.locked,
        suggested=first.origin == "completed",
    )
