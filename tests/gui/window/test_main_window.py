from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from gui.side.color_field import ColorField
from gui.side.stepper import Stepper
from gui.window.main_window import MainWindow
from scenegan.errors import GraphError
from scenegan.graph import Document, from_json
from scenegan.rendering.picture_files import read_document
from tests.gui.fakes import FakePainter

Painted = Callable[[Callable[[], object]], None]


def named(parent: QWidget, kind: type[QWidget], name: str) -> QWidget:
    found = (w for w in parent.findChildren(kind) if w.accessibleName() == name)
    return next(w for w in found if w.isVisible())


def color_field(window: MainWindow) -> ColorField:
    window.inspector.finish()
    return next(f for f in window.inspector.findChildren(ColorField) if f.isVisible())


def centre_of(window: MainWindow, node: str) -> QPoint:
    left, top, right, bottom = window.model.document.layout[node].box
    frame = window.picture.frame()
    x, y = frame.left() + (left + right) / 2 * frame.width(), (top + bottom) / 2
    return QPointF(x, frame.top() + y * frame.height()).toPoint()


def test_the_window_is_there_before_the_model(window: MainWindow) -> None:
    assert (
        window.status.message.startswith("Loading the painter") or window.status.message == "Ready"
    )
    assert not window.top.export.isEnabled()
    assert window.description.sentence.hasFocus() or not window.isActiveWindow()


def test_typing_draws_after_a_pause(qtbot: QtBot, window: MainWindow, painted: Painted) -> None:
    sentence = window.description.sentence
    painted(lambda: qtbot.keyClicks(sentence, "a big winsome lizard with a tail"))
    assert [p.id for p in window.model.graph.parts] == ["tail-1", "mouth-1"]
    assert len(window.model.steps) == 2
    assert window.picture.pixels() is not None
    assert "“big” read as large" in window.description._note.text()
    assert "“winsome” is not known" in window.description._warning.text()
    painted(window.description._leave_out.click)
    assert sentence.toPlainText() == "a big lizard with a tail"


def test_enter_reads_at_once(qtbot: QtBot, window: MainWindow) -> None:
    sentence = window.description.sentence
    sentence.show_text("a cat")
    sentence.edited.emit("a cat")
    assert window.controller.is_typing
    qtbot.keyClick(sentence, Qt.Key.Key_Return)
    assert not window.controller.is_typing
    qtbot.waitUntil(lambda: window.model.graph.creature.kind == "cat", timeout=20000)


def test_edits_queue_until_the_model_is_there(
    qtbot: QtBot, window: MainWindow, painter: FakePainter
) -> None:
    painter.gate.clear()
    window.controller.describe("a lizard with a tail")
    qtbot.waitUntil(lambda: bool(window.model.graph.parts), timeout=20000)
    window.model.select("tail-1")
    window.controller.toggle_lock()
    window.controller.add_part("horn")
    painter.gate.set()
    with qtbot.waitSignal(window.controller.job_done, timeout=20000):
        pass
    assert window.model.graph.part("tail-1").locked
    assert window.model.graph.of("horn")
    assert painter.calls[-1] == "draw"


def test_a_click_in_the_picture_selects_everywhere(qtbot: QtBot, lizard: MainWindow) -> None:
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(lizard.picture, left, pos=centre_of(lizard, "tail-1"))
    assert lizard.model.selection == "tail-1"
    assert lizard.parts.tree.current_node() == "tail-1"
    assert lizard.inspector.head.title.text() == "Tail"
    qtbot.mouseClick(lizard.picture, left, pos=QPoint(3, 3))
    assert lizard.model.selection == "creature"


def test_a_row_selects_in_the_picture(lizard: MainWindow) -> None:
    before = lizard.picture.grab().toImage()
    row = lizard.parts.tree.row("flame-1")
    lizard.parts.tree.setCurrentItem(row)
    assert lizard.model.selection == "flame-1"
    assert lizard.picture.grab().toImage() != before


def test_pointing_at_a_part_outlines_it_and_its_row(qtbot: QtBot, lizard: MainWindow) -> None:
    before = lizard.picture.grab().toImage()
    qtbot.mouseMove(lizard.picture, centre_of(lizard, "torso-1"))
    qtbot.waitUntil(lambda: lizard.parts.tree.hover == "torso-1", timeout=20000)
    assert lizard.picture.grab().toImage() != before


