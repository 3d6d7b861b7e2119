"""A batch of creature graphs as padded tensors: what all networks read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

VIEW_UNSAID = 6
"""Index of a view of which nothing is said; smaller ones are the views of the vocabulary."""
POSE_OTHER = 8
"""Index of a pose without an own class; smaller ones are `vocabulary.POSES`."""
POSE_UNSAID = 9

NO_EDGE, TO_PARENT, TO_CHILD, SIBLING, SELF, SAME_PART = range(6)
"""Relations of an ordered pair of nodes, as `GraphBatch.relations` numbers them."""

MESSAGE_RELATIONS = (TO_PARENT, TO_CHILD, SIBLING, SAME_PART)
"""Relations that carry messages, in the order of `edge_type`."""


@dataclass(frozen=True)
class GraphBatch:
    """B graphs, each padded to N part nodes.

    Attributes:
        part: [B, N] index of the part's word; `n_parts` where there is no node.
        attributes: [B, N, A] 0 or 1 per attribute of the model.
        parent: [B, N] index of the node that it hangs on; -1 for roots and padding.
        pad: [B, N] true where there is no node.
        view: [B] view of the creature; `VIEW_UNSAID` where it is open.
        pose: [B] pose of the creature; `POSE_OTHER`, `POSE_UNSAID`.
        kind: [B, 48] meaning of the kind; zeros where unsaid.
        colors: [B, N, 6] main and second colour in CIE Lab (D65); zeros where unsaid.
        colored: [B, N] whether the colour is given.
        n_parts: number of part words of the model.
        boxed: [B, N] whether somebody asked for the part's box; None where nobody can have.
    """

    part: Tensor
    attributes: Tensor
    parent: Tensor
    pad: Tensor
    view: Tensor
    pose: Tensor
    kind: Tensor
    colors: Tensor
    colored: Tensor
    n_parts: int
    boxed: Tensor | None = None

    def __len__(self) -> int:
        """Returns the number of graphs, B."""
        return self.part.shape[0]

    @property
    def n_nodes(self) -> int:
        """The padded number of nodes of a graph, N."""
        return self.part.shape[1]

    @property
    def device(self) -> torch.device:
        """Where the tensors are."""
        return self.part.device

    def __getitem__(self, index: int | slice | Tensor | Sequence[int]) -> GraphBatch:
        """Selects graphs; a single index gives a batch of one."""
        chosen = slice(index, index + 1 or None) if isinstance(index, int) else index
        return self._map(lambda x: x[chosen])

    def to(self, device: torch.device | str) -> GraphBatch:
        """Moves all tensors to a device."""
        return self._map(lambda x: x.to(device))

    def repeat(self, times: int) -> GraphBatch:
        """Repeats every graph `times` times in a row: a, a, b, b, ..."""
        return self._map(lambda x: x.repeat_interleave(times, 0))

    def padded(self, n_nodes: int) -> GraphBatch:
        """Pads to more nodes.

        Raises:
            ValueError: if the batch has more nodes already.
        """
        more = n_nodes - self.n_nodes
        if more < 0:
            raise ValueError(f"a batch of {self.n_nodes} nodes cannot be padded to {n_nodes}")
        return replace(
            self,
            part=F.pad(self.part, (0, more), value=self.n_parts),
            parent=F.pad(self.parent, (0, more), value=-1),
            pad=F.pad(self.pad, (0, more), value=True),
            colored=F.pad(self.colored, (0, more), value=False),
            boxed=None if self.boxed is None else F.pad(self.boxed, (0, more), value=False),
            attributes=F.pad(self.attributes, (0, 0, 0, more)),
            colors=F.pad(self.colors, (0, 0, 0, more)),
        )

    def trimmed(self) -> GraphBatch:
        """Drops the columns at the end in which no graph has a node."""
        n = int((~self.pad).any(0).nonzero().max()) + 1
        columns = ("part", "attributes", "parent", "pad", "colors", "colored")
        kept: Any = {name: getattr(self, name)[:, :n] for name in columns}
        return replace(self, **kept, boxed=None if self.boxed is None else self.boxed[:, :n])

    @staticmethod
    def cat(batches: Sequence[GraphBatch]) -> GraphBatch:
        """Joins batches of one model; shorter ones are padded."""
        n = max(b.n_nodes for b in batches)
        wide = [b.padded(n) for b in batches]
        names = [f.name for f in fields(GraphBatch) if f.name not in ("n_parts", "boxed")]
        joined: Any = {name: torch.cat([getattr(b, name) for b in wide]) for name in names}
        boxed = [torch.zeros_like(b.pad) if b.boxed is None else b.boxed for b in wide]
        return replace(wide[0], **joined, boxed=torch.cat(boxed))

    def relations(self) -> Tensor:
        """Returns the relation of every ordered pair of nodes.

        Returns:
            [B, N, N] entry (i, j) is `TO_PARENT` where i hangs on j, `TO_CHILD` where j hangs on
            i, `SIBLING` for the same part on the same parent, `SELF`, `SAME_PART` for the same
            part elsewhere, else `NO_EDGE`.
        """
        n = self.n_nodes
        hangs = F.one_hot(self.parent + 1, n + 1)[..., 1:].bool()
        same_part = self.part[:, :, None] == self.part[:, None]
        siblings = same_part & (self.parent[:, :, None] == self.parent[:, None])
        relation = same_part.long() * SAME_PART
        relation = relation.masked_fill(siblings, SIBLING).masked_fill(hangs, TO_PARENT)
        relation = relation.masked_fill(hangs.transpose(1, 2), TO_CHILD)
        own = torch.eye(n, dtype=torch.bool, device=self.device)
        absent = self.pad[:, :, None] | self.pad[:, None]
        return relation.masked_fill(own, SELF).masked_fill(absent, NO_EDGE)

    def places(self) -> Tensor:
        """Returns one number for the word of each part and that of what it hangs on.

        Returns:
            [B, N] part * (n_parts + 2) + parent's part, which is `n_parts + 1` for roots.
        """
        parent = self.part.gather(1, self.parent.clamp(min=0))
        parent = torch.where(self.parent >= 0, parent, self.n_parts + 1)
        return self.part * (self.n_parts + 2) + parent

    def edges(self) -> tuple[Tensor, Tensor]:
        """Returns the messages between nodes as torch-geometric takes them.

        Returns:
            `edge_index` [2, E]: sender and receiver among the B * N nodes, row by row;
            `edge_type` [E]: position of the receiver's relation in `MESSAGE_RELATIONS`.
        """
        relation = self.relations()
        kinds = torch.full((6,), -1, device=self.device)
        kinds[list(MESSAGE_RELATIONS)] = torch.arange(4, device=self.device)
        kind = kinds[relation]
        graph, receiver, sender = (kind >= 0).nonzero(as_tuple=True)
        start = graph * self.n_nodes
        edge_index = torch.stack([start + sender, start + receiver])
        return edge_index, kind[graph, receiver, sender]

    def _map(self, change: Any) -> GraphBatch:
        old = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "n_parts"}
        changed: Any = {name: change(x) for name, x in old.items() if x is not None}
        return replace(self, **changed)
