from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.document.controller import EditorController
from gui.document.journal import Journal
from gui.document.model import DocumentModel
from gui.document.settings import Settings
from gui.style.theme import Look, Mode
from gui.templates.templates import FIRST, template_of
from gui.window.main_window import MainWindow
from scenegan.rendering.picture import Picture
from tests.gui.fakes import FakePainter, fake_inference, no_weights

Painted = Callable[[Callable[[], object]], None]


def test_a_first_start_shows_a_creature_before_the_model_is_there(
    qtbot: QtBot, window: MainWindow, painter: FakePainter, tmp_path: Path
) -> None:
    painter.gate.clear()
    loading = "Loading the painter. You can write already."
    first_use, template = window.creations.first_use, template_of(FIRST)
    assert template is not None and first_use.is_first_start
    first_use.begin()
    assert window.status.message in (loading, "Ready")
    assert window.model.document == template.document()
    assert window.picture.pixels() is not None
    sentence = window.description.sentence
    assert sentence.textCursor().selectedText() == template.document().text
    assert not first_use.is_first_start and not window.model.is_dirty
    tour = window.description._tour
    assert "pull the tail" in window.description._note.text() and not tour.isHidden()
    painter.gate.set()
    with qtbot.waitSignal(window.controller.job_done, timeout=10_000):
        pass
    assert "pull the tail" in window.description._note.text()
    with qtbot.waitSignal(window.controller.job_done, timeout=10_000):
        window.controller.set_seed(3)
    assert "pull the tail" not in window.description._note.text() and tour.isHidden()


def test_the_tour_has_five_notes_beside_their_things(qtbot: QtBot, lizard: MainWindow) -> None:
    lizard.registry.run("help.tour")
    tour = lizard.creations.first_use.tour
    assert tour is not None
    seen = []
    while tour.at >= 0:
        target = tour._notes[tour.at].target
        corner = target.mapTo(lizard, target.rect().topLeft())
        assert tour.ring.geometry().topLeft() == corner
        assert lizard.rect().contains(tour.note.geometry())
        seen.append(tour.note.accessibleName())
        tour.note.next.click()
    assert len(set(seen)) == 5
    assert not tour.note.isVisible() and not tour.ring.isVisible()


def test_esc_ends_the_tour_for_good(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    first_use = window.creations.first_use
    first_use.begin()
    window.description._tour.click()
    tour = first_use.tour
    assert tour is not None and tour.note.isVisible()
    qtbot.keyClick(window.description.sentence, Qt.Key.Key_Escape)
    assert not tour.note.isVisible()
    assert window.description._tour.isHidden()
    first_use.welcome()
    assert window.description._tour.isHidden()


def test_a_later_start_opens_the_last_document(
    qtbot: QtBot, lizard: MainWindow, painted: Painted, tmp_path: Path
) -> None:
    path = tmp_path / "lizard.scenegan"
    lizard.controller.save(path)
    lizard.settings.set("started_before", True)
    document = lizard.model.document
    painted(lambda: lizard.files.open_path(path))
    lizard.files.new()
    assert lizard.model.graph.is_empty
    lizard.workspace.close(0)
    painted(lizard.creations.first_use.begin)
    assert (lizard.model.document, lizard.model.path) == (document, path)
    kept = Settings(tmp_path / "settings.json")
    kept.set("last_document", str(path))
    assert Settings(tmp_path / "settings.json").get("last_document", "") == str(path)


def test_without_weights_all_else_works(qtbot: QtBot, tmp_path: Path) -> None:
    inference = fake_inference(no_weights)
    controller = EditorController(DocumentModel(), inference)
    window = MainWindow(Look(Mode.LIGHT), controller, Journal(tmp_path / "journal"))
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    qtbot.waitUntil(window.notice.isVisible, timeout=10_000)
    assert "weights are missing" in window.notice.text
    assert "edited and saved" in window.notice.text
    assert window.notice.property("tone") == "warn" and window.status.message == "No painter"
    window.notice.hide()
    window.creations.first_use.begin()
    assert window.picture.pixels() is not None
    # The template's own picture can be pointed at, though nothing paints it.
    qtbot.waitUntil(lambda: window.model.current.held is not None, timeout=20_000)
    picture = window.model.current.picture
    assert isinstance(picture, Picture) and picture.document.graph == window.model.graph
    assert {"tail-1", "flame-1"} <= {n for n, mask in picture.masks.items() if mask.any()}
    assert window.picture.marks.boxes == picture.boxes
    with qtbot.waitSignal(controller.job_failed, timeout=10_000):
        controller.add_part("horn")
    assert window.model.graph.of("horn") and not window.notice.isVisible()
    controller.save(tmp_path / "edited.scenegan")
    assert (tmp_path / "edited.scenegan").exists()
    inference.close()