def test_a_colour_is_painted_by_an_edit(
    qtbot: QtBot, lizard: MainWindow, painted: Painted, painter: FakePainter
) -> None:
    lizard.model.select("tail-1")
    field = color_field(lizard).field
    field.setText("teal")
    painted(lambda: qtbot.keyClick(field, Qt.Key.Key_Return))
    assert lizard.model.graph.part("tail-1").colors[0].name == "teal"
    assert painter.calls[-1] == "redraw"
    picture = lizard.model.current.picture
    seen = picture.rgba[picture.masks["tail-1"]]  # type: ignore[union-attr]
    assert np.unique(seen[:, :3], axis=0).tolist() == [[0x1F, 0x8A, 0x8A]]


def test_an_unknown_colour_changes_nothing(qtbot: QtBot, lizard: MainWindow) -> None:
    lizard.model.select("tail-1")
    steps = len(lizard.model.steps)
    field = color_field(lizard)
    field.field.setText("zzyzx")
    qtbot.keyClick(field.field, Qt.Key.Key_Return)
    assert "zzyzx" in field.field.toolTip()
    assert len(lizard.model.steps) == steps


def test_count_and_attributes_in_the_inspector(lizard: MainWindow, painted: Painted) -> None:
    lizard.model.select("tail-1")
    lizard.inspector.finish()
    more = named(lizard.inspector, QToolButton, "How many: one more")
    painted(more.click)  # type: ignore[attr-defined]
    assert len(lizard.model.graph.of("tail")) == 2
    both = lizard.model.selected
    painted(lambda: lizard.inspector.parts.set_attributes(both, [], ["long", "thick"]))
    lizard.inspector.finish()
    remove = named(lizard.inspector, QToolButton, "Remove thick")
    painted(remove.click)  # type: ignore[attr-defined]
    assert [p.attrs for p in lizard.model.graph.of("tail")] == [("long",), ("long",)]


def test_letters_work_in_the_parts_and_are_text_in_fields(
    qtbot: QtBot, lizard: MainWindow, painted: Painted
) -> None:
    lizard.parts.tree.setFocus()
    lizard.model.select("tail-1")
    lizard.controller.toggle_lock()
    assert lizard.model.graph.part("tail-1").locked
    painted(lambda: lizard.action("New seed").trigger())
    assert lizard.model.document.recipe.seed == 48213
    qtbot.keyClicks(lizard.description.sentence, "rlk")
    assert lizard.model.document.recipe.seed == 48213
    assert lizard.description.sentence.toPlainText().endswith("rlk")


def test_remove_and_undo(lizard: MainWindow, painted: Painted) -> None:
    before = lizard.model.current.picture
    lizard.model.select("tail-1")
    painted(lizard.controller.remove_selected)
    assert [p.id for p in lizard.model.graph.parts] == ["torso-1", "mouth-1"]
    assert lizard.parts.tree.row("flame-1") is None
    lizard.top.undo.click()
    assert lizard.model.current.picture is before
    assert lizard.parts.tree.row("flame-1") is not None
    lizard.top.redo.click()
    assert not lizard.model.graph.of("tail")


def test_undo_gives_up_what_is_being_typed(qtbot: QtBot, lizard: MainWindow) -> None:
    sentence = lizard.description.sentence
    before, steps = sentence.toPlainText(), len(lizard.model.steps)
    qtbot.keyClicks(sentence, " and a horn")
    lizard.action("Undo").setEnabled(True)
    lizard.controller.undo()
    assert sentence.toPlainText() == before
    qtbot.wait(300)
    assert len(lizard.model.steps) == steps
    assert lizard.model.position == 1


def test_search_to_add(qtbot: QtBot, lizard: MainWindow, painted: Painted) -> None:
    lizard.model.select("tail-1")
    lizard.parts.add_button.click()
    search = lizard.search
    assert search.isVisible()
    qtbot.keyClicks(search.field, "win")
    painted(lambda: qtbot.keyClick(search.field, Qt.Key.Key_Return))
    (wing,) = lizard.model.graph.of("wing")
    assert wing.on == "tail-1"
    assert lizard.model.selection == wing.id
    lizard.parts.add_button.click()
    qtbot.keyClicks(search.field, "qqq")
    assert "No part is called" in search.list.item(0).text()
    search.hide()


def test_the_seed_bar(qtbot: QtBot, lizard: MainWindow, painted: Painted) -> None:
    stepper: Stepper = lizard.seeds.stepper
    painted(named(stepper, QToolButton, "Seed: one more").click)  # type: ignore[attr-defined]
    assert lizard.model.document.recipe.seed == 1
    field: QLineEdit = stepper.field
    field.setText("9 007 199 254 740 993")
    painted(lambda: qtbot.keyClick(field, Qt.Key.Key_Return))
    assert lizard.model.document.recipe.seed == 9007199254740993


