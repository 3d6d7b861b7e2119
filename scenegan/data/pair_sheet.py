"""Sheets of edit pairs for the eye: before, after, what changed, and the part map after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from scenegan.data.cache import Cache, CachedDrawing
from scenegan.data.edit_pairs import (
    OPERATIONS,
    DrawnCreature,
    EditPair,
    creature_of,
    random_pair,
)
from scenegan.data.edit_pairs.choosing import BEARERS
from scenegan.data.edit_pairs.vectors import vector_drawing
from scenegan.data.part_maps import NOTHING
from scenegan.data.sheet import part_tint

SIDE = 256
COLUMNS = 2
"""Pairs beside each other."""

_MARGIN, _LINE = 8, 18
_PAPER, _INK = (250, 250, 250), (20, 20, 20)
_UNCHANGED = (215, 215, 215)
_CHANGED = (200, 40, 60)
_DONORS = 6
_DRAWINGS = 4


def chosen_drawings(cache: Cache, ids: Sequence[str], count: int, seed: int) -> list[CachedDrawing]:
    """Returns the drawings that were named, or so many of the train split by chance.

    Raises:
        DataError: if the cache has no such drawing.
    """
    if ids:
        return [cache.drawing(name) for name in ids]
    train = cache.of_split("train")
    order = np.random.default_rng(seed).permutation(len(train))[:count]
    return [train[i] for i in order]


def random_pairs(
    drawings: Sequence[CachedDrawing],
    donors: Sequence[CachedDrawing],
    count: int,
    seed: int,
    sprites: Path | None = None,
) -> Iterator[EditPair]:
    """Makes pairs for a sheet: drawings take turns, and so do operations.

    Args:
        drawings: at least one.
        donors: drawings that parts may be taken from.
        count: number of pairs; where a drawing has no part for an operation, the next
            ones are tried, four in all.
        seed: equal seeds give equal pairs.
        sprites: folder with the vector drawings `ID.svg`, which make finer pairs.

    Raises:
        DataError: if a vector drawing cannot be read.
    """
    for turn in range(count):
        generator = np.random.default_rng([seed, turn])
        name = OPERATIONS[turn % len(OPERATIONS)]
        for further in range(min(_DRAWINGS, len(drawings))):
            creature = _opened(drawings[(turn + further) % len(drawings)], sprites)
            others = _some(donors, creature, generator, sprites) if name == "swap" else []
            pair = random_pair(creature, name, generator, others)
            if pair is not None:
                yield pair
                break


def pair_sheet(pairs: Sequence[EditPair]) -> Image.Image:
    """Returns one picture of pairs: before, after, changed pixels, and the part map after."""
    wide, tall = 4 * SIDE + 5 * _MARGIN, SIDE + _LINE + 2 * _MARGIN
    rows = -(-len(pairs) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * wide, max(rows, 1) * tall), _PAPER)
    for number, pair in enumerate(pairs):
        left, top = number % COLUMNS * wide, number // COLUMNS * tall
        _put(sheet, pair, left + _MARGIN, top + _MARGIN)
    return sheet


def _put(sheet: Image.Image, pair: EditPair, left: int, top: int) -> None:
    draw = ImageDraw.Draw(sheet)
    words = f"{pair.before.source}: {pair.operation}"
    draw.text((left, top), words, _INK, ImageFont.load_default(13))
    tiles = [
        _on_paper(pair.before.picture),
        _on_paper(pair.after.picture),
        np.where(pair.changed[..., None], _CHANGED, _UNCHANGED).astype(np.uint8),
        _tinted(pair.after),
    ]
    for place, tile in enumerate(tiles):
        image = Image.fromarray(tile).resize((SIDE, SIDE), Image.Resampling.LANCZOS)
        sheet.paste(image, (left + place * (SIDE + _MARGIN), top + _LINE))


def _on_paper(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    alpha = picture[..., 3:] / 255.0
    mixed = picture[..., :3] * alpha + np.array(_PAPER) * (1 - alpha)
    return np.rint(mixed).astype(np.uint8)


def _tinted(creature: DrawnCreature) -> NDArray[np.uint8]:
    tints = np.full((NOTHING + 1, 3), _PAPER, np.uint8)
    tints[: len(creature.wholes)] = [part_tint(place) for place in range(len(creature.wholes))]
    tinted: NDArray[np.uint8] = tints[creature.index_map]
    return tinted


def _opened(drawing: CachedDrawing, sprites: Path | None) -> DrawnCreature:
    vectors = None if sprites is None else vector_drawing(sprites / f"{drawing.id}.svg")
    return creature_of(drawing, vectors)


def _some(
    donors: Sequence[CachedDrawing],
    creature: DrawnCreature,
    generator: np.random.Generator,
    sprites: Path | None,
) -> list[DrawnCreature]:
    """A few drawings of the same view that share a word for a part, so that parts fit."""
    view = creature.graph.creature.view
    alike = [donor for donor in donors if donor.drawing.view == view] or list(donors)
    words = {part.part for part in creature.graph.parts} - BEARERS
    alike = [d for d in alike if words & set(d.part_names)] or alike
    chosen = generator.permutation(len(alike))[:_DONORS]
    return [_opened(alike[i], sprites) for i in chosen]
