"""The published systems on disk, ready to draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from scenegan.errors import ModelError
from scenegan.nn.caption_words import CaptionWords
from scenegan.nn.systems.deconvolutional import DeconvolutionalGenerator
from scenegan.nn.systems.graph_to_picture import GraphToPicture
from scenegan.nn.systems.painted import Painted
from scenegan.nn.systems.staged import StagedGenerator
from scenegan.nn.systems.two_stage import TwoStageGenerator
from scenegan.nn.text_encoder import TextEncoder, TextFeatures
from scenegan.nn.weights import ModelConfig, load_network, read_config

GENERATOR, TEXT_NETWORK, REGIONS_NETWORK = "generator", "text", "regions"

UNCONDITIONAL, FROM_TEXT, FROM_GRAPH = "nothing", "text", "graph"
"""What a system is asked with."""

_GENERATORS: Mapping[str, type[nn.Module]] = {
    "gan": DeconvolutionalGenerator,
    "gan-int-cls": DeconvolutionalGenerator,
    "stackgan": TwoStageGenerator,
    "stackgan-pp": StagedGenerator,
    "attngan": StagedGenerator,
    "controlgan": StagedGenerator,
    "sg2im": GraphToPicture,
}


def build_generator(system: str, options: Mapping[str, Any]) -> nn.Module:
    """Builds the generator of a published system with random weights.

    Raises:
        ModelError: if there is no such system, or it has no such option.
    """
    if system not in _GENERATORS:
        raise ModelError(f"There is no published system '{system}': {', '.join(_GENERATORS)}.")
    try:
        return _GENERATORS[system](**options)
    except TypeError as error:
        raise ModelError(f"The generator of '{system}' cannot be built: {error}.") from None


@dataclass(frozen=True)
class SavedText:
    """A trained text encoder with the words that it knows."""

    words: CaptionWords
    encoder: TextEncoder

    @classmethod
    def load(cls, folder: Path) -> SavedText:
        """Reads it, frozen.

        Raises:
            ModelError: if it is missing or damaged.
        """
        options = read_config(folder).options(TEXT_NETWORK)
        words = CaptionWords(tuple(options["words"]))
        encoder = TextEncoder(len(words), int(options["width"]))
        load_network(folder, TEXT_NETWORK, encoder)
        return cls(words, encoder.eval().requires_grad_(False))

    def read(self, captions: Sequence[str]) -> TextFeatures:
        """Reads captions."""
        with torch.inference_mode():
            features: TextFeatures = self.encoder(self.words.encode(captions))
            return features


@dataclass(frozen=True)
class SavedSystem:
    """A trained published system.

    Attributes:
        name: name of the system.
        config: what `model.json` says of it.
        generator: its generator, frozen.
        text: how it reads, for systems that are asked with texts.
    """

    name: str
    config: ModelConfig
    generator: nn.Module
    text: SavedText | None

    @classmethod
    def load(cls, folder: Path) -> SavedSystem:
        """Reads a system from the folder of its weights.

        Raises:
            ModelError: if files are missing, damaged or made for something else.
        """
        config = read_config(folder)
        options = dict(config.options(GENERATOR))
        name = str(options.pop("system", ""))
        generator = build_generator(name, options)
        load_network(folder, GENERATOR, generator)
        text = SavedText.load(folder) if TEXT_NETWORK in config.networks else None
        return cls(name, config, generator.eval().requires_grad_(False), text)

    @property
    def asked_with(self) -> str:
        """`nothing`, `text` or `graph`."""
        if isinstance(self.generator, GraphToPicture):
            return FROM_GRAPH
        return FROM_TEXT if self.text is not None else UNCONDITIONAL

    def n_parameters(self) -> int:
        """Returns the number of weights that drawing takes."""
        networks = [self.generator, *([self.text.encoder] if self.text else [])]
        return sum(p.numel() for network in networks for p in network.parameters())

    def paint(self, captions: Sequence[str], noise: Tensor) -> Painted:
        """Paints captions; their number counts alone where the system reads no text.

        Args:
            captions: B texts.
            noise: [B, Z] standard normal numbers, `noise_for`.
        """
        features = self.text.read(captions) if self.text is not None else None
        with torch.inference_mode():
            painted: Painted = self.generator(noise, features)
            return painted

    def noise_for(self, seeds: Sequence[int]) -> Tensor:
        """Returns the noise of seeds, [B, Z]; each row depends on its seed alone."""
        width = getattr(self.generator, "noise", 0)
        rows = [
            torch.randn(int(width), generator=torch.Generator().manual_seed(seed)) for seed in seeds
        ]
        return torch.stack(rows)


def is_published(folder: Path) -> bool:
    """Tells whether a folder of weights holds one of the published systems.

    Raises:
        ModelError: if the folder holds no weights at all.
    """
    return GENERATOR in read_config(folder).networks
