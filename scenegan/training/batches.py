"""Batches of drawings: graphs, layouts, pictures and part maps that belong together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from scenegan.nn.graph_batch import VIEW_UNSAID, GraphBatch
from scenegan.nn.layout_tokens import Layout

_MIRRORED_SIDES = {"left": "right", "right": "left"}
_SIDE = re.compile(r"\b(left|right)\b", re.IGNORECASE)
_WORDS = ("ids", "captions", "types")


@dataclass(frozen=True)
class Drawings:
    """B drawings of at most N parts.

    Attributes:
        ids: their names.
        graphs: their graphs, with the measured colours.
        box: [B, N, 4] boxes in 0..1.
        depth: [B, N] larger is nearer, -1 to 1.
        shape: [B, N, 32, 32] uint8, the whole outline of each part in its box.
        picture: [B, 4, 256, 256] uint8 RGBA with straight alpha.
        index_map: [B, 256, 256] uint8, which part owns each pixel.
        captions: English descriptions of each, shortest first; empty where nobody reads them.
        types: types of each creature, such as fire; empty where nobody reads them.
    """

    ids: tuple[str, ...]
    graphs: GraphBatch
    box: Tensor
    depth: Tensor
    shape: Tensor
    picture: Tensor
    index_map: Tensor
    captions: tuple[tuple[str, ...], ...] = ()
    types: tuple[tuple[str, ...], ...] = ()

    def __len__(self) -> int:
        """Returns the number of drawings, B."""
        return len(self.box)

    @property
    def device(self) -> torch.device:
        """Where the tensors are."""
        return self.box.device

    def to(self, device: torch.device) -> Drawings:
        """Moves all tensors to a device."""
        moved = {name: getattr(self, name).to(device) for name in _tensor_names()}
        return replace(self, graphs=self.graphs.to(device), **moved)

    @staticmethod
    def cat(several: Sequence[Drawings]) -> Drawings:
        """Joins drawings of one model; those of fewer parts are padded."""
        n = max(d.graphs.n_nodes for d in several)
        joined: Any = {
            name: torch.cat([_padded(getattr(d, name), n, name) for d in several])
            for name in _tensor_names()
        }
        graphs = GraphBatch.cat([d.graphs for d in several])
        words: Any = {
            name: tuple(value for d in several for value in getattr(d, name)) for name in _WORDS
        }
        return Drawings(graphs=graphs, **words, **joined)

    def take(self, index: Tensor) -> Drawings:
        """Selects drawings by their positions [K]."""
        chosen: Any = {name: getattr(self, name)[index] for name in _tensor_names()}
        places = index.tolist()
        words: Any = {
            name: tuple(values[i] for i in places)
            for name in _WORDS
            if (values := getattr(self, name))
        }
        return replace(self, graphs=self.graphs[index], **words, **chosen)

    def mirrored(self, where: Tensor, views: tuple[str, ...]) -> Drawings:
        """Mirrors drawings left to right.

        Args:
            where: [B] bool, which of them.
            views: the words of the views, by index.
        """
        flipped = mirrored_boxes(self.box)
        seen = self.graphs.view
        view = torch.where(where, mirrored_views(views, self.device)[seen], seen)
        return replace(
            self,
            graphs=replace(self.graphs, view=view),
            box=torch.where(where[:, None, None], flipped, self.box),
            shape=torch.where(where[:, None, None, None], self.shape.flip(3), self.shape),
            picture=torch.where(where[:, None, None, None], self.picture.flip(3), self.picture),
            index_map=torch.where(where[:, None, None], self.index_map.flip(2), self.index_map),
            captions=tuple(
                tuple(map(mirrored_caption, texts)) if flip else texts
                for texts, flip in zip(self.captions, where.tolist(), strict=False)
            ),
        )

    def layout(self, codes: Tensor) -> Layout:
        """Returns the layout of the drawings, their shapes given by codes [B, N, 32]."""
        return Layout(self.box, self.depth, codes, self.graphs.colors)


def mirrored_boxes(box: Tensor) -> Tensor:
    """Mirrors boxes [..., 4] left to right."""
    left, top, right, bottom = box.unbind(-1)
    return torch.stack([1 - right, top, 1 - left, bottom], -1)


def mirrored_caption(caption: str) -> str:
    """Exchanges left and right in a caption."""
    return _SIDE.sub(lambda found: _MIRRORED_SIDES[found[0].lower()], caption)


def mirrored_views(views: tuple[str, ...], device: torch.device) -> Tensor:
    """Returns the index of each view's mirror image: [V + 1], with the unsaid view at the end."""
    swapped = ["-".join(_MIRRORED_SIDES.get(w, w) for w in view.split("-")) for view in views]
    indices = [views.index(view) for view in swapped] + [VIEW_UNSAID]
    return torch.tensor(indices, device=device)


def random_batch(
    drawings: Drawings, size: int, views: tuple[str, ...], generator: torch.Generator
) -> Drawings:
    """Draws a batch with repetition; half of the drawings are mirrored."""
    device = drawings.device
    index = torch.randint(len(drawings), (size,), device=device, generator=generator)
    flip = torch.rand(size, device=device, generator=generator) < 0.5
    return drawings.take(index).mirrored(flip, views)


def _padded(tensor: Tensor, n_nodes: int, name: str) -> Tensor:
    """Pads a tensor that has rows for nodes to more nodes."""
    if name not in ("box", "depth", "shape"):
        return tensor
    more = (0, 0) * (tensor.ndim - 2) + (0, n_nodes - tensor.shape[1])
    return F.pad(tensor, more)


def _tensor_names() -> list[str]:
    return [f.name for f in fields(Drawings) if f.name not in (*_WORDS, "graphs")]
