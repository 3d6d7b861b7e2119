"""The best of several drawn layouts, repaired and in one piece; and their part maps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from scenegan.nn.arrangement import PER_SIDE, Anatomy, Arrangement, Mask, raster_masks
from scenegan.nn.composition import EMPTY, compose, part_masks
from scenegan.nn.connectivity import join_pieces, without_crumbs
from scenegan.nn.filling_square import FILLED, filling_square
from scenegan.nn.flat_layouts import FlatLayouts
from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.layout_critic import LayoutCritic
from scenegan.nn.layout_model import OUTSIDE, LayoutModel
from scenegan.nn.layout_repair import holds_badly, repair, twin_overlap
from scenegan.nn.layout_tokens import FieldMask, Layout
from scenegan.nn.layout_wishes import LayoutWishes, shaped
from scenegan.nn.placement import tolerable_twin_overlap
from scenegan.nn.relation_costs import broken
from scenegan.nn.relation_projection import exchange_twins, obey_relations
from scenegan.nn.shape_code import SHAPE_SIDE
from scenegan.nn.spatial_relations import PartRelation
from scenegan.nn.twins import share_shapes, twin_pairs
from scenegan.nn.within_square import within_square

_VISIBLE_ENOUGH = 0.5
_HIDDEN = 0.25
_FILL = 0.28
_DOUBT_COST = 10.0
"""A fault may be left for parts that are recognised more surely by 0.1, as mean log-probability."""
_HOLD_COST = 2.0
_FILL_COST = 4.0
_RELATION_COST = 2.0


@dataclass(frozen=True)
class ChosenLayouts:
    """Layouts that are ready to be painted.

    Attributes:
        layout: of B creatures, as it is stored in documents.
        shapes: [B, N, 32, 32] logits.
        cost: [B] what the layout still lacks: its faults, and how hard its parts are to recognise;
            0 is best.
    """

    layout: Layout
    shapes: Tensor
    cost: Tensor


@torch.inference_mode()
def choose_layouts(
    model: LayoutModel,
    batch: GraphBatch,
    noise: Tensor,
    given: Layout | None = None,
    fixed: FieldMask | None = None,
    wishes: Sequence[LayoutWishes] | None = None,
) -> ChosenLayouts:
    """Draws several layouts for each graph, repairs them, and keeps the one with the least cost.

    Parts whose boxes are fixed stay where they are. Where nothing is fixed, the creature is
    enlarged to fill its square.

    Args:
        model: the layout model; without a critic, faults alone decide.
        batch: B graphs of N nodes.
        noise: [B * C, N, 43] noise of C candidates for each graph in a row.
        given: layout of B graphs that holds what is fixed.
        fixed: which fields of `given` are fixed.
        wishes: what the layout of each of the B graphs shall obey beyond attachment.
    """
    drawn = model.draw(batch, noise, given, fixed)
    # Rounded before they are decoded, so that the winner's shapes need no second decoding.
    drawn = model.outlined(drawn, batch, fixed).rounded_shapes()
    repaired, shapes, faults = _repaired_all(model, drawn, batch, fixed, wishes)
    times, cost = len(noise) // len(batch), faults
    if model.critic is not None and times > 1:
        cost = faults + _DOUBT_COST * _doubt(model.critic, repaired, shapes, batch.repeat(times))
    by_graph = cost.view(-1, times)
    winners = by_graph.argmin(1) + times * torch.arange(len(batch))
    pairs = twin_pairs(batch, None if fixed is None else fixed.shape)
    best = share_shapes(repaired[winners], batch, pairs, model.decoded).rounded_shapes()
    layout, finished = finish_layouts(model, best, batch, fixed)
    return ChosenLayouts(layout, finished, cost[winners])


@torch.inference_mode()
def finish_layouts(
    model: LayoutModel, layout: Layout, batch: GraphBatch, fixed: FieldMask | None
) -> tuple[Layout, Tensor]:
    """Joins loose pieces and fits creatures into their squares.

    Returns:
        The layout, and shapes [B, N, 32, 32].
    """
    shapes = model.shapes(layout, batch)
    box = layout.box.clone()
    for b in range(len(batch)):
        anatomy, movable = anatomy_of(model, batch, b), _movable(batch, b, fixed)
        n = len(anatomy)
        joined = join_pieces(shapes[b, :n], box[b, :n], layout.depth[b, :n], anatomy, movable)
        whole = movable.all()
        box[b, :n] = fit_square(joined) if whole else within_square(joined, anatomy, movable)
    return Layout(box, layout.depth, layout.shape, layout.colors), shapes


def map_of_drawing(model: LayoutModel, layout: Layout, batch: GraphBatch) -> Tensor:
    """Composes the part map of one stored layout, or takes the last one if it is the same.

    Returns:
        [1, 256, 256] uint8; it is not to be changed.
    """
    given = [layout.box, layout.depth, layout.shape, batch.part, batch.parent, batch.view]
    given += [] if batch.boxed is None else [batch.boxed]
    return model.last_map.of(
        given, lambda: compose_layouts(model, layout, model.shapes(layout, batch), batch)
    )


@torch.inference_mode()
def compose_layouts(
    model: LayoutModel, layout: Layout, shapes: Tensor, batch: GraphBatch, size: int = 256
) -> Tensor:
    """Composes the part maps of finished layouts, without crumbs: [B, size, size] uint8."""
    maps = torch.full((len(batch), size, size), EMPTY, dtype=torch.uint8)
    for b in range(len(batch)):
        anatomy = anatomy_of(model, batch, b)
        n = len(anatomy)
        masks = part_masks(shapes[b, :n], layout.box[b, :n], size)
        composed = compose(masks, layout.depth[b, :n]).numpy()
        maps[b] = torch.from_numpy(without_crumbs(composed, anatomy))
    return maps


def anatomy_of(
    model: LayoutModel,
    batch: GraphBatch,
    row: int,
    relations: tuple[PartRelation, ...] = (),
) -> Anatomy:
    """Returns how the parts of one graph of a batch hang together."""
    n = int((~batch.pad[row]).sum())
    view = int(batch.view[row])
    views = model.words.views
    return Anatomy.of_words(
        [model.words.parts[k] for k in batch.part[row, :n].tolist()],
        batch.parent[row, :n].tolist(),
        views[view] if view < len(views) else None,
        relations,
    )


def fit_square(box: Tensor) -> Tensor:
    """Scales and centres boxes [n, 4] so that the longer side of all fills the square."""
    if not len(box):
        return box
    places = box.numpy()
    low, high = places[:, :2].min(0), places[:, 2:].max(0)
    scale = 1 / (high - low).max() * FILLED
    shift = 0.5 - (low + high) / 2 * scale
    return torch.from_numpy(places * scale + np.tile(shift, 2))


def _movable(batch: GraphBatch, row: int, fixed: FieldMask | None) -> Mask:
    n = int((~batch.pad[row]).sum())
    if fixed is None:
        return np.ones(n, dtype=bool)
    movable: Mask = ~fixed.box[row, :n].numpy()
    return movable


class _Candidates(NamedTuple):
    """Repaired candidates: their layouts, shapes [B * C, N, 32, 32], and faults [B * C]."""

    layout: Layout
    shapes: Tensor
    faults: Tensor


def _repaired_all(
    model: LayoutModel,
    drawn: Layout,
    batch: GraphBatch,
    fixed: FieldMask | None,
    wishes: Sequence[LayoutWishes] | None,
) -> _Candidates:
    """Repairs all candidates of all graphs."""
    box, depth, shape = drawn.box.clone(), drawn.depth.clone(), drawn.shape.clone()
    shapes = drawn.box.new_full((*drawn.depth.shape, SHAPE_SIDE, SHAPE_SIDE), OUTSIDE)
    faults = torch.zeros(len(box))
    times = len(box) // len(batch)
    for b in range(len(batch)):
        wished = wishes[b] if wishes is not None else LayoutWishes()
        anatomy = anatomy_of(model, batch, b, wished.relations)
        movable = _movable(batch, b, fixed)
        n = len(anatomy)
        held = None if fixed is None else fixed[b]
        for c in range(b * times, (b + 1) * times):
            own = exchange_twins(drawn[c], anatomy, movable) if wished.relations else drawn[c]
            shapes[c] = model.twin_shapes(own, batch[b], held)[0]
            places, depths = own.box[0, :n], own.depth[0, :n]
            if wished.shape_boxes:
                places, depths = shaped(places, depths, anatomy, movable, wished)
            if not movable.all():
                places = within_square(places, anatomy, movable)
            repaired = _repaired(shapes[c, :n], places, depths, anatomy, movable)
            box[c, :n], depth[c, :n], shape[c] = repaired.box, repaired.depth, own.shape[0]
            faults[c] = repaired.faults
    return _Candidates(Layout(box, depth, shape, drawn.colors), shapes, faults)


def _doubt(critic: LayoutCritic, layout: Layout, shapes: Tensor, graphs: GraphBatch) -> Tensor:
    """How hard the parts of layouts are to recognise: [B], 0 is best."""
    box = filling_square(layout.box, graphs.pad)
    covered = (shapes > 0).float()
    flat = FlatLayouts.of(box, layout.depth, layout.colors, covered, graphs.pad)
    return -critic.scores(flat, graphs.part, graphs.pad)


class _Repaired(NamedTuple):
    """A candidate after its repair: boxes, depths, and faults that are left."""

    box: Tensor
    depth: Tensor
    faults: float


def _repaired(
    shapes: Tensor, box: Tensor, depth: Tensor, anatomy: Anatomy, movable: Mask
) -> _Repaired:
    if not len(anatomy):
        return _Repaired(box, depth, 0.0)
    fitted = fit_square(box) if movable.all() else box
    arrangement = Arrangement(
        anatomy, raster_masks(shapes, fitted), fitted.numpy(), depth.numpy(), movable
    )
    if anatomy.relations:
        obey_relations(arrangement)
    repair(arrangement)
    places = torch.from_numpy(arrangement.box).to(box.dtype)
    depths = torch.from_numpy(arrangement.depth).to(depth.dtype)
    return _Repaired(places, depths, layout_cost(arrangement))


def layout_cost(arrangement: Arrangement) -> float:
    """Judges a repaired layout: hidden parts, loose parts, stacked twins, and empty squares."""
    visible = arrangement.visible_share()
    parts = range(arrangement.n)
    stacked = sum(
        max(0.0, twin_overlap(arrangement, k) - tolerable_twin_overlap(arrangement, k))
        for k in parts
    )
    loose = sum(holds_badly(arrangement, k) for k in parts)
    extent = np.ptp(arrangement.box.reshape(-1, 2), axis=0).max()
    cells = float(arrangement.masks.any(0).sum())
    filled = cells / (extent * PER_SIDE) ** 2 if extent > 0 else 0.0
    return float(
        (visible < _HIDDEN).sum()
        + max(0.0, _VISIBLE_ENOUGH - float(visible.min()))
        + stacked
        + _HOLD_COST * loose
        + _FILL_COST * max(0.0, _FILL - filled)
        + _RELATION_COST * sum(broken(arrangement, r) > 0 for r in arrangement.anatomy.relations)
    )
