"""What the cards and lines of the graph say: plain Python, made from a document alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gui.document.likeness import likeness
from gui.document.model import CREATURE
from gui.side.part_colors import worn_color
from gui.style.translation import tr, tr_word
from gui.style.wording import counted, creature_name, listed, part_name, plural, titled
from scenegan.graph import Document, NodeLayout, Part, SceneGraph

_TWINS_FROM = 2


@dataclass(frozen=True)
class CardFacts:
    """One card: the creature, a part, or twins that look the same and hang on the same.

    Attributes:
        node: id of the (first) part, or `creature`.
        nodes: ids of all parts that the card stands for.
        parent: node of the card that it hangs on; None for the creature.
        name: as the user sees it.
        count: `×2` for twins, else empty.
        chips: attributes; for the creature size and types.
        struck: parts that are denied; only the creature has them.
        colors: hex values that are asked for; may be empty.
        tint: the colour that the card wears; empty where nothing is known.
        suggested: the model put it there.
        locked: it stays as it is.
    """

    node: str
    nodes: tuple[str, ...]
    parent: str | None
    name: str
    count: str = ""
    chips: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()
    colors: tuple[str, ...] = ()
    tint: str = ""
    suggested: bool = False
    locked: bool = False

    @property
    def spoken(self) -> str:
        """The card in words, for a screen reader."""
        words = [f"{self.name} {self.count}".strip(), *self.chips]
        words += [tr("no {word}", word=word) for word in self.struck]
        words += [tr("suggested")] * self.suggested + [tr("locked")] * self.locked
        return ", ".join(words)


@dataclass(frozen=True)
class Link:
    """A line between two cards.

    Attributes:
        child: node of the card that hangs or is placed.
        parent: node of the other card.
        attached: whether one hangs on the other; else it is a relation alone.
        label: what a relation says; empty for none.
        suggested: the child is a suggestion.
        twins: the child stands for several parts.
    """

    child: str
    parent: str
    attached: bool
    label: str = ""
    suggested: bool = False
    twins: bool = False


@dataclass(frozen=True)
class Group:
    """Parts that the user wants to see as one card.

    Attributes:
        name: what the card is called.
        nodes: ids of the parts.
    """

    name: str
    nodes: tuple[str, ...]


def groups_in(view: Mapping[str, Any]) -> tuple[Group, ...]:
    """Reads the groups that are kept beside a graph, as far as they can be read."""
    kept = view.get("groups")
    groups = []
    for raw in kept if isinstance(kept, list) else ():
        nodes = raw.get("parts") if isinstance(raw, dict) else None
        if isinstance(nodes, (list, tuple)) and all(isinstance(n, str) for n in nodes):
            groups.append(Group(str(raw.get("name", "")), tuple(nodes)))
    return tuple(groups)


def cards_of(
    document: Document, fanned: Collection[str] = (), groups: Collection[Group] = ()
) -> tuple[CardFacts, ...]:
    """Returns the cards of a document, parents before children.

    Args:
        document: what is shown.
        fanned: parts whose twins each have a card of their own.
        groups: parts that share a card because the user wants it so.
    """
    graph = document.graph
    if graph.is_empty:
        return ()
    cards = [_creature_card(document)]
    card_of = {p.id: p.id for p in graph.parts}
    together: dict[object, list[Part]] = {}
    grouped = {n: g for g in groups for n in g.nodes if n not in fanned}
    for _, part in graph.walk():
        parent = card_of[part.on] if part.on else CREATURE
        key = part.id if part.id in fanned else likeness(graph, part, parent)
        if part.id in grouped:
            key = grouped[part.id]
        twins = together.setdefault(key, [])
        twins.append(part)
        card_of[part.id] = twins[0].id
    for key, twins in together.items():
        on = twins[0].on
        card = _part_card(document, twins, card_of[on] if on else CREATURE)
        cards.append(replace(card, name=key.name) if isinstance(key, Group) else card)
    return tuple(cards)


def links_of(graph: SceneGraph, cards: Collection[CardFacts]) -> tuple[Link, ...]:
    """Returns the lines between cards; a relation to the own parent is a word on that line."""
    card_of = {node: card.node for card in cards for node in card.nodes}
    parent_of = {card.node: card.parent for card in cards}
    words: dict[tuple[str, str], list[str]] = {}
    for relation in graph.relations:
        for other in relation.objects:
            pair = (card_of[relation.subject], card_of[other])
            if pair[0] != pair[1] and relation.predicate not in words.setdefault(pair, []):
                words[pair].append(relation.predicate)
    links = []
    for card in cards:
        if card.parent is not None:
            label = listed(tr_word(w) for w in words.pop((card.node, card.parent), []))
            several = len(card.nodes) >= _TWINS_FROM
            links.append(Link(card.node, card.parent, True, label, card.suggested, several))
    for (child, other), said in words.items():
        if said and parent_of[other] != child:
            links.append(Link(child, other, False, listed(tr_word(w) for w in said)))
    return tuple(links)


def _creature_card(document: Document) -> CardFacts:
    graph = document.graph
    creature = graph.creature
    chips = [tr_word(creature.size)] if creature.size else []
    return CardFacts(
        node=CREATURE,
        nodes=(CREATURE,),
        parent=None,
        name=creature_name(graph),
        chips=(*chips, *(tr_word(w) for w in (*creature.types, *creature.attrs))),
        struck=tuple(tr_word(w) for w in graph.absent),
        colors=tuple(c.hex for c in creature.colors),
        tint=worn_color(document, CREATURE),
    )


def _part_card(document: Document, twins: list[Part], parent: str) -> CardFacts:
    graph, first = document.graph, twins[0]
    several = len(twins) >= _TWINS_FROM
    return CardFacts(
        node=first.id,
        nodes=tuple(p.id for p in twins),
        parent=parent,
        name=titled(plural(first.part)) if several else part_name(graph, first),
        count=f"×{len(twins)}" if several else "",
        chips=tuple(tr_word(w) for w in first.attrs),
        colors=tuple(c.hex for c in graph.colors_of(first)),
        tint=worn_color(document, first.id),
        suggested=first.origin == "completed",
        locked=first.locked,
    )


def told(card: CardFacts, cards: Collection[CardFacts]) -> str:
    """Says a card with what it hangs on and how much hangs on it, for a screen reader."""
    names = {c.node: c.name for c in cards}
    below = sum(c.parent == card.node for c in cards)
    words = [card.spoken]
    if card.parent is not None:
        words.append(tr("on {name}", name=names[card.parent].lower()))
    if below:
        words.append(tr("holds {cards}", cards=counted(below, "card")))
    return ", ".join(words)


def centres_of(
    cards: Sequence[CardFacts], layout: Mapping[str, NodeLayout]
) -> dict[str, tuple[float, float]]:
    """Returns where the parts of each card are in the picture, as shares of its sides."""
    centres = {}
    for card in cards:
        boxes = [layout[n].box for n in card.nodes if n in layout]
        if boxes:
            x = sum(b[0] + b[2] for b in boxes) / (2 * len(boxes))
            y = sum(b[1] + b[3] for b in boxes) / (2 * len(boxes))
            centres[card.node] = (x, y)
    return centres
