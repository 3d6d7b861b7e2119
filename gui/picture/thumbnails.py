"""Small pictures: of a part alone on its tinted ground, and of a whole creature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPixmap

from gui.style.theme import RADIUS_CONTROL

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CROP = 0.08
"""Share of a part's own size that is left around it."""


def pixmap_of(rgba: NDArray[np.uint8]) -> QPixmap:
    """Copies pixels [H, W, 4] into a pixmap."""
    import numpy as np

    height, width = rgba.shape[:2]
    data = np.ascontiguousarray(rgba)
    image = QImage(data.data, width, height, 4 * width, QImage.Format.Format_RGBA8888)
    return QPixmap.fromImage(image)


def part_pixels(rgba: NDArray[np.uint8], mask: NDArray[np.bool_]) -> NDArray[np.uint8] | None:
    """Cuts a part out of a picture: its visible pixels, in a square with a little air around.

    Args:
        rgba: [S, S, 4].
        mask: [H, W] visible pixels of the part; may have another size than the picture.

    Returns:
        [K, K, 4], or None where the part is not visible.
    """
    import numpy as np

    side = rgba.shape[0]
    if side != mask.shape[0]:
        places = np.arange(side) * mask.shape[0] // side
        mask = mask[places][:, places]
    rows, columns = np.nonzero(mask.any(1))[0], np.nonzero(mask.any(0))[0]
    if not rows.size:
        return None
    height, width = rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1
    square = int(max(height, width) * (1 + 2 * _CROP)) + 1
    cut = np.zeros((square, square, 4), dtype=np.uint8)
    top, left = (square - height) // 2, (square - width) // 2
    here = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    part = rgba[here].copy()
    part[~mask[here]] = 0
    cut[top : top + height, left : left + width] = part
    return cut


def thumbnail(pixmap: QPixmap | None, ground: str, side: int, ratio: float) -> QPixmap:
    """Draws a picture onto a rounded ground.

    Args:
        pixmap: what to show; None leaves the ground empty.
        ground: its colour.
        side: in logical pixels.
        ratio: device pixels for one of those.
    """
    made = QPixmap(round(side * ratio), round(side * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    path = QPainterPath()
    path.addRoundedRect(QRectF(0, 0, side, side), RADIUS_CONTROL, RADIUS_CONTROL)
    painter.fillPath(path, QColor(ground))
    painter.setClipPath(path)
    if pixmap is not None:
        scaled = pixmap.scaled(
            made.size(),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        painter.drawPixmap(QRectF(2, 2, side - 4, side - 4), scaled, QRectF(scaled.rect()))
    painter.end()
    return made
