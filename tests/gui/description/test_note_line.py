from pytestqt.qtbot import QtBot

from gui.description.note_line import NoteLine
from gui.style.theme import Look, Mode


def test_notes_are_said_as_one_text_and_fit_their_hint(qtbot: QtBot) -> None:
    line = NoteLine(Look(Mode.LIGHT))
    qtbot.addWidget(line)
    line.show_notes([("9 parts named", "")])
    one = line.sizeHint().width()
    line.show_notes([("9 parts named", ""), ("“big” read as large", "large")])
    assert line.text() == "9 parts named  ·  “big” read as large"
    assert line.accessibleName() == line.toolTip() == line.text()
    assert line.sizeHint().width() > one > line.minimumSizeHint().width()
    line.resize(line.sizeHint())
    whole = line.grab().toImage()
    line.resize(one, line.height())
    assert whole != line.grab().toImage()
    line.show_notes([], "nothing")
    assert line.text() == "" and line.toolTip() == "nothing"
