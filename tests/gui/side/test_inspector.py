from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QSlider, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from gui.document.controller import EditorController
from gui.document.depth import AUTO, BEHIND, DEPTHS, FRONT, depth_of, set_depth
from gui.document.tables import read_tables
from gui.picture.box_wording import size_label
from gui.side.arithmetic import calculated
from gui.side.chips import ChipList
from gui.side.choice import ChoiceField
from gui.side.color_field import ColorField
from gui.side.inspector import Inspector
from gui.side.kind_field import KindField, kind_of
from gui.side.number_field import NumberField
from gui.side.place_section import with_number
from gui.side.relation_section import relations_of
from gui.style.focus_ring import PushButton
from gui.style.segmented import Segmented
from gui.style.theme import Look, Mode
from gui.style.translation import language, set_language
from scenegan.graph import Relation, edits

Kind = TypeVar("Kind", bound=QWidget)
Painted = Callable[[Callable[[], object]], None]


@pytest.fixture
def inspector(qtbot: QtBot, controller: EditorController, painted: Painted) -> Inspector:
    made = Inspector(Look(Mode.LIGHT), controller)
    made.resize(272, 500)
    qtbot.addWidget(made)
    made.show()
    controller.start()
    painted(lambda: controller.describe("a lizard with a torso, a tail and a flame"))
    return made


def named(parent: QWidget, kind: type[QWidget], name: str) -> QWidget:
    return next(w for w in seen(parent, kind) if w.accessibleName() == name)


def seen(parent: QWidget, kind: type[Kind]) -> list[Kind]:
    """Fields that were replaced are hidden, and go with the next turn of the event loop."""
    return [w for w in parent.findChildren(kind) if w.isVisible()]


def select(inspector: Inspector, *nodes: str) -> None:
    inspector._model.select_all(nodes)
    inspector.finish()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("26", 26),
        ("26+5", 31),
        ("(40-10)/2", 15),
        ("-3", -3),
        ("1,5*2", 3),
        ("20 × 2 %", 40),
        ("1/0", None),
        ("abc", None),
        ("", None),
        ("2**9**9", None),
        ("__import__('os')", None),
        ("True", None),
    ],
)
def test_sums(text: str, value: float | None) -> None:
    assert calculated(text) == value


@given(st.text(max_size=30))
def test_no_text_breaks_the_sums(text: str) -> None:
    assert calculated(text) is None or isinstance(calculated(text), float)


def test_the_head_says_what_is_selected_and_where_it_comes_from(inspector: Inspector) -> None:
    assert inspector.head.title.text() == "Lizard"
    assert inspector.head.note.text() == "4 parts, 1 suggested"
    select(inspector, "tail-1")
    assert inspector.head.title.text() == "Tail"
    assert inspector.head.note.text() == "from “tail”"
    select(inspector, "mouth-1")
    assert inspector.head.note.text() == "suggested"
    select(inspector, "tail-1", "flame-1")
    assert inspector.head.title.text() == "2 parts"


def test_a_part_is_shown_from_the_top_on_and_soon_whole(qtbot: QtBot, inspector: Inspector) -> None:
    inspector._model.select("tail-1")
    assert named(inspector, QWidget, "Part") and not seen(inspector, QSlider)
    qtbot.waitUntil(lambda: bool(seen(inspector, QSlider)), timeout=20_000)
    assert len(seen(inspector, NumberField)) == 4
    inspector._model.select("flame-1")
    inspector.focus_first()
    assert seen(inspector, QSlider)


def test_a_box_that_leaves_the_picture_measures_the_same_everywhere(
    inspector: Inspector,
) -> None:
    model = inspector._model
    place = model.document.layout["tail-1"].model_copy(update={"box": (0.64, 0.1, 1.12, 0.41)})
    layout = {**model.document.layout, "tail-1": place}
    model.open(model.document.model_copy(update={"layout": layout}))
    select(inspector, "tail-1")
    shown = {f.letter.text(): f.field.text() for f in seen(inspector, NumberField)}
    assert f"{shown['W']} × {shown['H']} %" == size_label(place.box) == "36 × 31 %"


