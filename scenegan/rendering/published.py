"""Draws with the published systems, which know neither documents nor edits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from scenegan.graph.model import SceneGraph
from scenegan.nn.graph_tensors import encode_graphs
from scenegan.nn.systems.graph_to_picture import GraphToPicture
from scenegan.nn.systems.painted import to_straight
from scenegan.nn.systems.saved import FROM_GRAPH, SavedSystem
from scenegan.nn.weights import weights_folder


@dataclass(frozen=True)
class Request:
    """What one picture is asked with; each system reads what it can.

    Attributes:
        caption: a text.
        graph: the graph of the same creature.
        seed: of the noise.
    """

    caption: str
    graph: SceneGraph
    seed: int


@dataclass(frozen=True)
class PublishedPicture:
    """A picture by a published system.

    Attributes:
        rgba: [S, S, 4] uint8, straight alpha.
        part_map: [S, S] uint8 part that each pixel shows, 255 for none; None for systems
            without parts.
        attention: [T, h, w] share of each word of the caption at each place; None for systems
            that do not attend to words.
    """

    rgba: NDArray[np.uint8]
    part_map: NDArray[np.uint8] | None = None
    attention: NDArray[np.float32] | None = None


class PublishedDrawer:
    """Draws requests with a trained system."""

    def __init__(self, system: SavedSystem) -> None:
        """Takes a system that was read from disk."""
        self.system = system

    @classmethod
    def load(cls, folder: Path) -> PublishedDrawer:
        """Reads a system from the folder of its weights, or of its run.

        Raises:
            ModelError: if files are missing, damaged or made for something else.
        """
        return cls(SavedSystem.load(weights_folder(folder)))

    def draw(self, requests: Sequence[Request]) -> list[PublishedPicture]:
        """Draws requests together; a picture depends on its own request alone.

        Raises:
            GraphError: if a graph has a part that the system does not know.
        """
        noise = self.system.noise_for([r.seed for r in requests])
        if self.system.asked_with == FROM_GRAPH:
            return self._from_graphs(requests, noise)
        painted = self.system.paint([r.caption for r in requests], noise)
        pictures = _pixels(painted.pictures[-1])
        if painted.attention is None:
            return [PublishedPicture(rgba) for rgba in pictures]
        shares = painted.attention.numpy().astype(np.float32)
        return [PublishedPicture(p, attention=a) for p, a in zip(pictures, shares, strict=True)]

    def _from_graphs(self, requests: Sequence[Request], noise: Tensor) -> list[PublishedPicture]:
        generator = self.system.generator
        assert isinstance(generator, GraphToPicture)
        graphs = encode_graphs([r.graph for r in requests], self.system.config.words)
        types = generator.types_table([r.graph.creature.types for r in requests])
        with torch.inference_mode():
            painted = generator(graphs, types, noise)
        maps = painted.part_map(graphs.pad).numpy()
        return [
            PublishedPicture(rgba, part_map)
            for rgba, part_map in zip(_pixels(painted.picture), maps, strict=True)
        ]


def _pixels(pictures: Tensor) -> NDArray[np.uint8]:
    """[B, 4, S, S] premultiplied in -1..1 to [B, S, S, 4] with straight alpha."""
    straight = (to_straight(pictures) * 255).round().to(torch.uint8)
    return straight.permute(0, 2, 3, 1).contiguous().numpy()
