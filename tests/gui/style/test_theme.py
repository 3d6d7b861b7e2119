import math
import re
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QGuiApplication
from pytestqt.qtbot import QtBot

import gui
from gui.style.icons import icon, icon_names
from gui.style.stylesheet import stylesheet
from gui.style.theme import (
    DARK,
    LIGHT,
    Look,
    Mode,
    Tokens,
    card_tint,
    mixed,
    visible,
    well_tint,
    word_tint,
)
from gui.window.main_window import MainWindow
from scenegan.graph.color_values import hex_to_lab


def contrast(first: str, second: str) -> float:
    """WCAG 2.2: ratio of relative luminances."""

    def luminance(color: str) -> float:
        channels = [c / 255 for c in QColor(color).getRgb()[:3]]  # type: ignore[index]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


_GROUNDS = ("chrome", "panel", "canvas", "surface", "raised", "field", "hover", "soft")
_USED = [
    *((ink, ground) for ink in ("text", "text2", "accent") for ground in _GROUNDS),
    *((ink, ground) for ink in ("warn", "bad", "ok") for ground in ("chrome", "panel", "raised")),
    *(("text3", ground) for ground in ("chrome", "panel", "canvas", "field")),
    ("text", "press"),
    ("text2", "press"),
    ("on_fill", "fill"),
]
"""Every colour of words with every ground that it is written on."""


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), _USED)
def test_text_can_be_read_on_its_ground(tokens: Tokens, ink: str, ground: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@given(st.sampled_from([LIGHT, DARK]), st.integers(0, 0xFFFFFF))
def test_words_can_be_read_on_the_tint_of_any_colour(tokens: Tokens, color: int) -> None:
    hex_value = f"#{color:06x}"
    card = card_tint(tokens, hex_value)
    assert contrast(tokens.text, word_tint(tokens, hex_value)) >= 4.5
    assert contrast(tokens.text, card) >= 4.5
    assert contrast(tokens.text2, card) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_tokens_are_colours(tokens: Tokens) -> None:
    values = [getattr(tokens, f.name) for f in fields(tokens) if f.name not in ("dark", "checker")]
    assert all(re.fullmatch("#[0-9A-F]{6}", v) for v in (*values, *tokens.checker))


def test_black_and_white_parts_still_tint_their_ground() -> None:
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
    assert hex_to_lab(visible("#000000"))[0] == pytest.approx(25, abs=1)
    assert well_tint(DARK, "#000000") != DARK.surface
    assert well_tint(LIGHT, "#ffffff") != LIGHT.surface.lower()


def test_no_colour_literal_outside_the_theme() -> None:
    folder = Path(gui.__file__).parent
    found = {
        path.name
        for path in folder.rglob("*.py")
        if re.search(r'[^&\w"]#[0-9a-fA-F]{6}\b|"#[0-9a-fA-F]{6}"', path.read_text("utf-8"))
    }
    # The colour field names a colour as an example, and starts its dialog with one.
    # Grounds of pictures and of exports are values in files, not looks of the program.
    values = {"choice.py", "comparison.py", "candidates.py", "picture_head.py"}
    assert found <= {"theme.py", "color_field.py", *values}


def test_each_theme_has_its_own_sheet_and_icons(qtbot: QtBot) -> None:
    light, dark = stylesheet(Look(Mode.LIGHT)), stylesheet(Look(Mode.DARK))
    assert LIGHT.panel in light and DARK.panel in dark
    for name in icon_names():
        pixmap = icon(name, LIGHT.text, LIGHT.line2).pixmap(16, 16)
        assert not pixmap.toImage().isNull()
        image = pixmap.toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(16) for y in range(16)), name
    densities = {math.ceil(screen.devicePixelRatio()) for screen in QGuiApplication.screens()}
    drawn = {size.width() for size in icon("bell", LIGHT.text, LIGHT.line2).availableSizes()}
    assert drawn == {16 * density for density in densities}


def test_the_window_changes_its_theme_at_once(window: MainWindow) -> None:
    def ground() -> str:
        return window.grab().toImage().pixelColor(700, 4).name()

    assert ground() == LIGHT.chrome.lower()
    window.look.set_mode(Mode.DARK)
    assert ground() == DARK.chrome.lower()
    window.look.set_mode(Mode.LIGHT)
