from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from gui.side.section_column import SectionColumn
from gui.side.sections import Planned


class Plans:
    """Plans sections that are labels, and counts how often each was made."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def of(self, names: str) -> list[Planned]:
        return [(name, self._maker(name)) for name in names]

    def _maker(self, name: str) -> Callable[[], QWidget]:
        def make() -> QWidget:
            self.made.append(name)
            return QLabel(name)

        return make


@pytest.fixture
def column(qtbot: QtBot) -> SectionColumn:
    made = SectionColumn()
    qtbot.addWidget(made)
    made.show()
    return made


def seen(column: SectionColumn) -> str:
    """The sections that can be seen, from the top on."""
    labels = [label for label in column.findChildren(QLabel) if label.isVisibleTo(column)]
    shown = [label.text() for label in column.sections if isinstance(label, QLabel)]
    assert sorted(shown) == sorted(label.text() for label in labels)
    return "".join(shown)


def test_many_new_sections_come_one_a_turn_from_the_top_on(
    qtbot: QtBot, column: SectionColumn
) -> None:
    plans, turns = Plans(), list[str]()
    column.grown.connect(lambda: turns.append(seen(column)))
    column.show_planned(plans.of("abcde"))
    assert seen(column) == "a"
    qtbot.waitUntil(lambda: column.is_whole, timeout=20_000)
    assert turns == ["ab", "abc", "abcd", "abcde"]
    column.show_planned(plans.of("abcxe"))
    assert seen(column) == "abcxe" and plans.made == [*"abcdex"]
    column.show_planned(plans.of("abcde"))
    assert seen(column) == "abcde" and plans.made == [*"abcdex"]
    layout = column.layout()
    assert layout is not None
    layout.activate()
    tops = [column.sections.index(s) for s in sorted(column.sections, key=lambda s: s.y())]
    assert tops == [0, 1, 2, 3, 4]


def test_what_was_planned_before_is_given_up(qtbot: QtBot, column: SectionColumn) -> None:
    plans = Plans()
    column.show_planned(plans.of("abcd"))
    column.show_planned(plans.of("vwxyz"))
    assert seen(column) == "v"
    qtbot.waitUntil(lambda: column.is_whole, timeout=20_000)
    assert seen(column) == "vwxyz" and plans.made == [*"avwxyz"]


def test_all_is_there_at_once_where_it_must_be(column: SectionColumn) -> None:
    plans = Plans()
    column.show_planned(plans.of("abcd"), at_once=True)
    assert seen(column) == "abcd"
    column.show_planned(plans.of("wxyz"))
    column.finish()
    assert seen(column) == "wxyz"
    column.clear()
    column.show_planned(plans.of("ab"))
    assert plans.made == [*"abcdwxyzab"]


def test_many_sections_wait_until_they_can_be_seen(qtbot: QtBot, column: SectionColumn) -> None:
    plans = Plans()
    column.hide()
    column.show_planned(plans.of("abcd"))
    for _ in range(8):
        QApplication.processEvents()
    assert plans.made == []
    column.show()
    qtbot.waitUntil(lambda: column.is_whole, timeout=20_000)
    assert seen(column) == "abcd"
