"""All colours, sizes and fonts of the editor, in light and in dark."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette

from gui.style.fonts import load_fonts
from gui.style.lightness import with_lightness_between

TOP_BAR, STATUS_BAR, CONTROL, TREE_ROW = 44, 26, 28, 24
RADIUS_CHIP, RADIUS_CONTROL, RADIUS_CARD, RADIUS_FLOATING = 5, 7, 11, 9
RADIUS_CREATURE, RADIUS_PALETTE = 20, 14
CARD_SIZE, CREATURE_SIZE = (148.0, 58.0), (206.0, 76.0)
CHINESE_FAMILIES = ("Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei")
"""What Chinese is written in, whichever of them the machine has; Inter has none."""
PANE_WIDTHS = ((2400, 800, 320), (1840, 640, 288), (1360, 536, 272), (0, 440, 256))
"""From which width of the window on the picture and the side column are how wide."""


_POINTS_PER_INCH, _USUAL_DOTS = 72.0, 96.0


def pane_widths(window: int) -> tuple[int, int]:
    """Returns the widths of the picture's pane and of the side column in a window."""
    return next((picture, side) for least, picture, side in PANE_WIDTHS if window >= least)


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme, named by their use."""

    dark: bool
    chrome: str
    panel: str
    canvas: str
    dot: str
    surface: str
    raised: str
    field: str
    hover: str
    press: str
    line: str
    line2: str
    text: str
    text2: str
    text3: str
    accent: str
    fill: str
    on_fill: str
    soft: str
    softline: str
    edge: str
    warn: str
    warnline: str
    bad: str
    ok: str
    checker: tuple[str, str]


LIGHT = Tokens(
    dark=False,
    chrome="#EFECE6",
    panel="#F9F8F5",
    canvas="#F3F1EC",
    dot="#DAD5CB",
    surface="#FFFFFF",
    raised="#FFFFFF",
    field="#FFFFFF",
    hover="#F0EDE7",
    press="#E6E2DA",
    line="#E2DDD4",
    line2="#CBC5B9",
    text="#1E1C19",
    text2="#5F5A52",
    text3="#706A61",
    accent="#2F5FE3",
    fill="#2F5FE3",
    on_fill="#FFFFFF",
    soft="#E5EBFC",
    softline="#B9C8F6",
    edge="#91897C",
    warn="#8F5A00",
    warnline="#D58A00",
    bad="#BC3327",
    ok="#267344",
    checker=("#FFFFFF", "#EFECE6"),
)
DARK = Tokens(
    dark=True,
    chrome="#1B1A18",
    panel="#201F1D",
    canvas="#171614",
    dot="#2C2A27",
    surface="#292825",
    raised="#2C2B28",
    field="#191816",
    hover="#31302C",
    press="#3A3834",
    line="#32302C",
    line2="#4A4741",
    text="#ECEAE5",
    text2="#ABA69C",
    text3="#8B867C",
    accent="#86A4FF",
    fill="#4168E0",
    on_fill="#FFFFFF",
    soft="#262F4C",
    softline="#41558F",
    edge="#6F6A61",
    warn="#E9B65A",
    warnline="#D9992B",
    bad="#F0857A",
    ok="#6CC18C",
    checker=("#3C3A37", "#343230"),
)


def faint(color: str, share: float) -> str:
    """Returns a colour of a style sheet through which that share hides what lies below."""
    seen = QColor(color)
    return f"rgba({seen.red()}, {seen.green()}, {seen.blue()}, {round(100 * share)}%)"


@lru_cache(maxsize=4096)
def mixed(color: str, ground: str, share: float) -> str:
    """Mixes two colours in sRGB: `share` of the first over the second."""
    top, below = QColor(color), QColor(ground)
    channels = (
        round(a * share + b * (1 - share))
        for a, b in (
            (top.red(), below.red()),
            (top.green(), below.green()),
            (top.blue(), below.blue()),
        )
    )
    return QColor(*channels).name()


@lru_cache(maxsize=1024)
def visible(color: str) -> str:
    """Keeps a part's colour between L* 25 and 85, so that its tints show on any ground."""
    return with_lightness_between(color, 25.0, 85.0)


def card_tint(tokens: Tokens, color: str) -> str:
    """Ground of a part's card; the plain surface where its colour is not known."""
    return mixed(visible(color), tokens.surface, 0.09) if color else tokens.surface


