"""From a graph to a picture by way of a layout of boxes and masks.

Johnson et al. 2018, "Image Generation from Scene Graphs" (sg2im): graph convolution over triples,
a box and a mask for each thing, their sum as layout, and a cascaded refinement network. What is
known of the creature as a whole (kind, view, pose, types) stands at the node of the picture, with
which every part is joined; colours and attributes stand at the parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from scenegan.nn.box_mask_heads import MASK_SIDE, BoxHead, MaskHead
from scenegan.nn.graph_batch import POSE_UNSAID, VIEW_UNSAID, GraphBatch
from scenegan.nn.graph_triples import N_PREDICATES, TripleConvolution, Triples
from scenegan.nn.layout_splat import splat, stretched
from scenegan.nn.refinement_network import RefinementNetwork

_KIND_DIMS = 48
_COLOR_DIMS = 6
_COLOR_SCALE = 50.0


@dataclass(frozen=True)
class GraphPainted:
    """What became of B graphs of N parts.

    Attributes:
        picture: [B, 4, S, S] premultiplied RGBA in -1..1.
        box: [B, N, 4] where each part should lie.
        mask: [B, N, 16, 16] logits of its shape inside the box.
        shares: [B, N, S, S] the masks that were painted, stretched over their boxes.
    """

    picture: Tensor
    box: Tensor
    mask: Tensor
    shares: Tensor

    def part_map(self, pad: Tensor) -> Tensor:
        """Returns which part shows at each pixel, [B, S, S] uint8, 255 for none.

        The layout has no order; where masks overlap, the smaller part is taken for the nearer.
        """
        area = self.shares.flatten(2).sum(2).masked_fill(pad, float("inf"))
        order = torch.where(self.shares > 0.5, area[..., None, None], float("inf"))
        smallest, owner = order.min(1)
        return owner.to(torch.uint8).masked_fill(smallest.isinf(), 255)


class GraphToPicture(nn.Module):
    """The generator of sg2im."""

    def __init__(
        self,
        n_parts: int,
        n_attributes: int,
        types: Sequence[str],
        size: int,
        noise: int = 32,
        width: int = 64,
        convolutions: int = 5,
        refinement: int = 16,
    ) -> None:
        """Makes the network.

        Args:
            n_parts: number of part words.
            n_attributes: number of attribute words.
            types: words of the types that can be asked for.
            size: side of the picture.
            noise: numbers of noise beside the layout.
            width: numbers of a thing's vector.
            convolutions: steps of message passing.
            refinement: channels of the last refinement module.
        """
        super().__init__()
        self.noise, self.size, self.type_words = noise, size, tuple(types)
        self.part = nn.Embedding(n_parts + 1, width)
        self.attributes = nn.Linear(n_attributes, width, bias=False)
        self.color = nn.Linear(_COLOR_DIMS + 1, width, bias=False)
        self.kind = nn.Linear(_KIND_DIMS, width)
        self.types = nn.Linear(len(self.type_words), width, bias=False)
        self.view = nn.Embedding(VIEW_UNSAID + 1, width)
        self.pose = nn.Embedding(POSE_UNSAID + 1, width)
        self.predicate = nn.Embedding(N_PREDICATES, width)
        self.convolutions = nn.ModuleList(
            TripleConvolution(width, 4 * width) for _ in range(convolutions)
        )
        self.boxes = BoxHead(width, 4 * width)
        self.masks = MaskHead(width)
        self.refine = RefinementNetwork(width + noise, size, refinement)

    def forward(
        self,
        graphs: GraphBatch,
        types: Tensor,
        noise: Tensor,
        box: Tensor | None = None,
        mask: Tensor | None = None,
    ) -> GraphPainted:
        """Paints graphs.

        Args:
            graphs: B graphs of N parts.
            types: [B, T] one for each type that is asked for.
            noise: [B, Z] standard normal numbers.
            box: [B, N, 4] true boxes to paint, in place of its own.
            mask: [B, N, 16, 16] true masks to paint, 0..1.
        """
        vectors = self._vectors(graphs, types)
        own_box = self.boxes(vectors)
        b, n = graphs.pad.shape
        present = ~graphs.pad
        logits = vectors.new_zeros(b, n, MASK_SIDE, MASK_SIDE)
        logits[present] = self.masks(vectors[present]).to(logits.dtype)
        used_box = own_box if box is None else box
        used_mask = logits.sigmoid() if mask is None else mask
        shares = stretched(used_mask.flatten(0, 1), used_box.flatten(0, 1), self.size)
        shares = shares.view(b, n, self.size, self.size)
        shares = shares.masked_fill(graphs.pad[..., None, None], 0)
        spread = noise[:, :, None, None].expand(-1, -1, self.size, self.size)
        picture = self.refine(torch.cat([splat(vectors, shares), spread], 1))
        return GraphPainted(picture, own_box, logits, shares)

    def boxes_of(self, graphs: GraphBatch, types: Tensor) -> Tensor:
        """Returns where the parts of graphs should lie, [B, N, 4], without painting them."""
        boxes: Tensor = self.boxes(self._vectors(graphs, types))
        return boxes

    def types_table(self, types: Sequence[Sequence[str]]) -> Tensor:
        """Writes the types of B creatures as zeros and ones, [B, T]; unknown words are left out."""
        rows = [[float(word in own) for word in self.type_words] for own in types]
        return torch.tensor(rows, device=self.types.weight.device).view(len(types), -1)

    def _vectors(self, graphs: GraphBatch, types: Tensor) -> Tensor:
        """Embeds the parts in their graph: [B, N, C]."""
        color = torch.cat([graphs.colors / _COLOR_SCALE, graphs.colored[..., None].float()], -1)
        parts = self.part(graphs.part) + self.attributes(graphs.attributes) + self.color(color)
        whole = self.kind(graphs.kind) + self.types(types)
        whole = whole + self.view(graphs.view) + self.pose(graphs.pose)
        things = torch.cat([parts, whole[:, None]], 1).flatten(0, 1)
        edges = Triples.of(graphs)
        predicates = self.predicate(edges.predicate)
        for convolution in self.convolutions:
            things, predicates = convolution(things, predicates, edges)
        vectors: Tensor = things.view(len(graphs), graphs.n_nodes + 1, -1)[:, :-1]
        return vectors
