"""Labels and buttons as they are used all over the editor."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QPushButton, QToolButton, QWidget

from gui.style.focus_ring import PushButton, ToolButton
from gui.style.icons import draw_icon, icon
from gui.style.theme import Look, mixed

_FADED = 0.5
"""Strength of an icon whose button cannot be used."""


def role_label(text: str, role: str) -> QLabel:
    """Returns a label in one of the roles of the style sheet, such as `secondary`."""
    label = QLabel(text)
    label.setProperty("role", role)
    return label


class _IconLabel(QWidget):
    """An icon that follows the theme."""

    def __init__(self, look: Look, name: str, ink: str, size: int) -> None:
        super().__init__()
        self._look, self._name, self._ink = look, name, ink
        side = round(size * look.scale)
        self.setFixedSize(QSize(side, side))
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(self.rect())
        draw_icon(painter, self._name, getattr(self._look.tokens, self._ink), place)


def icon_label(look: Look, name: str, ink: str = "text", size: int = 16) -> QWidget:
    """Returns an icon beside words that say the same, in one of the theme's colours."""
    return _IconLabel(look, name, ink, size)


def rule() -> QFrame:
    """Returns a horizontal line of one pixel."""
    line = QFrame()
    line.setProperty("role", "rule")
    line.setFixedHeight(1)
    return line


class ElidedLabel(QLabel):
    """A label of one line that is cut in the middle where it does not fit; the tip has it all."""

    def __init__(self, role: str, text: str = "") -> None:
        """Shows `text` in a role of the style sheet."""
        super().__init__()
        self.setProperty("role", role)
        self._whole = self._loud = ""
        self.show_text(text)

    def show_text(self, text: str, tip: str = "", loud: str = "") -> None:
        """Changes the text.

        Args:
            text: what is shown.
            tip: the text itself unless it is given.
            loud: how the text begins, where that is to be seen first.
        """
        self._whole, self._loud = text, loud if text.startswith(loud) else ""
        self.setText(text)
        self.setToolTip(tip or text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for all of it, some of it in a heavier weight."""
        plain = super().sizeHint()
        return QSize(plain.width() + 2 * len(self._loud), plain.height())

    def minimumSizeHint(self) -> QSize:
        """May shrink to a few letters."""
        return QSize(min(48, self.sizeHint().width()), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws what fits."""
        painter = QPainter(self)
        metrics = QFontMetrics(self.font())
        text = metrics.elidedText(self._whole, Qt.TextElideMode.ElideMiddle, self.width())
        ink, side = self.palette().windowText().color(), Qt.AlignmentFlag.AlignVCenter
        place = QRectF(self.rect())
        if self._loud and text == self._whole:
            heavy = self.font()
            heavy.setWeight(QFont.Weight.DemiBold)
            painter.setFont(heavy)
            painter.setPen(self.palette().buttonText().color())
            painter.drawText(place, side, self._loud)
            place.setLeft(QFontMetricsF(heavy).horizontalAdvance(self._loud))
            painter.setFont(self.font())
            text = text.removeprefix(self._loud)
        painter.setPen(ink)
        painter.drawText(place, side, text)


def button(
    text: str, look: Look | None = None, icon_name: str = "", role: str = "", tip: str = ""
) -> QPushButton:
    """Returns a button with words; with `look`, its icon follows the theme."""
    made = PushButton(f" {text}" if icon_name else text)
    made.setAccessibleName(text)
    if role:
        made.setProperty("role", role)
    if tip:
        made.setToolTip(tip)
    if look is not None and icon_name:
        follow_icon(made, look, icon_name, "on_fill" if role == "primary" else "")
    if role == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def tool(look: Look, icon_name: str, name: str, key: str = "", role: str = "") -> QToolButton:
    """Returns a button with an icon alone; its tip is its name and its key."""
    made = ToolButton()
    made.setAccessibleName(name)
    made.setToolTip(f"{name} ({key})" if key else name)
    if role:
        made.setProperty("role", role)
    follow_icon(made, look, icon_name)
    return made


class _IconFollower(QObject):
    """Draws the icon of a button again with each theme; lives as long as the button."""

    def __init__(
        self, target: QAbstractButton, look: Look, name: str, inks: tuple[str, str]
    ) -> None:
        super().__init__(target)
        self._target, self._look, self.name, self._inks = target, look, name, inks
        look.changed.connect(self.draw)
        self.draw()

    def draw(self) -> None:
        t = self._look.tokens
        color, pressed = (getattr(t, ink) for ink in self._inks)
        faded = t.on_fill if color == t.on_fill else mixed(t.text3, t.panel, _FADED)
        side = self._target.iconSize().width()
        self._target.setIcon(icon(self.name, color, faded, pressed, side))


def follow_icon(
    target: QAbstractButton,
    look: Look,
    name: str,
    ink: str = "",
    size: int = 16,
    pressed: str = "accent",
) -> None:
    """Gives a button an icon that follows the theme.

    Args:
        target: the button.
        look: the theme.
        name: of the icon.
        ink: token of its colour; that of the button's words unless given.
        size: its side in pixels.
        pressed: token of its colour while the button is pressed in.
    """
    side = round(size * look.scale)
    target.setIconSize(QSize(side, side))
    words = "text" if isinstance(target, QPushButton) else "text2"
    _IconFollower(target, look, name, (ink or words, pressed))


def change_icon(target: QAbstractButton, name: str) -> None:
    """Gives a button of `follow_icon` another icon."""
    follower = target.findChild(_IconFollower)
    if follower is not None:
        follower.name = name
        follower.draw()
