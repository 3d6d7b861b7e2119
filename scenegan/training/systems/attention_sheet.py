"""Which words a picture's places asked for, drawn as a sheet."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image, ImageDraw, ImageFont
from torch import Tensor

from scenegan.nn.caption_words import LONGEST, split

_LABEL = 14
_INK = "#3b3a36"


def attention_rows(
    pictures: Tensor, captions: Sequence[str], attention: Tensor, width: int
) -> Tensor:
    """Draws a row for each picture: itself, then the words that it attends to most.

    Args:
        pictures: [K, 3, S, S] RGB in 0..1.
        captions: their K captions.
        attention: [>= K, T, h, w] share of each word at each place.
        width: of the sheet in pixels.

    Returns:
        [3, K * (S + 14), width] RGB in 0..1; below each map its word, bright where it is asked.
    """
    side = pictures.shape[-1]
    n_words = max(1, width // side - 1)
    rows = [
        _row(picture, split(caption)[:LONGEST], shares, n_words, width)
        for picture, caption, shares in zip(
            pictures.cpu(), captions, attention.float().cpu(), strict=False
        )
    ]
    return torch.cat(rows, 1)


def _row(picture: Tensor, words: Sequence[str], shares: Tensor, n_words: int, width: int) -> Tensor:
    side = picture.shape[-1]
    canvas = Image.new("RGB", (width, side + _LABEL), "white")
    canvas.paste(_image(picture), (0, 0))
    pen, font = ImageDraw.Draw(canvas), ImageFont.load_default(10)
    # A word that is asked for everywhere alike says little: the most uneven ones are shown.
    unevenness = shares[: len(words)].flatten(1).std(1)
    chosen = sorted(unevenness.topk(min(n_words, len(words))).indices.tolist())
    for column, number in enumerate(chosen, start=1):
        share = shares[number]
        bright = (share / share.max().clamp(min=1e-6))[None, None]
        enlarged = F.interpolate(bright, size=(side, side), mode="bilinear")[0]
        shown = 0.25 * picture.mean(0, keepdim=True) + 0.75 * enlarged
        canvas.paste(_image(shown.expand(3, -1, -1)), (column * side, 0))
        middle = column * side + side / 2
        pen.text((middle, side + 1), words[number], _INK, font, anchor="ma")
    pixels = torch.from_numpy(np.asarray(canvas).copy())
    return pixels.permute(2, 0, 1).float() / 255


def _image(picture: Tensor) -> Image.Image:
    pixels = (picture.clamp(0, 1) * 255).round().permute(1, 2, 0).numpy().astype(np.uint8)
    return Image.fromarray(pixels)