def test_a_suggestion_is_kept(lizard: MainWindow, painted: Painted) -> None:
    assert lizard.model.graph.part("mouth-1").origin == "completed"
    lizard.model.select("mouth-1")
    painted(lizard.controller.keep_selected)
    assert lizard.model.graph.part("mouth-1").origin == "user"


def test_save_png_and_json_and_open_again(
    lizard: MainWindow, painted: Painted, tmp_path: Path
) -> None:
    picture, plain = tmp_path / "lizard.png", tmp_path / "lizard.scenegan"
    document = lizard.model.document
    assert lizard.isWindowModified()
    lizard.controller.save(picture)
    assert not lizard.isWindowModified()
    assert read_document(picture) == document
    lizard.controller.save(plain)
    assert from_json(plain.read_text()) == document
    painted(lambda: lizard.open_path(plain))
    assert lizard.model.document == document
    assert lizard.top.title == "lizard"


def test_a_picture_that_is_not_painted_yet_is_saved_when_it_is(
    qtbot: QtBot, lizard: MainWindow, painter: FakePainter, tmp_path: Path
) -> None:
    painter.gate.clear()
    lizard.controller.set_seed(5)
    lizard.controller.save(tmp_path / "five.png")
    assert not (tmp_path / "five.png").exists()
    painter.gate.set()
    qtbot.waitUntil((tmp_path / "five.png").exists, timeout=20000)
    assert read_document(tmp_path / "five.png").recipe.seed == 5


def test_a_dropped_picture_opens_and_is_shown_at_once(
    qtbot: QtBot, lizard: MainWindow, painter: FakePainter, tmp_path: Path
) -> None:
    path = tmp_path / "dropped.png"
    lizard.controller.save(path)
    lizard.controller.new()
    assert lizard.picture.pixels() is None
    painter.gate.clear()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, button, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
    enter = QDragEnterEvent(QPoint(9, 9), copy, data, button, none)
    lizard.dragEnterEvent(enter)
    assert enter.isAccepted()
    lizard.dropEvent(QDropEvent(QPointF(9, 9), copy, data, button, none))
    assert lizard.picture.pixels() is not None
    assert lizard.model.graph.of("flame")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("plain.png", b"no picture", "cannot be read as a PNG"),
        ("newer.json", b'{"format": "scenegan/document@2"}', "update SceneGAN"),
        ("notes.txt", b"hello", "Cannot open notes.txt"),
        ("broken.scenegan", b"{", "not valid JSON"),
    ],
)
def test_what_cannot_be_opened_is_told(
    lizard: MainWindow, tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    before = lizard.model.document
    (tmp_path / name).write_bytes(content)
    lizard.open_path(tmp_path / name)
    assert lizard.notice.isVisible()
    assert told in lizard.notice.text
    assert lizard.model.document == before


def test_errors_of_reading_and_painting_are_visible(
    qtbot: QtBot, lizard: MainWindow, painter: FakePainter
) -> None:
    lizard.controller.describe("unreadable")
    note = lizard.description._warning
    qtbot.waitUntil(lambda: "cannot be read" in note.text(), timeout=20000)
    shown = lizard.picture.pixels()
    painter.broken = GraphError("The model knows no such part: remove it.")
    lizard.controller.set_seed(3)
    qtbot.waitUntil(lizard.notice.isVisible, timeout=20000)
    assert lizard.notice.text == "The model knows no such part: remove it."
    assert lizard.picture.pixels() is shown


def test_saving_into_a_missing_folder_is_told(lizard: MainWindow, tmp_path: Path) -> None:
    lizard.controller.save(tmp_path / "nowhere" / "lizard.scenegan")
    assert "there is no folder" in lizard.notice.text
    assert lizard.isWindowModified()


def test_every_tool_has_a_name_for_a_screen_reader(lizard: MainWindow) -> None:
    lizard.model.select("tail-1")
    tools = [t for t in lizard.findChildren(QToolButton) if t.isVisible()]
    assert len(tools) > 10
    assert [t for t in tools if not t.accessibleName() and not t.objectName()] == []


def test_an_empty_text_empties_the_document(lizard: MainWindow) -> None:
    lizard.controller.describe("")
    assert lizard.model.document == Document(
        graph=lizard.model.graph, recipe=lizard.model.document.recipe
    )
    assert lizard.model.graph.is_empty
    assert lizard.picture.pixels() is None
