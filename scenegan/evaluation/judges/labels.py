"""What is known of drawings, in the numbers that judges answer with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from scenegan.data.cache import CachedDrawing
from scenegan.data.species import species_of

LEAST_EXAMPLES = 15
"""So many parts of the train split must have an attribute that the judge learns."""

NO_CLASS = -1
"""Class of a part that the segmenter does not know."""

_SIDES = {"left": "right", "right": "left"}
_SIDE = re.compile(r"\b(left|right)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Names:
    """What the judges tell apart: parts, attributes and types, each in alphabetical order."""

    parts: tuple[str, ...]
    attributes: tuple[str, ...]
    types: tuple[str, ...]


@dataclass(frozen=True)
class Labels:
    """What is known of one drawing with N parts.

    Attributes:
        classes: [N] int64 class of each part, `NO_CLASS` where it is unknown.
        attributes: [N, A] one where a part has an attribute.
        types: [T] one for each type of the creature.
        captions: English descriptions, shortest first.
    """

    classes: Tensor
    attributes: Tensor
    types: Tensor
    captions: tuple[str, ...]


def names_of(drawings: Sequence[CachedDrawing]) -> Names:
    """Returns what can be learned from drawings: those of the train split."""
    counts = Counter(word for d in drawings for attrs in d.attributes for word in attrs)
    types = {kind for d in drawings for kind in _types(d)}
    return Names(
        parts=tuple(sorted({part for d in drawings for part in d.part_names})),
        attributes=tuple(sorted(word for word, n in counts.items() if n >= LEAST_EXAMPLES)),
        types=tuple(sorted(types)),
    )


def labels_of(drawings: Sequence[CachedDrawing], names: Names) -> list[Labels]:
    """Returns what is known of each drawing."""
    return [_labels(drawing, names) for drawing in drawings]


def mirrored(caption: str) -> str:
    """Exchanges left and right in a caption."""
    return _SIDE.sub(lambda found: _SIDES[found[0].lower()], caption)


def _labels(drawing: CachedDrawing, names: Names) -> Labels:
    part_index = {name: number for number, name in enumerate(names.parts)}
    columns = {name: number for number, name in enumerate(names.attributes)}
    attributes = torch.zeros(len(drawing.part_names), len(columns))
    for row, words in enumerate(drawing.attributes):
        for word in words:
            if word in columns:
                attributes[row, columns[word]] = 1
    own = _types(drawing)
    captions = drawing.drawing.captions
    return Labels(
        classes=torch.tensor([part_index.get(name, NO_CLASS) for name in drawing.part_names]),
        attributes=attributes,
        types=torch.tensor([float(name in own) for name in names.types]),
        captions=tuple(c for c in (captions.short, captions.medium, captions.rich) if c),
    )


def _types(drawing: CachedDrawing) -> tuple[str, ...]:
    species = species_of(drawing.id) if drawing.species_facts else None
    return species.types if species else ()
