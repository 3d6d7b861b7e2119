"""Qt's style sheet of what opens over the window, of the bars, and of the document tabs."""

from __future__ import annotations

from gui.style.theme import RADIUS_CHIP, Look, mixed


def panel_sheet(look: Look) -> str:
    """Returns the part of the style sheet for panels and bars."""
    t = look.tokens

    def px(size: float) -> str:
        return f"{round(size * look.scale)}px"

    def pt(size: float) -> str:
        return f"{look.points(size):.4f}pt"

    return f"""
#palette, #keyList, #exportPanel {{ background: transparent; }}
#popup QLabel[role="hint"], #exportPanel QLabel[role="hint"], #keyList QLabel[role="hint"],
  #tourNote QLabel[role="hint"] {{ color: {t.text2}; }}
QLabel[role="keyHint"] {{ color: {t.text2}; font-size: {pt(11.5)}; }}
#paletteField {{ background: transparent; border: none; font-size: {pt(17)};
  font-family: "{look.display_family}"; min-height: {px(34)}; padding: 0 6px; }}
#paletteField:focus {{ border: none; }}
#keyList QScrollArea > QWidget > QWidget, #popup QScrollArea > QWidget > QWidget {{
  background: transparent; }}
#palette QListWidget {{ background: transparent; border: none; }}
#selectedChip {{ background: {t.soft}; border-radius: {RADIUS_CHIP}px; }}
#selectedChip QLabel {{ color: {t.accent}; font-size: {pt(12)}; font-weight: 500; }}
QLabel[role="failure"] {{ color: {t.bad}; }}
QPushButton[role="quiet"], QToolButton[role="quiet"], QToolButton[role="alarm"] {{
  font-size: {pt(11.5)}; font-weight: 400; color: {t.text2}; padding: 0 5px; border: none;
  min-height: {px(20)}; min-width: {px(20)}; }}
QPushButton[role="quiet"]:hover, QToolButton[role="quiet"]:hover {{ background: {t.press}; }}
QToolButton[role="alarm"] {{ background: {mixed(t.bad, t.chrome, 0.25)}; }}
#statusLine QLabel[role="ok"] {{ color: {t.ok}; }}
#statusLine QPushButton {{ font-size: {pt(11.5)}; }}
#find {{ background: {t.field}; border: 1px solid {t.line}; text-align: left; padding: 0 8px; }}
#find QLabel {{ color: {t.text2}; font-size: {pt(12)}; }}
QPushButton[role="keyField"] {{ background: {t.field}; border: 1px solid {t.line};
  min-width: {px(120)}; }}
QPushButton[role="keyField"]:checked {{ border: 1px solid {t.accent}; background: {t.soft};
  color: {t.accent}; }}
QTabBar::tab {{ background: transparent; color: {t.text2}; padding: 6px 14px;
  border-bottom: 2px solid transparent; font-size: {pt(13)}; }}
QTabBar::tab:selected {{ color: {t.text}; border-bottom: 2px solid {t.accent}; }}
QCheckBox {{ spacing: 8px; }}
QCheckBox::indicator {{ width: {px(16)}; height: {px(16)}; border: 1px solid {t.line2};
  border-radius: 4px; background: {t.field}; }}
QCheckBox::indicator:checked {{ background: {t.fill}; border-color: {t.fill}; }}
QCheckBox::indicator:focus {{ border: 2px solid {t.accent}; }}
QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {t.press}; }}
QSlider::sub-page:horizontal {{ border-radius: 2px; background: {t.line2}; }}
QSlider::handle:horizontal {{ width: 12px; margin: -5px 0; border-radius: 7px;
  background: {t.surface}; border: 1px solid {t.line2}; }}
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus {{
  border: 1px solid {t.accent}; }}
"""
