"""The choices of an export in a panel below its button; nothing of it is a dialog."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QColorDialog,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.export.choice import (
    BACKGROUNDS,
    FIELDS,
    FORMATS,
    SCALES,
    ExportChoice,
    file_name,
    pattern_fault,
)
from gui.style.focus_ring import PushButton, refresh_style
from gui.style.labels import ElidedLabel, button, role_label
from gui.style.segmented import reserve_width
from gui.style.translation import tr

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow

_WIDTH = 380
_LAYERED = (".png", ".webp")


class ExportPanel(QFrame):
    """Format, scale, background, name, layers, folder; and the button that writes."""

    def __init__(self, window: MainWindow) -> None:
        """Exports the document of a window."""
        super().__init__(window, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAccessibleName(tr("Export"))
        self._window, self._exports = window, window.exports
        self.choice: ExportChoice = self._exports.choice
        look = window.look
        self.formats = self._segments(tr("Format"), {e: n for e, n in FORMATS.items()})
        self.scales = self._segments(tr("Scale"), {str(s): f"{s}×" for s in SCALES})
        self._side = role_label("", "hint")
        grounds = {value: tr(name) for value, name in BACKGROUNDS.items()}
        self.grounds = self._segments(tr("Background"), {**grounds, "other": tr("Colour…")})
        self.pattern = QLineEdit(self.choice.pattern)
        self.pattern.setAccessibleName(tr("Pattern of the name"))
        self.pattern.setToolTip(", ".join(f"{{{f}}}" for f in FIELDS))
        self.example = ElidedLabel("hint")
        self.layers = QCheckBox(tr("A layer for each part"))
        self.layers.setAccessibleName(tr("A layer for each part"))
        self._folder = ElidedLabel("secondary")
        self.choose = button(tr("Folder…"), role="outlined", tip=tr("Where the files go"))
        self.write = button(tr("Export"), look, "export", "primary")
        self._lay_out()
        self.setFixedWidth(max(round(_WIDTH * look.scale), self.sizeHint().width()))
        self.pattern.textChanged.connect(self._pattern_changed)
        self.pattern.returnPressed.connect(self.export)
        self.layers.toggled.connect(lambda on: self._choose(layers=on))
        self.choose.clicked.connect(self._ask_folder)
        self.write.clicked.connect(self.export)

    def open_below(self, corner: QPoint) -> None:
        """Opens with its upper right corner at a place of the screen."""
        self.choice = self._exports.choice
        self._show()
        self.adjustSize()
        screen = self.screen().availableGeometry()
        x = min(max(screen.left(), corner.x() - self.width()), screen.right() - self.width())
        self.move(x, min(corner.y(), screen.bottom() - self.height()))
        self.show()
        self.write.setFocus()

    def export(self) -> None:
        """Writes the files, if the name can be used."""
        if pattern_fault(self.choice.pattern):
            return
        folder = self.choice.folder or str(self._exports.folder())
        self.hide()
        self._exports.export(replace(self.choice, folder=folder))

    def _lay_out(self) -> None:
        fields = ", ".join(f"{{{f}}}" for f in FIELDS)
        hint = role_label(fields, "hint")
        hint.setWordWrap(True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        scale = QHBoxLayout()
        scale.addWidget(self.scales)
        scale.addSpacing(8)
        scale.addWidget(self._side)
        scale.addStretch(1)
        folder = QHBoxLayout()
        folder.addWidget(self._folder, 1)
        folder.addWidget(self.choose)
        rows: list[tuple[str, QWidget | QHBoxLayout]] = [
            (tr("Format"), self.formats),
            (tr("Scale"), scale),
            (tr("Background"), self.grounds),
            (tr("Name"), self.pattern),
            ("", self.example),
            ("", hint),
            ("", self.layers),
            (tr("Folder"), folder),
        ]
        for place, (words, made) in enumerate(rows):
            label = role_label(words, "secondary")
            grid.addWidget(label, place, 0, Qt.AlignmentFlag.AlignVCenter)
            if isinstance(made, QWidget):
                grid.addWidget(made, place, 1)
            else:
                grid.addLayout(made, place, 1)
        foot = QHBoxLayout()
        foot.addWidget(role_label(tr("Ctrl+E repeats this"), "hint"))
        foot.addStretch(1)
        foot.addWidget(self.write)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addWidget(role_label(tr("Export"), "title"))
        column.addLayout(grid)
        column.addLayout(foot)

    def _segments(self, name: str, words: dict[str, str]) -> QFrame:
        """A row of buttons, one of which is pressed."""
        frame = QFrame()
        frame.setObjectName("segmented")
        frame.setAccessibleName(name)
        group = QButtonGroup(frame)
        row = QHBoxLayout(frame)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        for value, text in words.items():
            made = PushButton(text)
            reserve_width(made, self._window.look)
            made.setCheckable(True)
            made.setAccessibleName(f"{name}: {text}")
            made.setProperty("value", value)
            made.clicked.connect(lambda _=False, v=value, n=name: self._picked(n, v))
            group.addButton(made)
            row.addWidget(made, 1)
        return frame

    def _picked(self, name: str, value: str) -> None:
        if name == tr("Format"):
            self._choose(ending=value)
        elif name == tr("Scale"):
            self._choose(scale=int(value))
        elif value != "other":
            self._choose(background=value)
        else:
            color = QColorDialog.getColor(QColor(self.choice.background or "white"), self._window)
            self._choose(background=color.name() if color.isValid() else self.choice.background)
            self.show()

    def _choose(self, **fields: object) -> None:
        self.choice = replace(self.choice, **fields)  # type: ignore[arg-type]
        self._show()

    def _pattern_changed(self, pattern: str) -> None:
        self._choose(pattern=pattern)

    def _ask_folder(self) -> None:
        start = str(self._exports.folder())
        chosen = QFileDialog.getExistingDirectory(self._window, tr("Where the files go"), start)
        if chosen:
            self._choose(folder=str(Path(chosen)))
        self.show()

    def _show(self) -> None:
        """Shows the choice, and the name that would come of it."""
        choice = self.choice
        known = choice.background in BACKGROUNDS
        for frame, value in (
            (self.formats, choice.ending),
            (self.scales, str(choice.scale)),
            (self.grounds, choice.background if known else "other"),
        ):
            for made in frame.findChildren(QPushButton):
                made.setChecked(made.property("value") == value)
        self._side.setText(f"{256 * choice.scale} × {256 * choice.scale}")
        if self.pattern.text() != choice.pattern:
            self.pattern.setText(choice.pattern)
        fault = pattern_fault(choice.pattern)
        self.pattern.setProperty("wrong", bool(fault))
        refresh_style(self.pattern)
        if fault:
            self.example.show_text(tr("“{piece}” cannot be in a name", piece=fault))
        else:
            document = self._window.model.document
            self.example.show_text(file_name(choice, self._window.files.name, document))
        self.write.setEnabled(not fault)
        self.layers.setEnabled(choice.ending in _LAYERED)
        self.layers.blockSignals(True)
        self.layers.setChecked(choice.layers or choice.ending == ".ora")
        self.layers.blockSignals(False)
        self._folder.show_text(choice.folder or str(self._exports.folder()))
