"""How much a part may change when it is drawn anew: a slider from not at all to freely."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from gui.side.sections import Section
from gui.style.labels import role_label
from gui.style.translation import tr

_STEP, _PAGE = 5, 25


class FreedomSection(Section):
    """The slider, and its value in words."""

    def __init__(self, share: float, locked: bool, chosen: Callable[[float], object]) -> None:
        """Shows a freedom.

        Args:
            share: 0..1.
            locked: whether the part stays whatever is chosen here.
            chosen: told another share.
        """
        super().__init__(tr("When drawn anew"))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 100)
        self.slider.setSingleStep(_STEP)
        self.slider.setPageStep(_PAGE)
        self.slider.setValue(round(100 * share))
        self.slider.setAccessibleName(tr("How much it may change, per cent"))
        self._words = role_label("", "secondary")
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.slider, 1)
        row.addWidget(self._words)
        self.add_row(tr("May change"), line)
        self.slider.setEnabled(not locked)
        self.slider.setToolTip(
            tr("It is locked: unlock it first")
            if locked
            else tr("How far another seed, or an edit that draws it anew, may take it")
        )
        self.slider.valueChanged.connect(self._show)
        self.slider.valueChanged.connect(lambda value: chosen(value / 100))
        self._show(self.slider.value())

    def _show(self, value: int) -> None:
        said = {0: tr("stays"), 100: tr("freely")}
        self._words.setText(said.get(value, f"{value} %"))
        self._words.setMinimumWidth(self.fontMetrics().horizontalAdvance(tr("freely")) + 4)
