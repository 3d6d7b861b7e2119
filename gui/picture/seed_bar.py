"""The seed of the picture: see it, type it, count it up, keep it, throw the dice, copy it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget

from gui.side.stepper import Stepper
from gui.style.labels import button, change_icon, role_label, tool
from gui.style.theme import Look
from gui.style.translation import tr

_HEIGHT = 48


class SeedBar(QFrame):
    """Field with minus and plus, lock, dice, copy; variations and star at the right end.

    Signals:
        seed_asked(object): the seed (an int) that the user wants.
        dice_asked(): any other seed.
        kept(bool): whether a new sentence uses the same seed.
        variations_asked(): other seeds of this creature shall be seen.
        star_asked(): this picture shall be kept in the gallery, or no longer.
    """

    seed_asked = Signal(object)
    dice_asked = Signal()
    kept = Signal(bool)
    variations_asked = Signal()
    star_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Shows seed 0 until told."""
        super().__init__(parent)
        self.setObjectName("seedBar")
        self.setFixedHeight(round(_HEIGHT * max(1.0, look.scale)))
        self.stepper = Stepper(look, tr("Seed"), 0, 2**63 - 1, width=60)
        self.keep = tool(look, "locked", tr("Keep the seed"), role="outlined")
        self.keep.setCheckable(True)
        self.dice = tool(look, "dice", tr("New seed"), "R")
        self._copy = tool(look, "copy", tr("Copy the seed"))
        self.variations = button(
            tr("Variations"), look, "grid", role="outlined", tip=tr("Try other seeds")
        )
        self.star = tool(look, "star", tr("Keep in the gallery"), "S", role="outlined")
        self.star.setCheckable(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(6)
        row.addWidget(role_label(tr("Seed"), "field"))
        row.addSpacing(2)
        row.addWidget(self.stepper)
        row.addSpacing(2)
        for made in (self.keep, self.dice, self._copy):
            row.addWidget(made)
        row.addStretch(1)
        row.addWidget(self.variations)
        row.addWidget(self.star)
        self._seed = 0
        self.stepper.asked.connect(self.seed_asked)
        self.dice.clicked.connect(self.dice_asked)
        self._copy.clicked.connect(self._copy_seed)
        self.keep.clicked.connect(self._keep_clicked)
        self.variations.clicked.connect(self.variations_asked)
        self.star.clicked.connect(self.star_asked)
        self.show_kept(True)

    def show_seed(self, seed: int, enabled: bool) -> None:
        """Shows the seed; without a creature there is nothing to draw anew."""
        self._seed = seed
        self.stepper.show_value(seed)
        for widget in (self.stepper, self.dice, self._copy, self.variations, self.star):
            widget.setEnabled(enabled)
        first = tr("describe a creature first")
        self.dice.setToolTip(tr("New seed (R)") if enabled else f"{tr('New seed')}: {first}")
        tip = tr("Try other seeds")
        self.variations.setToolTip(tip if enabled else f"{tip}: {first}")

    def show_kept(self, kept: bool) -> None:
        """Shows whether a new sentence uses the same seed."""
        self.keep.setChecked(kept)
        change_icon(self.keep, "locked" if kept else "unlocked")
        self.keep.setToolTip(
            tr("A new sentence uses the same seed")
            if kept
            else tr("A new sentence draws a new seed")
        )

    def show_starred(self, starred: bool) -> None:
        """Shows whether the picture is kept in the gallery."""
        self.star.setChecked(starred)
        change_icon(self.star, "starred" if starred else "star")

    def _keep_clicked(self, kept: bool) -> None:
        self.show_kept(kept)
        self.kept.emit(kept)

    def _copy_seed(self) -> None:
        QApplication.clipboard().setText(str(self._seed))
