"""Pictures above the painter's own size keep sharp edges."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from scenegan.rendering.enlarging import enlarged
from scenegan.rendering.painting import resized


def _disc() -> np.ndarray:
    """A red disc with a soft edge and a dark line around it, [64, 64, 4]."""
    y, x = np.mgrid[:64, :64] + 0.5
    radius = np.hypot(x - 32, y - 32)
    rgba = np.zeros((64, 64, 4), np.uint8)
    rgba[..., 0] = np.clip((24 - radius) * 110 + 110, 20, 220)
    rgba[..., 3] = (np.clip(28 - radius + 0.5, 0, 1) * 255).round()
    rgba[rgba[..., 3] == 0] = 0
    return rgba


def _between(rgba: np.ndarray, low: int, high: int) -> int:
    """How many pixels have an alpha between two values."""
    alpha = rgba[..., 3]
    return int(((alpha > low) & (alpha < high)).sum())


@pytest.mark.parametrize("side", [128, 200, 256])
def test_edges_are_sharper_than_smoothly_scaled_ones(side: int) -> None:
    small = _disc()
    large = enlarged(small, side)
    smooth = np.asarray(
        Image.fromarray(small).convert("RGBa").resize((side, side), Image.Resampling.BICUBIC)
    )
    assert large.shape == (side, side, 4) and large.dtype == np.uint8
    assert _between(large, 12, 243) < 0.7 * _between(smooth, 12, 243)
    area = large[..., 3].sum() / smooth[..., 3].sum()
    assert abs(area - 1) < 0.01
    assert large[side // 2, side // 2].tolist() == [220, 0, 0, 255]
    assert not large[0].any()


def test_only_finished_pictures_are_sharpened() -> None:
    small = _disc()
    assert resized(small, 64) is small
    coarse = np.asarray(resized(small, 256))
    assert _between(coarse, 12, 243) > _between(enlarged(small, 256), 12, 243)
    finished = np.asarray(Image.fromarray(small).resize((256, 256)))
    assert np.array_equal(resized(finished, 512), enlarged(finished, 512))