def test_numbers_place_a_part_and_automatic_frees_it(
    qtbot: QtBot, inspector: Inspector, painted: Painted
) -> None:
    select(inspector, "tail-1")
    field = named(inspector, QLineEdit, "Left edge, per cent")
    assert isinstance(field, QLineEdit)
    field.setText("30+20")
    painted(lambda: qtbot.keyClick(field, Qt.Key.Key_Return))
    box = inspector._model.graph.part("tail-1").box
    assert box is not None
    assert box[0] == 0.5
    assert inspector._model.document.layout["tail-1"].box[0] == 0.5
    automatic = named(inspector, QPushButton, "Automatic")
    painted(automatic.click)  # type: ignore[attr-defined]
    assert inspector._model.graph.part("tail-1").box is None


def test_a_button_that_goes_away_leaves_the_focus_where_it_stood(
    qtbot: QtBot, inspector: Inspector, painted: Painted
) -> None:
    beyond = PushButton("next in the window", inspector)
    beyond.show()
    inspector.activateWindow()
    select(inspector, "tail-1")
    field = named(inspector, QLineEdit, "Left edge, per cent")
    assert isinstance(field, QLineEdit)
    field.setText("30")
    painted(lambda: qtbot.keyClick(field, Qt.Key.Key_Return))
    automatic = named(inspector, QPushButton, "Automatic")
    automatic.setFocus()
    qtbot.waitUntil(automatic.hasFocus, timeout=20_000)
    painted(automatic.click)  # type: ignore[attr-defined]
    left = named(inspector, QLineEdit, "Left edge, per cent")
    assert inspector.focusWidget() is left


def test_a_letter_is_dragged_sideways_with_a_preview_and_one_step(
    qtbot: QtBot, inspector: Inspector, painted: Painted
) -> None:
    select(inspector, "tail-1")
    steps = len(inspector._model.steps)
    letter = next(f for f in seen(inspector, NumberField) if f.letter.text() == "Y").letter
    left = Qt.MouseButton.LeftButton
    before = inspector._model.document.layout["tail-1"].box[1]
    qtbot.mousePress(letter, left, pos=QPoint(2, 2))
    with qtbot.waitSignal(inspector.parts._controller.preview.ready, timeout=10_000):
        qtbot.mouseMove(letter, QPoint(62, 2))
    assert len(inspector._model.steps) == steps
    painted(lambda: qtbot.mouseRelease(letter, left, pos=QPoint(62, 2)))
    assert len(inspector._model.steps) == steps + 1
    box = inspector._model.graph.part("tail-1").box
    assert box is not None
    assert box[1] - before == pytest.approx(0.2, abs=0.02)


def test_depth_is_a_relation_to_what_a_part_hangs_on(
    inspector: Inspector, painted: Painted
) -> None:
    select(inspector, "flame-1")
    choice = named(inspector, Segmented, "Depth")
    assert isinstance(choice, Segmented)
    painted(lambda: choice.chosen.emit(DEPTHS.index(BEHIND)))
    graph = inspector._model.graph
    assert graph.relations == (Relation(subject="flame-1", predicate="behind", object="tail-1"),)
    assert depth_of(graph, "flame-1") == BEHIND
    assert relations_of(graph, "flame-1") == []
    front = set_depth(graph, "flame-1", FRONT)
    assert [r.predicate for r in front.relations] == ["in front of"]
    assert set_depth(front, "flame-1", AUTO).relations == ()


def test_a_relation_is_listed_and_removed(inspector: Inspector, painted: Painted) -> None:
    above = Relation(subject="flame-1", predicate="above", object="torso-1")
    painted(lambda: inspector.parts._controller.edit("x", lambda g: edits.relate(g, above)))
    select(inspector, "torso-1")
    remove = named(inspector, QToolButton, "Remove Flame above this")
    painted(remove.click)  # type: ignore[attr-defined]
    assert inspector._model.graph.relations == ()


