import numpy as np
import pytest
from PySide6.QtCore import QPointF

from gui.picture.outlines import mask_outline
from gui.picture.thumbnails import part_pixels


def test_a_square_with_a_hole_has_two_borders() -> None:
    mask = np.zeros((64, 64), dtype=bool)
    mask[16:48, 16:48] = True
    mask[28:36, 28:36] = False
    path = mask_outline(mask)
    assert len(path.toSubpathPolygons()) == 2
    box = path.boundingRect()
    assert (box.left(), box.right()) == (
        pytest.approx(0.25, abs=0.01),
        pytest.approx(0.75, abs=0.01),
    )
    assert path.contains(QPointF(0.3, 0.3))
    assert not path.contains(QPointF(0.5, 0.5))


def test_touching_corners_and_borders_are_followed() -> None:
    mask = np.zeros((8, 8), dtype=bool)
    mask[0:4, 0:4] = mask[4:8, 4:8] = True
    assert not mask_outline(mask).isEmpty()
    assert mask_outline(np.zeros((8, 8), dtype=bool)).isEmpty()


def test_a_part_alone_is_cut_out_with_air_around() -> None:
    rgba = np.full((64, 64, 4), 255, dtype=np.uint8)
    mask = np.zeros((128, 128), dtype=bool)
    mask[20:40, 60:120] = True
    cut = part_pixels(rgba, mask)
    assert cut is not None
    assert cut.shape[0] == cut.shape[1] > 30
    assert int((cut[..., 3] > 0).sum()) == 10 * 30
    assert part_pixels(rgba, np.zeros_like(mask)) is None
