"""What people ask of such editors, the points 1 to 10, done in a whole window as a user would.

The details of each have tests of their own beside the module that does it.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from pytestqt.qtbot import QtBot

from gui.document.journal import Journal
from gui.gallery.query import Query
from gui.graph.canvas import GraphCanvas
from gui.picture.comparison import Mode
from gui.window.main_window import MainWindow
from scenegan.graph import from_json
from tests.gui.fakes import FakePainter
from tests.gui.graph.pointing import LEFT, NO_KEYS, drag, wait_for_rest
from tests.gui.points.acting import PATIENCE, SHIFT, do, words

Painted = Callable[[Callable[[], object]], None]


def test_1_every_action_is_one_step_that_is_undone_with_its_picture(
    lizard: MainWindow, painted: Painted
) -> None:
    before = lizard.model.current.picture
    lizard.model.select("tail-1")
    painted(do(lizard, "part.remove").trigger)
    after = lizard.model.current.picture
    assert "flame-1" not in words(lizard)
    assert do(lizard, "edit.undo").text() == "Undo “Tail removed”"
    do(lizard, "edit.undo").trigger()
    assert lizard.model.current.picture is before
    assert do(lizard, "edit.redo").text() == "Redo “Tail removed”"
    do(lizard, "edit.redo").trigger()
    assert lizard.model.current.picture is after
    lizard.history.buttons[1].click()
    assert lizard.model.current.picture is before
    assert len(lizard.history.buttons) == len(lizard.model.steps) == 3


def test_2_unsaved_work_lies_beside_the_file_until_it_is_saved(
    qtbot: QtBot, lizard: MainWindow, painted: Painted, tmp_path: Path
) -> None:
    file, journal = tmp_path / "lizard.scenegan", tmp_path / "journal"
    lizard.controller.save(file)
    saved = file.read_bytes()
    qtbot.waitUntil(lambda: not list(journal.glob("*.json")), timeout=PATIENCE)
    painted(lambda: lizard.controller.set_seed(7))
    qtbot.waitUntil(lambda: len(list(journal.glob("*.json"))) == 1, timeout=PATIENCE)
    assert file.read_bytes() == saved
    assert Journal(journal).find() == []  # This program still runs.
    lizard.controller.save(file)
    qtbot.waitUntil(lambda: not list(journal.glob("*.json")), timeout=PATIENCE)
    assert read_step(file) == lizard.model.document
    assert [p.name for p in tmp_path.glob("*.scenegan*")] == ["lizard.scenegan"]


def read_step(file: Path) -> object:
    return from_json(file.read_text(encoding="utf-8"))


def test_3_a_sentence_becomes_a_graph_and_a_picture(
    qtbot: QtBot, window: MainWindow, painted: Painted
) -> None:
    sentence = window.description.sentence
    qtbot.keyClicks(sentence, "a lizard with a tail")
    painted(lambda: qtbot.keyClick(sentence, Qt.Key.Key_Return))
    assert window.model.graph.of("tail") and window.picture.pixels() is not None
    qtbot.keyClick(sentence, Qt.Key.Key_Return, SHIFT)
    painted(lambda: qtbot.keyClicks(sentence, "and a horn"))  # Read without Enter, too.
    assert window.model.document.text == "a lizard with a tail\nand a horn"
    assert window.model.graph.of("horn")
    assert {n for m in sentence._marks for n in m.nodes} >= {"tail-1", "horn-1"}


def test_4_parts_are_searched_for_by_key_by_a_double_click_and_by_an_edge_into_the_void(
    qtbot: QtBot, lizard: MainWindow, canvas: GraphCanvas, painted: Painted
) -> None:
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    palette = lizard.popups.palette
    assert palette is not None and palette.is_open
    qtbot.keyClicks(palette.field, "horn")
    painted(lambda: qtbot.keyClick(palette.field, Qt.Key.Key_Return))
    assert lizard.model.selection == "horn-1"
    wait_for_rest(qtbot, lizard)
    search = lizard.graph.search
    qtbot.mouseDClick(canvas.viewport(), LEFT, pos=QPoint(2, canvas.height() // 2))
    assert search.isVisible()
    search.hide()
    lizard.model.select("tail-1")
    card = canvas.cards.cards["tail-1"]
    handle = canvas.viewportTransform().map(card.pos() + card.handle().center()).toPoint()
    drag(qtbot, canvas, handle, QPoint(3, 3))
    qtbot.keyClicks(search.field, "wing")
    painted(lambda: qtbot.keyClick(search.field, Qt.Key.Key_Return))
    assert lizard.model.graph.part("wing-1").on == "tail-1"


def dropped(window: MainWindow, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy = Qt.DropAction.CopyAction
    window.dropEvent(QDropEvent(QPointF(9, 9), copy, data, LEFT, NO_KEYS))


@pytest.mark.parametrize("ending", ["png", "webp", "ora"])
def test_5_a_picture_carries_its_recipe_and_drops_back_in(
    lizard: MainWindow, painted: Painted, tmp_path: Path, ending: str
) -> None:
    lizard.exports.export(replace(lizard.exports.choice, folder=str(tmp_path), ending=f".{ending}"))
    lizard.exports.finish()
    (path,) = tmp_path.glob(f"*.{ending}")
    document = lizard.model.document
    lizard.controller.new()
    painted(lambda: dropped(lizard, path))
    assert lizard.model.graph == document.graph
    assert lizard.model.document.layout == document.layout


def test_5_a_picture_without_a_recipe_says_so(lizard: MainWindow, tmp_path: Path) -> None:
    assert lizard.picture.pixels() is not None
    lizard.picture.pixels().toImage().save(str(tmp_path / "plain.png"))  # type: ignore[union-attr]
    before = lizard.model.document
    dropped(lizard, tmp_path / "plain.png")
    assert "carries no SceneGAN document" in lizard.notice.text
    assert lizard.model.document == before


def test_6_a_job_is_shown_queued_and_cancelled_and_the_last_edit_wins(
    qtbot: QtBot, lizard: MainWindow, painter: FakePainter, painted: Painted
) -> None:
    shown = lizard.picture.pixels()
    painter.gate.clear()
    lizard.controller.set_seed(1)
    cancel = lizard.status._cancel
    qtbot.waitUntil(cancel.isVisible, timeout=PATIENCE)
    qtbot.keyClick(lizard, Qt.Key.Key_Escape)
    qtbot.keyClick(lizard, Qt.Key.Key_Escape)
    assert lizard.status.message == "Stopped" and lizard.picture.pixels() is not None
    for seed in (2, 3, 4):
        lizard.controller.set_seed(seed)
    painted(painter.gate.set)
    assert lizard.model.current.held is not None
    assert lizard.model.current.held.document.recipe.seed == 4
    assert lizard.status.message.endswith("ms") or " s" in lizard.status.message
    assert lizard.picture.pixels() is not shown


def test_7_the_seed_is_seen_fixed_counted_thrown_and_copied(
    lizard: MainWindow, painted: Painted
) -> None:
    painted(do(lizard, "seed.next").trigger)
    assert lizard.model.document.recipe.seed == 1
    painted(lizard.seeds.dice.click)
    assert lizard.model.document.recipe.seed == 48213  # What the dice of tests throw.
    lizard.seeds._copy.click()
    assert QGuiApplication.clipboard().text() == "48213"
    assert lizard.seeds.keep.isChecked()
    lizard.seeds.keep.click()
    assert lizard.model.view["free_seed"] is True


def test_8_pictures_are_kept_found_renamed_reused_and_deleted(
    qtbot: QtBot, lizard: MainWindow, painted: Painted
) -> None:
    do(lizard, "gallery.star").trigger()
    desk = lizard.creations.gallery
    do(lizard, "gallery.open").trigger()
    pane = desk._pane
    assert pane is not None and pane.isVisible()
    (kept,) = desk.library.find(Query(starred=True))
    pane.select([kept.number])
    qtbot.keyClick(pane, Qt.Key.Key_F2)
    names = lizard.popups.names
    assert names is not None and names.isVisible()
    names.field.setText("Ember's brother")
    qtbot.keyClick(names.field, Qt.Key.Key_Return)
    assert [k.name for k in desk.library.find(Query("brother"))] == ["Ember's brother"]
    assert desk.library.find(Query("brother lizard")) and not desk.library.find(Query("sister"))
    pane.select([kept.number])
    qtbot.keyClick(pane, Qt.Key.Key_Delete)
    assert desk.library.count() == 0
    pane.undo_delete()
    painted(lambda: pane.reuse_asked.emit(desk.library.find(Query())[0]))
    assert len(lizard.workspace.tabs) == 2 and words(lizard)[0] == "torso-1"


def test_9_before_and_after_side_by_side_flipped_and_by_a_held_key(
    qtbot: QtBot, lizard: MainWindow, painted: Painted
) -> None:
    painted(lambda: lizard.controller.set_seed(5))
    view = lizard.picture
    view.setFocus()
    qtbot.keyPress(view, Qt.Key.Key_Backslash)
    assert view.comparison.seen is Mode.BEFORE
    qtbot.keyRelease(view, Qt.Key.Key_Backslash)
    do(lizard, "picture.split").trigger()
    assert view.comparison.seen is Mode.SPLIT
    for heard in (lizard.graph.canvas, lizard.parts.tree):
        qtbot.keyPress(heard, Qt.Key.Key_Backslash)
        assert view.comparison.seen is Mode.BEFORE
        qtbot.keyRelease(heard, Qt.Key.Key_Backslash)
        assert view.comparison.seen is Mode.SPLIT
    do(lizard, "picture.flip").trigger()
    assert view.comparison.flipped
    lizard.history.compare_asked.emit(1)
    assert view.comparison.notes[0] == lizard.model.steps[1].label


def test_10_parts_are_copied_with_their_edges_from_one_document_to_another(
    lizard: MainWindow, painted: Painted
) -> None:
    lizard.model.select("tail-1")
    do(lizard, "edit.copy").trigger()
    text = QGuiApplication.clipboard().text()
    assert '"scenegan/graph@1"' in text
    lizard.files.new()
    painted(lambda: lizard.controller.describe("a cat with a body"))
    lizard.model.select("body-1")
    painted(do(lizard, "edit.paste").trigger)
    graph = lizard.model.graph
    assert (graph.part("tail-1").on, graph.part("flame-1").on) == ("body-1", "tail-1")
    painted(do(lizard, "edit.duplicate").trigger)
    assert lizard.model.graph.part("flame-2").on == "tail-2"
