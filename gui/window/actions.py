"""What the window offers to do: files, edits of the whole, views, help."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from gui.commands.action import Action
from gui.style.theme import Mode
from gui.style.translation import LANGUAGES, language, tr

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow

TEXT_SIZES = (90, 100, 110, 125, 150, 175)
"""Per cent."""


def window_actions(window: MainWindow) -> list[Action]:
    """Returns all actions that are about documents, the picture as a whole, and the window."""
    return [*_file(window), *_edit(window), *_view(window), *_help(window)]


def empty_reason(window: MainWindow) -> Callable[[], str]:
    """Returns what says why nothing can be done with a document without a creature."""
    return lambda: tr("Describe a creature first") if window.model.graph.is_empty else ""


def _file(window: MainWindow) -> list[Action]:
    files, empty = window.files, empty_reason(window)
    return [
        Action("file.new", "New", files.new, "Ctrl+N", menu="File", also="tab document"),
        Action("file.open", "Open…", files.open, "Ctrl+O", menu="File", also="load file"),
        Action("file.save", "Save", files.save, "Ctrl+S", menu="File", section=1),
        Action("file.save_as", "Save as…", files.save_as, "Ctrl+Shift+S", menu="File", section=1),
        Action(
            "file.export", "Export…", window.exports.open, "Ctrl+Shift+E", menu="File", section=2,
            icon="export", also="png webp svg openraster ora krita write picture", refused=empty,
        ),
        Action(
            "file.export_again", "Export again", window.exports.again, "Ctrl+E", menu="File",
            section=2, icon="export", refused=empty, title=window.exports.again_words,
        ),
        Action(
            "file.copy_command", "Copy as command", window.clipboard.copy_command, menu="File",
            section=2, also="terminal headless command line scenegan draw", refused=empty,
        ),
        Action("file.close", "Close", files.close_current, "Ctrl+W", menu="File", section=8),
        Action("file.next_tab", "Next document", partial(files.step_tab, 1), "Ctrl+Tab"),
        Action("file.last_tab", "Previous document", partial(files.step_tab, -1), "Ctrl+Shift+Tab"),
        Action("file.quit", "Quit", window.close, "Ctrl+Q", menu="File", section=9),
    ]  # fmt: skip


def _edit(window: MainWindow) -> list[Action]:
    c, model, empty = window.controller, window.model, empty_reason(window)

    def undo_words() -> str:
        return tr("Undo “{step}”", step=model.current.label) if model.can_undo else tr("Undo")

    def redo_words() -> str:
        if not model.can_redo:
            return tr("Redo")
        return tr("Redo “{step}”", step=model.steps[model.position + 1].label)

    return [
        Action(
            "edit.undo", "Undo", c.undo, "Ctrl+Z", menu="Edit", icon="undo", title=undo_words,
            refused=lambda: "" if model.can_undo or c.is_typing else tr("Nothing to undo"),
        ),
        Action(
            "edit.redo", "Redo", c.redo, "Ctrl+Shift+Z", menu="Edit", icon="redo",
            title=redo_words, refused=lambda: "" if model.can_redo else tr("Nothing to redo"),
        ),
        Action(
            "edit.copy_picture", "Copy picture", window.clipboard.copy_picture, "Ctrl+Shift+C",
            menu="Edit", section=2, contexts=("picture",), icon="copy", refused=empty,
            also="alpha transparent clipboard image",
        ),
        Action(
            "edit.description", "Description", window.focus_sentence, "Ctrl+L", menu="Edit",
            section=3, also="text sentence write",
        ),
        Action(
            "edit.rewrite", "Rewrite from graph", c.rewrite, menu="Edit", section=3,
            icon="refresh", refused=empty,
        ),
        Action(
            "edit.find", "Find or do anything", window.open_palette, "Ctrl+K", menu="Edit",
            section=3, icon="search", also="command palette search",
        ),
        Action(
            "seed.new", "New seed", c.new_seed, "R", letter=True, menu="Edit", section=4,
            contexts=("picture",), icon="dice", refused=empty, also="dice random again",
        ),
        Action(
            "seed.next", "Next seed", c.next_seed, "Shift+R", letter=True, menu="Edit",
            section=4, icon="dice", refused=empty,
        ),
    ]  # fmt: skip


def _view(window: MainWindow) -> list[Action]:
    graph, picture, look = window.graph, window.picture, window.look

    def in_graph() -> bool:
        return window.graph.canvas.hasFocus()

    def fit() -> None:
        if in_graph() or not picture.hasFocus():
            graph.fit()
        if not in_graph():
            picture.fit()

    def zoom(steps: int) -> None:
        if picture.hasFocus():
            picture.zoom_by(steps)
        else:
            graph.zoom_by(steps)

    made = [
        Action("view.fit", "Fit", fit, "F", letter=True, menu="View", icon="fit",
               contexts=("ground", "picture"), also="zoom all"),
        Action("view.fit_selection", "Fit selection", graph.fit_selection, "Shift+F", letter=True,
               menu="View", also="zoom", contexts=("part",), icon="fit"),
        Action("view.larger", "Zoom in", partial(zoom, 1), "Ctrl++", menu="View", icon="plus"),
        Action("view.smaller", "Zoom out", partial(zoom, -1), "Ctrl+-", menu="View", icon="minus"),
        Action(
            "view.body", "Body layout", partial(graph.arrange_cards, "body"), menu="View",
            section=1, contexts=("ground",), icon="body", also="arrange tidy cards",
            checked=lambda: graph.arrangement == "body",
        ),
        Action(
            "view.tree", "Tree layout", partial(graph.arrange_cards, "tree"), menu="View",
            section=1, contexts=("ground",), icon="tree", also="arrange tidy cards",
            checked=lambda: graph.arrangement == "tree",
        ),
        Action(
            "view.tidy", "Tidy cards", lambda: graph.arrange_cards(graph.arrangement), "Shift+L",
            letter=True, menu="View", section=1, contexts=("ground",), also="arrange layout",
        ),
        Action(
            "view.side", "Parts and inspector", window.room.toggle_side, "F4", menu="View",
            section=2, also="side column drawer", checked=lambda: window.room.side_shown,
        ),
        Action("view.next_pane", "Next pane", partial(window.rounds.go, 1), "F6"),
        Action("view.last_pane", "Previous pane", partial(window.rounds.go, -1), "Shift+F6"),
    ]  # fmt: skip
    names = {Mode.LIGHT: "Light", Mode.DARK: "Dark", Mode.SYSTEM: "System"}
    for mode, name in names.items():
        made.append(
            Action(
                f"view.theme.{mode.value}",
                name,
                partial(window.preferences.set_theme, mode),
                menu="View/Theme",
                section=5,
                also="theme colours",
                checked=lambda m=mode: look.mode is m,  # type: ignore[misc]
            )  # fmt: skip
        )
    for size in TEXT_SIZES:
        made.append(
            Action(
                f"view.text.{size}",
                f"Text size {size} %",
                partial(window.preferences.set_text_size, size),
                menu="View/Text size",
                section=5,
                also="font scale larger smaller",
                title=lambda s=size: tr("Text size {size} %", size=s),  # type: ignore[misc]
                checked=lambda s=size: round(look.scale * 100) == s,  # type: ignore[misc]
            )  # fmt: skip
        )
    for code, name in LANGUAGES.items():
        made.append(
            Action(
                f"view.language.{code}",
                name,
                partial(window.preferences.set_language, code),
                menu="View/Language",
                section=5,
                also="language 语言 english chinese",
                title=lambda n=name: n,  # type: ignore[misc]
                checked=lambda c=code: language() == c,  # type: ignore[misc]
            )  # fmt: skip
        )
    made.append(
        Action(
            "view.motion",
            "Reduced motion",
            window.preferences.toggle_motion,
            menu="View",
            section=6,
            also="animation accessibility",
            checked=lambda: look.reduced_motion,
        )  # fmt: skip
    )
    return made


def _help(window: MainWindow) -> list[Action]:
    return [
        Action("help.keys", "Keys", window.open_keys, "F1", menu="Help", also="shortcuts help ?"),
        Action("help.notices", "Notices", window.open_notices, menu="Help", also="errors bell"),
        Action("help.about", "About SceneGAN", window.show_about, menu="Help", section=1),
    ]
