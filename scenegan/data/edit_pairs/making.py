"""Makes edit pairs: picture, part map, whole shapes and graph of a drawing change together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scenegan.data.color_names import named_colors
from scenegan.data.edit_pairs.creature import DrawnCreature, Mask, box_of
from scenegan.data.edit_pairs.cutting import Canvas, piece_of, rest_of
from scenegan.data.edit_pairs.ink import Ink, Pen, ink_of, pen_of
from scenegan.data.edit_pairs.joining import Joined, joined, settled
from scenegan.data.edit_pairs.motion import (
    Move,
    attachment,
    is_on_surface,
    middle_of,
    mirrored,
    moved_canvas,
    moved_mask,
    scaled,
    shifted,
    turned,
)
from scenegan.data.edit_pairs.operations import (
    Drop,
    Mirror,
    Operation,
    Recolour,
    Scale,
    Shift,
    Swap,
    Turn,
)
from scenegan.data.edit_pairs.recoloring import recolored
from scenegan.data.edit_pairs.swapping import fitting_move, swapped_graph
from scenegan.data.edit_pairs.window import ZOOM, Window, enlarged, fine_move, window_around
from scenegan.data.part_colors import colors_of_pixels, lab_of
from scenegan.data.part_maps import NOTHING
from scenegan.errors import DataError
from scenegan.graph.edits import place, remove_part
from scenegan.graph.model import Color, SceneGraph

_UPRIGHT = np.array([1.0, 0.0])


@dataclass(frozen=True)
class EditPair:
    """A drawing before and after an edit.

    Attributes:
        before: the drawing.
        after: the same after the edit; outside `changed` its picture is that of before.
        changed: [S, S] pixels that may differ.
        operation: what was done.
        node: the part that it was done to, as it is called before.
    """

    before: DrawnCreature
    after: DrawnCreature
    changed: Mask
    operation: Operation

    @property
    def node(self) -> str:
        """Id of the edited part."""
        return self.operation.node

    @property
    def graph_before(self) -> SceneGraph:
        """Graph of the drawing."""
        return self.before.graph

    @property
    def graph_after(self) -> SceneGraph:
        """Graph of the edited drawing."""
        return self.after.graph


def make_pair(
    creature: DrawnCreature, operation: Operation, donors: Sequence[DrawnCreature] = ()
) -> EditPair:
    """Does one operation to a drawing.

    Args:
        creature: the drawing.
        operation: what to do.
        donors: drawings among which that of a `Swap` is.

    Raises:
        DataError: if the drawing has no such part, or there is no such donor, or the part cannot
            be dropped because nothing would be left.
    """
    if operation.node not in creature.places:
        raise DataError(f"Drawing '{creature.source}' has no part '{operation.node}'.")
    match operation:
        case Recolour():
            return _recolored(creature, operation)
        case Drop():
            return _dropped(creature, operation)
        case Swap():
            return _swapped(creature, operation, donors)
        case _:
            return _moved(creature, operation, move_of(creature, operation))


def _recolored(creature: DrawnCreature, operation: Recolour) -> EditPair:
    where = creature.places[operation.node]
    result = recolored(creature, where, operation.hex)
    measured = named_colors(colors_of_pixels(lab_of(result.picture)[creature.index_map == where]))
    asked = Color(name=measured[0].name, hex=operation.hex)
    graph = _with_colors(creature.graph, where, (asked, *measured[1:]))
    after = replace(creature, picture=result.picture, graph=graph, vectors=None)
    return EditPair(creature, after, result.changed, operation)


def _with_colors(graph: SceneGraph, where: int, colors: tuple[Color, ...]) -> SceneGraph:
    parts = list(graph.parts)
    parts[where] = parts[where].model_copy(update={"colors": colors})
    return graph.model_copy(update={"parts": tuple(parts)})


def _dropped(creature: DrawnCreature, operation: Drop) -> EditPair:
    piece = creature.subtree(operation.node)
    if len(piece) == len(creature.wholes):
        raise DataError(f"Nothing would be left of drawing '{creature.source}'.")
    window = window_around(_reach(creature, piece))
    fine, ink = _opened(creature, window)
    result = settled(creature, window, joined(fine, ink, rest_of(fine, ink, piece), None))
    kept = [number for number in range(len(creature.wholes)) if number not in piece]
    graph = remove_part(creature.graph, operation.node)
    return _pair(creature, operation, result, graph, creature.wholes[kept], kept)


def _moved(creature: DrawnCreature, operation: Operation, move: Move) -> EditPair:
    piece = creature.subtree(operation.node)
    wholes = moved_wholes(creature, operation.node, move)
    window = window_around(_reach(creature, piece) | wholes[piece].any(0))
    fine, ink = _opened(creature, window)
    alone = piece_of(fine, ink, piece)
    canvas = moved_canvas(alone, fine_move(move, window, window), window.fine_shape)
    result = settled(creature, window, joined(fine, ink, rest_of(fine, ink, piece), canvas))
    pair = _pair(creature, operation, result, creature.graph, wholes, list(range(len(wholes))))
    box = box_of(pair.after.wholes[creature.places[operation.node]])
    if box[2] == 0.0:
        return pair
    graph = place(creature.graph, operation.node, box)
    return replace(pair, after=replace(pair.after, graph=graph))


def moved_wholes(creature: DrawnCreature, node: str, move: Move) -> Mask:
    """Returns the whole shapes [N, S, S] after a part has moved with all that hangs on it."""
    wholes = creature.wholes.copy()
    for number in creature.subtree(node):
        wholes[number] = moved_mask(creature.wholes[number], move)
    return wholes


def _swapped(creature: DrawnCreature, operation: Swap, donors: Sequence[DrawnCreature]) -> EditPair:
    found = [donor for donor in donors if donor.source == operation.donor]
    if not found or operation.other not in found[0].places:
        raise DataError(f"There is no part '{operation.other}' of a drawing '{operation.donor}'.")
    donor, count = found[0], len(creature.wholes)
    move = fitting_move(creature, operation.node, donor, operation.other)
    piece, foreign = creature.subtree(operation.node), donor.subtree(operation.other)
    arrived = np.stack([moved_mask(donor.wholes[number], move) for number in foreign])
    window = window_around(_reach(creature, piece) | arrived.any(0))
    fine, ink = _opened(creature, window)
    there = window_around(_reach(donor, foreign))
    alone = piece_of(*_opened(donor, there), foreign)
    canvas = moved_canvas(alone, fine_move(move, there, window), window.fine_shape)
    renamed = _renumbered(canvas.owners, foreign, range(count, count + len(foreign)))
    nowhere = np.zeros_like(canvas.touched)
    canvas = Canvas(canvas.rgb, canvas.alpha, renamed, nowhere)
    graph, origins = swapped_graph(creature.graph, operation.node, donor.graph, operation.other)
    numbers = [
        creature.places[name] if other is None else count + foreign.index(donor.places[other])
        for name, other in origins
    ]
    order = np.zeros(NOTHING + 1)
    order[numbers] = np.arange(len(numbers))
    result = joined(fine, ink, rest_of(fine, ink, piece), canvas, order)
    result = settled(creature, window, result)
    wholes = np.concatenate([creature.wholes, arrived])[numbers]
    return _pair(creature, operation, result, graph, wholes, numbers)


def _opened(creature: DrawnCreature, window: Window) -> tuple[DrawnCreature, Ink]:
    """An enlarged window of a drawing, and its lines."""
    fine, pen = enlarged(creature, window), pen_of(creature)
    return fine, ink_of(fine, Pen(pen.width * ZOOM, pen.color))


def _reach(creature: DrawnCreature, piece: list[int]) -> Mask:
    """Pixels of whole parts, [S, S]."""
    return np.asarray(creature.wholes[piece].any(0))


def _pair(
    creature: DrawnCreature,
    operation: Operation,
    result: Joined,
    graph: SceneGraph,
    wholes: Mask,
    numbers: Sequence[int],
) -> EditPair:
    """Puts a pair together; `numbers` are the old places of the new parts, in their order."""
    index_map = _renumbered(result.index_map, numbers, range(len(numbers)))
    wholes = wholes | (index_map == np.arange(len(numbers), dtype=np.uint8)[:, None, None])
    after = DrawnCreature(result.picture, index_map, wholes, graph, creature.source)
    return EditPair(creature, after, result.changed, operation)


def _renumbered(
    owners: NDArray[np.uint8], old: Sequence[int], new: Sequence[int]
) -> NDArray[np.uint8]:
    table = np.full(NOTHING + 1, NOTHING, np.uint8)
    table[list(old)] = list(new)
    table[NOTHING] = NOTHING
    renamed: NDArray[np.uint8] = table[owners]
    return renamed


def move_of(creature: DrawnCreature, operation: Scale | Turn | Shift | Mirror) -> Move:
    """Returns the map of the picture that an operation means."""
    pivot = attachment(creature, operation.node)
    match operation:
        case Scale():
            return scaled(operation.factor, pivot)
        case Turn():
            return turned(operation.degrees, pivot)
        case Shift():
            side = creature.side
            return shifted(round(operation.down * side), round(operation.right * side))
        case Mirror():
            middle = middle_of(creature, operation.node)
            if is_on_surface(creature, operation.node):
                return mirrored(_UPRIGHT, middle)
            return mirrored(np.subtract(middle, pivot), pivot)
