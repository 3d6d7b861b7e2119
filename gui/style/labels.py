"""Labels and buttons as they are used all over the editor."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QPushButton, QToolButton, QWidget

from gui.style.icons import draw_icon, icon
from gui.style.theme import Look


def role_label(text: str, role: str) -> QLabel:
    """Returns a label in one of the roles of the style sheet, such as `secondary`."""
    label = QLabel(text)
    label.setProperty("role", role)
    return label


class _IconLabel(QWidget):
    """An icon that follows the theme."""

    def __init__(self, look: Look, name: str, ink: str) -> None:
        super().__init__()
        self._look, self._name, self._ink = look, name, ink
        self.setFixedSize(QSize(16, 16))
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_icon(painter, self._name, getattr(self._look.tokens, self._ink), QRectF(0, 0, 16, 16))


def icon_label(look: Look, name: str, ink: str = "text") -> QWidget:
    """Returns an icon beside words that say the same, in one of the theme's colours."""
    return _IconLabel(look, name, ink)


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
        self._whole = ""
        self.show_text(text)

    def show_text(self, text: str, tip: str = "") -> None:
        """Changes the text; the tip is the text itself unless it is given."""
        self._whole = text
        self.setText(text)
        self.setToolTip(tip or text)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """May shrink to a few letters."""
        return QSize(min(48, self.sizeHint().width()), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws what fits."""
        painter = QPainter(self)
        metrics = QFontMetrics(self.font())
        text = metrics.elidedText(self._whole, Qt.TextElideMode.ElideMiddle, self.width())
        painter.setPen(self.palette().windowText().color())
        painter.drawText(
            self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text
        )


def button(
    text: str, look: Look | None = None, icon_name: str = "", role: str = "", tip: str = ""
) -> QPushButton:
    """Returns a button with words; with `look`, its icon follows the theme."""
    made = QPushButton(f" {text}" if icon_name else text)
    made.setAccessibleName(text)
    if role:
        made.setProperty("role", role)
    if tip:
        made.setToolTip(tip)
    if look is not None and icon_name:
        follow_icon(made, look, icon_name, on_fill=role == "primary")
    if role == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def tool(look: Look, icon_name: str, name: str, key: str = "", role: str = "") -> QToolButton:
    """Returns a button with an icon alone; its tip is its name and its key."""
    made = QToolButton()
    made.setAccessibleName(name)
    made.setToolTip(f"{name} ({key})" if key else name)
    if role:
        made.setProperty("role", role)
    follow_icon(made, look, icon_name)
    return made


class _IconFollower(QObject):
    """Draws the icon of a button again with each theme; lives as long as the button."""

    def __init__(self, target: QAbstractButton, look: Look, name: str, on_fill: bool) -> None:
        super().__init__(target)
        self._target, self._look, self.name, self._on_fill = target, look, name, on_fill
        look.changed.connect(self.draw)
        self.draw()

    def draw(self) -> None:
        t = self._look.tokens
        color = t.on_fill if self._on_fill else t.text2
        self._target.setIcon(icon(self.name, color, t.line2))


def follow_icon(target: QAbstractButton, look: Look, name: str, on_fill: bool = False) -> None:
    """Gives a button an icon that follows the theme."""
    target.setIconSize(QSize(16, 16))
    _IconFollower(target, look, name, on_fill)


def change_icon(target: QAbstractButton, name: str) -> None:
    """Gives a button of `follow_icon` another icon."""
    follower = target.findChild(_IconFollower)
    if follower is not None:
        follower.name = name
        follower.draw()


def refresh_style(widget: QWidget) -> None:
    """Applies the style sheet again after a property that it asks for has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
