"""Qt's style sheet of what opens over the window, of the bars, and of the document tabs."""

from __future__ import annotations

from gui.style.theme import RADIUS_CHIP, Look, mixed


def panel_sheet(look: Look) -> str:
    """Returns the part of the style sheet for panels and bars."""
    t = look.tokens

    def px(size: float) -> str:
        return f"{round(size * look.scale)}px"

    return f"""
#palette, #keyList, #exportPanel {{ background: transparent; }}
#paletteField {{ background: transparent; border: none; font-size: {px(15)};
  font-family: "{look.display_family}"; min-height: {px(34)}; padding: 0 6px; }}
#paletteField:focus {{ border: none; }}
#keyList QScrollArea > QWidget > QWidget, #popup QScrollArea > QWidget > QWidget {{
  background: transparent; }}
#palette QListWidget {{ background: transparent; border: none; }}
QLabel[role="selected"] {{ background: {t.soft}; color: {t.accent}; font-size: {px(11.5)};
  font-weight: 500; border-radius: {RADIUS_CHIP}px; padding: 3px 7px; }}
QLabel[role="failure"] {{ color: {t.bad}; }}
QPushButton[role="quiet"], QToolButton[role="quiet"], QToolButton[role="alarm"] {{
  font-size: {px(11.5)}; color: {t.text2}; padding: 0 5px; border: none;
  min-height: {px(20)}; min-width: {px(20)}; }}
QPushButton[role="quiet"]:hover, QToolButton[role="quiet"]:hover {{ background: {t.press}; }}
QToolButton[role="alarm"] {{ background: {mixed(t.bad, t.chrome, 0.25)}; }}
#statusLine QLabel[role="ok"] {{ color: {t.ok}; }}
#statusLine QPushButton {{ font-size: {px(11.5)}; }}
#find {{ background: {t.field}; border: 1px solid {t.line2}; text-align: left; padding: 0 8px; }}
#find QLabel {{ color: {t.text2}; }}
QPushButton[role="keyField"] {{ background: {t.field}; border: 1px solid {t.line};
  min-width: {px(120)}; }}
QPushButton[role="keyField"]:checked {{ border: 1px solid {t.accent}; background: {t.soft};
  color: {t.accent}; }}
QTabBar::tab {{ background: transparent; color: {t.text2}; padding: 6px 14px;
  border-bottom: 2px solid transparent; font-size: {px(13)}; }}
QTabBar::tab:selected {{ color: {t.text}; border-bottom: 2px solid {t.accent}; }}
QCheckBox {{ spacing: 8px; }}
QCheckBox::indicator {{ width: {px(16)}; height: {px(16)}; border: 1px solid {t.line2};
  border-radius: 4px; background: {t.field}; }}
QCheckBox::indicator:checked {{ background: {t.fill}; border-color: {t.fill}; }}
QCheckBox::indicator:focus {{ border: 2px solid {t.accent}; }}
"""
