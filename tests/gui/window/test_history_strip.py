import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.document.model import DocumentModel
from gui.style.theme import Look, Mode
from gui.window.history_strip import HistoryStrip
from scenegan.graph import edits


@pytest.fixture
def strip(qtbot: QtBot, model: DocumentModel) -> HistoryStrip:
    made = HistoryStrip(Look(Mode.LIGHT), model)
    qtbot.addWidget(made)
    made.resize(900, 96)
    made.show()
    model.subscribe(lambda _: made.refresh())
    return made


def grow(model: DocumentModel, steps: int) -> None:
    for n in range(steps):
        model.apply(f"step {n}", lambda graph: edits.add_part(graph, "tail"))


def test_a_button_for_each_step(qtbot: QtBot, model: DocumentModel, strip: HistoryStrip) -> None:
    assert strip._hint.isVisible() and not strip._area.isVisible()
    grow(model, 3)
    assert [b.text() for b in strip.buttons] == ["New", "step 0", "step 1", "step 2"]
    assert strip._count.text() == "4 steps"
    model.go_to(1)
    assert [b.pale for b in strip.buttons] == [False, False, True, True]
    assert [b.current for b in strip.buttons].index(True) == 1
    assert "undone" in strip.buttons[2].accessibleName()
    with qtbot.waitSignal(strip.step_asked) as asked:
        qtbot.mouseClick(strip.buttons[0], Qt.MouseButton.LeftButton)
    assert asked.args == [0]
    strip.show_stars([model.steps[1].number])
    assert [b.starred for b in strip.buttons].index(True) == 1
    model.go_to(0)
    model.apply("other", lambda graph: edits.add_part(graph, "horn"))
    assert [b.text() for b in strip.buttons] == ["New", "other"]


def test_the_current_step_is_scrolled_into_view(
    qtbot: QtBot, model: DocumentModel, strip: HistoryStrip
) -> None:
    grow(model, 30)
    last = strip.buttons[-1]
    qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty(), timeout=10_000)
    # Buttons that are not laid out yet lie upon each other.
    qtbot.waitUntil(lambda: strip.buttons[0].visibleRegion().isEmpty(), timeout=10_000)
    model.go_to(0)
    qtbot.waitUntil(lambda: not strip.buttons[0].visibleRegion().isEmpty(), timeout=10_000)
