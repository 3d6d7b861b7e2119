"""A field for one colour: a name, a hex value, or the colour dialog."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QColorDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from gui.style.color_names import color_named, color_suggestions
from gui.style.completion import completer_of
from gui.style.focus_ring import ToolButton, refresh_style
from gui.style.labels import tool
from gui.style.theme import CONTROL, Look, swatch_border
from gui.style.translation import tr, tr_word
from gui.style.wording import titled
from scenegan.graph import Color


class ColorField(QWidget):
    """Swatch, name and hex value of a colour, with a cross that takes it away; a pipette beside.

    Signals:
        chosen(object): the `Color` that the user wants.
        removed(): the colour shall be unsaid.
        pipette_asked(): the colour shall be taken out of the picture.
    """

    chosen = Signal(object)
    removed = Signal()
    pipette_asked = Signal()

    def __init__(
        self,
        look: Look,
        color: Color | None,
        worn: Color | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Shows a colour, or an empty field for a new one.

        Args:
            look: the theme.
            color: what is asked for.
            worn: what is seen while nothing is asked for.
            parent: owner in Qt's sense.
        """
        super().__init__(parent)
        self._frame = QFrame()
        self._frame.setObjectName("colorField")
        self._frame.setFixedHeight(round(CONTROL * look.scale))
        self._color = color
        self._worn = color or worn
        self._look = look
        self._swatch = ToolButton()
        self._swatch.setAccessibleName(tr("Choose a colour"))
        self._swatch.setToolTip(tr("Choose a colour"))
        self._swatch.setIconSize(QSize(16, 16))
        self._field = QLineEdit(titled(tr_word(color.name)) if color else "")
        self._field.setAccessibleName(tr("Colour"))
        self._field.setPlaceholderText(
            titled(tr_word(worn.name)) if worn else tr("teal, dark red, #1f8a8a")
        )
        self._hex = QLabel(self._worn.hex.upper() if self._worn else "")
        remove = tool(look, "cross", tr("Leave this colour unsaid"))
        pipette = tool(look, "pipette", tr("Take a colour out of the picture"))
        inner = QHBoxLayout(self._frame)
        inner.setContentsMargins(1, 1, 7, 1)
        inner.setSpacing(0)
        inner.addWidget(self._swatch)
        inner.addWidget(self._field, 1)
        inner.addWidget(self._hex)
        inner.addWidget(remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self._frame, 1)
        row.addWidget(pipette)
        self._field.installEventFilter(self)
        self._field.editingFinished.connect(self._typed)
        self._swatch.clicked.connect(self._open_dialog)
        remove.clicked.connect(self.removed)
        pipette.clicked.connect(self.pipette_asked)
        remove.setVisible(color is not None)
        self._draw_swatch()

    @property
    def field(self) -> QLineEdit:
        """The field for the name."""
        return self._field

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Shows the ring of the field around the whole."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._frame.setProperty("focused", event.type() == QEvent.Type.FocusIn)
            refresh_style(self._frame)
            if self._field.completer() is None:
                self._complete()
        return super().eventFilter(watched, event)

    def _complete(self) -> None:
        """Offers names while one types; they are many, and most fields are never typed into."""
        self._field.setCompleter(completer_of(color_suggestions(), self))

    def _typed(self) -> None:
        name = self._field.text().strip()
        shown = {self._color.name, tr_word(self._color.name)} if self._color else set()
        if not name or name.lower() in {word.lower() for word in shown}:
            self._complain(False)
            return
        found = color_named(name)
        self._complain(found is None)
        if found is not None:
            self._choose(found)

    def _complain(self, wrong: bool) -> None:
        self._frame.setProperty("wrong", wrong)
        refresh_style(self._frame)
        name = self._field.text().strip()
        tip = tr("“{name}” is no known colour. Write a name such as teal, or #1f8a8a.", name=name)
        self._field.setToolTip(tip if wrong else "")
        self._hex.setText(
            tr("not known") if wrong else self._color.hex.upper() if self._color else ""
        )

    def _choose(self, color: Color) -> None:
        self._color = self._worn = color
        self._draw_swatch()
        self.chosen.emit(color)

    def _open_dialog(self) -> None:
        dialog = QColorDialog(QColor(self._worn.hex if self._worn else "#f0841e"), self.window())
        dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(tr("Colour"))
        dialog.colorSelected.connect(lambda picked: self.take(picked.name()))
        dialog.open()

    def take(self, hex_value: str) -> None:
        """Takes a colour by its hex value, named by the nearest known name."""
        found = color_named(hex_value)
        if found is not None:
            self._choose(found)

    def _draw_swatch(self) -> None:
        t = self._look.tokens
        pixmap = QPixmap(48, 48)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        worn = self._worn.hex if self._worn else ""
        painter.setPen(QPen(QColor(swatch_border(t, worn)), 3))
        if worn:
            painter.setBrush(QColor(worn))
        painter.drawRoundedRect(2, 2, 44, 44, 11, 11)
        painter.end()
        self._swatch.setIcon(QIcon(pixmap))
