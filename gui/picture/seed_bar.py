"""The seed of the picture: see it, type it, count it up, throw the dice, copy it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget

from gui.side.stepper import Stepper
from gui.style.labels import role_label, tool
from gui.style.theme import Look


class SeedBar(QFrame):
    """Field with minus and plus, dice, copy; the zoom at the right end.

    Signals:
        seed_asked(object): the seed (an int) that the user wants.
        dice_asked(): any other seed.
        fit_asked(): the whole picture shall be seen.
    """

    seed_asked = Signal(object)
    dice_asked = Signal()
    fit_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Shows seed 0 until told."""
        super().__init__(parent)
        self.setObjectName("seedBar")
        self.setFixedHeight(48)
        self.stepper = Stepper(look, "Seed", 0, 2**63 - 1, width=92)
        self.dice = tool(look, "dice", "New seed", "R")
        self._copy = tool(look, "copy", "Copy the seed")
        self._fit = tool(look, "fit", "Fit the picture", "F")
        self._zoom = role_label("", "secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(8)
        row.addWidget(role_label("Seed", "secondary"))
        row.addWidget(self.stepper)
        row.addWidget(self.dice)
        row.addWidget(self._copy)
        row.addStretch(1)
        row.addWidget(self._zoom)
        row.addWidget(self._fit)
        self._seed = 0
        self.stepper.asked.connect(self.seed_asked)
        self.dice.clicked.connect(self.dice_asked)
        self._copy.clicked.connect(self._copy_seed)
        self._fit.clicked.connect(self.fit_asked)

    def show_seed(self, seed: int, enabled: bool) -> None:
        """Shows the seed; without a creature there is nothing to draw anew."""
        self._seed = seed
        self.stepper.show_value(seed)
        for widget in (self.stepper, self.dice, self._copy):
            widget.setEnabled(enabled)
        self.dice.setToolTip("New seed (R)" if enabled else "New seed: describe a creature first")

    def show_zoom(self, zoom: float) -> None:
        """Shows how large the picture is seen."""
        self._zoom.setText(f"{round(zoom * 100)} %")

    def _copy_seed(self) -> None:
        QApplication.clipboard().setText(str(self._seed))