def card_border(tokens: Tokens, color: str) -> str:
    """Border of a part's card."""
    line = tokens.line if tokens.dark else tokens.line2
    return mixed(visible(color), line, 0.34) if color else line


def well_tint(tokens: Tokens, color: str) -> str:
    """Ground of a part's thumbnail."""
    return mixed(visible(color), tokens.surface, 0.26 if tokens.dark else 0.15)


def word_tint(tokens: Tokens, color: str) -> str:
    """Ground of a part's words in the sentence."""
    return mixed(visible(color), tokens.panel, 0.34 if tokens.dark else 0.30)


def swatch_border(tokens: Tokens, color: str) -> str:
    """Border of a small field of a colour: the colour itself, a little nearer to the text's."""
    if not color:
        return tokens.line2
    return mixed(color, tokens.edge if tokens.dark else tokens.text, 0.78)


class Mode(Enum):
    """What the user chose for the theme."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class Look(QObject):
    """The theme in use and the user's scale of text; tells its users when it changes."""

    changed = Signal()

    def __init__(self, mode: Mode = Mode.SYSTEM, scale: float = 1.0) -> None:
        """Follows the system's light or dark unless told otherwise; `scale` is 0.9 to 1.75."""
        super().__init__()
        self.mode = mode
        self.scale = scale
        self.reduced_motion = False
        self.family = _family(("Inter",))
        self.display_family = _family(("Inter Display", "Inter"))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self._screen_added)

    @property
    def tokens(self) -> Tokens:
        """The colours in use."""
        if self.mode is Mode.SYSTEM:
            scheme = QGuiApplication.styleHints().colorScheme()
            return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
        return DARK if self.mode is Mode.DARK else LIGHT

    @property
    def moves(self) -> bool:
        """Whether changes may be shown as motion: neither the user nor the system minds."""
        from PySide6.QtWidgets import QApplication, QStyle  # Two of its largest classes.

        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        return not self.reduced_motion and QApplication.style().styleHint(hint) > 0

    def set_mode(self, mode: Mode) -> None:
        """Changes the theme at once."""
        self.mode = mode
        self.changed.emit()

    def font(self, size: float, weight: int = 400) -> QFont:
        """Returns the editor's font; from 15 px up its display cut.

        Args:
            size: pixels before the user's scale.
            weight: 400, 500 or 600.
        """
        font = QFont()
        font.setFamilies([self.display_family if size >= 15 else self.family, *CHINESE_FAMILIES])
        font.setPointSizeF(self.points(size))
        font.setWeight(QFont.Weight(weight))
        font.setStyleHint(QFont.StyleHint.SansSerif)
        return font

    def points(self, size: float) -> float:
        """Returns the size of a font in points; in pixels, Qt would round it to whole ones.

        Args:
            size: pixels before the user's scale.
        """
        screen = QGuiApplication.primaryScreen()
        dots = screen.logicalDotsPerInch() if screen is not None else _USUAL_DOTS
        return max(8.0, size * self.scale) * _POINTS_PER_INCH / dots

    def palette(self) -> QPalette:
        """Returns Qt's palette for what no style sheet reaches, such as dialogs."""
        t = self.tokens
        palette = QPalette(QColor(t.panel))
        roles = QPalette.ColorRole
        for role, color in (
            (roles.Window, t.panel),
            (roles.WindowText, t.text),
            (roles.Base, t.field),
            (roles.AlternateBase, t.panel),
            (roles.Text, t.text),
            (roles.PlaceholderText, t.text3),
            (roles.Button, t.surface),
            (roles.ButtonText, t.text),
            (roles.ToolTipBase, t.raised),
            (roles.ToolTipText, t.text),
            (roles.Highlight, t.fill),
            (roles.HighlightedText, t.on_fill),
            (roles.Link, t.accent),
        ):
            palette.setColor(role, QColor(color))
        return palette

    def _screen_added(self) -> None:
        self.changed.emit()  # Icons are drawn for the screens that there are.

    def _system_changed(self) -> None:
        if self.mode is Mode.SYSTEM:
            self.changed.emit()


def _family(wanted: tuple[str, ...]) -> str:
    """The first of some families that the machine has, else the system's sans-serif."""
    there = {*load_fonts(), *QFontDatabase.families()}
    for family in wanted:
        if family in there:
            return family
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
