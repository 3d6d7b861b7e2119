"""What is painted inside the parts of real drawings, as the look code reads it.

Each pixel of a part is given to the paint (`look_code.PAINTS`) that is nearest in Lab. The part's
outline belongs to the part map and not to the look, and a pixel on the border of two colours says
nothing: such places are filled from what lies around them.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from scenegan.nn.color_space import srgb_to_lab
from scenegan.nn.line_bands import N_BANDS, borders, line_bands
from scenegan.nn.look_code import LAYER_SIDE, LAYERS, PAINTS, PaintedLayers, paints
from scenegan.nn.spreading import PartMap
from scenegan.training.batches import Drawings

EYE = "eye"
"""The part whose look matters most: its rim of ink is thin, and it is drawn more often."""

_MAIN, _SHADE, _LIGHT, _SECOND, _INK, _WHITE = range(len(PAINTS))
_POINTS = 3
"""Points of the raster across and down that each cell of a look is read at."""
_DARK = 22.0
_SAME, _LIKE_INK, _LIKE_WHITE = 3.0, 18.0, 12.0
_NEVER = 1e3
_FAR = 10
"""Distances from the rim, in pixels, are told up to here."""
_CONTRAST, _UNLIKE = 22.0, 16.0
_AT_ONCE = 8
_BLACK, _LEAST_CONTRAST = 4.0, 12.0
"""Lightness of ink, and by how much a part is lighter than it at least, when lines are told."""
_TELLING, _CLEAN, _OWNER = 3, 4, 5
"""Bits of the facts of a pixel above those of its paint."""


@dataclass(frozen=True)
class LookTable:
    """The looks of B drawings of at most N parts.

    Attributes:
        layers: [B, N, 10, 24, 24] uint8, share of each paint in 0..255, then darkness of the lines
            in each band of depth below the borders.
        visible: [B, N] share of the part's box in which it can be seen.
        error: [B, N] mean distance in Lab between pixels and their paints.
    """

    layers: Tensor
    visible: Tensor
    error: Tensor


@torch.no_grad()
def true_looks(drawings: Drawings, eye: int | None = None) -> LookTable:
    """Reads the looks of all parts of some drawings.

    Args:
        drawings: the drawings, with their true part maps.
        eye: index of the part whose rim of ink is thin, so that a pupil near it is kept.
    """
    tables = []
    for rows in torch.split(torch.arange(len(drawings)), _AT_ONCE):
        some = drawings.take(rows.to(drawings.device))
        tables.append(_looks_of(some, eye))
    return LookTable(*(torch.cat(column) for column in zip(*map(_columns, tables), strict=True)))


def mirrored_layers(layers: Tensor, where: Tensor) -> Tensor:
    """Mirrors the looks of drawings [B, N, 10, 24, 24] left to right where [B] says so."""
    return torch.where(where[:, None, None, None, None], layers.flip(-1), layers)


def _columns(table: LookTable) -> tuple[Tensor, Tensor, Tensor]:
    return table.layers, table.visible, table.error


def _looks_of(drawings: Drawings, eye: int | None) -> LookTable:
    present = ~drawings.graphs.pad
    graph, node = present.nonzero(as_tuple=True)
    pixels = _Pixels.of(drawings, eye)
    points = _points(drawings.box[present], drawings.index_map.shape[-1])
    found = pixels.facts.flatten(1)[graph].gather(1, points.flatten(1)).view_as(points)
    own = found >> _OWNER == node[:, None, None]
    paint = _rastered(found & 7, _telling(own, found))
    lines = _lines(drawings, present, paint, points, own)
    layers = torch.cat([paint, lines], 1)
    size = (*present.shape, LAYERS, LAYER_SIDE, LAYER_SIDE)
    table = torch.zeros(size, dtype=torch.uint8, device=drawings.device)
    table[:, :, _MAIN] = 255
    table[:, :, len(PAINTS) :] = 128
    table[present] = (layers * 255).round().to(torch.uint8)
    visible = torch.zeros(present.shape, device=drawings.device)
    visible[present] = own.float().mean((1, 2))
    return LookTable(table, visible, pixels.error)


@dataclass(frozen=True)
class _Pixels:
    """What is known of the pixels of B drawings.

    Attributes:
        facts: [B, H, W] paint, whether the pixel tells what its part looks like, whether it lies
            off the borders of colours, and its owner, as bits of one number.
        error: [B, N] mean distance in Lab of each part's pixels from their paints.
    """

    facts: Tensor
    error: Tensor

    @classmethod
    def of(cls, drawings: Drawings, eye: int | None) -> _Pixels:
        graphs, index = drawings.graphs, drawings.index_map
        n_nodes = graphs.n_nodes
        lab = srgb_to_lab(drawings.picture[:, :3].permute(0, 2, 3, 1).float() / 255)
        where = index < n_nodes
        batch = where.nonzero(as_tuple=True)[0]
        owner = batch * n_nodes + index[where].long()
        distance = _paint_distances(lab[where], graphs.colors.flatten(0, 1), owner)
        error, paint = distance.min(1)
        mixed = (_contrast(lab)[where] > _CONTRAST) & (
            (paint == _SHADE) | (paint == _LIGHT) | (error > _UNLIKE)
        )
        rim = _rim_distance(index)[where]
        depth = torch.zeros(graphs.pad.numel(), device=index.device)
        depth = depth.scatter_reduce(0, owner, rim, "amax")[owner]
        dark = graphs.colors[..., 0].flatten()[owner] < _DARK
        is_eye = graphs.part.flatten()[owner] == (-1 if eye is None else eye)
        telling = _tells(paint, rim, depth, dark, is_eye) & ~mixed
        facts = torch.full(index.shape, 255 << _OWNER, device=index.device)
        place = index[where].long() << _OWNER
        facts[where] = paint | (telling.long() << _TELLING) | (~mixed).long() << _CLEAN | place
        return cls(facts, _mean_by_owner(error.clamp(min=0), telling, owner, graphs.pad))


def _tells(paint: Tensor, rim: Tensor, depth: Tensor, dark: Tensor, is_eye: Tensor) -> Tensor:
    """Pixels [M] of parts of some depth that are neither at the rim nor outline."""
    edge = (0.12 * depth).clamp(max=0.8)
    line = torch.where(is_eye, (0.22 * depth).clamp(max=1.6), (0.3 * depth).clamp(max=3.0))
    outline = (paint == _INK) & (rim <= line) & ~dark
    return (rim > edge) & ~outline & ~((paint != _MAIN) & (rim <= edge) & dark)


def _mean_by_owner(error: Tensor, telling: Tensor, owner: Tensor, pad: Tensor) -> Tensor:
    """Means of [M] over the telling pixels of each part: [B, N]."""
    total, count = (torch.zeros(pad.numel(), device=pad.device) for _ in range(2))
    total = total.scatter_add(0, owner, error * telling)
    count = count.scatter_add(0, owner, telling.float())
    return (total / count.clamp(min=1)).view(pad.shape)


def _points(box: Tensor, side: int) -> Tensor:
    """Pixels at the points of parts' boxes: [K, 4] -> [K, P, P] positions in the flat picture."""
    n = LAYER_SIDE * _POINTS
    steps = (torch.arange(n, device=box.device) + 0.5) / n
    size = (box[:, 2:] - box[:, :2]).clamp(min=1 / side)
    place = box[:, None, :2] + steps[None, :, None] * size[:, None]
    column, row = (place * side).long().clamp(0, side - 1).unbind(-1)
    return row[:, :, None] * side + column[:, None]


