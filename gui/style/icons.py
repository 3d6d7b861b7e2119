"""The editor's line icons: one set on a 16 px grid, 1.5 px strokes, drawn in any colour."""

from __future__ import annotations

from functools import cache
from math import ceil

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_SHAPES = {
    "undo": '<path d="M5.5 3 2.5 6l3 3"/><path d="M2.5 6h7a4 4 0 0 1 0 8H7"/>',
    "redo": '<path d="m10.5 3 3 3-3 3"/><path d="M13.5 6h-7a4 4 0 0 0 0 8H9"/>',
    "export": '<path d="M8 10V2.5"/><path d="m5 5 3-3 3 3"/><path d="M3 8.5v4.5h10V8.5"/>',
    "sidebar": '<rect x="2" y="3" width="12" height="10" rx="1.8"/><path d="M10 3v10"/>',
    "bell": '<path d="M4 11.5V7.2a4 4 0 0 1 8 0v4.3l1 1H3Z"/><path d="M6.8 14h2.4"/>',
    "globe": '<circle cx="8" cy="8" r="5.5"/><path d="M2.5 8h11M8 2.5c4 3.6 4 7.4 0 11'
    'M8 2.5c-4 3.6-4 7.4 0 11"/>',
    "plus": '<path d="M8 3v10M3 8h10"/>',
    "minus": '<path d="M3 8h10"/>',
    "cross": '<path d="m4 4 8 8M12 4l-8 8"/>',
    "check": '<path d="m3 8.5 3.5 3.5L13 4.5"/>',
    "down": '<path d="m4.5 6.5 3.5 3.5 3.5-3.5"/>',
    "right": '<path d="m6.5 4.5 3.5 3.5-3.5 3.5"/>',
    "locked": '<rect x="3.5" y="7" width="9" height="6.5" rx="1.5"/>'
    '<path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2"/>',
    "unlocked": '<rect x="3.5" y="7" width="9" height="6.5" rx="1.5"/>'
    '<path d="M5.5 7V4.8a2.5 2.5 0 0 1 4.8-1"/>',
    "dice": '<rect x="2.5" y="2.5" width="11" height="11" rx="2"/>'
    '<path d="M5.6 5.6h.01M10.4 5.6h.01M8 8h.01'
    'M5.6 10.4h.01M10.4 10.4h.01"/>',
    "copy": '<rect x="5.5" y="5.5" width="8" height="8" rx="1.5"/>'
    '<path d="M10.5 3V2.5h-7a1 1 0 0 0-1 1v7H3"/>',
    "fit": '<path d="M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3"/>',
    "trash": '<path d="M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.6 9h6.8l.6-9"/>',
    "warning": '<path d="M8 2.5 14 13H2Z"/><path d="M8 6.5v3M8 11.3h.01"/>',
    "search": '<circle cx="7" cy="7" r="4.2"/><path d="m10.2 10.2 3.3 3.3"/>',
    "clock": '<circle cx="8" cy="8" r="5.5"/><path d="M8 5v3.2l2 1.3"/>',
    "refresh": '<path d="M13 8a5 5 0 1 1-1.5-3.6L13.5 6"/><path d="M13.5 2.5V6H10"/>',
    "suggested": '<path stroke-width="1.4" stroke-linecap="butt" d="M3.2 6V4.7a1.5 1.5 0 0 1 '
    "1.5-1.5H6M10 3.2h1.3a1.5 1.5 0 0 1 1.5 1.5V6M12.8 10v1.3a1.5 1.5 0 0 1-1.5 1.5H10"
    'M6 12.8H4.7a1.5 1.5 0 0 1-1.5-1.5V10M7.2 3.2h1.6M12.8 7.2v1.6M8.8 12.8H7.2M3.2 8.8V7.2"/>',
    "body": '<circle cx="8" cy="3.4" r="1.6"/><path d="M3 6.2c3 .9 7 .9 10 0"/>'
    '<path d="M8 6.8v3l-2.6 4M8 9.8l2.6 4"/>',
    "tree": '<rect x="5.8" y="2" width="4.4" height="3.6" rx="1"/>'
    '<rect x="1.8" y="10.4" width="4.4" height="3.6" rx="1"/>'
    '<rect x="9.8" y="10.4" width="4.4" height="3.6" rx="1"/>'
    '<path d="M8 5.6V8M4 10.4V8h8v2.4"/>',
    "star": '<path d="M8.0 2.2L9.6 6.2L13.9 6.5L10.6 9.2L11.6 13.4L8.0 11.1L4.4 13'
    '.4L5.4 9.2L2.1 6.5L6.4 6.2Z"/>',
    "starred": '<path d="M8.0 2.2L9.6 6.2L13.9 6.5L10.6 9.2L11.6 13.4L8.0 11.1L4.4 13'
    '.4L5.4 9.2L2.1 6.5L6.4 6.2Z" fill="{color}"/>',
    "grid": '<rect x="2.5" y="2.5" width="4.4" height="4.4" rx="1"/>'
    '<rect x="9.1" y="2.5" width="4.4" height="4.4" rx="1"/>'
    '<rect x="2.5" y="9.1" width="4.4" height="4.4" rx="1"/>'
    '<rect x="9.1" y="9.1" width="4.4" height="4.4" rx="1"/>',
    "split": '<rect x="2.5" y="3" width="11" height="10" rx="1.5"/><path d="M8 3v10"/>',
    "checker": '<rect x="2.5" y="2.5" width="11" height="11" rx="1.5"/>'
    '<path d="M8 2.5v11M2.5 8h11"/>'
    '<path d="M3 3h5v5H3zM8 8h5v5H8z" fill="{color}" fill-opacity="0.3" stroke="none"/>',
    "pipette": '<path d="m9 5 2.4-2.4a1.4 1.4 0 0 1 2 2L11 7"/><path d="m8 4 4 4"/>'
    '<path d="m9 5-5.6 5.6-.9 2.9 2.9-.9L11 7"/>',
    "link": '<path d="M6.6 9.4a2.6 2.6 0 0 0 3.7 0l2.3-2.3a2.6 2.6 0 0 0-3.7-3.7L8 4.3"/>'
    '<path d="M9.4 6.6a2.6 2.6 0 0 0-3.7 0L3.4 8.9a2.6 2.6 0 0 0 3.7 3.7L8 11.7"/>',
    "more": '<path d="M3.5 8h.01M8 8h.01M12.5 8h.01"/>',
    "slider": '<path d="m6 5-3 3 3 3M10 5l3 3-3 3"/>',
    "mark": '<path d="M8 2.5v5L3.4 13M8 7.5 12.6 13" stroke-width="1.7"/>'
    '<circle cx="8" cy="2.5" r="1.2" fill="{color}"/>'
    '<circle cx="3.2" cy="13.2" r="1.3" fill="{color}"/>'
    '<circle cx="12.8" cy="13.2" r="1.3" fill="{color}"/>',
}


