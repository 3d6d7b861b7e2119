"""Qt's style sheet, filled in with the tokens of a theme."""

from __future__ import annotations

from gui.style.panel_sheet import panel_sheet
from gui.style.theme import (
    CHINESE_FAMILIES,
    RADIUS_CARD,
    RADIUS_CHIP,
    RADIUS_CONTROL,
    RADIUS_FLOATING,
    Look,
    faint,
    mixed,
)


def stylesheet(look: Look) -> str:
    """Returns the style sheet of the whole program for the theme in use."""
    t = look.tokens

    def px(size: float) -> str:
        return f"{round(size * look.scale)}px"

    def pt(size: float) -> str:
        return f"{look.points(size):.4f}pt"

    def square(side: float) -> str:
        """Least sides of a button with an icon; Qt adds its own frame of three pixels."""
        least = f"{round(side * look.scale) - 3}px"
        return f"min-height: {least}; min-width: {least};"

    chinese = ", ".join(f'"{family}"' for family in CHINESE_FAMILIES)
    faded = mixed(t.fill, t.chrome, 0.4)
    return f"""
* {{ font-family: "{look.family}", {chinese}; font-size: {pt(12.5)}; color: {t.text};
  outline: none; }}
QMainWindow, QDialog {{ background: {t.panel}; }}
QToolTip {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.line2};
  padding: 4px 6px; font-size: {pt(11.5)}; }}
#topBar {{ background: {t.chrome}; border-bottom: 1px solid {t.line}; }}
#statusLine {{ background: {t.chrome}; border-top: 1px solid {t.line}; }}
#statusLine QLabel {{ font-size: {pt(11.5)}; color: {t.text2}; }}
#description, #picturePane, #side, #inspector, #inspectorBody {{ background: {t.panel}; }}
#description {{ border-bottom: 1px solid {t.line}; }}
#side {{ border-left: 1px solid {t.line}; }}
#inspector {{ border-top: 1px solid {t.line}; }}
#seedBar, #historyStrip {{ background: {t.panel}; border-top: 1px solid {t.line}; }}
#historyStrip QScrollArea, #historyStrip QScrollArea > QWidget > QWidget
  {{ background: transparent; }}

QMenuBar {{ background: transparent; font-size: {pt(13)}; spacing: 0; }}
QMenuBar::item {{ background: transparent; color: {t.text2}; padding: 5px 9px;
  border-radius: {RADIUS_CONTROL}px; }}
QMenuBar::item:selected {{ background: {t.press}; color: {t.text}; }}
QMenu {{ background: {t.raised}; border: 1px solid {t.line2}; padding: 5px; font-size: {pt(13)}; }}
QMenu::item {{ padding: 6px 22px 6px 12px; border-radius: 5px; }}
QMenu::item:selected {{ background: {t.hover}; }}
QMenu::item:disabled {{ color: {t.text3}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 5px 8px; }}
QMenu::icon {{ padding-left: 8px; }}

QLabel {{ background: transparent; }}
QLabel[role="title"] {{ font-size: {pt(15)}; font-weight: 600;
  font-family: "{look.display_family}"; }}
QLabel[role="section"] {{ font-weight: 600; font-size: {pt(12)}; }}
QLabel[role="field"] {{ color: {t.text2}; font-size: {pt(12)}; }}
QLabel[role="secondary"] {{ color: {t.text2}; }}
QLabel[role="hint"] {{ color: {t.text3}; }}
QLabel[role="warning"] {{ color: {t.warn}; }}
QLabel[role="ok"] {{ color: {t.ok}; }}
QLabel[role="tab"] {{ background: {t.panel}; border: 1px solid {t.line};
  border-bottom-color: {t.panel}; border-top-left-radius: 8px; border-top-right-radius: 8px;
  padding: 0 14px; font-size: {pt(13)}; font-weight: 500; }}
QFrame[role="rule"] {{ background: {t.line}; border: none; }}

QPushButton, QToolButton {{ background: transparent; border: 1px solid transparent;
  border-radius: {RADIUS_CONTROL}px; padding: 0 9px; min-height: {px(26)}; }}
QPushButton {{ font-weight: 500; font-size: {pt(12)}; }}
QToolButton {{ padding: 0; {square(26)} }}
QPushButton:hover, QToolButton:hover {{ background: {t.hover}; }}
#topBar QToolButton:hover {{ background: {t.press}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {t.press}; }}
QPushButton:disabled {{ color: {t.text3}; }}
QToolButton:checked {{ background: {t.soft}; border-color: {t.softline}; color: {t.accent}; }}
QPushButton:focus[keyed="true"], QToolButton:focus[keyed="true"], QMessageBox QPushButton:focus
  {{ border: 2px solid {t.accent}; }}
QPushButton[role="primary"] {{ background: {t.fill}; color: {t.on_fill}; font-weight: 600;
  padding: 0 10px; }}
QPushButton[role="primary"]:hover {{ background: {mixed(t.fill, t.text, 0.9)}; }}
QPushButton[role="primary"]:disabled {{ background: {faded}; color: {t.on_fill}; }}
QPushButton[role="outlined"], QToolButton[role="outlined"] {{ background: {t.field};
  border: 1px solid {t.line}; }}
QPushButton[role="outlined"]:hover, QToolButton[role="outlined"]:hover {{ background: {t.hover}; }}
QPushButton[role="outlined"]:checked, QToolButton[role="outlined"]:checked
  {{ background: {t.soft}; border-color: {t.softline}; }}
QPushButton[role="link"] {{ color: {t.accent}; padding: 0 2px; min-height: {px(20)}; }}
QPushButton[role="link"]:hover {{ background: transparent; text-decoration: underline; }}
QPushButton[called="true"] {{ color: {t.accent}; }}
QToolButton::menu-indicator, QPushButton::menu-indicator {{ image: none; width: 0; }}

QLineEdit, QComboBox, QSpinBox {{ background: {t.field}; border: 1px solid {t.line};
  border-radius: {RADIUS_CONTROL}px; padding: 0 8px; min-height: {px(26)};
  selection-background-color: {t.fill}; selection-color: {t.on_fill};
  placeholder-text-color: {t.text3}; }}
QLineEdit {{ padding: 0 6px; }}
QLineEdit:hover, QComboBox:hover, #colorField:hover, #numberField:hover, #stepper:hover
  {{ border-color: {t.line2}; }}
QLineEdit:focus, QComboBox:focus {{ border: 1px solid {t.accent}; }}
QLineEdit[wrong="true"] {{ border: 1px solid {t.bad}; }}
QComboBox::drop-down {{ border: none; width: 22px; }}
QComboBox::down-arrow {{ image: none; width: 0; }}
QComboBox QAbstractItemView {{ background: {t.raised}; border: 1px solid {t.line2}; padding: 4px;
  selection-background-color: {t.hover}; selection-color: {t.text}; }}

#sentence {{ background: transparent; border: none; font-family: "{look.display_family}";
  font-size: {pt(18)}; placeholder-text-color: {t.text3};
  selection-background-color: {faint(t.accent, 0.26)}; selection-color: {t.text}; }}
#picturePane {{ border-left: 1px solid {t.line}; }}
#floatingBar {{ background: {t.raised}; border: 1px solid {t.line};
  border-radius: {RADIUS_FLOATING}px; }}
QLabel[role="key"] {{ font-size: {pt(11)}; color: {t.text2}; border: 1px solid {t.line2};
  border-radius: 4px; padding: 0 4px; }}
#floatingBar QPushButton:checked, #floatingBar QToolButton:checked {{ background: {t.soft};
  border-color: {t.soft}; color: {t.accent}; }}
QTreeView, QListView {{ background: transparent; border: none; show-decoration-selected: 0;
  selection-background-color: transparent; }}
QTreeView::item, QTreeView::item:selected, QTreeView::item:hover {{ background: transparent; }}
QListView#completions {{ background: {t.raised}; border: 1px solid {t.line2}; padding: 4px; }}
QListView#completions::item {{ padding: 4px 6px; border-radius: 5px; }}
QListView#completions::item:selected {{ background: {t.hover}; color: {t.text}; }}
QTreeView::branch {{ background: transparent; image: none; border-image: none; }}
QScrollArea {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {t.line2}; border-radius: 2px; min-height: 28px;
  margin: 2px 3px; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle:horizontal {{ background: {t.line2}; border-radius: 2px; min-width: 28px;
  margin: 3px 2px; }}
QScrollBar::handle:vertical:hover, QScrollBar::handle:horizontal:hover
  {{ background: {t.edge}; border-radius: 3px; margin: 2px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: transparent; }}

#chip {{ background: {t.press}; border-radius: {RADIUS_CHIP}px; }}
#chip QLabel {{ font-size: {pt(12.5)}; }}
#chip QToolButton {{ {square(16)} border-radius: 4px; border: none; }}
#chip QToolButton:hover {{ background: {t.line2}; }}
#stepper {{ background: {t.field}; border: 1px solid {t.line};
  border-radius: {RADIUS_CONTROL}px; }}
#stepper QToolButton {{ border-radius: 0; border: none; }}
#stepper QLineEdit {{ background: transparent; border: none; border-left: 1px solid {t.line};
  border-right: 1px solid {t.line}; border-radius: 0; padding: 0; }}
#stepper QLineEdit:focus {{ color: {t.accent}; }}
#colorField {{ background: {t.field}; border: 1px solid {t.line};
  border-radius: {RADIUS_CONTROL}px; }}
#colorField[focused="true"] {{ border-color: {t.accent}; }}
#colorField[wrong="true"] {{ border-color: {t.bad}; }}
#colorField QLineEdit {{ background: transparent; border: none; padding: 0 2px 0 1px; }}
#colorField QToolButton {{ {square(26)} border: none; }}
#colorField QLabel {{ color: {t.text3}; font-size: {pt(12)}; }}
QToolButton[small="true"] {{ {square(22)} }}
QPushButton[small="true"] {{ min-height: {px(20)}; }}
#numberField {{ background: {t.field}; border: 1px solid {t.line};
  border-radius: {RADIUS_CONTROL}px; }}
#numberField[focused="true"] {{ border-color: {t.accent}; }}
#numberField[wrong="true"] {{ border-color: {t.bad}; }}
#numberField QLineEdit {{ background: transparent; border: none; padding: 0; }}
QPushButton[role="offered"] {{ border: 1px dashed {t.line2}; border-radius: {RADIUS_CHIP}px;
  padding: 0 7px; min-height: {px(22)}; font-size: {pt(12)}; font-weight: 400;
  color: {t.text2}; }}
QPushButton[role="offered"]:hover {{ border-color: {t.edge}; color: {t.text}; }}
#inspectorHead {{ background: {t.panel}; }}
#segmented {{ background: {t.press}; border-radius: {RADIUS_CONTROL}px; }}
#segmented QPushButton {{ background: transparent; border: none; border-radius: 5px;
  padding: 0 10px; min-height: {px(24)}; max-height: {px(24)}; color: {t.text2};
  font-weight: 400; }}
#segmented QPushButton:hover {{ color: {t.text}; }}
#segmented QPushButton:checked {{ background: {t.surface}; color: {t.text}; font-weight: 500; }}
#segmented QPushButton:disabled {{ color: {t.text3}; }}
#pictureHead {{ background: {t.panel}; }}
#zoomButton {{ background: transparent; border: none; padding: 0 6px; }}
#zoomButton:hover {{ background: {t.hover}; }}
#notice {{ background: {mixed(t.bad, t.panel, 0.10)};
  border: 1px solid {mixed(t.bad, t.panel, 0.4)};
  border-radius: {RADIUS_CARD}px; margin: 8px 12px 0 12px; }}
#notice[tone="warn"] {{ background: {mixed(t.warnline, t.panel, 0.12)};
  border-color: {mixed(t.warnline, t.panel, 0.5)}; }}
#notice[tone="calm"] {{ background: {t.soft}; border-color: {t.softline}; }}
#galleryPane, #variationsPanel {{ background: {t.panel}; border-bottom: 1px solid {t.line}; }}
#variationsPanel {{ border-left: 1px solid {t.line}; }}
#tourNote {{ background: {t.raised}; border: 1px solid {t.line2};
  border-radius: {RADIUS_CARD}px; }}
QLabel[role="emptyTitle"] {{ font-family: "{look.display_family}"; font-size: {pt(20)};
  font-weight: 600; }}
QPushButton[role="stripTitle"] {{ font-weight: 600; padding: 0 8px; }}
#popup {{ background: {t.raised}; border: 1px solid {t.line2}; }}
#popup QListView::item {{ padding: 5px 8px; border-radius: 5px; min-height: {px(18)}; }}
#popup QListView::item:selected {{ background: {t.hover}; color: {t.text}; }}
""" + panel_sheet(look)
