"""Edited drawings beside those that they were made from: what does not change must not change."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from scenegan.training.augmentation import premultiplied
from scenegan.training.batches import Drawings

_ANY_CHANGE = 2 / 255
_REACH = 17
"""Side of the square by which changes are widened: eight pixels each way."""


@dataclass(frozen=True)
class EditedDrawings:
    """Drawings after an edit of one part.

    Attributes:
        drawings: the edited drawings.
        before: [E] position of the drawing that each was made from, among those to learn from.
    """

    drawings: Drawings
    before: Tensor

    def __len__(self) -> int:
        """Returns the number of edited drawings, E."""
        return len(self.before)

    def to(self, device: torch.device) -> EditedDrawings:
        """Moves all tensors to a device."""
        return EditedDrawings(self.drawings.to(device), self.before.to(device))


def edited_of(drawings: Drawings, before: dict[str, str], train: Drawings) -> EditedDrawings | None:
    """Finds the drawings that edited ones were made from.

    Args:
        drawings: edited drawings.
        before: id of the drawing that each was made from, by its own id.
        train: the drawings to learn from; edits of others are left out.

    Returns:
        The edited drawings that are left; None if there are none.
    """
    place = {name: i for i, name in enumerate(train.ids)}
    kept = [i for i, name in enumerate(drawings.ids) if before.get(name) in place]
    if not kept:
        return None
    chosen = drawings.take(torch.tensor(kept))
    return EditedDrawings(chosen, torch.tensor([place[before[name]] for name in chosen.ids]))


def unchanged(before: Tensor, after: Tensor) -> Tensor:
    """Marks pixels that an edit leaves alone.

    Args:
        before: [K, 4, H, W] uint8 pictures.
        after: the same after the edit.

    Returns:
        [K, 1, H, W] 1 where nothing changes within eight pixels, else 0.
    """
    one, other = (premultiplied(x.float() / 255) for x in (before, after))
    changed = ((one - other).abs().amax(1, keepdim=True) > _ANY_CHANGE).float()
    return 1 - F.max_pool2d(changed, _REACH, 1, _REACH // 2)


def leak(before: Tensor, after: Tensor, still: Tensor) -> Tensor:
    """Mean difference of paintings [K, 4, H, W] where nothing should change [K, 1, H, W]."""
    difference = (before.float() - after.float()).abs().mean(1, keepdim=True)
    return (difference * still).mean()
