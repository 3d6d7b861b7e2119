"""Small copies of drawings with their words: what the text systems learn from."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from scenegan.nn.systems.painted import to_signed
from scenegan.training.augmentation import premultiplied
from scenegan.training.batches import Drawings, mirrored_caption
from scenegan.training.objectives.reconstruction import pyramid

_AT_ONCE = 32


@dataclass(frozen=True)
class Lesson:
    """A batch.

    Attributes:
        owners: [B] positions of the drawings.
        pictures: [B, 4, S, S] premultiplied RGBA in -1..1.
        captions: descriptions of each, mirrored with it.
        types: types of each.
    """

    owners: Tensor
    pictures: Tensor
    captions: tuple[tuple[str, ...], ...]
    types: tuple[tuple[str, ...], ...]


class Lessons:
    """All drawings of a split at one size.

    They are made small once: the pictures of a batch are then at hand without any work.
    """

    def __init__(self, drawings: Drawings, size: int) -> None:
        """Makes drawings small, `size` pixels a side."""
        few = torch.split(drawings.picture, _AT_ONCE)
        small = [pyramid(premultiplied(x.float() / 255), [size])[0] for x in few]
        self._pictures = (torch.cat(small) * 255).round().to(torch.uint8)
        nothing: tuple[str, ...] = ()
        self._captions = drawings.captions or (nothing,) * len(drawings)
        self._types = drawings.types or (nothing,) * len(drawings)

    def __len__(self) -> int:
        """Returns the number of drawings."""
        return len(self._pictures)

    def take(self, index: Tensor, flip: Tensor | None = None) -> Lesson:
        """Returns drawings by their positions [B], mirrored where `flip` [B] says so."""
        pictures = self._pictures[index]
        places = index.tolist()
        captions = [self._captions[i] for i in places]
        if flip is not None:
            pictures = torch.where(flip[:, None, None, None], pictures.flip(3), pictures)
            captions = [
                tuple(map(mirrored_caption, texts)) if turned else texts
                for texts, turned in zip(captions, flip.tolist(), strict=True)
            ]
        types = tuple(self._types[i] for i in places)
        return Lesson(index, to_signed(pictures.float() / 255), tuple(captions), types)

    def first(self, count: int) -> Lesson:
        """Returns the first drawings, at most `count`."""
        return self.take(torch.arange(min(count, len(self)), device=self._pictures.device))

    def random(self, size: int, generator: torch.Generator) -> Lesson:
        """Draws a batch with repetition; half of the drawings are mirrored."""
        device = self._pictures.device
        index = torch.randint(len(self), (size,), device=device, generator=generator)
        flip = torch.rand(size, device=device, generator=generator) < 0.5
        return self.take(index, flip)
