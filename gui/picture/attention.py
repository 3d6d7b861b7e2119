"""What the selected part is asked for by the painter, laid over the picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from PySide6.QtGui import QColor, QPixmap

from gui.document.controller import EditorController
from gui.document.model import Change
from gui.picture.picture_view import PictureView
from gui.picture.thumbnails import pixmap_of
from gui.style.theme import Look
from scenegan.rendering.picture import Picture

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Maps = Mapping[str, NDArray[np.float32]]

_STRONGEST = 200
"""Opacity, of 255, where a part is asked for most."""
_LEAST = 1e-6


class AttentionOverlay:
    """Follows the selection while it is switched on; asks the painter once for each picture."""

    def __init__(self, look: Look, controller: EditorController, view: PictureView) -> None:
        """Starts switched off."""
        self._look, self._controller, self._view = look, controller, view
        self._model = controller.model
        self.is_on = False
        self._job = 0
        self._maps: Maps = {}
        self._maps_of = 0
        controller.inference.attended.connect(self._attended)
        self._model.subscribe(self._changed)

    def toggle(self) -> None:
        """Switches it on or off."""
        self.is_on = not self.is_on
        self._refresh()

    def _changed(self, change: Change) -> None:
        if self.is_on and change in (Change.STEP, Change.PAINTED, Change.SELECTION):
            self._refresh()

    def _refresh(self) -> None:
        step = self._model.current
        if not self.is_on or step.held is None:
            self._view.show_heat(None)
        elif self._maps_of != step.number:
            self._maps_of, self._maps = step.number, {}
            self._job = self._controller.inference.attend(step.document)
        else:
            self._show()

    def _attended(self, job: int, maps: object) -> None:
        if job == self._job and maps is not None:
            self._maps = cast("Maps", maps)
            self._show()

    def _show(self) -> None:
        import numpy as np

        chosen = [self._maps[n] for n in self._model.selected if n in self._maps]
        picture = self._model.current.picture
        if not chosen or not isinstance(picture, Picture):
            self._view.show_heat(None)
            return
        heat = np.sum(chosen, axis=0)
        self._view.show_heat(heat_pixmap(heat, picture.rgba[..., 3], self._look.tokens.fill))


def heat_pixmap(heat: NDArray[np.float32], alpha: NDArray[np.uint8], color: str) -> QPixmap:
    """Turns a map into one colour that is the denser the larger a value is.

    Args:
        heat: [H, W], of any range.
        alpha: [S, S] of the picture that it lies on; beside the creature nothing is shown.
        color: hex value.
    """
    import numpy as np
    from PIL import Image

    side = alpha.shape[0]
    image = Image.fromarray((heat - heat.min()) / max(float(np.ptp(heat)), _LEAST))
    strength = np.asarray(image.resize((side, side), Image.Resampling.BILINEAR))
    ink = QColor(color)
    rgba = np.empty((side, side, 4), dtype=np.uint8)
    rgba[..., :3] = (ink.red(), ink.green(), ink.blue())
    rgba[..., 3] = np.round(strength * _STRONGEST * (alpha / 255.0))
    return pixmap_of(rgba)