def _rim_distance(index_map: Tensor) -> Tensor:
    """Steps from each pixel to the nearest border between owners: [B, H, W], at most ten."""
    reached = borders(index_map).float()[:, None]
    distance = 1 - reached
    for _ in range(_FAR - 1):
        reached = F.max_pool2d(reached, 3, 1, 1)
        distance = distance + (1 - reached)
    return distance[:, 0]


def _contrast(lab: Tensor) -> Tensor:
    """How much the neighbours of each pixel differ: Lab [B, H, W, 3] -> [B, H, W]."""
    tone = (lab.sum(-1) * 0.6 + lab[..., 0])[:, None]
    return (F.max_pool2d(tone, 3, 1, 1) + F.max_pool2d(-tone, 3, 1, 1))[:, 0]


def _paint_distances(lab: Tensor, colors: Tensor, owner: Tensor) -> Tensor:
    """How badly each paint of its owner fits a pixel: [M, 3] and [K, 6] -> [M, 6]."""
    mixed = srgb_to_lab(paints(colors))
    main, second = colors[:, :3], colors[:, 3:]
    dark, white = main[:, 0] < _DARK, _near(main, mixed[:, _WHITE], _LIKE_WHITE)
    bias = torch.zeros(len(colors), len(PAINTS), device=lab.device)
    bias[:, _MAIN] = -4
    # A second colour that is ink or white is told by these paints.
    taken = _near(second, mixed[:, _INK], _LIKE_INK) | _near(second, mixed[:, _WHITE], _LIKE_WHITE)
    bias[:, _SECOND] += 40 * taken
    bias[:, _SECOND] += _NEVER * _near(main, second, _SAME)
    bias[:, _INK] += 14 * dark
    bias[:, _SHADE] += _NEVER * dark
    bias[:, _WHITE] += 14 * white
    columns = [
        torch.linalg.vector_norm(lab - mixed[owner, number], dim=1) + bias[owner, number]
        for number in range(len(PAINTS))
    ]
    return torch.stack(columns, 1)


