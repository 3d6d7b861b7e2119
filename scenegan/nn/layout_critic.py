"""Tells drawn layouts from sampled ones, so that the best of several samples can be taken first.

A small network looks at each part beside what it hangs on and beside its nearest twin, and says
how much the place, size and depth look like a person's. Its mean over the parts ranks layouts of
one graph (discriminator rejection sampling in its simplest form: Azadi et al., ICLR 2019).
`python -m scenegan.training.layout_critic` trains it.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.weights import load_network

CRITIC = "critic"
FILLED = 0.92
"""Share of the square that layouts are enlarged to before they are looked at."""

_PART_DIMS = 16
_FEATURES = 16
_SMALLEST_SIDE = 0.008
_LARGEST = 4.0


class LayoutCritic(nn.Module):
    """Scores layouts."""

    def __init__(self, n_parts: int) -> None:
        """Makes the network for a model of `n_parts` parts."""
        super().__init__()
        self.part_embedding = nn.Embedding(n_parts + 1, _PART_DIMS)
        self.parent_embedding = nn.Embedding(n_parts + 1, _PART_DIMS)
        self.layers = nn.Sequential(
            nn.Linear(2 * _PART_DIMS + _FEATURES, 96),
            nn.SiLU(),
            nn.Dropout(0.2),
            nn.Linear(96, 48),
            nn.SiLU(),
            nn.Linear(48, 1),
        )

    @classmethod
    def load(cls, folder: Path, n_parts: int) -> LayoutCritic | None:
        """Reads the critic beside the weights; None if the model was trained without one.

        Raises:
            ModelError: if it is damaged or made for something else.
        """
        if not (folder / f"{CRITIC}.safetensors").exists():
            return None
        critic = cls(n_parts)
        load_network(folder, CRITIC, critic)
        return critic.eval().requires_grad_(False)

    def forward(self, graphs: GraphBatch, features: Tensor) -> Tensor:
        """Judges each part, from `place_features` [B, N, 16].

        Returns:
            [B, N] logits, positive for what looks drawn; without meaning at padding.
        """
        parent = graphs.part.gather(1, graphs.parent.clamp(min=0))
        parent = parent.masked_fill(graphs.parent < 0, graphs.n_parts)
        known = [self.part_embedding(graphs.part), self.parent_embedding(parent), features]
        logits: Tensor = self.layers(torch.cat(known, -1))[..., 0]
        return logits

    @torch.inference_mode()
    def scores(self, graphs: GraphBatch, box: Tensor, depth: Tensor) -> Tensor:
        """Returns how much layouts with boxes [B, N, 4] and depths [B, N] look drawn: [B]."""
        present = (~graphs.pad).float()
        logits = self(graphs, place_features(graphs, box, depth))
        scores: Tensor = (logits * present).sum(1) / present.sum(1).clamp(min=1)
        return scores


def place_features(graphs: GraphBatch, box: Tensor, depth: Tensor) -> Tensor:
    """Measures each part beside its parent and its nearest twin.

    Args:
        graphs: B graphs of N nodes.
        box: [B, N, 4] boxes; they are enlarged to fill the square first.
        depth: [B, N] larger is nearer.

    Returns:
        [B, N, 16].
    """
    box = _filling(box, graphs.pad)
    above = graphs.parent.clamp(min=0)
    size = (box[..., 2:] - box[..., :2]).clamp(min=_SMALLEST_SIDE)
    center = (box[..., :2] + box[..., 2:]) / 2
    parent_size, parent_center = (_taken(x, above) for x in (size, center))
    offset = (center - parent_center) / parent_size
    beside_parent = [
        offset,
        offset[..., :1].abs(),
        (size / parent_size).log(),
        size.log(),
        2 * center - 1,
        (depth - depth.gather(1, above))[..., None],
        depth[..., None],
    ]
    features = torch.cat([*beside_parent, _beside_twin(graphs, center, size)], -1)
    return features.clamp(-_LARGEST, _LARGEST)


def _beside_twin(graphs: GraphBatch, center: Tensor, size: Tensor) -> Tensor:
    """Distance and difference in size to the nearest twin, and whether there is one: [B, N, 5]."""
    part, parent, pad = graphs.part, graphs.parent, graphs.pad
    twins = (part[:, :, None] == part[:, None]) & (parent[:, :, None] == parent[:, None])
    twins &= ~torch.eye(part.shape[1], dtype=torch.bool, device=part.device)
    twins &= ~pad[:, :, None] & ~pad[:, None]
    distance = (center[:, :, None] - center[:, None]).norm(dim=-1)
    nearest = distance.masked_fill(~twins, torch.inf).argmin(2)
    has_twin = twins.any(2)[..., None].float()
    apart = (center - _taken(center, nearest)).abs() / size
    unlike = (size / _taken(size, nearest)).log().abs()
    return torch.cat([apart, unlike, torch.ones_like(has_twin)], -1) * has_twin


def _filling(box: Tensor, pad: Tensor) -> Tensor:
    """Scales and centres whole layouts so that their longer side fills the square."""
    absent = pad[..., None]
    low = box[..., :2].masked_fill(absent, torch.inf).amin(1)
    high = box[..., 2:].masked_fill(absent, -torch.inf).amax(1)
    scale = FILLED / (high - low).amax(1).clamp(min=_SMALLEST_SIDE)
    middle = ((low + high) / 2).repeat(1, 2)[:, None]
    filling = (box - middle) * scale[:, None, None] + 0.5
    return filling.masked_fill(absent, 0.5)


def _taken(values: Tensor, index: Tensor) -> Tensor:
    """Values [B, N, 2] of other parts [B, N]."""
    return values.gather(1, index[..., None].expand(-1, -1, 2))
