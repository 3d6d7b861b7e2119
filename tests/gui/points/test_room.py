"""What people ask of such editors, the points 11 to 21, done in a whole window as a user would.

The details of each have tests of their own beside the module that does it.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.graph.canvas import GraphCanvas
from gui.window.main_window import MainWindow
from scenegan.rendering.picture_files import read_document
from tests.gui.graph.pointing import LEFT, card_point, drag, wait_for_rest
from tests.gui.points.acting import PATIENCE, do, words

Painted = Callable[[Callable[[], object]], None]


def test_11_everything_has_a_name_in_the_palette_and_keys_can_be_chosen(
    qtbot: QtBot, lizard: MainWindow
) -> None:
    do(lizard, "edit.find").trigger()
    palette = lizard.popups.palette
    assert palette is not None
    for action in lizard.registry:
        if action.applies and not action.refused() and action.name != "edit.find":
            palette.field.setText(action.words.rstrip("…"))
            assert action.words in [o.text for o in palette.offers], action.name
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    do(lizard, "help.keys").trigger()
    keys = lizard.popups.keys
    assert keys is not None
    keys.bind("view.tree", "Ctrl+T")
    assert do(lizard, "view.tree").shortcut().toString() == "Ctrl+T"
    keys.bind("view.body", "Ctrl+T")
    assert do(lizard, "view.tree").shortcut().toString() == "" and keys.clash.text()


def test_12_cards_are_laid_out_aligned_and_snapped(
    qtbot: QtBot, lizard: MainWindow, canvas: GraphCanvas
) -> None:
    steps = len(lizard.model.steps)
    do(lizard, "view.tree").trigger()
    wait_for_rest(qtbot, lizard)
    assert lizard.graph.arrangement == "tree"
    start = card_point(canvas, "tail-1")
    drag(qtbot, canvas, start, start + QPoint(33, 41))
    assert "tail-1" in lizard.graph.places_by_hand()
    lizard.model.select_all(["tail-1", "torso-1"])
    do(lizard, "part.align_cards.left").trigger()
    wait_for_rest(qtbot, lizard)
    cards = [canvas.cards.cards[n] for n in ("tail-1", "torso-1")]
    assert len({round(c.pos().x() - c.body().width() / 2) for c in cards}) == 1
    do(lizard, "view.tidy").trigger()
    assert lizard.graph.places_by_hand() == {}
    assert len(lizard.model.steps) == steps  # How it is looked at is no step of the creature.


def test_13_variations_of_all_of_the_selection_and_over_two_axes(
    qtbot: QtBot, lizard: MainWindow
) -> None:
    lizard.model.select("tail-1")
    do(lizard, "seed.variations").trigger()
    panel = lizard.creations.variations
    assert panel is not None and panel.isVisible()
    qtbot.waitUntil(lambda: not panel.run.is_running, timeout=PATIENCE)
    assert len([c for c in panel.grid.cells if c.picture is not None]) == 9
    before = len(lizard.model.steps)
    qtbot.mouseClick(panel.grid.cells[0], LEFT)
    assert len(lizard.model.steps) == before + 1 and not panel.isVisible()


def test_14_a_template_starts_a_document_of_its_own(
    qtbot: QtBot, window: MainWindow, painted: Painted
) -> None:
    desk = window.creations.templates
    qtbot.keyClick(window.description.sentence, Qt.Key.Key_Down)
    assert desk.empty.isVisible()
    card = desk.empty.grid.cards[0]
    assert not card.pixmap().isNull()
    painted(card.click)
    assert len(words(window)) > 4 and not desk.empty.isVisible()
    assert do(window, "file.save_template").isEnabled()


def test_15_parts_are_grouped_named_locked_and_fanned_out(
    qtbot: QtBot, lizard: MainWindow, painted: Painted
) -> None:
    lizard.model.select_all(["tail-1", "mouth-1"])
    do(lizard, "part.group").trigger()
    do(lizard, "part.rename_group").trigger()
    names = lizard.popups.names
    assert names is not None and names.field.text() == "Group 1"
    names.field.setText("Soft parts")
    qtbot.keyClick(names.field, Qt.Key.Key_Return)
    card = lizard.graph.scene.card_of("mouth-1")
    assert card is not None and card.facts.name == "Soft parts" and len(card.facts.nodes) == 2
    painted(do(lizard, "part.lock").trigger)
    assert [p.id for p in lizard.model.graph.parts if p.locked] == ["tail-1", "mouth-1"]
    do(lizard, "part.fan").trigger()
    assert lizard.graph.scene.card_of("mouth-1") is not lizard.graph.scene.card_of("tail-1")


def test_16_a_picture_is_exported_by_a_pattern_and_copied_with_alpha(
    lizard: MainWindow, tmp_path: Path
) -> None:
    choice = replace(lizard.exports.choice, folder=str(tmp_path), pattern="{kind}-{seed}-{number}")
    for _ in range(2):
        lizard.exports.export(choice)
        lizard.exports.finish()
    assert len(list(tmp_path.glob("lizard-0-*.png"))) == 2
    do(lizard, "edit.copy_picture").trigger()
    assert QGuiApplication.clipboard().image().pixelColor(0, 0).alpha() == 0


def test_17_the_command_line_gets_the_very_document(lizard: MainWindow, tmp_path: Path) -> None:
    do(lizard, "file.copy_command").trigger()
    assert "scenegan draw" in QGuiApplication.clipboard().text()
    lizard.controller.save(tmp_path / "lizard.png")
    do(lizard, "file.copy_command").trigger()
    assert "lizard.png" in QGuiApplication.clipboard().text()
    assert read_document(tmp_path / "lizard.png") == lizard.model.document


def test_19_every_widget_in_the_round_of_tab_has_a_name(lizard: MainWindow) -> None:
    for selected in ((), ("tail-1",), ("tail-1", "flame-1")):
        lizard.model.select_all(selected)
        nameless = [
            w
            for w in lizard.findChildren(QWidget)
            if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible() and w.isEnabled()
            and w.focusProxy() is None
            and not (w.accessibleName() or getattr(w, "text", str)())
        ]  # fmt: skip
        assert nameless == []


def test_19_the_tree_of_parts_has_every_edit_in_its_menu(lizard: MainWindow) -> None:
    lizard.model.select("tail-1")
    lizard.parts.menu_asked.emit(QPoint(5, 5))
    (menu,) = [m for m in lizard.findChildren(QMenu) if m.isVisible()]
    offered = {a.objectName() for a in menu.actions()}
    menu.close()
    assert offered >= {
        "part.add", "part.change", "part.inspect", "part.lock", "part.remove", "part.fan",
        "edit.cut", "edit.copy", "edit.paste", "edit.duplicate",
        "seed.variations",
    }  # fmt: skip


def test_20_fit_zoom_map_and_themes(lizard: MainWindow, canvas: GraphCanvas) -> None:
    do(lizard, "view.larger").trigger()
    do(lizard, "view.larger").trigger()
    lizard.model.select("flame-1")
    do(lizard, "view.fit_selection").trigger()
    card = canvas.cards.cards["flame-1"]
    assert canvas.section().contains(card.pos()) and not canvas.follows_fit
    do(lizard, "view.fit").trigger()
    assert canvas.section().contains(canvas.cards.bounds())
    before = lizard.look.tokens
    do(lizard, "view.theme.dark").trigger()
    assert lizard.look.tokens != before and lizard.look.tokens.dark
    do(lizard, "view.theme.light").trigger()


def test_21_what_failed_is_said_where_and_with_what_to_do(
    qtbot: QtBot, lizard: MainWindow, tmp_path: Path
) -> None:
    lizard.controller.save(tmp_path / "no" / "lizard.scenegan")
    assert "there is no folder" in lizard.notice.text and lizard.isWindowModified()
    assert lizard.status.bell.property("role") == "alarm"
    do(lizard, "help.notices").trigger()
    assert lizard.status.bell.property("role") == "quiet"
    notices = lizard.popups.notices
    assert notices is not None
    assert [b for b in notices.findChildren(QPushButton) if "Copy" in b.text()]
