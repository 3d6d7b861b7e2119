import PySide6
import pytest
from pytestqt.qtbot import QtBot

from gui.command import parser
from gui.description.sentence import Sentence
from gui.side.chips import ChipList, word_menu
from gui.side.part_search import matching_parts
from gui.side.stepper import Stepper
from gui.style.theme import Look, Mode
from gui.style.wording import creature_title, duration, listed, mapped_notes, part_name, plural
from scenegan.graph import Color, Creature, Part, SceneGraph
from scenegan.graph.document import Mapped


def test_pyside_is_below_the_version_that_aborts_python() -> None:
    # 6.12.0 loses a reference to None on each call and aborts CPython 3.11.
    version = tuple(int(n) for n in PySide6.__version__.split(".")[:2])
    assert (6, 8) <= version < (6, 12)


def test_parts_are_found_by_name_and_by_synonym() -> None:
    assert matching_parts("win")[0].name == "wing"
    assert "claw" in [p.name for p in matching_parts("talon")]
    assert matching_parts("zzz") == []
    assert len(matching_parts("")) > 50


def test_a_stepper_stays_in_its_range(qtbot: QtBot) -> None:
    stepper = Stepper(Look(Mode.LIGHT), "Number", 1, 12)
    qtbot.addWidget(stepper)
    stepper.show_value(12)
    asked: list[int] = []
    stepper.asked.connect(asked.append)
    stepper.field.setText("99")
    stepper.field.editingFinished.emit()
    assert asked == []
    assert stepper.field.text() == "12"
    stepper.field.setText("3")
    stepper.field.editingFinished.emit()
    assert asked == [3]


def test_chips_tell_what_is_left(qtbot: QtBot) -> None:
    look = Look(Mode.LIGHT)
    chips = ChipList(look, ["long", "thick"])
    qtbot.addWidget(chips)
    with qtbot.waitSignal(chips.changed) as told:
        chips._without("long")
    assert told.args == [["thick"]]
    menu = word_menu(chips, {"size": ["long", "short"], "": ["sharp"]}, ["sharp"])
    assert [a.text() for a in menu.actions()] == ["Size", "sharp"]
    assert menu.actions()[1].isChecked()


def test_the_sentence_grows_to_four_lines(qtbot: QtBot) -> None:
    sentence = Sentence(Look(Mode.LIGHT))
    qtbot.addWidget(sentence)
    sentence.resize(300, 40)
    sentence.show()
    one = sentence.height()
    sentence.show_text("a lizard with a tail and " * 3)
    several = sentence.height()
    sentence.show_text("a lizard with a tail and " * 40)
    assert one < several < sentence.height() < 5 * one


@pytest.mark.parametrize("scale", [0.9, 1.0, 1.75])
def test_a_text_that_is_shown_whole_has_no_scroll_bar(qtbot: QtBot, scale: float) -> None:
    sentence = Sentence(Look(Mode.LIGHT, scale))
    qtbot.addWidget(sentence)
    sentence.setStyleSheet(f"font-size: {18 * scale}px")
    sentence.resize(900, 40)
    sentence.show()
    for text in ("a small blue cat", "一只橙色的小蜥蜴，奶油色的肚子", "一只橙色的小蜥蜴，" * 9):
        sentence.show_text(text)
        assert sentence.verticalScrollBar().maximum() == 0


def test_names_and_notes() -> None:
    graph = SceneGraph(
        creature=Creature(kind="lizard", colors=(Color(name="orange", hex="#f0841e"),)),
        parts=(
            Part(id="eye-1", part="eye"),
            Part(id="eye-2", part="eye"),
            Part(id="tail-1", part="tail"),
            Part(id="claw-1", part="claw", group=True),
        ),
    )
    names = [part_name(graph, p) for p in graph.parts]
    assert names == ["Eye 1", "Eye 2", "Tail", "Claws"]
    assert creature_title(graph) == "Orange lizard"
    assert [plural(w) for w in ("eye", "foot", "torch")] == ["eyes", "feet", "torches"]
    assert listed(["tail"]) == "tail"
    assert listed(["tail", "eye", "horn"]) == "tail, eye and horn"
    assert (duration(0.1421), duration(2.44)) == ("142 ms", "2.4 s")
    assert mapped_notes([Mapped(word="big", to="large")] * 2) == ["“big” read as large"]


def test_the_command_line() -> None:
    options = parser().parse_args(["liz.png", "--model", "weights", "--size", "1280x800"])
    assert (str(options.document), options.model, options.size) == (
        "liz.png",
        "weights",
        (1280, 800),
    )
    with pytest.raises(SystemExit):
        parser().parse_args(["--size", "large"])
