"""The library of looks that travels with a model: the clearest looks of the training drawings.

See `scenegan.nn.look_library` for how they are chosen from. What makes a look clear was found by
eye: an eye shows a pupil well inside its rim, a body is shaded from below, and a code gives the
look back as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import save
from torch import Tensor

from scenegan.atomic_files import write_atomically
from scenegan.nn.look_code import LAYER_SIDE, PAINTS, LookCode
from scenegan.nn.look_library import LIBRARY_FILE, box_shape
from scenegan.nn.model_words import ModelWords
from scenegan.training.batches import Drawings
from scenegan.training.true_looks import LookTable

_SHADED = frozenset(
    "body head torso neck arm hand leg foot tail wing ear horn fin shell belly beak tentacle bulb "
    "leaf mushroom rock crest face segment flower cloud tuft mane feather pincer".split()
)
"""Parts of which only the shade is kept: lines inside them belong to other parts."""
_PLAIN = frozenset(
    "mouth nose tongue fang claw cheek collar whisker eyebrow spike stinger stem root fruit water "
    "ice marking stripe spot ring wheel screw cannon weapon tool clothing ribbon bell mask plate "
    "seed cocoon web lightning bone string antenna".split()
)
"""Parts without a look: they are too small, or too seldom alike."""
_EYE = "eye"
_DARK = 22.0
_TWIN_CLARITY, _TWIN_SHARES, _TWIN_COLOR = 0.8, 0.3, 25.0
_MOST_TWINS = 4
_AT_ONCE = 256


@dataclass(frozen=True)
class _Candidates:
    """Looks of M parts that may go into the library."""

    drawing: Tensor  # [M]
    node: Tensor  # [M]
    layers: Tensor  # [M, 10, 24, 24] in 0..1
    shares: Tensor  # [M, 6]
    clarity: Tensor  # [M]


@torch.no_grad()
def write_look_library(
    folder: Path,
    code: LookCode,
    drawings: Drawings,
    table: LookTable,
    words: ModelWords,
    kept: int,
) -> int:
    """Writes `looks.safetensors` beside the weights.

    Args:
        folder: of the model.
        code: the look code, as it is written to the model.
        drawings: drawings that looks are taken from.
        table: their looks.
        words: words of the model.
        kept: how many groups of twins are kept of each part; of eyes all are.

    Returns:
        The number of looks.
    """
    found = _candidates(code, drawings, table, words)
    chosen = _chosen(found, drawings, words, kept)
    rows = torch.tensor([row for group in chosen for row in group], device=drawings.device)
    rows = rows.long()
    group = torch.tensor([g for g, members in enumerate(chosen) for _ in members])
    drawing, node, layers = found.drawing[rows], found.node[rows], found.layers[rows]
    part = drawings.graphs.part[drawing, node]
    straight = _codes(code, layers, part)
    # Light comes from one side, whichever side of a creature is seen.
    shaded = _is_one_of(part, _SHADED, words)[:, None]
    mirrored = torch.where(shaded, straight, _codes(code, layers.flip(-1), part))
    columns = {
        "code": straight.half(),
        "mirrored": mirrored.half(),
        "part": part.to(torch.int16),
        "group": group.to(torch.int32),
        "attributes": drawings.graphs.attributes[drawing, node].to(torch.uint8),
        "colors": drawings.graphs.colors[drawing, node].half(),
        "view": drawings.graphs.view[drawing].to(torch.uint8),
        "box": box_shape(drawings.box[drawing, node]).half(),
        "shares": found.shares[rows].half(),
        "clarity": found.clarity[rows].half(),
    }
    tensors = {name: column.contiguous().cpu() for name, column in columns.items()}
    write_atomically(folder / LIBRARY_FILE, save(tensors, metadata={"format": "scenegan/looks@1"}))
    return len(rows)


def _candidates(
    code: LookCode, drawings: Drawings, table: LookTable, words: ModelWords
) -> _Candidates:
    part = drawings.graphs.part
    wanted = ~drawings.graphs.pad & ~_is_one_of(part, _PLAIN, words)
    drawing, node = wanted.nonzero(as_tuple=True)
    layers = table.layers[drawing, node].float() / 255
    part = part[drawing, node]
    shaded, eye = _is_one_of(part, _SHADED, words), _is_one_of(part, {_EYE}, words)
    layers = torch.where(shaded[:, None, None, None], _shade_alone(layers), layers)
    layers = _without_lines(layers)
    shares = layers[:, : len(PAINTS)].mean((2, 3))
    visible, error = table.visible[drawing, node], table.error[drawing, node]
    size = (drawings.box[drawing, node, 2:] - drawings.box[drawing, node, :2]).amin(1) * 256
    dark = drawings.graphs.colors[drawing, node, 0] < _DARK
    # A shade is kept where there is one; inner paint where there is any.
    seen = visible >= torch.where(eye, 0.45, 0.3)
    shows = torch.where(
        shaded,
        (shares[:, 1] > 0.06) & (shares[:, 1] < 0.5) & (size >= 14) & (error <= 14),
        eye | (shares[:, 0] <= 0.97),
    )
    clarity = -0.05 * (error - 6).clamp(min=0)
    clarity = clarity + torch.where(shaded, _clarity_of_shade(layers[:, 1], visible, size), 0.0)
    eyes = _clarity_of_eye(layers, shares, visible, error, size, dark)
    plain = -2 * (0.5 - visible).clamp(min=0) - 0.5 * (size < 20)
    clarity = clarity + torch.where(eye, eyes, torch.where(shaded, 0.0, plain))
    lost = 6 * (_lost(code, layers, part) - 0.03).clamp(min=0)
    clarity = clarity - torch.where(shaded, 0.0, lost)
    keep = seen & shows
    return _Candidates(drawing[keep], node[keep], layers[keep], shares[keep], clarity[keep])


def _clarity_of_eye(
    layers: Tensor, shares: Tensor, visible: Tensor, error: Tensor, size: Tensor, dark: Tensor
) -> Tensor:
    """Points for a pupil in the middle, a highlight and clean colours: [M]."""
    ink = layers[:, 4]
    solid = -F.max_pool2d(-ink[:, None], 3, 1, 1)[:, 0, 4:20, 4:20].mean((1, 2))
    rim = torch.cat([ink[:, 0], ink[:, -1], ink[:, :, 0], ink[:, :, -1]], 1).mean(1)
    across, down = _middle(ink)
    aside = (across.square() + down.square()).sqrt()
    has_pupil = ink.sum((1, 2)) > 12
    points = -3.2 * (~dark & (solid < 0.025)) - 0.8 * (shares[:, 1] > 0.25)
    points = points - 0.5 * (dark & (shares[:, 5] < 0.01)) - 2.5 * (shares[:, 0] > 0.95)
    points = points - 1.5 * (size < 12) - 0.05 * (error - 6).clamp(min=0)
    points = points - 4 * (0.6 - visible).clamp(min=0) - 4 * (visible - 0.88).clamp(min=0)
    restless = _variation(layers[:, : len(PAINTS)]).sum(1) / 2
    points = points - 0.8 * (restless - 4.2).clamp(min=0)
    centred = 0.7 - 1.2 * (aside - 0.3).clamp(min=0) - 1.2 * rim
    points = points + torch.where(has_pupil, centred, 0.0)
    return points + 0.4 * ((shares[:, 5] > 0.015) & (shares[:, 5] < 0.35))


def _clarity_of_shade(shade: Tensor, visible: Tensor, size: Tensor) -> Tensor:
    """Points for a calm shade below, to the right, and not in the middle: [M]."""
    across, down = _middle(shade)
    points = -2 * (0.2 - down).clamp(min=0) - 1.5 * (-0.1 - across).clamp(min=0)
    points = points - 1.5 * (shade[:, 8:15, 6:18].mean((1, 2)) - 0.25).clamp(min=0)
    points = points - 0.7 * (_variation(shade[:, None])[:, 0] - 1.6).clamp(min=0)
    points = points - 2 * (0.5 - visible).clamp(min=0) - 0.5 * (size < 20)
    return points - 1.5 * (shade[:, :3].mean((1, 2)) - 0.1).clamp(min=0)


def _chosen(
    found: _Candidates, drawings: Drawings, words: ModelWords, kept: int
) -> list[list[int]]:
    """Rows of the groups that go into the library; twins from left to right."""
    part, parent = drawings.graphs.part, drawings.graphs.parent
    middle = (drawings.box[..., 0] + drawings.box[..., 2]).cpu()
    groups: dict[tuple[int, int, int], list[int]] = {}
    places = zip(found.drawing.tolist(), found.node.tolist(), strict=True)
    for row, (b, k) in enumerate(places):
        groups.setdefault((int(part[b, k]), b, int(parent[b, k])), []).append(row)
    of_part: dict[int, list[list[int]]] = {}
    colors, clarity, shares = drawings.graphs.colors, found.clarity.cpu(), found.shares
    for (name, _, _), rows in groups.items():
        rows.sort(key=lambda r: float(middle[found.drawing[r], found.node[r]]))
        best = max(rows, key=lambda r: float(clarity[r]))
        color = colors[found.drawing[best], found.node[best]]
        alike = [
            r
            for r in rows
            if r == best
            or (
                clarity[r] > clarity[best] - _TWIN_CLARITY
                and (shares[r] - shares[best]).abs().sum() < _TWIN_SHARES
                and (colors[found.drawing[r], found.node[r]] - color).norm() < _TWIN_COLOR
            )
        ]
        most = len(alike) if words.parts[name] == _EYE else _MOST_TWINS
        of_part.setdefault(name, []).append(alike[:most])
    chosen = []
    for name, candidates in of_part.items():
        candidates.sort(key=lambda g: -max(float(clarity[r]) for r in g))
        chosen += candidates if words.parts[name] == _EYE else candidates[:kept]
    return chosen


def _shade_alone(layers: Tensor) -> Tensor:
    """Looks in which all but the shade is main colour."""
    shade = layers[:, 1:2]
    return torch.cat([1 - shade, shade, torch.zeros_like(layers[:, 2:])], 1)


def _without_lines(layers: Tensor) -> Tensor:
    """Looks that leave the lines to the painter: other parts merge with others elsewhere."""
    paints = layers[:, : len(PAINTS)]
    return torch.cat([paints, torch.full_like(layers[:, len(PAINTS) :], 0.5)], 1)


def _lost(code: LookCode, layers: Tensor, part: Tensor) -> Tensor:
    """Share of each look [M] that its own code does not give back."""
    lost = []
    for some, which in _in_turns(layers, part):
        decoded = code.decode(code.encode(some, which)[0], which)[:, : len(PAINTS)].softmax(1)
        lost.append((decoded - some[:, : len(PAINTS)]).abs().sum(1).mean((1, 2)) / 2)
    return torch.cat(lost)


def _codes(code: LookCode, layers: Tensor, part: Tensor) -> Tensor:
    return torch.cat([code.encode(some, which)[0] for some, which in _in_turns(layers, part)])


def _in_turns(layers: Tensor, part: Tensor) -> Iterator[tuple[Tensor, Tensor]]:
    """Yields a few looks and their parts at a time."""
    chunks = (torch.split(x, _AT_ONCE) for x in (layers, part))
    yield from zip(*chunks, strict=True)


def _middle(mass: Tensor) -> tuple[Tensor, Tensor]:
    """Centre of mass of rasters [M, 24, 24], across and down in -1..1."""
    ruler = torch.linspace(-1, 1, LAYER_SIDE, device=mass.device)
    total = mass.sum((1, 2)) + 1e-3
    return (mass.sum(1) * ruler).sum(1) / total, (mass.sum(2) * ruler).sum(1) / total


def _variation(rasters: Tensor) -> Tensor:
    """Total variation of rasters [M, C, 24, 24] in units of their side: [M, C]."""
    down = (rasters[:, :, 1:] - rasters[:, :, :-1]).abs().sum((2, 3))
    across = (rasters[..., 1:] - rasters[..., :-1]).abs().sum((2, 3))
    return (down + across) / LAYER_SIDE


def _is_one_of(part: Tensor, names: frozenset[str] | set[str], words: ModelWords) -> Tensor:
    indices = [words.part_index[name] for name in sorted(names) if name in words.part_index]
    return torch.isin(part, torch.tensor(indices, dtype=part.dtype, device=part.device))