def _near(one: Tensor, other: Tensor, distance: float) -> Tensor:
    apart: Tensor = torch.linalg.vector_norm(one - other, dim=-1)
    return apart < distance


def _telling(own: Tensor, facts: Tensor) -> Tensor:
    """Points that say what a part looks like: [K, P, P], some in each part."""
    telling = own & (facts >> _TELLING & 1).bool()
    for fallback in (own & (facts >> _CLEAN & 1).bool(), own, torch.ones_like(own)):
        telling = torch.where(telling.any(2).any(1)[:, None, None], telling, fallback)
    return telling


def _rastered(paint: Tensor, telling: Tensor) -> Tensor:
    """Shares of the paints in the cells of K looks, cells without telling points filled."""
    flags = torch.stack([telling & (paint == number) for number in range(len(PAINTS))], 1)
    shares = F.avg_pool2d(flags.float(), _POINTS)
    told = shares.sum(1, keepdim=True)
    known = told > 0
    return _filled(shares / told.clamp(min=1e-6), known)


def _filled(cells: Tensor, known: Tensor) -> Tensor:
    """Fills unknown cells [K, C, 24, 24] with the mean of what is known around them."""
    for _ in range(LAYER_SIDE):
        if known.all():
            break
        weight = F.avg_pool2d(known.float(), 3, 1, 1)
        spread = F.avg_pool2d(cells, 3, 1, 1) / weight.clamp(min=1e-6)
        cells = torch.where(known, cells, spread)
        known = known | (weight > 0)
    return cells


def _lines(
    drawings: Drawings, present: Tensor, paint: Tensor, points: Tensor, own: Tensor
) -> Tensor:
    """Darkness of the lines along the borders of K parts: [K, 4, 24, 24], a half if not known."""
    graph = present.nonzero(as_tuple=True)[0]

    def at_points(pixels: Tensor) -> Tensor:
        return pixels.flatten(1)[graph].gather(1, points.flatten(1)).view_as(points)

    darkness = at_points(_darkness(drawings, present, paint))
    band = torch.where(own, at_points(line_bands(drawings.index_map)), N_BANDS)
    cells = []
    for number in range(N_BANDS):
        there = (band == number).float()
        counts = F.avg_pool2d(there, _POINTS)
        mean = F.avg_pool2d(there * darkness, _POINTS) / counts.clamp(min=1e-6)
        known = counts > 0
        cells.append(_filled((mean * known)[:, None], known[:, None])[:, 0])
        nowhere = ~known.flatten(1).any(1)
        cells[-1][nowhere] = cells[-2][nowhere] if number else 0.5
    return torch.stack(cells, 1)


def _darkness(drawings: Drawings, present: Tensor, paint: Tensor) -> Tensor:
    """How much darker pixels are than the paints of their looks: [B, 256, 256], 1 is ink."""
    graphs = drawings.graphs
    logits = torch.zeros(*present.shape, LAYERS, LAYER_SIDE, LAYER_SIDE, device=drawings.device)
    logits[present] = F.pad(paint.clamp(min=0.01).log(), (0, 0, 0, 0, 0, N_BANDS))
    parts = PartMap(drawings.index_map, graphs.n_nodes)
    base = PaintedLayers(parts, drawings.box, graphs.colors, logits).base
    wanted, drawn = (
        srgb_to_lab(rgb.permute(0, 2, 3, 1))[..., 0]
        for rgb in (base, drawings.picture[:, :3].float() / 255)
    )
    return ((wanted - drawn) / (wanted - _BLACK).clamp(min=_LEAST_CONTRAST)).clamp(0, 1)
