"""What the palette offers for what was typed: plain Python, from actions, graph and templates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from gui.commands.fuzzy import Match, match
from gui.commands.key_map import KeyMap
from gui.commands.registry import Registry
from gui.document.model import Edit
from gui.style.translation import tr, tr_word
from gui.style.wording import part_name
from scenegan.graph import SceneGraph, edits
from scenegan.graph.vocabulary import vocabulary

CHANGE, ADD, GO_TO, COMMANDS, TEMPLATES = "Change", "Add", "Go to", "Commands", "Templates"
SECTIONS = (CHANGE, ADD, GO_TO, COMMANDS, TEMPLATES)
"""In the order in which they are shown."""

_MOST = {CHANGE: 3, ADD: 4, GO_TO: 4, COMMANDS: 6, TEMPLATES: 3}
_MOST_PARTS = 80
_FIRST_OF_PART = ("part.lock", "edit.duplicate", "part.remove")
"""Offered for a part that is named, whatever else was typed."""


@dataclass(frozen=True)
class Offer:
    """One row of the palette.

    Attributes:
        section: one of `SECTIONS`.
        text: what it would do.
        run: does it.
        marks: places of the letters that were typed.
        icon: name of an icon; empty where a part's picture stands instead.
        node: id of the part whose picture is shown.
        key: the key that does the same.
        note: said after the text, less loudly.
        label: name of the step, of an edit.
        edit: what it does to the graph, so that the outcome can be drawn before.
        score: how well it fits.
    """

    section: str
    text: str
    run: Callable[[], object]
    marks: tuple[tuple[int, int], ...] = ()
    icon: str = ""
    node: str = ""
    key: str = ""
    note: str = ""
    label: str = ""
    edit: Edit | None = None
    score: float = 0.0


def ordered(offers: Iterable[Offer], most: dict[str, int] | None = None) -> list[Offer]:
    """Puts offers into their sections, the best of each first, and leaves out the rest."""
    limits = most or _MOST
    kept: list[Offer] = []
    every = list(offers)
    for section in SECTIONS:
        mine = sorted((o for o in every if o.section == section), key=lambda o: -o.score)
        kept += mine[: limits[section]]
    return kept


def command_offers(
    query: str, registry: Registry, keys: KeyMap, graph: SceneGraph, select: Callable[[str], None]
) -> list[Offer]:
    """Returns actions that fit; with a part's name in the query, what can be done to that part."""
    named, rest = _named_part(query, graph)
    offers = []
    for action in registry:
        key = keys.key_of(action.name)
        icon = action.icon or "right"
        words, also = action.words, f"{action.text} {action.also} {action.menu}"
        if named and "part" in action.contexts and action.name != "part.add":
            # The part is chosen first, so that what is true of it decides whether it can be done.
            found = match(rest, words, also)
            if found is None and action.name in _FIRST_OF_PART:
                found = Match(-4.0 - _FIRST_OF_PART.index(action.name))
            if found is not None:
                text = f"{words} {part_name(graph, graph.part(named)).lower()}"
                run = _selecting(select, named, registry, action.name)
                offers.append(
                    Offer(COMMANDS, text, run, found.marks, icon, key=key, score=found.score + 4)
                )
            continue
        found = match(query, words, also)
        if found is not None and action.applies:
            score = found.score if query else 0.0

            def do(name: str = action.name) -> object:
                return registry.run(name)

            offers.append(Offer(COMMANDS, words, do, found.marks, icon, key=key, score=score))
    return offers


def go_to_offers(query: str, graph: SceneGraph, select: Callable[[str], None]) -> list[Offer]:
    """Returns the parts of the creature that fit, and those that hang on them."""
    offers = []
    tokens = query.casefold().split()
    for part in graph.parts:
        name = part_name(graph, part)
        found = match(query, name, part.part) if query else Match(0.0)
        if found is None:
            single = [m for t in tokens if (m := match(t, name, part.part)) is not None]
            found = Match(0.5 * max(m.score for m in single)) if single else None
        said = [r for r in graph.relations if r.subject == part.id]
        note = ""
        if said:
            holder = part_name(graph, graph.part(said[0].objects[0])).lower()
            note = tr("{relation} the {part}", relation=tr_word(said[0].predicate), part=holder)
        elif part.on is not None:
            note = tr("on the {part}", part=part_name(graph, graph.part(part.on)).lower())
        if found is None and query and note:
            hidden = match(query, note)
            found = Match(hidden.score * 0.3) if hidden is not None else None
        if found is not None:

            def go(node: str = part.id) -> None:
                select(node)

            offers.append(
                Offer(GO_TO, name, go, found.marks, node=part.id, note=note, score=found.score)
            )
    return offers


def part_offers(
    query: str,
    graph: SceneGraph,
    on: str | None,
    do: Callable[[str, Edit], None],
    usual: Mapping[str, float] | None = None,
) -> list[Offer]:
    """Returns parts of the vocabulary that could be added.

    Args:
        query: what was typed.
        graph: where they would be added.
        on: what they would hang on.
        do: makes an edit of a label and a function.
        usual: how usual parts are there, in 0..1; settles what the query leaves open.
    """
    holder = part_name(graph, graph.part(on)).lower() if on in graph.by_id and on else ""
    offers = []
    for word in vocabulary().parts.values():
        found = match(query, tr_word(word.name), f"{word.name} {' '.join(word.synonyms)}")
        if found is None:
            continue
        shown = tr_word(word.name)
        found = replace(found, score=found.score + (usual or {}).get(word.name, 0.0))
        text = tr("Add {part} on the {holder}", part=shown, holder=holder)
        if not holder:
            text = tr("Add {part}", part=shown)
        offers.append(_adding(word.name, text, on, found, do))
    return offers


def _adding(
    word: str, text: str, on: str | None, found: Match, do: Callable[[str, Edit], None]
) -> Offer:
    def edit(graph: SceneGraph) -> SceneGraph:
        return edits.add_part(graph, word, on=on)

    label = tr("{name} added", name=tr_word(word))
    label = label[:1].upper() + label[1:]
    at = text.find(tr_word(word))
    marks = tuple((at + a, at + b) for a, b in found.marks)
    return Offer(
        ADD, text, lambda: do(label, edit), marks, "plus", label=label, edit=edit,
        score=found.score,
    )  # fmt: skip


def limited_to_parts(offers: Iterable[Offer]) -> list[Offer]:
    """Returns as many parts as there is room for, the best first; all of them for no query."""
    return ordered(offers, {**dict.fromkeys(SECTIONS, 0), ADD: _MOST_PARTS})


def numbered(offer: Offer, score: float) -> Offer:
    """Returns an offer with another score."""
    return replace(offer, score=score)


def _named_part(query: str, graph: SceneGraph) -> tuple[str, str]:
    """The part that a query names, and the query without its name."""
    tokens = query.split()
    for place, token in enumerate(tokens):
        wanted = token.casefold()
        for part in graph.parts:
            names = {part.part, tr_word(part.part).casefold()}
            if wanted in names:
                return part.id, " ".join(tokens[:place] + tokens[place + 1 :])
    return "", query


def _selecting(
    select: Callable[[str], None], node: str, registry: Registry, name: str
) -> Callable[[], object]:
    def run() -> object:
        select(node)
        return registry.run(name)

    return run
