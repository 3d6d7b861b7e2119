"""True looks of drawn parts, to choose from for new ones.

Codes drawn from a Gaussian give ragged eyes; codes of real parts do not (a memory bank in place of
a prior). What is taken is the inner structure alone: place, outline and colours are the new part's.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from scenegan.errors import ModelError
from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.look_code import LOOK_CODE_DIMS

Floats = NDArray[np.float32]

LIBRARY_FILE = "looks.safetensors"

_MIRRORED_VIEW = (0, 2, 1, 4, 3, 5, 6)
_SAME_COLOR = 3.0
"""Lab distance below which a part has no second colour of its own."""
_VISIBLE_SHARE = 0.02


@dataclass(frozen=True)
class Looks:
    """The looks of B graphs.

    Attributes:
        code: [B, N, 128] look codes, zeros where there is none.
        looked: [B, N] whether a part has a look; the others are plain.
        colors: [B, N, 6] main and second colour; a named colour that came alone has got the second
            one that belongs to the look.
    """

    code: Tensor
    looked: Tensor
    colors: Tensor


class _Tones(NamedTuple):
    """Lab colours as they are compared: lightness [G], a and b [G, 2], strength [G]."""

    lightness: Floats
    hue: Floats
    chroma: Floats

    @classmethod
    def of(cls, colors: Floats) -> _Tones:
        """Takes colours [G, 3] apart."""
        return cls(colors[:, 0], colors[:, 1:], np.hypot(colors[:, 1], colors[:, 2]))


class _Groups(NamedTuple):
    """What is known of the G groups of one part, each by its clearest member."""

    main: _Tones
    second: _Tones
    attributes: Floats
    words: Floats
    box: Floats
    view: NDArray[np.int64]
    size: NDArray[np.int64]
    unlike_named: Floats
    clarity: Floats


class LookLibrary:
    """Looks of M parts of drawings.

    Parts that hang on one parent in one drawing and have one name are a group: eyes look the same
    way, so a group is taken as a whole, from left to right.
    """

    def __init__(self, table: dict[str, Tensor]) -> None:
        """Takes the columns of the library.

        Args:
            table: `code` [M, 128], `mirrored` [M, 128] codes of the looks and of their mirror
                images, `part` [M], `group` [M] ascending, `attributes` [M, A] 0 or 1, `colors` [M,
                6], `view` [M], `box` [M, 2] log aspect and log size, `shares` [M, 6] of the paints,
                `clarity` [M] how well it can be seen, larger is better. Parts of a group stand from
                left to right; the group's clearest is read for all but the codes.
        """
        self._table: dict[str, NDArray[Any]] = {
            k: (v.float() if v.is_floating_point() else v).numpy() for k, v in table.items()
        }
        group, part = table["group"], table["part"]
        starts = torch.ones_like(group, dtype=torch.bool)
        starts[1:] = group[1:] != group[:-1]
        first = starts.nonzero()[:, 0].tolist()
        self._groups: dict[int, list[tuple[int, int]]] = {}
        for start, end in zip(first, [*first[1:], len(group)], strict=True):
            self._groups.setdefault(int(part[start]), []).append((start, end))
        self._clearest: dict[int, NDArray[np.int64]] = {}
        for name, groups in self._groups.items():
            best = [s + int(table["clarity"][s:e].argmax()) for s, e in groups]
            self._clearest[name] = np.array(best)
        self._known: dict[int, _Groups] = {}

    @classmethod
    def load(cls, folder: Path) -> LookLibrary:
        """Reads the library beside the weights.

        Raises:
            ModelError: if it is missing or damaged.
        """
        path = folder / LIBRARY_FILE
        remedy = "install SceneGAN again, or name another folder of weights with --model."
        try:
            return cls(load_file(path))
        except FileNotFoundError:
            raise ModelError(f"The library of looks {path} is missing: {remedy}") from None
        except (SafetensorError, OSError, KeyError) as error:
            raise ModelError(f"The library {path} is damaged ({error}): {remedy}") from None

    def __len__(self) -> int:
        """Returns the number of parts, M."""
        return len(self._table["part"])

    @property
    def parts(self) -> frozenset[int]:
        """Indices of the parts that there are looks for."""
        return frozenset(self._groups)

    def choose(
        self,
        batch: GraphBatch,
        box: Tensor,
        colors: Tensor,
        draw: Tensor,
        temperature: float = 0.4,
    ) -> Looks:
        """Chooses a look for every part that the library knows.

        Looks fit by colour (light or dark, strong or pale; hue hardly counts), attributes,
        proportions, size and view. A part's choice depends on its twins alone, so an edit
        elsewhere leaves it as it is.

        Args:
            batch: the graphs; `batch.colored` tells which colours were named.
            box: [B, N, 4] x0, y0, x1, y1 of each part in 0..1.
            colors: [B, N, 6] main and second colour of each part in Lab.
            draw: [B, N] uniform numbers in 0..1; the first twin's decides for all.
            temperature: 0 takes the best fit; larger takes worse ones more often.
        """
        # A hundred small steps for each part: NumPy takes them in half of the time.
        code = np.zeros((*batch.part.shape, LOOK_CODE_DIMS), dtype=np.float32)
        looked = np.zeros(batch.part.shape, dtype=bool)
        dressed, form = colors.numpy().copy(), box_shape(box).numpy()
        for b in range(len(batch)):
            view, places, draws = int(batch.view[b]), box[b].numpy(), draw[b].tolist()
            for nodes in self._twins(batch, b):
                own = places[nodes]
                model = nodes[int((own[:, 2:] - own[:, :2]).prod(1).argmax())]
                name = int(batch.part[b, model])
                cost = self._misfit(batch, form[b, model], dressed[b, model], b, model, len(nodes))
                pick = _drawn(cost, draws[nodes[0]], temperature)
                codes = self._codes(name, pick, view)
                code[b, nodes] = codes[_matched((own[:, 0] + own[:, 2]) / 2, len(codes))]
                looked[b, nodes] = True
                if batch.colored[b, model]:
                    row = int(self._clearest[name][pick])
                    dressed[b, nodes] = self._with_second(dressed[b, nodes], row)
        return Looks(*map(torch.from_numpy, (code, looked, dressed)))

    def _twins(self, batch: GraphBatch, graph: int) -> list[list[int]]:
        found: dict[tuple[int, int], list[int]] = {}
        part, parent = batch.part[graph].tolist(), batch.parent[graph].tolist()
        for k in (~batch.pad[graph]).nonzero()[:, 0].tolist():
            if part[k] in self._groups:
                found.setdefault((part[k], parent[k]), []).append(k)
        return list(found.values())

    def _misfit(
        self, batch: GraphBatch, form: Floats, own: Floats, graph: int, node: int, n_twins: int
    ) -> Floats:
        """How badly each group of the node's part fits its box's form [2] and colours [6]: [G]."""
        groups = self._of_part(int(batch.part[graph, node]))
        named = bool(batch.colored[graph, node])
        cost = _tone_distance(groups.main, own[:3], 0.15 if named else 0.5) / 14
        if not named:
            cost += _tone_distance(groups.second, own[3:], 0.5) / 18
        asked = batch.attributes[graph, node].numpy()
        both = groups.attributes @ asked
        cost += 1.2 * (1 - both / (groups.words + asked.sum() - both + 0.5))
        shape = np.abs(form - groups.box)
        cost += 1.5 * shape[:, 0] + 0.5 * shape[:, 1]
        view = int(batch.view[graph])
        cost += 0.8 * ((groups.view != view) & (groups.view != _MIRRORED_VIEW[min(view, 6)]))
        cost += 0.7 * (groups.size < min(n_twins, 2))
        if named:  # a named colour has to be most of what one sees
            cost += groups.unlike_named
        misfit: Floats = np.subtract(cost, groups.clarity, dtype=np.float32)
        return misfit

    def _of_part(self, name: int) -> _Groups:
        """What is known of the groups of one part."""
        if name not in self._known:
            rows = self._clearest[name]
            table = {
                key: self._table[key][rows]
                for key in ("attributes", "box", "view", "shares", "clarity", "colors")
            }
            self._known[name] = _Groups(
                main=_Tones.of(table["colors"][:, :3]),
                second=_Tones.of(table["colors"][:, 3:]),
                attributes=table["attributes"],
                words=table["attributes"].sum(1),
                box=table["box"],
                view=table["view"],
                size=np.array([e - s for s, e in self._groups[name]]),
                unlike_named=6 * np.maximum(0.45 - table["shares"][:, 0], 0),
                clarity=table["clarity"],
            )
        return self._known[name]

    def _codes(self, name: int, pick: int, view: int) -> Floats:
        """Codes of a group from left to right, mirrored if it was seen from the other side."""
        start, end = self._groups[name][pick]
        seen = int(self._table["view"][start])
        if seen != view and seen == _MIRRORED_VIEW[min(view, 6)]:
            return self._table["mirrored"][start:end][::-1]
        return self._table["code"][start:end]

    def _with_second(self, colors: Floats, row: int) -> Floats:
        """Gives colours [K, 6] without a second one that of the look."""
        if self._table["shares"][row, 3] < _VISIBLE_SHARE:
            return colors
        alone = np.linalg.norm(colors[:, :3] - colors[:, 3:], axis=1, keepdims=True) < _SAME_COLOR
        second = np.where(alone, self._table["colors"][row, 3:], colors[:, 3:])
        return np.concatenate([colors[:, :3], second], 1)


def box_shape(box: Tensor) -> Tensor:
    """Log of width by height, and log of the size: [..., 4] -> [..., 2]."""
    width, height = (box[..., 2:] - box[..., :2]).clamp(min=0.004).unbind(-1)
    return torch.stack([(width / height).log(), (width * height).log() / 2], -1)


def _drawn(cost: Floats, draw: float, temperature: float) -> int:
    if temperature <= 0:
        return int(cost.argmin())
    likely = np.exp((cost.min() - cost.astype(np.float64)) / temperature)
    reached = likely.cumsum()
    return min(int((reached < draw * reached[-1]).sum()), len(cost) - 1)


def _matched(x: Floats, n_codes: int) -> list[int]:
    """Which code each twin takes, from left to right; a single one takes that of its side."""
    n = len(x)
    if n == 1:
        return [0 if float(x[0]) < 0.5 else n_codes - 1]
    rank = x.argsort(kind="stable").argsort().tolist()
    return [min(n_codes - 1, int((r + 0.5) / n * n_codes)) for r in rank]


def _tone_distance(tones: _Tones, color: Floats, hue: float) -> Floats:
    """Distance of G colours to one Lab colour, in which lightness and strength count most: [G]."""
    own = np.hypot(color[1], color[2])
    stronger = tones.chroma - own
    apart = np.square(tones.hue - color[1:]).sum(1) - np.square(stronger)
    distance: Floats = np.abs(tones.lightness - color[0]) + 0.4 * np.abs(stronger)
    distance += hue * np.sqrt(np.maximum(apart, 0))
    distance += 12 * ((tones.chroma < 12) != (own < 12))
    return distance
