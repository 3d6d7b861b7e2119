from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from gui.gallery.keeping import kept_document
from gui.gallery.pane import GalleryPane
from gui.gallery.query import Query
from gui.window.gallery_desk import GalleryDesk, library_of
from gui.window.main_window import MainWindow
from scenegan.rendering.picture import Picture

Painted = Callable[[Callable[[], object]], None]


@pytest.fixture
def desk(lizard: MainWindow) -> GalleryDesk:
    return lizard.creations.gallery


@pytest.fixture
def three(lizard: MainWindow, desk: GalleryDesk, painted: Painted) -> GalleryPane:
    """The open gallery with three pictures, the lizard of seed 2 being the newest."""
    desk.star_present()
    for seed in (1, 2):
        painted(lambda s=seed: lizard.controller.set_seed(s))  # type: ignore[misc]
        desk.star_present()
    desk.open()
    assert desk._pane is not None
    return desk._pane


def seeds(pane: GalleryPane) -> list[int]:
    return [pane.model.kept(pane.model.index(i)).seed for i in range(pane.model.rowCount())]


def test_the_star_keeps_the_picture_and_is_seen_everywhere(
    lizard: MainWindow, desk: GalleryDesk, painted: Painted
) -> None:
    lizard.seeds.star.click()
    assert desk.library.count(Query(starred=True)) == 1
    assert lizard.seeds.star.isChecked()
    assert [b.starred for b in lizard.history.buttons] == [False, True]
    assert [b.text() for b in desk.strip.buttons] == ["Lizard"]
    painted(lambda: lizard.controller.set_seed(9))
    assert not lizard.seeds.star.isChecked()
    assert [b.starred for b in lizard.history.buttons] == [False, True, False]
    lizard.controller.undo()
    assert lizard.seeds.star.isChecked()
    assert lizard.registry.get("gallery.star").words == "Take the star"
    lizard.registry.run("gallery.star")
    assert not lizard.seeds.star.isChecked()
    assert desk.library.count(Query(starred=True)) == 0
    assert desk.library.count() == 1  # Without its star it is kept all the same.
    desk.star_present()
    document = lizard.model.document
    lizard.controller.new()
    assert not lizard.seeds.star.isChecked()
    painted(lambda: lizard.model.open(document))
    assert lizard.seeds.star.isChecked()  # As it was kept earlier.


def test_search_delete_undo_and_go_on(
    qtbot: QtBot, lizard: MainWindow, three: GalleryPane, desk: GalleryDesk, painted: Painted
) -> None:
    covered = three.geometry()
    assert covered.width() >= lizard.graph.width() + lizard.picture_pane.width()
    assert three.isVisible() and seeds(three) == [2, 1, 0]
    three.toggle_star()  # Nothing is selected: nothing happens.
    three.select([three.model.kept(three.model.index(0)).number])
    three.toggle_star()
    assert seeds(three) == [2, 1, 0]
    three.filters.star.click()
    assert seeds(three) == [1, 0]
    three.filters.star.click()
    three.filters.search.setText("lizard tail")
    qtbot.waitUntil(lambda: three.filters.query.search == "lizard tail", timeout=10_000)
    three.filters.search.setText("giraffe")
    qtbot.waitUntil(lambda: seeds(three) == [], timeout=10_000)
    assert three._nothing.isVisible()
    three.filters.clear()
    qtbot.waitUntil(lambda: seeds(three) == [2, 1, 0], timeout=10_000)
    three.filters.choose("part", "flame")
    three.filters.choose("kind", "cat")
    assert seeds(three) == []
    three.filters.clear()
    qtbot.waitUntil(lambda: seeds(three) == [2, 1, 0], timeout=10_000)
    numbers = [three.model.kept(three.model.index(i)).number for i in range(2)]
    three.select(numbers)
    stars = [three.model.kept(three.model.index(i)).starred for i in range(2)]
    qtbot.keyClick(three.list, Qt.Key.Key_S)
    assert [k.starred for k in three.selected] == [not all(stars)] * 2
    qtbot.keyClick(three.list, Qt.Key.Key_Delete)
    assert seeds(three) == [0] and desk.library.count() == 1
    assert len(desk.strip.buttons) == 1
    assert three._undo_row.isVisible()
    qtbot.keyClick(three, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert seeds(three) == [2, 1, 0]
    assert sorted(k.number for k in three.selected) == sorted(numbers)
    assert not three._undo_row.isVisible()
    kept = three.model.kept(three.model.index(1))
    shown = kept_document(lizard.creations.gallery.library.picture(kept.number))
    lizard.tell("A file is missing.")
    assert lizard.notice.isVisible() and lizard.notice.parent() is three
    desk.toggle()
    assert not three.isVisible() and lizard.notice.isVisible()
    assert lizard.picture_pane.isAncestorOf(lizard.notice)
    desk.toggle()
    tabs = len(lizard.workspace.tabs)
    painted(lambda: three.reuse_asked.emit(kept))
    assert not three.isVisible()
    assert len(lizard.workspace.tabs) == tabs + 1
    desk.open()
    lizard.files.new()
    assert not three.isVisible()  # What is opened is seen.
    lizard.files.step_tab(-1)
    assert lizard.model.document.recipe.seed == 1
    picture = lizard.model.current.picture
    assert isinstance(picture, Picture)
    assert picture.document == shown
    desk.open()
    qtbot.keyClick(three, Qt.Key.Key_Escape)
    assert not three.isVisible()


def test_graph_or_seed_alone(
    lizard: MainWindow, three: GalleryPane, desk: GalleryDesk, painted: Painted
) -> None:
    kept = three.model.kept(three.model.index(2))
    painted(lambda: lizard.controller.describe("a cat with a horn"))
    steps = len(lizard.model.steps)
    painted(lambda: desk.reuse_seed(kept))
    assert lizard.model.graph.creature.kind == "cat"
    assert lizard.model.document.recipe.seed == 0
    painted(lambda: desk.reuse_graph(kept))
    assert lizard.model.graph.of("flame") and len(lizard.model.steps) == steps + 2
    lizard.controller.undo()
    assert lizard.model.graph.creature.kind == "cat"


def test_a_step_of_the_history_is_kept_or_compared(
    qtbot: QtBot, lizard: MainWindow, desk: GalleryDesk, painted: Painted
) -> None:
    painted(lambda: lizard.controller.set_seed(4))
    lizard.history._open_menu(1, lizard.mapToGlobal(lizard.rect().center()))
    menu = lizard.history.findChild(QMenu)
    words = [a.text() for a in menu.actions()]
    assert words == ["Go to this step", "Compare with this", "Keep in the gallery"]
    menu.actions()[2].trigger()
    menu.close()
    assert [b.starred for b in lizard.history.buttons] == [False, True, False]
    assert desk.library.find(Query())[0].seed == 0
    lizard.history.compare_asked.emit(1)
    assert lizard.picture.comparison.earlier is not None


def test_a_damaged_gallery_is_told(qtbot: QtBot, lizard: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "gallery.sqlite"
    path.write_bytes(b"nonsense" * 1000)
    desk = GalleryDesk(lizard)
    desk._path = path
    desk.open()
    assert "set aside" in lizard.notice.text
    desk.star_present()
    assert desk.library.count() == 1
    assert library_of(path) is desk.library
    desk.detach()
    desk.library.close()
