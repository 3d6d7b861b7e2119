"""Edits of a graph: pure functions, each of which returns a changed and valid copy.

Every function raises `GraphError`, in one sentence, where an edit cannot be made. A part that
was touched counts as the user's (`origin="user"`); one that was not touched stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pydantic import ValidationError

from scenegan.errors import GraphError
from scenegan.graph.model import (
    MAX_PARTS,
    Box,
    Color,
    Creature,
    Origin,
    Part,
    Relation,
    SceneGraph,
)


def new_id(graph: SceneGraph, part: str) -> str:
    """Returns an id for one more instance of a part, above all numbers that are in use."""
    stem = "".join(c if c.isalnum() or c in "-_" else "-" for c in part)
    used = [int(p.id.rsplit("-", 1)[1]) for p in graph.parts if p.id.rsplit("-", 1)[0] == stem]
    return f"{stem}-{max(used, default=0) + 1}"


def add_part(
    graph: SceneGraph,
    part: str,
    on: str | None = None,
    attrs: Iterable[str] = (),
    colors: Iterable[Color] = (),
    origin: Origin = "user",
    group: bool = False,
) -> SceneGraph:
    """Adds one instance of a part; what was denied so far is no longer denied."""
    if len(graph.parts) >= MAX_PARTS:
        raise GraphError(f"A creature has at most {MAX_PARTS} parts; remove one before adding.")
    if on is not None:
        _require(graph, on)
    node = Part(
        id=new_id(graph, part),
        part=part,
        on=on,
        attrs=tuple(attrs),
        colors=tuple(colors),
        origin=origin,
        group=group,
    )
    absent = tuple(w for w in graph.absent if w != part)
    return _rebuilt(graph, parts=(*graph.parts, node), absent=absent)


def remove_part(graph: SceneGraph, node: str) -> SceneGraph:
    """Removes a part with all that hangs on it.

    A removed suggestion stays away: where it was the last of its kind, the part is denied from
    now on; otherwise its siblings become the user's, which fixes their number.
    """
    suggested = _require(graph, node).origin == "completed"
    gone = set(graph.subtree(node))
    word = graph.part(node).part
    kept = [p for p in graph.parts if p.id not in gone]
    absent = graph.absent
    if suggested and any(p.part == word for p in kept):
        kept = [_touched(p) if p.part == word else p for p in kept]
    elif suggested:
        absent = (*absent, word)
    relations = tuple(r for r in graph.relations if not gone & {r.subject, *r.objects})
    return _rebuilt(graph, parts=tuple(kept), relations=relations, absent=absent)


def reattach(graph: SceneGraph, node: str, on: str | None) -> SceneGraph:
    """Hangs a part, with all that hangs on it, on another part.

    What placed it by the old holder (`at the tip of`) places it by the new one. Such a relation
    goes away where it names another part too (`between`), where there is no new holder, and
    where the part has a relation to that one already.
    """
    old = _require(graph, node).on
    if on is not None:
        _require(graph, on)
        if on in graph.subtree(node):
            raise GraphError(f"A part cannot hang on itself: {on} hangs on {node}.")
    if old not in (None, on):
        graph = _rebuilt(graph, relations=_handed_on(graph.relations, node, old, on))
    return _changed(graph, node, on=on)


def _handed_on(
    relations: Iterable[Relation], node: str, old: str | None, on: str | None
) -> tuple[Relation, ...]:
    """Says of a part's new holder what was said of the old one; the other way round it stays."""
    mine = [r for r in relations if r.subject == node]
    settled = on is None or any(on in r.objects for r in mine)
    kept: list[Relation] = []
    for r in relations:
        if r.subject != node or old not in r.objects:
            kept.append(r)
        elif isinstance(r.object, str) and not settled:
            kept.append(r.model_copy(update={"object": on}))
    return tuple(kept)


def replace_part(graph: SceneGraph, node: str, part: str) -> SceneGraph:
    """Lets a new part stand where another one was; it has an id, and so a place, of its own.

    What hung on the old part hangs on the new one, and relations say the same of it. Attributes
    and colours stay; what was denied so far is no longer denied.
    """
    old = _require(graph, node)
    if old.part == part:
        return graph
    new = new_id(graph, part)
    parts = tuple(
        _touched(p).model_copy(update={"id": new, "part": part, "group": False, "box": None})
        if p.id == node
        else p.model_copy(update={"on": new})
        if p.on == node
        else p
        for p in graph.parts
    )

    def renamed(names: tuple[str, ...]) -> list[str]:
        return [new if name == node else name for name in names]

    relations = tuple(
        r.model_copy(
            update={
                "subject": renamed((r.subject,))[0],
                "object": renamed((r.object,))[0]
                if isinstance(r.object, str)
                else tuple(renamed(r.object)),
            }
        )
        for r in graph.relations
    )
    absent = tuple(w for w in graph.absent if w != part)
    return _rebuilt(graph, parts=parts, relations=relations, absent=absent)


def recolour(graph: SceneGraph, node: str | None, colors: Iterable[Color]) -> SceneGraph:
    """Sets the colours of one part, or of the creature (`node=None`); none means unsaid."""
    if node is None:
        return set_creature(graph, colors=tuple(colors))
    return _changed(graph, node, colors=tuple(colors))


