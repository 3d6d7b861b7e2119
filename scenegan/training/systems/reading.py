"""The text side of a run on disk: known words, text encoder, and the encoder of pictures."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

from scenegan.nn.caption_words import CaptionWords
from scenegan.nn.region_encoder import RegionEncoder, RegionFeatures
from scenegan.nn.systems.saved import REGIONS_NETWORK, TEXT_NETWORK, SavedText
from scenegan.nn.text_encoder import TextEncoder, TextFeatures
from scenegan.nn.weights import load_network, read_config, save_network, write_config
from scenegan.training.context import TrainingContext


class FrozenReading:
    """Reads captions and sees pictures with what the text phase has learned; learns nothing."""

    def __init__(self, context: TrainingContext) -> None:
        """Reads both networks from the folder of the run.

        Raises:
            ModelError: if the run has not trained them.
        """
        self._device = context.device
        saved = SavedText.load(context.model)
        self._words, self._encoder = saved.words, saved.encoder.to(context.device)
        self.width = self._encoder.width
        options = read_config(context.model).options(REGIONS_NETWORK)
        regions = RegionEncoder(**options)
        load_network(context.model, REGIONS_NETWORK, regions)
        self._regions = regions.to(context.device).eval().requires_grad_(False)

    @torch.no_grad()
    def read(self, captions: list[str]) -> TextFeatures:
        """Reads captions."""
        features: TextFeatures = self._encoder(self._words.encode(captions, self._device))
        return features

    def see(self, pictures: torch.Tensor) -> RegionFeatures:
        """Sees pictures [B, 4, S, S] in -1..1; gradients pass."""
        seen: RegionFeatures = self._regions(pictures)
        return seen


def save_reading(
    folder: Path,
    words: CaptionWords,
    encoder: TextEncoder,
    regions: RegionEncoder,
    region_options: Mapping[str, Any],
) -> None:
    """Writes both networks, and in `model.json` how they are built again.

    Raises:
        FileError: if a file cannot be written.
    """
    save_network(folder, TEXT_NETWORK, encoder)
    save_network(folder, REGIONS_NETWORK, regions)
    text_options = {"words": list(words.words), "width": encoder.width}
    add_network(folder, TEXT_NETWORK, text_options)
    add_network(folder, REGIONS_NETWORK, region_options)


def add_network(folder: Path, name: str, options: Mapping[str, Any]) -> None:
    """Notes in `model.json` how a network is built again.

    Raises:
        ModelError: if the file is damaged.
        FileError: if it cannot be written.
    """
    config = read_config(folder)
    networks = {**config.networks, name: dict(options)}
    write_config(folder, dataclasses.replace(config, networks=networks))
