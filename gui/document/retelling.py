"""A text that was typed becomes a step: all anew for a new creature, else only what it changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from gui.document.model import DocumentModel
from gui.document.rewording import Said, leave_loose, leave_unsaid, reworded, said_of
from gui.style.translation import language, tr, tr_word
from gui.style.wording import part_name
from scenegan.graph import Part, Reading, SceneGraph

NOTHING_SAID = Said(SceneGraph(), Reading())
"""How a document without a text is read."""


class BurstSeeds:
    """Throws the dice for a new creature once in a burst of typing."""

    def __init__(self, throw_dice: Callable[[], int]) -> None:
        """Starts with the first burst."""
        self._throw_dice = throw_dice
        self._thrown = (0, 0)

    def of(self, start: int) -> int:
        """Returns the seed of the burst that started from the step of this number."""
        if self._thrown[0] != start:
            self._thrown = (start, self._throw_dice())
        return self._thrown[1]


def take_text(
    model: DocumentModel, text: str, before: Said, after: Said, seed: int | None = None
) -> None:
    """Makes a text that was read a step of the document.

    Args:
        model: whose `text_start` the text works on.
        text: as it was typed.
        before: the text of `text_start`, read again.
        after: how the new text was read.
        seed: of a creature that is drawn all anew; by default the document's.
    """
    document = model.text_start().document
    if document.graph.is_empty:
        model.describe(text, after.graph, after.reading, seed)
        return
    # Not before the window is there: completion brings its library along.
    from scenegan.completion import complete, without_suggestions
    from scenegan.completion.hanging import usual_hanging

    seed_now = document.recipe.seed
    hang = partial(usual_hanging, seed=seed_now) if document.layout else leave_loose
    fill = partial(complete, seed=seed_now) if document.layout else leave_unsaid
    done = reworded(document.graph, document.reading, before, after, hang, fill)
    if done.anew:
        model.describe(text, without_suggestions(done.graph), done.reading, seed)
    elif (text, done.reading, done.graph) != (document.text, document.reading, document.graph):
        label = _label(document.graph, done.graph)
        model.reword(label, text, done.reading, done.graph)


def told(graph: SceneGraph, before: str) -> str:
    """Writes what a graph is, in the language of the text before, or else in the user's."""
    from scenegan.language import describe  # Not before the window is there.
    from scenegan.language.chinese.characters import is_han

    chinese = any(map(is_han, before)) if before.strip() else language() == "zh"
    return describe(graph, language="zh" if chinese else "en")


def take_rewritten(model: DocumentModel, text: str, after: Said) -> None:
    """Takes a text that was written from the graph; see `take_text`."""
    graph = model.graph
    model.reword(tr("Rewritten"), text, said_of(graph, after), graph, typed=False)


def _label(before: SceneGraph, after: SceneGraph) -> str:
    """Names a step by the one part that the new words changed."""
    old, new = before.by_id, after.by_id
    added = [p for p in after.parts if p.id not in old]
    removed = [p for p in before.parts if p.id not in new]
    changed = [p for p in after.parts if p.id in old and _looks(old[p.id]) != _looks(p)]
    words = {p.part for p in (*added, *removed, *changed)}
    if len(words) != 1 or before.creature != after.creature:
        return tr("Reworded")
    if added and not removed:
        return tr("{part} added", part=part_name(after, added[0]))
    if removed and not added:
        return tr("{part} removed", part=part_name(before, removed[0]))
    if changed and not added:
        part = changed[0]
        return tr("{part}: {change}", part=part_name(after, part), change=_change(old, part))
    return tr("Reworded")


def _looks(part: Part) -> tuple[object, ...]:
    return (part.attrs, part.colors, part.group)


def _change(old: dict[str, Part], part: Part) -> str:
    before = old[part.id]
    words = [a for a in part.attrs if a not in before.attrs]
    if part.colors != before.colors:
        words += [c.name for c in part.colors]
    return ", ".join(tr_word(word) for word in words) or tr("reworded")
