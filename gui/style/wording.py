"""Names and labels as the user sees them: `Eye 2`, never `eye-2`."""

from __future__ import annotations

from collections.abc import Iterable

from gui.style.translation import language, tr, tr_measured, tr_message, tr_word
from scenegan.graph import Part, Reading, SceneGraph
from scenegan.graph.document import Mapped, Unknown

_PLAINLY_UNKNOWN = "not in the vocabulary"
"""The reason of the parser that says no more than that a word is not known."""

_IRREGULAR = {"foot": "feet", "leaf": "leaves", "antenna": "antennae", "clothing": "clothing"}


def titled(word: str) -> str:
    """Writes the first letter large, and leaves the rest alone."""
    return word[:1].upper() + word[1:]


def plural(word: str) -> str:
    """Returns the plural of a part of the vocabulary, in the language in use."""
    if language() != "en":
        return tr_word(word)
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def part_name(graph: SceneGraph, part: Part) -> str:
    """Names one part; several of one word are counted in the order of the graph."""
    same = graph.of(part.part)
    if part.group:
        return titled(plural(part.part))
    name = titled(tr_word(part.part))
    return name if len(same) == 1 else f"{name} {same.index(part) + 1}"


def creature_name(graph: SceneGraph) -> str:
    """Names the creature by its kind."""
    return titled(tr_word(graph.creature.kind or "creature"))


def parts_name(graph: SceneGraph, nodes: Iterable[str]) -> str:
    """Names several parts as one: `Tail`, `Horns`, `3 parts`."""
    parts = [graph.part(n) for n in nodes if n in graph.by_id]
    if len(parts) == 1:
        return part_name(graph, parts[0])
    if len({p.part for p in parts}) == 1:
        return titled(plural(parts[0].part))
    return counted(len(parts), "part")


def row_note(graph: SceneGraph, part: Part) -> str:
    """Says the most telling thing about a part in one word, for the right end of its row."""
    if part.origin == "completed":
        return tr("suggested")
    if part.attrs:
        return tr_word(part.attrs[0])
    if part.colors:
        return tr_word(part.colors[0].name)
    tips = [r.predicate for r in graph.relations if r.subject == part.id]
    return tr_word(tips[0]).removesuffix(" of") if tips else ""


def origin_note(part: Part) -> str:
    """Says who put a part there."""
    if part.origin == "text":
        return tr("from the sentence")
    return tr("suggested") if part.origin == "completed" else tr("by hand")


def counted(number: int, word: str) -> str:
    """Returns `1 part`, `16 parts`."""
    measured = tr_measured(number, word)
    if measured is not None:
        return measured
    return f"{number} {word if number == 1 else plural(word)}"


def named_parts_note(graph: SceneGraph) -> str:
    """Says how many parts are named; how many are suggested is said over the graph."""
    named = sum(p.origin != "completed" for p in graph.parts)
    return tr("{parts} named", parts=counted(named, "part"))


def suggested_note(number: int) -> str:
    """Says how many parts were suggested: `5 suggested`."""
    return tr("{number} suggested", number=number)


def mapped_notes(mapped: Iterable[Mapped]) -> list[str]:
    """Says which words were read as others; the same one is said once."""
    notes = (tr("“{word}” read as {meaning}", word=m.word, meaning=tr_word(m.to)) for m in mapped)
    return list(dict.fromkeys(notes))


def unknown_note(unknown: Unknown) -> str:
    """Says what was not understood, and why."""
    if unknown.reason not in ("", _PLAINLY_UNKNOWN):
        return f"“{unknown.word}”: {tr_message(unknown.reason)}"
    return tr("“{word}” is not known", word=unknown.word)


def reading_tooltip(reading: Reading) -> str:
    """Says everything about how a text was read, a line each."""
    return "\n".join(
        [
            *mapped_notes(reading.mapped),
            *(unknown_note(u) for u in reading.unknown),
            *(titled(tr_message(d)) for d in reading.doubts),
        ]
    )


def listed(words: Iterable[str]) -> str:
    """Joins words as a sentence does: `tail, flame and eye`."""
    every = list(words)
    if len(every) < 2:
        return "".join(every)
    return tr("{words} and {last}", words=tr(", ").join(every[:-1]), last=every[-1])


def duration(seconds: float) -> str:
    """Writes a time with its unit: `142 ms`, `2.4 s`."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def creature_title(graph: SceneGraph) -> str:
    """Names the creature as a tab does: main colour and kind."""
    kind = tr_word(graph.creature.kind or "creature")
    if not graph.creature.colors:
        return titled(kind)
    return titled(tr("{color} {kind}", color=tr_word(graph.creature.colors[0].name), kind=kind))
