"""True outlines of drawn parts, to choose from for parts of new layouts.

A shape code that was sampled decodes to something lumpy: round things get corners, and points
are lost. Codes of drawn parts do not. So what the layout network has sampled is a wish, and the
drawn outline that is nearest to it is taken: a memory bank in place of the tails of a learned
distribution, as in retrieval-augmented diffusion (Blattmann et al., NeurIPS 2022). It works on
single parts; where and how large they are stays as it was sampled.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from scenegan.errors import ModelError
from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.layout_tokens import Layout
from scenegan.nn.look_library import box_shape

SHAPE_LIBRARY_FILE = "shapes.safetensors"
_FEWEST = 6
"""Of parts with fewer outlines than this the sampled shape is kept."""
_ATTRIBUTES = 1.0
_ASPECT, _SIZE = 0.5, 0.1
_PARENT = 0.15


class ShapeLibrary:
    """Outlines of M drawn parts, each of them as it was drawn and mirrored."""

    def __init__(self, table: dict[str, Tensor]) -> None:
        """Takes the columns of the library.

        Args:
            table: `code` and `mirrored` [M, 32] int8 shape codes of the outlines and of their
                mirror images, in units of `step` [1]; `part` [M]; `parent` [M] part that it hangs
                on, or -1; `attributes` [M, A] 0 or 1; `box` [M, 2] log aspect and log size.
        """
        self._table = table
        part = table["part"].long()
        counts = part.bincount().tolist()
        frequent = [name for name, count in enumerate(counts) if count >= _FEWEST]
        self._rows = {name: (part == name).nonzero()[:, 0] for name in frequent}
        self._known: dict[int, dict[str, Tensor]] = {}

    @classmethod
    def load(cls, folder: Path) -> ShapeLibrary | None:
        """Reads the library beside the weights; None if the model was trained without one.

        Raises:
            ModelError: if it is damaged.
        """
        path = folder / SHAPE_LIBRARY_FILE
        if not path.exists():
            return None
        try:
            return cls(load_file(path))
        except (SafetensorError, OSError, KeyError) as error:
            raise ModelError(
                f"The library {path} is damaged ({error}): install SceneGAN again, or name "
                "another folder of weights with --model."
            ) from None

    def __len__(self) -> int:
        """Returns the number of outlines, M."""
        return len(self._table["part"])

    def nearest(self, layout: Layout, batch: GraphBatch, open_shapes: Tensor) -> Layout:
        """Replaces sampled shapes by the drawn outlines that come nearest.

        Outlines fit by their code, by attributes, by the proportions and size of their box, and by
        what they hang on. A part's choice depends on no other part.

        Args:
            layout: k candidates in a row for each graph.
            batch: the B graphs.
            open_shapes: [B, N] parts whose shape may be replaced.
        """
        shape = layout.shape.clone()
        k = len(layout.box) // len(batch)
        for b, n in open_shapes.nonzero().tolist():
            part = int(batch.part[b, n])
            if part in self._rows:
                mine = slice(b * k, (b + 1) * k)
                cost = self._misfit(batch, b, n, layout.shape[mine, n], layout.box[mine, n])
                shape[mine, n] = self._of_part(part)["code"][cost.argmin(1)]
        return Layout(layout.box, layout.depth, shape, layout.colors)

    def _misfit(
        self, batch: GraphBatch, graph: int, node: int, code: Tensor, box: Tensor
    ) -> Tensor:
        """How badly each outline of the node's part fits k wishes: [k, R]."""
        table = self._of_part(int(batch.part[graph, node]))
        parent = int(batch.parent[graph, node])
        hangs_on = int(batch.part[graph, parent]) if parent >= 0 else -1
        asked = batch.attributes[graph, node]
        both = table["attributes"] @ asked
        either = table["words"] + asked.sum() - both
        cost = _ATTRIBUTES * (1 - (both + 0.5) / (either + 0.5))
        cost = cost + _PARENT * (table["parent"] != hangs_on).float()
        off = (box_shape(box)[:, None] - table["box"]).abs()
        cost = cost + _ASPECT * off[..., 0] + _SIZE * off[..., 1]
        # Of the squared distance, what depends on the wish alone is left out.
        return cost + (table["length"] - 2 * code @ table["code"].T) / code.shape[1]

    def _of_part(self, name: int) -> dict[str, Tensor]:
        """What is known of the outlines of one part, mirror images behind the others."""
        if name not in self._known:
            rows = self._rows[name]
            table = {
                key: self._table[key][rows].repeat(2, *(1,) * (self._table[key].ndim - 1)).float()
                for key in ("parent", "attributes", "box")
            }
            codes = torch.cat([self._table["code"][rows], self._table["mirrored"][rows]])
            table["code"] = codes * self._table["step"]
            table["length"] = table["code"].square().sum(1)
            table["words"] = table["attributes"].sum(1)
            self._known[name] = table
        return self._known[name]
