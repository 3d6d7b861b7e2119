"""What the words of a text became, for showing it under them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from gui.description.agreement import disagreeing
from gui.side.part_colors import worn_color
from gui.style.translation import tr, tr_word
from scenegan.graph import Document
from scenegan.graph.document import Span

_LINKS = ("on", "relation", "relations")
"""Fields whose words say how parts are placed, rather than what a part is."""


@dataclass(frozen=True)
class Marked:
    """Some characters of the sentence and what they became.

    Attributes:
        start: first character.
        end: one past the last.
        nodes: parts (or the creature) that they belong to; none for words that are not
            understood, or that only place a part.
        color: hex value of the part's first colour, for the tint.
        style: `part`, `relation`, `mapped`, `unknown`, or `faded` for what is no longer true.
        tip: what there is to say of them.
    """

    start: int
    end: int
    nodes: tuple[str, ...] = ()
    color: str = ""
    style: str = "part"
    tip: str = ""


def marks_of(document: Document) -> list[Marked]:
    """Turns the reading of a document into marks; words of one part that touch become one."""
    reading, text = document.reading, document.text
    spans = [s for s in reading.spans if s.start < s.end <= len(text)]
    said = sorted((s for s in spans if s.field not in _LINKS), key=lambda s: (s.start, s.end))
    places = {place: list(group) for place, group in groupby(said, key=lambda s: (s.start, s.end))}
    marks = _part_marks(document, places)
    marks += _link_marks(text, spans, [m.start for m in marks])
    marks += [
        Marked(
            m.start,
            m.end,
            style="mapped",
            tip=tr("“{word}”, read as {meaning}", word=m.word, meaning=tr_word(m.to)),
        )
        for m in reading.mapped
    ]
    marks += [
        Marked(u.start, u.end, style="unknown", tip=tr("“{word}” is not known", word=u.word))
        for u in reading.unknown
    ]
    marks += [
        Marked(s.start, s.end, style="faded", tip=tr("The graph no longer says this"))
        for s in disagreeing(document)
        if s.field not in _LINKS
    ]
    return [m for m in marks if m.start < m.end <= len(text)]


def _part_marks(document: Document, places: dict[tuple[int, int], list[Span]]) -> list[Marked]:
    marks = []
    for nodes, group in groupby(places.items(), key=lambda item: _nodes(item[1])):
        color = worn_color(document, nodes[0])
        for start, end in _joined((place for place, _ in group), document.text):
            marks.append(Marked(start, end, nodes, color))
    return marks


def _nodes(spans: Iterable[Span]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s.node for s in spans))


def _link_marks(text: str, spans: Iterable[Span], starts: list[int]) -> list[Marked]:
    marks = []
    for span in spans:
        if span.field in _LINKS:
            end = min([s for s in starts if s > span.start] + [span.end])
            link = text[span.start : min(end, span.end)].rstrip()
            marks.append(Marked(span.start, span.start + len(link), style="relation"))
    return marks


def _joined(places: Iterable[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Joins places with nothing but blanks between them."""
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