def set_attributes(graph: SceneGraph, node: str | None, attrs: Iterable[str]) -> SceneGraph:
    """Sets all attributes of one part, or of the creature (`node=None`)."""
    words = tuple(dict.fromkeys(attrs))
    if node is None:
        return set_creature(graph, attrs=words)
    return _changed(graph, node, attrs=words)


def set_attribute(graph: SceneGraph, node: str, attribute: str, on: bool = True) -> SceneGraph:
    """Adds one attribute to a part, or takes it away."""
    rest = [a for a in _require(graph, node).attrs if a != attribute]
    return set_attributes(graph, node, [*rest, attribute] if on else rest)


def set_count(graph: SceneGraph, part: str, count: int, on: str | None = None) -> SceneGraph:
    """Makes a part occur `count` times, by copying its last instance or removing the last ones.

    Args:
        graph: the graph to change.
        part: word of the vocabulary.
        count: how many there shall be; 0 denies the part.
        on: counts only the instances that hang on this part, and hangs new ones there.
    """
    if count < 0 or count > MAX_PARTS:
        raise GraphError(f"The number of a part lies between 0 and {MAX_PARTS}, not {count}.")
    mine = [p for p in graph.of(part) if on is None or p.on == on]
    for extra in reversed(mine[count:]):
        if extra.id in graph.by_id:
            graph = remove_part(_changed(graph, extra.id), extra.id)
    model = mine[-1] if mine else None
    for _ in range(count - len(mine)):
        graph = add_part(
            graph,
            part,
            on=model.on if model else on,
            attrs=model.attrs if model else (),
            colors=model.colors if model else (),
        )
    if count == 0 and not graph.of(part):
        return deny(graph, part)
    return _fix_count(graph, {p.id for p in graph.of(part) if on is None or p.on == on})


def deny(graph: SceneGraph, part: str) -> SceneGraph:
    """Removes all instances of a part and notes that there shall be none."""
    for p in graph.of(part):
        if p.id in graph.by_id:
            graph = remove_part(graph, p.id)
    return _rebuilt(graph, absent=tuple(dict.fromkeys([*graph.absent, part])))


def lock(graph: SceneGraph, node: str, locked: bool = True) -> SceneGraph:
    """Locks a part against regeneration, or frees it."""
    return _changed(graph, node, locked=locked)


def place(graph: SceneGraph, node: str, box: Box | None) -> SceneGraph:
    """Puts a part into a box of the picture; None leaves its place to the layout again."""
    return _changed(graph, node, box=box)


def keep(graph: SceneGraph, nodes: Sequence[str]) -> SceneGraph:
    """Accepts suggested parts as the user's own."""
    for node in nodes:
        graph = _changed(graph, node)
    return graph


def relate(graph: SceneGraph, relation: Relation) -> SceneGraph:
    """Adds a relation between parts; one that is there already is not added twice."""
    for node in (relation.subject, *relation.objects):
        _require(graph, node)
    if relation in graph.relations:
        return graph
    return _rebuilt(graph, relations=(*graph.relations, relation))


def unrelate(graph: SceneGraph, relation: Relation) -> SceneGraph:
    """Removes a relation."""
    return _rebuilt(graph, relations=tuple(r for r in graph.relations if r != relation))


def set_creature(graph: SceneGraph, **fields: object) -> SceneGraph:
    """Sets fields of the creature as a whole, such as `kind="cat"` or `size="small"`."""
    unknown = sorted(fields.keys() - Creature.model_fields.keys())
    if unknown:
        raise GraphError(f"A creature has no field '{unknown[0]}'.")
    try:
        creature = Creature.model_validate({**dict(graph.creature), **fields})
    except ValidationError as error:
        raise GraphError(_first_fault(error)) from None
    return _rebuilt(graph, creature=creature)


def _require(graph: SceneGraph, node: str) -> Part:
    if node not in graph.by_id:
        raise GraphError(f"The graph has no part '{node}'.")
    return graph.part(node)


def _touched(part: Part) -> Part:
    return part.model_copy(update={"origin": "user"})


def _fix_count(graph: SceneGraph, nodes: set[str]) -> SceneGraph:
    """Makes suggestions the user's, so that completion adds no more of them."""
    parts = tuple(
        _touched(p) if p.id in nodes and p.origin == "completed" else p for p in graph.parts
    )
    return _rebuilt(graph, parts=parts)


def _changed(graph: SceneGraph, node: str, **fields: object) -> SceneGraph:
    """Returns the graph with some fields of one part set and the part made the user's."""
    _require(graph, node)
    parts = tuple(
        Part.model_construct(**{**dict(p), **fields, "origin": "user"}) if p.id == node else p
        for p in graph.parts
    )
    return _rebuilt(graph, parts=parts)


def _rebuilt(graph: SceneGraph, **fields: object) -> SceneGraph:
    """Validates a changed graph as if it had been loaded."""
    changed = graph.model_copy(update=fields)
    try:
        return SceneGraph.model_validate(changed.model_dump(warnings=False))
    except ValidationError as error:
        raise GraphError(_first_fault(error)) from None


def _first_fault(error: ValidationError) -> str:
    fault = error.errors()[0]
    where = ".".join(str(p) for p in fault["loc"])
    message = fault["msg"].removeprefix("Value error, ")
    return f"The edit makes no valid graph: {where + ': ' if where else ''}{message}."
