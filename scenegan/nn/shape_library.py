"""True outlines of drawn parts, to choose from for parts of new layouts.

A shape code that was sampled decodes to something lumpy: round things get corners, and points
are lost. Codes of drawn parts do not. So what the layout network has sampled is a wish, and the
drawn outline that is nearest to it is taken: a memory bank in place of the tails of a learned
distribution, as in retrieval-augmented diffusion (Blattmann et al., NeurIPS 2022). It works on
single parts; where and how large they are stays as it was sampled.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from scenegan.errors import ModelError
from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.layout_tokens import Layout
from scenegan.nn.look_library import Floats, box_shape

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
        self._known: dict[int, _Outlines] = {}

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
        # Many small steps for each part: NumPy takes them in half of the time.
        wished, chosen, form = layout.shape.numpy(), shape.numpy(), box_shape(layout.box).numpy()
        part, parent = batch.part.numpy(), batch.parent.numpy()
        for b, n in open_shapes.nonzero().tolist():
            if (name := int(part[b, n])) in self._rows:
                outlines, mine = self._of_part(name), slice(b * k, (b + 1) * k)
                hangs_on = part[b, parent[b, n]] if parent[b, n] >= 0 else -1
                cost = outlines.unlike(batch.attributes[b, n].numpy(), int(hangs_on))
                cost = cost + outlines.apart(wished[mine, n], form[mine, n])
                chosen[mine, n] = outlines.code[cost.argmin(1)]
        return Layout(layout.box, layout.depth, shape, layout.colors)

    def _of_part(self, name: int) -> _Outlines:
        """What is known of the outlines of one part, mirror images behind the others."""
        if name not in self._known:
            rows = self._rows[name]
            codes = torch.cat([self._table["code"][rows], self._table["mirrored"][rows]])
            columns = ("parent", "attributes", "box")
            parent, attributes, form = (self._table[key][rows].numpy() for key in columns)
            self._known[name] = _Outlines(
                code=(codes * self._table["step"]).numpy(),
                attributes=np.tile(attributes, (2, 1)).T.astype(np.float32),
                parent=np.tile(parent, 2),
                form=np.tile(form, (2, 1)).T.astype(np.float32),
            )
        return self._known[name]


@dataclass(frozen=True)
class _Outlines:
    """R outlines of one part.

    Attributes:
        code: [R, 32] shape codes.
        attributes: [A, R] 0 or 1.
        parent: [R] part that it hangs on, or -1.
        form: [2, R] log aspect and log size of the box.
    """

    code: Floats
    attributes: Floats
    parent: NDArray[np.int64]
    form: Floats

    @cached_property
    def _words(self) -> Floats:
        """How many attributes each has: [R]."""
        return np.asarray(self.attributes.sum(0))

    @cached_property
    def _length(self) -> Floats:
        """Square of the length of each code: [R]."""
        return np.asarray(np.square(self.code).sum(1))

    def unlike(self, asked: Floats, hangs_on: int) -> Floats:
        """How badly attributes [A] and what it hangs on fit: [R]."""
        both = self.attributes[asked > 0].sum(0)
        either = self._words + asked.sum() - both
        cost = _ATTRIBUTES * (1 - (both + 0.5) / (either + 0.5))
        cost += _PARENT * (self.parent != hangs_on)
        return np.asarray(cost)

    def apart(self, code: Floats, form: Floats) -> Floats:
        """How badly codes [k, 32] and forms of boxes [k, 2] fit: [k, R].

        Of the squared distance of codes, what depends on the wish alone is left out.
        """
        aspect, size = (np.abs(form[:, axis, None] - self.form[axis]) for axis in (0, 1))
        codes = (self._length - 2 * code @ self.code.T) / code.shape[1]
        apart: Floats = _ASPECT * aspect + _SIZE * size + codes
        return apart
