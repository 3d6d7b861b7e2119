"""Look codes: what is painted inside a part, such as pupil, highlight and shade, as 128 numbers.

A look is a little picture in the part's own box that says which paint lies where: the part's main
colour, its shade, its light, the second colour, ink or white. Beside the paints it says how dark
the lines are along the part's borders, at a few depths below them (`line_bands`). It holds no
colour itself, so any part keeps its look when it is recoloured. A small variational autoencoder
(Kingma & Welling 2014), conditioned on the part, turns such pictures into codes and back.
"""

from __future__ import annotations

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from scenegan.nn.color_space import lab_to_srgb
from scenegan.nn.line_bands import N_BANDS, line_bands
from scenegan.nn.spreading import PartMap
from scenegan.nn.weights import load_network, read_config

LOOK_CODE_DIMS = 128
LAYER_SIDE = 24
"""Side of a look's raster, which covers the part's box."""
PAINTS = ("main", "shade", "light", "second", "ink", "white")
"""What a pixel of a part can be painted with."""
LAYERS = len(PAINTS) + N_BANDS
"""Channels of a look: the paints, then the darkness of the lines in each band."""

_INK = (5.0, 0.0, -3.0)
_WHITE = (99.0, 0.0, 0.0)
_SHADE = (0.87, 0.89, 0.89)
"""Shade against main colour, in Lab: what the drawings of the data set have in the median."""
_PLAIN = 50.0
_STEEPNESS = 1.5
_PART_DIMS = 16
_CELL = 4
_HALF_SIDE = LAYER_SIDE // 2