def test_attributes_are_completed_and_offered(
    qtbot: QtBot, inspector: Inspector, painted: Painted
) -> None:
    select(inspector, "tail-1")
    named(inspector, QToolButton, "Attributes: add").click()  # type: ignore[attr-defined]
    field = named(inspector, QLineEdit, "Attributes: a word to add")
    assert isinstance(field, QLineEdit)
    assert field.isVisible()
    qtbot.keyClicks(field, "spott")
    painted(lambda: qtbot.keyClick(field, Qt.Key.Key_Return))
    assert inspector._model.graph.part("tail-1").attrs == ("spotted",)
    offered = [b for b in seen(inspector, QPushButton) if b.text().startswith("+ ")]
    painted(offered[0].click)
    assert len(inspector._model.graph.part("tail-1").attrs) == 2


def test_several_parts_are_changed_together(inspector: Inspector, painted: Painted) -> None:
    select(inspector, "tail-1", "torso-1")
    painted(lambda: seen(inspector, ColorField)[0].take("#1f8a8a"))
    graph = inspector._model.graph
    assert {graph.part(n).colors[0].name for n in ("tail-1", "torso-1")} == {"teal"}
    assert not seen(inspector, NumberField)
    chips = seen(inspector, ChipList)[0]
    painted(lambda: chips.changed.emit(["long"]))
    assert all(inspector._model.graph.part(n).attrs == ("long",) for n in ("tail-1", "torso-1"))


def test_the_pipette_is_passed_on(inspector: Inspector) -> None:
    asked: list[Callable[[str], object]] = []
    inspector.sample_asked.connect(asked.append)
    select(inspector, "tail-1")
    named(inspector, QToolButton, "Take a colour out of the picture").click()  # type: ignore[attr-defined]
    asked[0]("#c4302b")
    assert inspector._model.graph.part("tail-1").colors[0].hex == "#c4302b"


def test_another_part_takes_the_place_and_stays_selected(
    inspector: Inspector, painted: Painted
) -> None:
    select(inspector, "tail-1")
    choice = named(inspector, QWidget, "Part")
    painted(lambda: choice.asked.emit("wing"))  # type: ignore[attr-defined]
    assert inspector._model.selection == "wing-1"
    assert inspector._model.graph.part("flame-1").on == "wing-1"


def test_the_kind_is_shown_and_read_in_the_users_language(
    inspector: Inspector, painted: Painted
) -> None:
    read_tables()
    was = language()
    set_language("zh")
    try:
        select(inspector)
        inspector._make_anew()
        inspector.finish()
        (field,) = seen(inspector, KindField)
        assert field.text() == "蜥蜴"
        field.setFocus()
        field.setText("狗")
        painted(lambda: field.editingFinished.emit())
        assert inspector._model.graph.creature.kind == "dog"
        assert kind_of("") is None and kind_of("Grumblewump") == "grumblewump"
    finally:
        set_language(was)


def test_nothing_is_wider_than_the_column(inspector: Inspector) -> None:
    for nodes in ((), ("tail-1",), ("tail-1", "torso-1")):
        select(inspector, *nodes)
        body = inspector._body
        assert body.minimumSizeHint().width() <= 262


@given(
    st.tuples(st.floats(0, 0.9), st.floats(0, 0.9), st.floats(0.05, 1), st.floats(0.05, 1)),
    st.sampled_from("XYWH"),
    st.floats(0.02, 1),
)
def test_a_number_gives_a_box_of_the_picture(
    place: tuple[float, float, float, float], letter: str, value: float
) -> None:
    x, y, w, h = place
    box = with_number((x, y, min(1.0, x + w), min(1.0, y + h)), letter, value)
    assert 0 <= box[0] < box[2] <= 1
    assert 0 <= box[1] < box[3] <= 1


def test_choosing_what_is_there_already_asks_for_nothing(qtbot: QtBot) -> None:
    choice = ChoiceField(Look(Mode.LIGHT), "Size", ["small", "large"], "small", "any")
    qtbot.addWidget(choice)
    asked: list[object] = []
    choice.asked.connect(asked.append)
    for index in (1, 2, 2, 0):
        choice.setCurrentIndex(index)
        choice.activated.emit(index)
    assert asked == ["large", None]
