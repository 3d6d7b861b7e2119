"""Draws operations by chance and keeps those whose result still hangs together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy import ndimage

from scenegan.data.edit_pairs.creature import DrawnCreature
from scenegan.data.edit_pairs.making import EditPair, make_pair, move_of, moved_wholes
from scenegan.data.edit_pairs.motion import is_on_surface
from scenegan.data.edit_pairs.operations import (
    OPERATIONS,
    Drop,
    Mirror,
    Operation,
    OperationName,
    Recolour,
    Scale,
    Shift,
    Swap,
    Turn,
)
from scenegan.data.edit_pairs.soundness import came_off_well, can_drop, can_move
from scenegan.data.part_maps import NOTHING
from scenegan.graph.color_values import lab_to_hex

BODIES = frozenset(["torso", "body"])
"""Parts that stay where they are: without them there is no creature."""
BEARERS = BODIES | {"head", "neck", "face"}
"""Parts that are never dropped or swapped."""

MARKS = frozenset(["marking", "stripe", "spot", "cheek", "belly"])
"""Parts that fit their own creature alone, and are never swapped."""

_TRIES = 24
_MOST_STRETCH = 1.7
_LEAST_PIXELS = 70
_MOST_AREA = 0.3
_MOSTLY_SEEN = 0.65
_LEAST_CHANGE = 20
_KEPT_CONTACT = 0.6
_CONTACT = 400
_KEPT_INSIDE = 0.93
_KEPT_SEEN = 0.85
_TOUCHING = np.ones((3, 3), bool)


def random_pair(
    creature: DrawnCreature,
    name: OperationName | None,
    generator: np.random.Generator,
    donors: Sequence[DrawnCreature] = (),
) -> EditPair | None:
    """Draws an operation and does it.

    Pairs whose piece would come off, leave the picture, be hidden, or tear the creature into
    pieces are thrown away, and another part or amount is tried.

    Args:
        creature: the drawing.
        name: what to do; None draws that too.
        generator: equal states give equal pairs.
        donors: drawings to take parts from, needed for a swap.

    Returns:
        A pair; None if 24 tries gave none.
    """
    fit: dict[tuple[str, OperationName], bool] = {}
    all_nodes: dict[OperationName, list[str]] = {}
    for _ in range(_TRIES):
        chosen = name or OPERATIONS[generator.integers(len(OPERATIONS))]
        if chosen not in all_nodes:
            all_nodes[chosen] = _nodes(creature, chosen)
        nodes = [node for node in all_nodes[chosen] if fit.get((node, chosen), True)]
        if not nodes:
            continue
        node = nodes[generator.integers(len(nodes))]
        fit[node, chosen] = fit.get((node, chosen), False) or _is_fit(creature, node, chosen)
        if not fit[node, chosen]:
            continue
        operation = _drawn(creature, node, chosen, generator, donors)
        if operation is not None and _stays_in_place(creature, operation):
            pair = make_pair(creature, operation, donors)
            if _holds_together(pair) and came_off_well(pair):
                return pair
            # Leftovers stay where they are, however the part is moved.
            fit[node, chosen] = False
    return None


def _is_fit(creature: DrawnCreature, node: str, name: OperationName) -> bool:
    """Whether the part lies so that the operation can come off well."""
    match name:
        case "recolour":
            return True
        case "drop":
            return can_drop(creature, node)
        case "shift":
            return _may_slide(creature, node) and can_move(creature, node)
        case _:
            return can_move(creature, node)


def _stays_in_place(creature: DrawnCreature, operation: Operation) -> bool:
    """Whether a move leaves the part attached; told before anything is painted."""
    if isinstance(operation, Recolour | Drop | Swap):
        return True
    node = operation.node
    wholes = moved_wholes(creature, node, move_of(creature, operation))
    return _is_in_place(creature, node, replace(creature, wholes=wholes))


def _may_slide(creature: DrawnCreature, node: str) -> bool:
    """Whether a part can be shifted: its root lies on, or hidden behind, what it hangs on."""
    return is_on_surface(creature, node) or creature.places[node] < _above(creature, node)


def _drawn(
    creature: DrawnCreature,
    node: str,
    name: OperationName,
    generator: np.random.Generator,
    donors: Sequence[DrawnCreature],
) -> Operation | None:
    match name:
        case "recolour":
            return Recolour(node, _color(generator))
        case "drop":
            return Drop(node)
        case "scale":
            low, high = ((0.55, 0.8), (1.25, 1.6))[generator.integers(2)]
            return Scale(node, round(float(generator.uniform(low, high)), 2))
        case "turn":
            return Turn(node, _sign(generator) * round(float(generator.uniform(12, 40))))
        case "shift":
            angle = generator.uniform(0, 2 * math.pi)
            far = generator.uniform(0.03, 0.09)
            right, down = round(far * math.cos(angle), 3), round(far * math.sin(angle), 3)
            return Shift(node, right, down)
        case "mirror":
            return Mirror(node)
        case _:
            return _swap(creature, node, generator, donors)


def _nodes(creature: DrawnCreature, name: OperationName) -> list[str]:
    """Parts that are large enough to see and small enough to move."""
    seen = np.bincount(creature.index_map.ravel(), minlength=NOTHING + 1)
    total = int((creature.index_map != NOTHING).sum())
    found = []
    for part in creature.graph.parts:
        own = int(seen[creature.places[part.id]])
        if name == "recolour":
            fits = own >= _LEAST_PIXELS
        else:
            area = int(seen[creature.subtree(part.id)].sum())
            fits = own >= _LEAST_PIXELS / 2 and _LEAST_PIXELS <= area <= _MOST_AREA * total
            fits &= part.on is not None
            fits &= part.part not in (BEARERS if name in ("drop", "swap") else BODIES)
            whole = int(creature.wholes[creature.places[part.id]].sum())
            fits &= name == "drop" or own >= _MOSTLY_SEEN * whole
            fits &= name != "swap" or part.part not in MARKS
        if fits:
            found.append(part.id)
    return found


def _color(generator: np.random.Generator) -> str:
    """A colour of any hue, mostly clear ones."""
    angle, chroma = generator.uniform(0, 2 * math.pi), generator.uniform(10, 75)
    lightness = generator.uniform(28, 88)
    return lab_to_hex([lightness, chroma * math.cos(angle), chroma * math.sin(angle)])


def _swap(
    creature: DrawnCreature,
    node: str,
    generator: np.random.Generator,
    donors: Sequence[DrawnCreature],
) -> Swap | None:
    """A part with the same word of another drawing, seen from the same side if there is one."""
    word = creature.graph.part(node).part
    alike = [
        (donor, part_id)
        for donor in donors
        if donor.source != creature.source and donor.graph.of(word)
        for part_id in _nodes(donor, "swap")
        if donor.graph.part(part_id).part == word
    ]
    view = creature.graph.creature.view
    same_view = [(d, p) for d, p in alike if d.graph.creature.view == view]
    whole = creature.wholes[creature.places[node]].sum()
    fitting = [
        (d, p)
        for d, p in same_view or alike
        if _MOST_STRETCH**-2 <= whole / max(d.wholes[d.places[p]].sum(), 1) <= _MOST_STRETCH**2
    ]
    if not fitting:
        return None
    donor, other = fitting[generator.integers(len(fitting))]
    return Swap(node, donor.source, other) if can_move(donor, other) else None


def _holds_together(pair: EditPair) -> bool:
    """Whether the result of an operation is a drawing that one would believe."""
    if not _is_seen(pair):
        return False
    if isinstance(pair.operation, Recolour):
        return True
    if _pieces(pair.after) > _pieces(pair.before):
        return False
    return isinstance(pair.operation, Drop) or (
        _is_in_place(pair.before, pair.node, pair.after) and _all_are_seen(pair)
    )


def _is_seen(pair: EditPair) -> bool:
    before, after = pair.before.picture.astype(int), pair.after.picture.astype(int)
    change = np.abs(before - after).max(-1) > 24
    return int(change.sum()) >= _LEAST_CHANGE


def _is_in_place(before: DrawnCreature, node: str, after: DrawnCreature) -> bool:
    """Whether a moved part is still attached, and within the picture."""
    whole = after.wholes[after.places[node]]
    moved = np.any(after.wholes[after.subtree(node)], axis=0)
    if moved[[0, -1]].any() or moved[:, [0, -1]].any():
        return False
    above = after.parent(node)
    if above is None or not after.wholes[above].any() or not whole.any():
        return False
    if is_on_surface(before, node):
        share = (whole & after.wholes[above]).sum() / whole.sum()
        return bool(share >= _KEPT_INSIDE * _share_inside(before, node))
    near = ndimage.binary_dilation(after.wholes[above], _TOUCHING, iterations=2)
    old, old_above = before.wholes[before.places[node]], before.wholes[_above(before, node)]
    old_near = ndimage.binary_dilation(old_above, _TOUCHING, iterations=2)
    return bool((whole & near).sum() >= _KEPT_CONTACT * min((old & old_near).sum(), _CONTACT))


def _above(creature: DrawnCreature, node: str) -> int:
    """Place of what a part hangs on, or its own for a root."""
    above = creature.parent(node)
    return creature.places[node] if above is None else above


def _share_inside(creature: DrawnCreature, node: str) -> float:
    whole = creature.wholes[creature.places[node]]
    return float((whole & creature.wholes[_above(creature, node)]).sum() / max(whole.sum(), 1))


def _all_are_seen(pair: EditPair) -> bool:
    """Whether no part has lost most of what could be seen of it to the edit."""
    before, after = pair.before, pair.after
    shown = np.bincount(after.index_map.ravel(), minlength=NOTHING + 1)
    was = np.bincount(before.index_map.ravel(), minlength=NOTHING + 1)
    for name, place in after.places.items():
        if name not in before.places:
            continue
        old, new = before.places[name], place
        sizes = before.wholes[old].sum(), after.wholes[new].sum()
        share_before = was[old] / max(sizes[0], 1)
        share_after = shown[new] / max(sizes[1], 1)
        if share_after < _KEPT_SEEN * share_before:
            return False
    return True


def _pieces(creature: DrawnCreature) -> int:
    """Number of separate pieces of the silhouette that are more than specks."""
    labels, count = ndimage.label(creature.index_map != NOTHING, _TOUCHING)
    areas = np.bincount(labels.ravel())[1 : count + 1]
    return int((areas > 8).sum())


def _sign(generator: np.random.Generator) -> int:
    return 1 if generator.integers(2) else -1
