"""Fits a part of another creature in the place of one: size, direction and graph."""

from __future__ import annotations

import math

import numpy as np

from scenegan.data.edit_pairs.creature import DrawnCreature
from scenegan.data.edit_pairs.motion import Move, attachment, is_on_surface, middle_of
from scenegan.graph.edits import new_id
from scenegan.graph.model import Part, Relation, SceneGraph

_LEAST_ARM = 0.12


def fitting_move(creature: DrawnCreature, node: str, donor: DrawnCreature, other: str) -> Move:
    """Returns the map that brings a donor's part to the size, place and direction of another.

    Parts on a surface are brought from middle to middle and stay upright; others from attachment
    to attachment, turned the way the old one pointed, and mirrored where it pointed to the other
    side.
    """
    old, new = creature.wholes[creature.places[node]], donor.wholes[donor.places[other]]
    factor = math.sqrt(old.sum() / max(int(new.sum()), 1))
    if is_on_surface(creature, node) or is_on_surface(donor, other):
        flip = _side(creature, node) * _side(donor, other)
        matrix = np.diag([factor, factor * flip])
        return Move(matrix, middle_of(donor, other), middle_of(creature, node))
    here, there = attachment(creature, node), attachment(donor, other)
    wished = np.subtract(middle_of(creature, node), here)
    has = np.subtract(middle_of(donor, other), there)
    flip = -1.0 if wished[1] * has[1] < 0 else 1.0
    has = has * np.array([1.0, flip])
    size = math.sqrt(float(old.sum()))
    matrix = np.diag([factor, factor * flip])
    if min(np.hypot(*wished), np.hypot(*has) * factor) > _LEAST_ARM * size:
        angle = math.atan2(wished[0], wished[1]) - math.atan2(has[0], has[1])
        cos, sin = math.cos(angle), math.sin(angle)
        matrix = np.array([[cos, sin], [-sin, cos]]) @ matrix
    return Move(matrix, there, here)


def swapped_graph(
    graph: SceneGraph, node: str, donor: SceneGraph, other: str
) -> tuple[SceneGraph, list[tuple[str, str | None]]]:
    """Puts a donor's part with all that hangs on it in the place of one.

    The part keeps its id and what it hangs on; its attributes, colours and children are the
    donor's. New parts stand where the old one stood, from back to front as in the donor.

    Returns:
        The graph, and for each of its parts its id and the donor's id that it comes from, or None.
    """
    gone = set(graph.subtree(node))
    names = {other: node}
    taken = graph
    new_parts = []
    for name in donor.subtree(other):
        part = donor.part(name)
        if name != other:
            names[name] = new_id(taken, part.part)
            taken = taken.model_copy(update={"parts": (*taken.parts, _named(part, names[name]))})
        new_parts.append(name)
    fresh = [
        donor.part(name).model_copy(
            update={
                "id": names[name],
                "on": graph.part(node).on if name == other else names[str(donor.part(name).on)],
            }
        )
        for name in new_parts
    ]
    parts: list[Part] = []
    for part in graph.parts:
        if part.id == node:
            parts += fresh
        elif part.id not in gone:
            parts.append(part)
    origins = {names[name]: name for name in new_parts}
    relations = tuple(r for r in graph.relations if not _speaks_of(r, gone - {node}))
    after = SceneGraph.model_validate(
        graph.model_copy(update={"parts": tuple(parts), "relations": relations}).model_dump()
    )
    return after, [(part.id, origins.get(part.id)) for part in parts]


def _named(part: Part, name: str) -> Part:
    return part.model_copy(update={"id": name, "on": None})


def _speaks_of(relation: Relation, nodes: set[str]) -> bool:
    return bool(nodes & {relation.subject, *relation.objects})


def _side(creature: DrawnCreature, node: str) -> float:
    """-1 for a part on the left half of what it hangs on, else 1."""
    above = creature.parent(node)
    if above is None:
        return 1.0
    parent = [name for name, place in creature.places.items() if place == above][0]
    return -1.0 if middle_of(creature, node)[1] < middle_of(creature, parent)[1] - 1.0 else 1.0
