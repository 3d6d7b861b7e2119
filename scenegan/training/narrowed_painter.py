"""Makes a narrower painter of a trained one: `python -m scenegan.training.narrowed_painter`.

It keeps those channels that convolutions listen to most, by the energy that reaches them on
drawings (in the spirit of Molchanov et al. 2017, "Pruning Convolutional Neural Networks for
Resource Efficient Inference"). What comes out paints badly but learns fast: train it with `--init`,
and with the wide painter as `painter.teacher`.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor, nn

from scenegan.errors import ModelError
from scenegan.nn.cascade import Painter
from scenegan.nn.composition import shrunk_map
from scenegan.nn.weights import read_config, save_network, write_config
from scenegan.training.batches import Drawings
from scenegan.training.cache_reader import read_drawings

STREAMS = (8, 16, 32, 64, 128, 256)
"""Sides of the pictures that have channels of their own."""

_OF_BLOCKS = {
    "block8": (8, 8),
    "block16": (8, 16),
    "block32": (16, 32),
    "block64a": (32, 64),
    "block64b": (64, 64),
    "block128": (128, 128),
    "block256": (256, 256),
}
_OF_LAYERS: Mapping[str, tuple[int | None, int | None]] = {
    "start": (None, 8),
    "node_attention.query": (32, None),
    "reduce128": (64, 128),
    "reduce256": (128, 256),
    "layer_projection": (None, 256),
    "heads.0.from_features": (64, None),
    "heads.1.from_features": (128, None),
    "heads.2.from_features": (256, None),
}
_SHOWN = 32
Kept = Mapping[int, Tensor]
"""For each stream, which of its channels stay, in order."""


def narrowed(wide: Painter, narrow: Painter, kept: Kept) -> None:
    """Fills a painter of fewer channels with the weights of a wide one.

    Raises:
        ModelError: if channels go past a block in one painter and through a layer in the other.
    """
    own, other = wide.state_dict().keys(), narrow.state_dict().keys()
    if own != other:
        raise ModelError(
            "Where the wide painter has as many channels at one size as at the next, the narrow "
            f"one needs equal numbers too, and only there ('{min(own ^ other)}')."
        )
    streams = _streams(wide)
    weights = {}
    for key, value in wide.state_dict().items():
        name, _, kind = key.rpartition(".")
        reads, writes = streams.get(name, (None, None))
        if writes is not None:
            value = value[kept[writes]]
        if reads is not None and kind == "weight":
            value = value[:, kept[reads]]
        if name == "node_attention.key_value":
            keys = len(value) - len(wide.block32.conv2.weight)
            value = torch.cat([value[:keys], value[keys:][kept[32]]])
        weights[key] = value
    narrow.load_state_dict(weights)


@torch.no_grad()
def kept_channels(painter: Painter, drawings: Drawings, channels: Sequence[int]) -> Kept:
    """Chooses the channels that are listened to most while some drawings are painted.

    Every convolution has the same say: what share of the energy that it takes in comes from a
    channel. The painter is not one of `Painter.load`, whose packed blocks cannot be listened to.
    """
    counts = dict(zip(STREAMS, channels, strict=True))
    heard: dict[int, list[Tensor]] = {stream: [] for stream in STREAMS}
    hooks = []

    def listening(stream: int) -> object:
        def listen(layer: nn.Module, inputs: tuple[Tensor, ...], _: Tensor) -> None:
            assert isinstance(layer, nn.Conv2d)
            energy = inputs[0].float().square().mean((0, 2, 3))
            energy = energy * layer.weight.square().sum((0, 2, 3))
            heard[stream].append(energy / energy.sum())

        return listen

    for name, (reads, _) in _streams(painter).items():
        layer = painter.get_submodule(name)
        if reads is not None and isinstance(layer, nn.Conv2d):
            hooks.append(layer.register_forward_hook(listening(reads)))  # type: ignore[arg-type]
    shown = drawings.take(torch.arange(min(_SHOWN, len(drawings))))
    maps = shrunk_map(shown.index_map, painter.side)
    painter(shown.graphs, shown.box, maps, shown.graphs.colors)
    for hook in hooks:
        hook.remove()
    loudness = {stream: torch.stack(heard[stream]).sum(0) for stream in STREAMS}
    joined = _joined(painter)
    for before, after in joined:
        loudness[after] = loudness[before] + loudness[after]
    for before, after in reversed(joined):
        loudness[before] = loudness[after]
    return {s: loudness[s].topk(counts[s]).indices.sort().values for s in STREAMS}


def _joined(painter: Painter) -> list[tuple[int, int]]:
    """Streams whose channels go past the block between them, so that they are the same."""
    between = [(name, pair) for name, pair in _OF_BLOCKS.items() if pair[0] != pair[1]]
    return [
        pair
        for name, pair in between
        if isinstance(painter.get_submodule(f"{name}.skip"), nn.Identity)
    ]


def _streams(painter: Painter) -> dict[str, tuple[int | None, int | None]]:
    """For each layer with such channels, the streams that it reads and that it writes."""
    found = {name: pair for name, pair in _OF_LAYERS.items() if _has(painter, name)}
    for block, (reads, writes) in _OF_BLOCKS.items():
        found[f"{block}.conv1"] = (reads, writes)
        found[f"{block}.conv2"] = (writes, writes)
        if not isinstance(painter.get_submodule(f"{block}.skip"), nn.Identity):
            found[f"{block}.skip"] = (reads, writes)
        for number, stream in ((1, reads), (2, writes)):
            for layer in ("scale", "shift"):
                found[f"{block}.modulation{number}.{layer}"] = (None, stream)
    return found


def _has(painter: Painter, name: str) -> bool:
    return not name.startswith("node_attention") or painter.node_attention is not None


def main(arguments: list[str] | None = None) -> None:
    """Reads a model and drawings, and writes the model with a narrower painter."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("cache", type=Path, help="what `scenegan data build` wrote")
    parser.add_argument("weights", type=Path, help="folder of the model")
    parser.add_argument("out", type=Path, help="folder of the new model")
    parser.add_argument(
        "--channels", required=True, help="at 8 to 256 pixels: 160,160,112,64,40,16"
    )
    asked = parser.parse_args(arguments)
    channels = [int(count) for count in asked.channels.split(",")]
    config = read_config(asked.weights)
    sizes = len(config.words.parts), len(config.words.attributes)
    wide = Painter.read(asked.weights)
    options = {**config.options("painter"), "channels": channels}
    narrow = Painter(*sizes, **options)
    drawings = read_drawings(asked.cache, "train", config.words)
    narrowed(wide, narrow, kept_channels(wide, drawings, channels))
    shutil.copytree(asked.weights, asked.out)
    write_config(asked.out, replace(config, networks={**config.networks, "painter": options}))
    print(save_network(asked.out, "painter", narrow))


if __name__ == "__main__":
    main()
