"""Short commands that edit a graph: `tail teal`, `remove horn`, `add two wings`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from scenegan.errors import DescriptionError
from scenegan.graph import edits
from scenegan.graph.model import Color, Part, SceneGraph
from scenegan.graph.vocabulary import SIZES, vocabulary
from scenegan.language.chinese.characters import is_han
from scenegan.language.chinese.lexicon import lookup as chinese_meaning
from scenegan.language.lexicon import lookup
from scenegan.language.reading import ParsedText, read

_REMOVING = ("remove", "delete", "drop", "erase", "cut", "take away", "take off", "get rid of")
_ADDING = ("add", "attach", "give it", "give him", "give her", "give", "put", "grow")
_MOVING = ("move", "hang", "reattach", "shift", "put")
_LOCKING = ("lock", "freeze", "pin")
_UNLOCKING = ("unlock", "free", "unfreeze", "unpin")
_CHANGING = ("make", "recolour", "recolor", "colour", "color", "paint", "turn", "set", "change")
_CHINESE_VERBS = {
    "add": re.compile("再?(添加|增加|加上|加(?=[一二两三四五六七八九十几个只条对\\d]))"),
    "remove": re.compile("(去掉|去除|移除|删除|删掉|删去|拿掉)"),
    "lock": re.compile("锁定"),
    "unlock": re.compile("(解锁|解除锁定)"),
}
"""Chinese verbs that begin a command; there is no blank after them."""
_OPPOSITES = (
    frozenset(SIZES) | {"medium"},
    frozenset(["long", "short"]),
    frozenset(["thick", "thin"]),
    frozenset(["wide", "thin"]),
    frozenset(["open", "closed"]),
    frozenset(["straight", "curved", "curled", "spiral"]),
    frozenset(["droopy", "upright", "raised"]),
    frozenset(["smiling", "angry"]),
    frozenset(["smooth", "spiky"]),
    frozenset(["round", "square", "triangular", "oval"]),
)
_COMPARATIVES = {
    **{"bigger": "large", "larger": "large", "smaller": "small", "longer": "long"},
    **{"shorter": "short", "thicker": "thick", "thinner": "thin", "wider": "wide"},
    **{"rounder": "round", "sharper": "sharp", "fluffier": "fluffy", "spikier": "spiky"},
}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 0}
_HELP = "say for instance 'tail teal', 'remove horn', 'add two wings' or 'move flame to head'"


@dataclass
class _Command:
    """A command in pieces: what to do, the words, and single nodes that it names."""

    verb: str
    rest: str
    nodes: list[str] = field(default_factory=list)
    ordinal: int | None = None


def read_edit(command: str, graph: SceneGraph) -> SceneGraph:
    """Applies a short English command to a graph.

    A command names all instances of a part, or one by its id (`horn-2 red`) or its place in
    order (`remove the second horn`).

    Raises:
        DescriptionError: if the command is not understood.
        GraphError: if the edit makes no valid graph.
    """
    given = _split(command, graph)
    if given.verb == "move":
        return _move(given, graph)
    if given.verb in ("remove", "lock", "unlock"):
        return _to_nodes(given, graph)
    return _Wish(given, graph).apply()


def _split(command: str, graph: SceneGraph) -> _Command:
    words = with_english_verb(" ".join(command.lower().split()).rstrip(".!。！"))
    if not words:
        raise DescriptionError(f"The command is empty: {_HELP}.")
    verb = ""
    table: tuple[tuple[str, tuple[str, ...]], ...]
    table = (("remove", _REMOVING), ("unlock", _UNLOCKING), ("lock", _LOCKING), ("add", _ADDING))
    if words.startswith(_MOVING) and re.search(r" (to|onto) ", words):
        table = (("move", _MOVING),)
    for name, verbs in (*table, ("change", _CHANGING)):
        found = next((v for v in verbs if words.startswith(v + " ")), None)
        if found is not None:
            verb, words = name, words[len(found) + 1 :]
            break
    given = _Command(verb, words)
    for node in (p.id for p in graph.parts):
        if re.search(rf"(?<![\w-]){re.escape(node)}(?![\w-])", words):
            given.nodes.append(node)
            given.rest = given.rest.replace(node, node.rsplit("-", 1)[0])
    kept: list[str] = []
    for word in given.rest.split():
        if word in _ORDINALS:
            given.ordinal = _ORDINALS[word]
        else:
            kept.append(_COMPARATIVES.get(word, word))
    given.rest = " ".join(kept)
    return given


def with_english_verb(words: str) -> str:
    """Writes the verb that a Chinese command begins with in English: `add 一条腿`.

    Without that, `添加一条腿` says that there is one leg, and takes the others away.
    """
    for verb, chinese in _CHINESE_VERBS.items():
        found = chinese.match(words)
        if found is not None:
            return f"{verb} {words[found.end() :].strip()}"
    return words


def _to_nodes(given: _Command, graph: SceneGraph) -> SceneGraph:
    """Removes, locks or unlocks all parts that are named."""
    done = False
    for word in _parts_in(given.rest):
        for part in _targets(given, graph, word):
            done = True
            if part.id not in graph.by_id:
                continue
            if given.verb == "remove":
                graph = edits.remove_part(graph, part.id)
            else:
                graph = edits.lock(graph, part.id, given.verb == "lock")
    if not done:
        raise _not_there(given.rest, graph)
    return graph


def _move(given: _Command, graph: SceneGraph) -> SceneGraph:
    source, _, target = re.split(r" (to|onto) ", given.rest, maxsplit=1)
    moved = [p for w in _parts_in(source) for p in _targets(given, graph, w)]
    places = _parts_in(target)
    if not moved:
        raise _not_there(source, graph)
    holders = [p for w in places for p in graph.of(w)]
    named = [p for p in holders if p.id in given.nodes]
    if places and not holders:
        graph = edits.add_part(graph, places[0])
        holders = list(graph.of(places[0]))
    if not holders:
        raise DescriptionError(f"'{target}' is no part of this creature: {_HELP}.")
    holder = (named or holders)[0]
    for part in moved:
        if part.id != holder.id:
            graph = edits.reattach(graph, part.id, holder.id)
    return graph


def _parts_in(words: str) -> list[str]:
    """Returns the parts that some words name, in order."""
    text = words.split()
    found: list[str] = []
    i = 0
    while i < len(text):
        for length in (2, 1):
            senses = lookup(" ".join(text[i : i + length]).strip(",;"))
            if senses is not None and senses.part:
                found.append(senses.part)
                i += length - 1
                break
        i += 1
    return list(dict.fromkeys([*found, *_chinese_parts(words)]))


def _chinese_parts(words: str) -> list[str]:
    """Returns the parts that end a Chinese name (`那条长尾巴`), several joined by `和`."""
    found: list[str] = []
    if not any(map(is_han, words)):
        return found
    for name in re.split("[和与、，,\\s]+", words):
        meanings = (chinese_meaning(name[start:]) for start in range(len(name)))
        found += [m.part for m in meanings if m is not None and m.part][:1]
    return found


def _sentence(words: str) -> str:
    """Returns `It has tail that is striped` for `tail striped`, `striped tail`; else nothing.

    Without a verb of its own, what looks like a participle is read as the verb.
    """
    text = words.replace(",", " ").split()
    text = text[1:] if text[:1] in (["the"], ["its"]) else text
    names = [*((text[:k], text[k:]) for k in (2, 1)), *((text[-k:], text[:-k]) for k in (2, 1))]
    for name, said in names:
        senses = lookup(" ".join(name))
        if senses is not None and senses.part and said and all(map(_is_look, said)):
            looks = " ".join(w for w in said if w not in ("is", "are"))
            return (
                f"It has {' '.join(name)} that {'are' if name[-1].endswith('s') else 'is'} {looks}"
            )
    return ""


def _is_look(word: str) -> bool:
    senses = lookup(word)
    return word in ("and", "is", "are") or (senses is not None and senses.is_modifier)


def _targets(given: _Command, graph: SceneGraph, part: str) -> list[Part]:
    mine = list(graph.of(part))
    named = [p for p in mine if p.id in given.nodes]
    if named:
        return named
    if given.ordinal is not None:
        return mine[given.ordinal - 1 :][:1]
    return mine


def _not_there(words: str, graph: SceneGraph) -> DescriptionError:
    there = ", ".join(dict.fromkeys(p.part for p in graph.parts)) or "no parts yet"
    return DescriptionError(f"'{words}' names no part of this creature, which has {there}.")


NO_KIND = "creature"
"""What a reading calls a creature of which it knows no kind; a wish for the body names none."""


class _Wish:
    """A command that is a small description: what it says is made true of the graph."""

    def __init__(self, given: _Command, graph: SceneGraph) -> None:
        self.given = given
        self.graph = graph
        self.read: ParsedText = read(given.rest)
        kind = self.read.graph.creature.kind
        senses = lookup(kind) if kind else None
        if senses is not None and senses.part:
            # In a command a flower is a part; in a description it might be the creature.
            self.read = read(f"It has {given.rest}")
        if self.read.graph == SceneGraph():
            sentence = _sentence(given.rest)
            self.read = read(sentence) if sentence else self.read

    def apply(self) -> SceneGraph:
        wish = self.read.graph
        before = self.graph
        for part in wish.absent:
            self.graph = edits.deny(self.graph, part)
        anchors = {wish.part(p.on).id for p in wish.parts if p.on is not None}
        plain = {p.id for p in wish.parts if not p.attrs and not p.colors}
        for part in dict.fromkeys(p.part for p in wish.parts):
            mine = wish.of(part)
            if not all(p.id in anchors & plain for p in mine):
                self._part(part, mine)
        self._creature()
        if self.graph == before and not self._says_something():
            raise DescriptionError(f"'{self.given.rest}' was not understood: {_HELP}.")
        return self.graph

    def _says_something(self) -> bool:
        wish = self.read.graph
        said = any(p.attrs or p.colors or p.on for p in wish.parts) or wish.absent
        return bool(said or self._counted() or wish.creature != type(wish.creature)())

    def _counted(self) -> set[str]:
        """Parts with a number in the command."""
        spans = self.read.reading.spans
        return {s.node.rsplit("-", 1)[0] for s in spans if s.field == "count"}

    def _part(self, part: str, wished: tuple[Part, ...]) -> None:
        holder = self._holder(wished[0])
        if self.given.verb == "add":
            # More of what is there hang where the others do.
            holder = holder or next((p.on for p in self.graph.of(part)), None)
            for p in wished:
                self.graph = edits.add_part(
                    self.graph, part, holder, p.attrs, p.colors, group=p.group
                )
            return
        if not self.graph.of(part) and (wished[0].attrs or wished[0].colors or holder):
            self.graph = edits.set_count(self.graph, part, len(wished), holder)
        elif part in self._counted():
            self.graph = edits.set_count(self.graph, part, len(wished))
        for target in _targets(self.given, self.graph, part):
            self._change(target, wished[0], holder)

    def _holder(self, wished: Part) -> str | None:
        if wished.on is None:
            return None
        word = self.read.graph.part(wished.on).part
        if not self.graph.of(word):
            self.graph = edits.add_part(self.graph, word)
        return self.graph.of(word)[0].id

    def _change(self, target: Part, wished: Part, holder: str | None) -> None:
        if wished.colors:
            self.graph = edits.recolour(self.graph, target.id, wished.colors)
        if wished.attrs:
            attrs = with_attributes(target.attrs, wished.attrs)
            self.graph = edits.set_attributes(self.graph, target.id, attrs)
        if holder is not None and holder not in self.graph.subtree(target.id):
            self.graph = edits.reattach(self.graph, target.id, holder)

    def _creature(self) -> None:
        wish, fields = self.read.graph.creature, dict[str, object]()
        for name in ("kind", "size", "mood", "pose", "view"):
            value = getattr(wish, name)
            if value is not None and value != NO_KIND:
                fields[name] = value
        colors: tuple[Color, ...] = wish.colors
        if colors:
            fields["colors"] = colors
        if wish.types:
            fields["types"] = wish.types
        if wish.attrs:
            fields["attrs"] = with_attributes(self.graph.creature.attrs, wish.attrs)
        if fields:
            self.graph = edits.set_creature(self.graph, **fields)


def with_attributes(old: Iterable[str], new: Iterable[str]) -> tuple[str, ...]:
    """Adds attributes; each one pushes its opposites out (`long` for `short`)."""
    attrs = list(old)
    for attr in new:
        rivals = {a for group in _OPPOSITES if attr in group for a in group}
        attrs = [a for a in attrs if a not in rivals and a != attr]
        if attr in vocabulary().attributes:
            attrs.append(attr)
    return tuple(attrs)
