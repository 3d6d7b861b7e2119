"""Names and labels as the user sees them: `Eye 2`, never `eye-2`."""

from __future__ import annotations

from collections.abc import Iterable

from scenegan.graph import Part, Reading, SceneGraph
from scenegan.graph.document import Mapped, Unknown

_IRREGULAR = {"foot": "feet", "leaf": "leaves", "antenna": "antennae", "clothing": "clothing"}


def titled(word: str) -> str:
    """Writes the first letter large, and leaves the rest alone."""
    return word[:1].upper() + word[1:]


def plural(word: str) -> str:
    """Returns the plural of a part of the vocabulary."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def part_name(graph: SceneGraph, part: Part) -> str:
    """Names one part; several of one word are counted in the order of the graph."""
    same = graph.of(part.part)
    if part.group:
        return titled(plural(part.part))
    if len(same) == 1:
        return titled(part.part)
    return f"{titled(part.part)} {same.index(part) + 1}"


def creature_name(graph: SceneGraph) -> str:
    """Names the creature by its kind."""
    return titled(graph.creature.kind or "creature")


def row_note(graph: SceneGraph, part: Part) -> str:
    """Says the most telling thing about a part in one word, for the right end of its row."""
    if part.origin == "completed":
        return "suggested"
    if part.attrs:
        return part.attrs[0]
    if part.colors:
        return part.colors[0].name
    tips = [r.predicate for r in graph.relations if r.subject == part.id]
    return tips[0] if tips else ""


def origin_note(part: Part) -> str:
    """Says who put a part there."""
    return {"text": "from the sentence", "completed": "suggested", "user": "by hand"}[part.origin]


def counted(number: int, word: str) -> str:
    """Returns `1 part`, `16 parts`."""
    return f"{number} {word if number == 1 else plural(word)}"


def named_parts_note(graph: SceneGraph) -> str:
    """Says how many parts the text names, and how many were suggested."""
    suggested = sum(p.origin == "completed" for p in graph.parts)
    named = counted(len(graph.parts) - suggested, "part") + " named"
    return f"{named}, {suggested} suggested" if suggested else named


def mapped_notes(mapped: Iterable[Mapped]) -> list[str]:
    """Says which words were read as others; the same one is said once."""
    return list(dict.fromkeys(f"“{m.word}” read as {m.to}" for m in mapped))


def unknown_note(unknown: Unknown) -> str:
    """Says what was not understood, and why."""
    reason = f": {unknown.reason}" if unknown.reason else " is not known"
    return f"“{unknown.word}”{reason}"


def reading_tooltip(reading: Reading) -> str:
    """Says everything about how a text was read, a line each."""
    return "\n".join(
        [
            *mapped_notes(reading.mapped),
            *(unknown_note(u) for u in reading.unknown),
            *(titled(d) for d in reading.doubts),
        ]
    )


def listed(words: Iterable[str]) -> str:
    """Joins words as a sentence does: `tail, flame and eye`."""
    every = list(words)
    if len(every) < 2:
        return "".join(every)
    return f"{', '.join(every[:-1])} and {every[-1]}"


def duration(seconds: float) -> str:
    """Writes a time with its unit: `142 ms`, `2.4 s`."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def creature_title(graph: SceneGraph) -> str:
    """Names the creature as a tab does: main colour and kind."""
    color = graph.creature.colors[0].name + " " if graph.creature.colors else ""
    return titled(f"{color}{graph.creature.kind or 'creature'}")
