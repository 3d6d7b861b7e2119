"""Where pixels and channels ask the nodes of the graph.

Nodes carry no colour here: colours reach a pixel through the part map alone, so that a new colour
of one part cannot tint another.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class NodeAttention(nn.Module):
    """Pixels attend to nodes: the word attention of AttnGAN with parts in the place of words.

    Xu et al. 2018, "AttnGAN: Fine-Grained Text to Image Generation with Attentional Generative
    Adversarial Networks", section 3.1. The context is added through a gate that starts closed.
    """

    def __init__(self, channels: int, nodes: int, key: int = 32) -> None:
        """Makes the attention from `channels` of pixels to `nodes` channels of nodes."""
        super().__init__()
        self.query = nn.Conv2d(channels, key, 1)
        self.key_value = nn.Linear(nodes, key + channels)
        self.gate = nn.Parameter(torch.zeros(()))
        self._widths = [key, channels]

    def forward(self, x: Tensor, nodes: Tensor, pad: Tensor) -> Tensor:
        """Adds to each pixel what it asked for.

        Args:
            x: [B, C, H, W].
            nodes: [B, N, D].
            pad: [B, N] true where there is no node.

        Returns:
            [B, C, H, W].
        """
        key, value = self.key_value(nodes).split(self._widths, -1)
        context = (self._weights(x, key, pad) @ value).transpose(1, 2).view_as(x)
        result: Tensor = x + self.gate * context
        return result

    def weights(self, x: Tensor, nodes: Tensor, pad: Tensor) -> Tensor:
        """Returns how much each pixel asks each node, [B, H * W, N]; arguments as in `forward`."""
        key, _ = self.key_value(nodes).split(self._widths, -1)
        return self._weights(x, key, pad)

    def _weights(self, x: Tensor, key: Tensor, pad: Tensor) -> Tensor:
        query = self.query(x).flatten(2).transpose(1, 2)
        scores = query @ key.transpose(1, 2) * self._widths[0] ** -0.5
        weights: Tensor = scores.masked_fill(pad[:, None], -1e4).softmax(-1)
        return weights


class ChannelAttention(nn.Module):
    """Channels attend to nodes: the channel-wise attention of ControlGAN.

    Li et al. 2019, "Controllable Text-to-Image Generation", section 3.2: a channel's response over
    the picture is compared with each word projected to the same places, and the words that it
    stands for are added to it. Responses are compared on a grid of fixed size here, so that the
    picture may have any; the gate starts closed. A channel's response is a statistic of the whole
    picture: with this operator an edit of one part may touch others, which is why the painter has
    it only on request.
    """

    def __init__(self, nodes: int, grid: int = 8) -> None:
        """Makes the attention to `nodes` channels of nodes over a grid of `grid` x `grid`."""
        super().__init__()
        self.places = nn.Linear(nodes, grid * grid)
        self.gate = nn.Parameter(torch.zeros(()))
        self._grid = grid

    def forward(self, x: Tensor, nodes: Tensor, pad: Tensor) -> Tensor:
        """Adds to each channel the nodes that it stands for; shapes as in `NodeAttention`."""
        batch, channels, height, width = x.shape
        places = self.places(nodes)
        response = F.adaptive_avg_pool2d(x, self._grid).flatten(2)
        scores = response @ places.transpose(1, 2) / self._grid
        weights = scores.masked_fill(pad[:, None], -1e4).softmax(-1)
        context = (weights @ places).view(batch, channels, self._grid, self._grid)
        return x + self.gate * F.interpolate(context, size=(height, width), mode="bilinear")
