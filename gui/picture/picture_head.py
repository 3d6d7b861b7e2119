"""Above the picture: before and after, the stage that is seen, zoom, and what lies behind."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QColor, QResizeEvent
from PySide6.QtWidgets import QColorDialog, QFrame, QHBoxLayout, QMenu, QWidget

from gui.picture.comparison import Mode
from gui.picture.ground import CHECKER
from gui.style.focus_ring import PushButton
from gui.style.labels import follow_icon, role_label, tool
from gui.style.segmented import Segmented
from gui.style.theme import Look
from gui.style.translation import tr

STAGES = (64, 128, 256)
"""Sides of the pictures that the painter makes one after the other."""

_ZOOMS = (50, 100, 200, 300, 400, 800, 1600)
_MODES = tuple(Mode)
_HEIGHT = 44
_WIDE, _LEAST = 505, 420
"""From which width on there is room for the word `Stage` and the fit button; least width."""


class PictureHead(QFrame):
    """One row of choices.

    Signals:
        mode_asked(object): the `Mode` that the user wants to see.
        stage_asked(int): place of the stage among `STAGES`.
        zoom_asked(float): screen pixels for one of the picture's.
        fit_asked(): the whole picture shall be seen.
        ground_asked(str): hex value of the ground, or `CHECKER`.
    """

    mode_asked = Signal(object)
    stage_asked = Signal(int)
    zoom_asked = Signal(float)
    fit_asked = Signal()
    ground_asked = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Shows the picture of now, its last stage, on a checkerboard."""
        super().__init__(parent)
        self.setObjectName("pictureHead")
        self.setFixedHeight(round(_HEIGHT * max(1.0, look.scale)))
        self._look = look
        self._ground = CHECKER
        words = [tr("Now"), tr("Split"), tr("Before")]
        self.modes = Segmented(look, tr("Compare"), words, {words[1]: "split"})
        self.stages = Segmented(look, tr("Stage"), [str(side) for side in STAGES])
        self.stages.show_choice(len(STAGES) - 1)
        self._stage_word = role_label(tr("Stage"), "field")
        self.zoom = PushButton()
        self.zoom.setObjectName("zoomButton")
        self.zoom.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.zoom.setAccessibleName(tr("Zoom"))
        self.zoom.setToolTip(tr("Zoom"))
        follow_icon(self.zoom, look, "down", size=12)
        self.fit = tool(look, "fit", tr("Fit the picture"), "F")
        self.ground = tool(look, "checker", tr("Background"))
        self._place()
        self.modes.chosen.connect(lambda place: self.mode_asked.emit(_MODES[place]))
        self.stages.chosen.connect(self.stage_asked)
        self.zoom.clicked.connect(self._zoom_menu)
        self.fit.clicked.connect(self.fit_asked)
        self.ground.clicked.connect(self._ground_menu)
        self.show_zoom(2.0)

    def show_mode(self, mode: Mode) -> None:
        """Shows what is seen."""
        self.modes.show_choice(_MODES.index(mode))

    def show_comparable(self, comparable: bool) -> None:
        """Without an earlier picture there is nothing to compare with."""
        reason = "" if comparable else tr("There is no earlier picture to compare with")
        for place in (1, 2):
            self.modes.refuse(place, reason)

    def show_stage(self, place: int) -> None:
        """Shows which stage is seen."""
        self.stages.show_choice(place)

    def show_zoom(self, zoom: float) -> None:
        """Shows how large the picture is seen."""
        self.zoom.setText(f"{round(zoom * 100)}%")

    def minimumSizeHint(self) -> QSize:
        """As wide as what is always there."""
        return QSize(round(_LEAST * self._look.scale), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves out what there is no room for."""
        wide = self.width() >= _WIDE * self._look.scale
        self._stage_word.setVisible(wide)
        self.fit.setVisible(wide)

    def _place(self) -> None:
        line = QFrame()
        line.setProperty("role", "rule")
        line.setFixedSize(1, 20)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 10, 0)
        row.setSpacing(6)
        row.addWidget(self.modes)
        row.addSpacing(6)
        row.addWidget(self._stage_word)
        row.addWidget(self.stages)
        row.addStretch(1)
        row.addWidget(line)
        row.addWidget(self.zoom)
        row.addWidget(self.fit)
        row.addWidget(self.ground)

    def _zoom_menu(self) -> None:
        menu = QMenu(self)
        menu.addAction(tr("Fit the picture")).triggered.connect(self.fit_asked)
        menu.addSeparator()
        for percent in _ZOOMS:
            action = menu.addAction(f"{percent} %")
            action.triggered.connect(lambda _=False, p=percent: self.zoom_asked.emit(p / 100))
        _open_below(menu, self.zoom)

    def _ground_menu(self) -> None:
        menu = QMenu(self)
        group = QActionGroup(menu)
        choices = {CHECKER: tr("Checkerboard"), "#ffffff": tr("White"), "#000000": tr("Black")}
        for color, word in choices.items():
            action = menu.addAction(word)
            action.setCheckable(True)
            action.setChecked(color == self._ground)
            action.triggered.connect(lambda _=False, c=color: self._choose_ground(c))
            group.addAction(action)
        menu.addSeparator()
        menu.addAction(tr("Another colour…")).triggered.connect(self._ask_color)
        _open_below(menu, self.ground)

    def _ask_color(self) -> None:
        dialog = QColorDialog(QColor(self._ground or "#8090a0"), self.window())
        dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(tr("Background"))
        dialog.colorSelected.connect(lambda color: self._choose_ground(color.name()))
        dialog.open()

    def _choose_ground(self, color: str) -> None:
        self.ground_asked.emit(color)

    def show_ground(self, color: str) -> None:
        """Notes which ground is seen, for the menu."""
        self._ground = color


def _open_below(menu: QMenu, anchor: QWidget) -> None:
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(anchor.mapToGlobal(anchor.rect().bottomLeft()))