def icon_names() -> tuple[str, ...]:
    """Returns the names of all icons."""
    return tuple(_SHAPES)


@cache
def _renderer(name: str, color: str) -> QSvgRenderer:
    shapes = _SHAPES[name].replace("{color}", color)
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" fill="none" '
        f'stroke="{color}" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">'
        f"{shapes}</svg>"
    )
    return QSvgRenderer(QByteArray(svg.encode()))


def draw_icon(painter: QPainter, name: str, color: str, place: QRectF) -> None:
    """Draws an icon into a rectangle."""
    _renderer(name, color).render(painter, place)


def icon(name: str, color: str, disabled: str, pressed: str = "", size: int = 16) -> QIcon:
    """Returns an icon for buttons and menus, sharp on every screen that there is now.

    Args:
        name: see `icon_names`.
        color: of its lines.
        disabled: their colour where the button cannot be used.
        pressed: their colour while the button is pressed in; `color` unless given.
        size: side in logical pixels.
    """
    densities = frozenset(ceil(s.devicePixelRatio()) for s in QGuiApplication.screens())
    return _drawn(name, color, disabled, pressed, size, densities)


@cache
def _drawn(
    name: str, color: str, disabled: str, pressed: str, size: int, densities: frozenset[int]
) -> QIcon:
    made = QIcon()
    off, on = QIcon.State.Off, QIcon.State.On
    for mode, state, drawn in (
        (QIcon.Mode.Normal, off, color),
        (QIcon.Mode.Normal, on, pressed or color),
        (QIcon.Mode.Disabled, off, disabled),
    ):
        for ratio in sorted(densities):
            pixmap = QPixmap(QSize(size, size) * ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            draw_icon(painter, name, drawn, QRectF(0, 0, size * ratio, size * ratio))
            painter.end()
            pixmap.setDevicePixelRatio(ratio)
            made.addPixmap(pixmap, mode, state)
    return made
