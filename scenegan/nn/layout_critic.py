"""Tells which of several layouts of one graph shows best what the graph asks for.

A network looks at a flat picture of the layout and names each part from what it sees there, as a
person would who does not know the description. A layout whose parts are taken for what they are
meant to be is a good one: the same idea by which samples of a generator are ranked by a model that
reads pictures (Ramesh et al. 2021, "Zero-Shot Text-to-Image Generation", section 2.6). It learns
from drawings alone: `python -m scenegan.training.layout_critic` trains it.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from scenegan.nn.flat_layouts import CHANNELS, PLACE_FEATURES, FlatLayouts
from scenegan.nn.weights import load_network

CRITIC = "critic"

_WIDTHS = (16, 32, 64)
"""Channels at strides 2, 4 and 8."""
_GROUPS = 8
_AT_PART = 192
_WORST = -6.0
"""Log-probability of the right word that counts for a part which cannot be seen."""


class Names(NamedTuple):
    """What a critic takes parts for.

    Attributes:
        parts: [B, N, P] logits of the words of the parts, from all that is seen of each.
        pixels: [B, P, 32, 32] logits of the word at each place.
    """

    parts: Tensor
    pixels: Tensor


class LayoutCritic(nn.Module):
    """Names the parts of layouts."""

    def __init__(self, n_parts: int) -> None:
        """Makes the network for a model of `n_parts` parts."""
        super().__init__()
        fine, middle, coarse = _WIDTHS
        self.stem = nn.Conv2d(CHANNELS, fine, 4, 2, 1)
        self.fine = _Block(fine, fine)
        self.middle = _Block(fine, middle)
        self.coarse = _Block(middle, coarse)
        self.everything = nn.Linear(coarse, coarse)
        self.joint_middle = _Block(coarse + middle, middle)
        self.joint_fine = _Block(middle + fine, fine)
        self.pixel_word = nn.Sequential(nn.Dropout(0.2), nn.Conv2d(fine, n_parts, 1))
        self.part_word = nn.Sequential(
            nn.Linear(sum(_WIDTHS) + PLACE_FEATURES, _AT_PART),
            nn.SiLU(),
            nn.Dropout(0.2),
            nn.Linear(_AT_PART, n_parts),
        )

    @classmethod
    def load(cls, folder: Path, n_parts: int) -> LayoutCritic | None:
        """Reads the critic beside the weights; None if the model was trained without one.

        Raises:
            ModelError: if it is damaged or made for something else.
        """
        if not (folder / f"{CRITIC}.safetensors").exists():
            return None
        critic = cls(n_parts)
        load_network(folder, CRITIC, critic)
        critic.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        return critic.eval().requires_grad_(False)

    def forward(self, flat: FlatLayouts) -> Tensor:
        """Returns the logits of the words of the parts of B layouts: [B, N, P]."""
        return self._part_words(self._features(flat.picture), flat)

    def names(self, flat: FlatLayouts) -> Names:
        """Names parts and pixels; to name the pixels too is what training asks for."""
        features = self._features(flat.picture)
        return Names(self._part_words(features, flat), self.pixel_word(features[0]))

    @torch.inference_mode()
    def scores(self, flat: FlatLayouts, part: Tensor, pad: Tensor) -> Tensor:
        """Returns how surely the parts of layouts are taken for what they are meant to be.

        Args:
            flat: B layouts.
            part: [B, N] the words of their parts.
            pad: [B, N] true where there is no part.

        Returns:
            [B] mean log-probability of the right words; parts that cannot be seen count as badly
            as any.
        """
        words = self(flat).log_softmax(-1)
        right = words.gather(2, part.clamp(max=words.shape[-1] - 1)[..., None])[..., 0]
        right = torch.where(flat.seen, right.clamp(min=_WORST), _WORST)
        present = (~pad).float()
        scores: Tensor = (right * present).sum(1) / present.sum(1).clamp(min=1)
        return scores

    def _part_words(self, features: tuple[Tensor, Tensor, Tensor], flat: FlatLayouts) -> Tensor:
        """Names parts from the mean features of where they can be seen."""
        pooled, shown = [], flat.shown
        for level in features:
            shown = F.avg_pool2d(shown, 2)
            share = shown.flatten(2)
            share = share / share.sum(2, keepdim=True).clamp(min=1e-4)
            pooled.append(share @ level.flatten(2).transpose(1, 2))
        words: Tensor = self.part_word(torch.cat([*pooled, flat.place], -1))
        return words

    def _features(self, picture: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Features at strides 2, 4 and 8, the finer ones knowing the coarser."""
        fine = self.fine(self.stem(picture))
        middle = self.middle(F.avg_pool2d(fine, 2))
        coarse = self.coarse(F.avg_pool2d(middle, 2))
        coarse = coarse + self.everything(coarse.mean((2, 3)))[:, :, None, None]
        middle = self.joint_middle(torch.cat([_enlarged(coarse), middle], 1))
        return self.joint_fine(torch.cat([_enlarged(middle), fine], 1)), middle, coarse


class _Block(nn.Module):
    """Two convolutions beside a shortcut."""

    def __init__(self, channels_in: int, channels: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(channels_in, channels, 3, padding=1, bias=False)
        self.first_norm = nn.GroupNorm(_GROUPS, channels)
        self.second = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.second_norm = nn.GroupNorm(_GROUPS, channels)
        same = channels_in == channels
        self.shortcut = nn.Identity() if same else nn.Conv2d(channels_in, channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        h = F.silu(self.first_norm(self.first(x)))
        return F.silu(self.second_norm(self.second(h)) + self.shortcut(x))


def _enlarged(features: Tensor) -> Tensor:
    return F.interpolate(features, scale_factor=2, mode="nearest")