class LookCode(nn.Module):
    """Encodes and decodes the looks of parts."""

    def __init__(self, n_parts: int, width: int = 512) -> None:
        """Makes the networks for a model of `n_parts` parts."""
        super().__init__()
        cells = (LAYER_SIDE // _CELL) ** 2
        self.part_embedding = nn.Embedding(n_parts + 1, _PART_DIMS)
        self.cells = nn.Conv2d(LAYERS, 32, _CELL, _CELL)
        self.encoder_input = nn.Linear(32 * cells + _PART_DIMS, width)
        self.encoder_hidden = nn.Linear(width, width)
        self.encoder_output = nn.Linear(width, 2 * LOOK_CODE_DIMS)
        self.decoder_input = nn.Linear(LOOK_CODE_DIMS + _PART_DIMS, width)
        self.decoder_hidden = nn.Linear(width, width)
        self.decoder_output = nn.Linear(width, 16 * _HALF_SIDE**2)
        self.enlarge = nn.ConvTranspose2d(16, LAYERS, 4, 2, 1)

    @classmethod
    def load(cls, folder: Path) -> LookCode:
        """Reads a trained network.

        Raises:
            ModelError: if files are missing, damaged or made for something else.
        """
        config = read_config(folder)
        network = cls(len(config.words.parts), **config.options("look"))
        load_network(folder, "look", network)
        return network.eval().requires_grad_(False)

    def encode(self, layers: Tensor, part: Tensor) -> tuple[Tensor, Tensor]:
        """Encodes looks.

        Args:
            layers: [K, 10, 24, 24] share of each paint, adding up to one, then darkness of the
                lines in 0..1; a half where it is not known.
            part: [K] indices of their parts.

        Returns:
            Mean and log variance of the codes, each [K, 128].
        """
        cells = F.silu(self.cells(layers * 2 - 1)).flatten(1)
        h = F.silu(self.encoder_input(torch.cat([cells, self.part_embedding(part)], 1)))
        h = h + F.silu(self.encoder_hidden(h))
        mean, log_variance = self.encoder_output(h).chunk(2, 1)
        return mean, log_variance.clamp(-10, 4)

    def decode(self, code: Tensor, part: Tensor) -> Tensor:
        """Decodes codes [K, 128] of parts [K] to logits of paints and lines [K, 10, 24, 24]."""
        h = F.silu(self.decoder_input(torch.cat([code, self.part_embedding(part)], 1)))
        h = h + F.silu(self.decoder_hidden(h))
        small = F.silu(self.decoder_output(h)).view(-1, 16, _HALF_SIDE, _HALF_SIDE)
        logits: Tensor = self.enlarge(small)
        return logits

    def layers(self, code: Tensor, looked: Tensor, part: Tensor) -> Tensor:
        """Decodes the looks of whole graphs.

        Args:
            code: [B, N, 128] look codes.
            looked: [B, N] whether a node has a look; the others are plain.
            part: [B, N] indices of their parts.

        Returns:
            [B, N, 10, 24, 24] logits, as the painter takes them.
        """
        logits = plain_layers(len(part), part.shape[1], code.device)
        if looked.any():
            logits[looked] = self.decode(code[looked], part[looked])
        return logits


def plain_layers(batch: int, nodes: int, device: torch.device | str = "cpu") -> Tensor:
    """Returns the look of parts that are all main colour, with any lines: [B, N, 10, 24, 24]."""
    logits = torch.zeros(batch, nodes, LAYERS, LAYER_SIDE, LAYER_SIDE, device=device)
    logits[:, :, 0] = _PLAIN
    return logits


def paints(colors: Tensor) -> Tensor:
    """Mixes the paints of parts.

    Args:
        colors: [..., 6] main and second colour in Lab.

    Returns:
        [..., 6, 3] sRGB in 0..1, in the order of `PAINTS`.
    """
    main, second = colors[..., :3], colors[..., 3:]
    factor = main.new_tensor(_SHADE)
    light = main / factor
    light = torch.cat([light[..., :1].clamp(max=100), light[..., 1:]], -1)
    ink, white = (main.new_tensor(c).expand_as(main) for c in (_INK, _WHITE))
    return lab_to_srgb(torch.stack([main, main * factor, light, second, ink, white], -2))


class PaintShares:
    """The looks of all parts without their colours, laid over the part map.

    Attributes:
        weights: [B, 6, H, W] share of every paint but the main one; then the line, from -1 (there
            is none) to 1 (ink), 0 where that is not known or no line reaches.
    """

    def __init__(self, parts: PartMap, box: Tensor, layers: Tensor) -> None:
        """Lays looks over a part map.

        Args:
            parts: the part map.
            box: [B, N, 4] x0, y0, x1, y1 of each part in 0..1.
            layers: [B, N, 10, 24, 24] logits of paints and lines in each part's box.
        """
        self._size = batch, height, width = parts.index.shape
        owner = parts.index.flatten()
        pixel = (owner < parts.n_nodes).nonzero()[:, 0]
        node = pixel // (height * width) * parts.n_nodes + owner[pixel]
        place = torch.stack(
            [(pixel % width + 0.5) / width, (pixel // width % height + 0.5) / height]
        )
        band = line_bands(parts.index).flatten().index_select(0, pixel)
        looks, boxes = layers.flatten(0, 1), box.flatten(0, 1)
        share, line = _shares(looks, boxes, node, place, band, max(height, width))
        self._pixel, self._node, self._share = pixel, node, share
        told = torch.cat([share[1:], line])
        self.weights = _laid_out(told, pixel, batch, height, width)

    def mixed(self, colors: Tensor) -> Tensor:
        """Mixes the paints of parts with main and second colours [B, N, 6] in Lab.

        Returns:
            [B, 3, H, W] sRGB, zeros where nothing is.
        """
        # Numbers of all pixels lie side by side: rows of three or six take many times as long.
        color = paints(colors).flatten(0, 1).permute(1, 2, 0).flatten(0, 1)
        color = color.contiguous().index_select(1, self._node).view(len(PAINTS), 3, -1)
        mixed = color[0] * self._share[0]
        for paint, share in zip(color[1:], self._share[1:], strict=True):
            mixed = mixed.addcmul_(paint, share)
        return _laid_out(mixed, self._pixel, *self._size)


class PaintedLayers:
    """The looks of all parts, laid over the part map.

    Attributes:
        base: [B, 3, H, W] sRGB of the mixed paints, zeros where nothing is.
        weights: [B, 6, H, W] as those of `PaintShares`.
    """

    def __init__(self, parts: PartMap, box: Tensor, colors: Tensor, layers: Tensor) -> None:
        """Paints looks.

        Args:
            parts: the part map.
            box: [B, N, 4] x0, y0, x1, y1 of each part in 0..1.
            colors: [B, N, 6] main and second colour in Lab.
            layers: [B, N, 10, 24, 24] logits of paints and lines in each part's box.
        """
        shares = PaintShares(parts, box, layers)
        self.base, self.weights = shares.mixed(colors), shares.weights


def _laid_out(values: Tensor, pixel: Tensor, batch: int, height: int, width: int) -> Tensor:
    """Puts values [C, M] at M of the pixels of pictures, zeros elsewhere: [B, C, H, W]."""
    picture = values.new_zeros(batch * height * width, len(values))
    picture = picture.index_copy(0, pixel, values.T.contiguous())
    return picture.view(batch, height, width, -1).permute(0, 3, 1, 2)


def _shares(
    layers: Tensor, box: Tensor, node: Tensor, place: Tensor, band: Tensor, side: int
) -> tuple[Tensor, Tensor]:
    """Reads the paints and lines at places of nodes.

    Logits are interpolated, those of paints made steeper the more a look is enlarged, so that its
    edges stay one pixel wide at any size.

    Args:
        layers: [K, 10, 24, 24] logits of K nodes.
        box: [K, 4] their boxes.
        node: [M] node of each place.
        place: [2, M] x and y in 0..1.
        band: [M] band of lines that each place lies in.
        side: side of the picture in pixels.

    Returns:
        [6, M] shares of the paints, adding up to one, and [1, M] lines in -1..1.
    """
    corner, size = box[:, :2], (box[:, 2:] - box[:, :2]).clamp(min=0.01)
    enlarged = (size.prod(-1).sqrt() * side / LAYER_SIDE).clamp(1, 4)
    frame = torch.cat([corner, size, _STEEPNESS * enlarged[:, None]], 1).T.index_select(1, node)
    grid = ((place - frame[:2]) / frame[2:4] * LAYER_SIDE - 0.5).clamp(0, LAYER_SIDE - 1)
    cell = grid.floor().clamp(max=LAYER_SIDE - 2)
    (across, down), (column, row) = (grid - cell).unbind(), cell.long().unbind()
    first = (node * LAYER_SIDE + row) * LAYER_SIDE + column
    corners = [first, first + 1, first + LAYER_SIDE, first + LAYER_SIDE + 1]
    near_top, near_left = 1 - down, 1 - across
    weights = [near_top * near_left, near_top * across, down * near_left, down * across]
    logits = F.embedding_bag(
        torch.stack(corners, 1),
        layers.permute(0, 2, 3, 1).reshape(-1, LAYERS),
        mode="sum",
        per_sample_weights=torch.stack(weights, 1),
    ).T.contiguous()
    shares = (logits[: len(PAINTS)] * frame[4]).softmax(0)
    lines = F.pad(logits[len(PAINTS) :], (0, 0, 0, 1))  # Deep pixels have the line that is none.
    return shares, (lines.gather(0, band[None]) / 2).tanh()
