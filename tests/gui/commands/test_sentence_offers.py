from collections.abc import Callable
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from gui.commands.sentence_offers import SentenceOffers
from gui.document.controller import EditorController
from gui.document.model import DocumentModel
from gui.document.tables import read_tables
from scenegan.graph import Color, Document, SceneGraph, edits

PINK = [Color(name="pink", hex="#f29ac0")]
Told = dict[str, Callable[[SceneGraph], SceneGraph]]


class Reader(QObject):
    """Answers lines at once, as it was told to; others are not understood."""

    command_read = Signal(int, object)
    failed = Signal(int, str)

    def __init__(self, told: Told) -> None:
        super().__init__()
        self._told, self.asked = told, list[str]()

    def read_command(self, line: str, graph: SceneGraph) -> int:
        self.asked.append(line)
        return len(self.asked)

    def answer(self, offers: SentenceOffers) -> None:
        done = 0
        while done < len(self.asked):
            done, line = done + 1, self.asked[done]
            if line in self._told:
                self.command_read.emit(done, self._told[line](offers._model.graph))
            else:
                self.failed.emit(done, "not understood")


def bird(*words: str) -> SceneGraph:
    graph = edits.set_creature(SceneGraph(), kind="bird")
    for word in ("torso", "head", "wing", "wing", *words):
        graph = edits.add_part(graph, word, on=None if word == "torso" else "torso-1")
    return graph


def offered(graph: SceneGraph, selected: list[str], line: str, told: Told) -> list[SceneGraph]:
    model = DocumentModel()
    model.open(Document(graph=graph))
    model.select_all(selected)
    reader = Reader(told)
    controller = cast(EditorController, SimpleNamespace(inference=reader))
    offers = SentenceOffers(model, controller, lambda label, edit: None)
    offers.ask(line)
    reader.answer(offers)
    return [o.edit(graph) for o in offers.offers if o.edit is not None]


def adds(word: str, on: str | None = None) -> Callable[[SceneGraph], SceneGraph]:
    return lambda graph: edits.add_part(graph, word, on=on, colors=PINK)


@pytest.fixture(autouse=True)
def tables(qtbot: QtBot) -> None:
    read_tables()


def test_a_new_part_hangs_where_such_parts_do_rather_than_on_what_is_selected() -> None:
    told = {"wing-1 ears pink": adds("ear", "wing-1"), "ears pink": adds("ear")}
    (after,) = offered(bird(), ["wing-1"], "ears pink", told)
    assert after.part("ear-1").on == "head-1"


def test_a_new_part_hangs_on_what_is_selected_where_that_is_usual() -> None:
    told = {"wing-1 feather pink": adds("feather", "wing-1")}
    (after,) = offered(bird(), ["wing-1"], "feather pink", told)
    assert after.part("feather-1").on == "wing-1"


def test_a_part_that_is_there_is_not_hung_on_what_is_selected() -> None:
    graph = bird("feather")
    told: Told = {
        "wing-1 feather pink": lambda g: edits.reattach(g, "feather-1", "wing-1"),
        "feather pink": lambda g: edits.recolour(g, "feather-1", PINK),
    }
    (after,) = offered(graph, ["wing-1"], "feather pink", told)
    assert after == edits.recolour(graph, "feather-1", PINK)


def test_a_line_is_said_of_all_twins_that_are_selected_together() -> None:
    def paint(graph: SceneGraph) -> SceneGraph:
        return edits.recolour(edits.recolour(graph, "wing-1", PINK), "wing-2", PINK)

    assert offered(bird(), ["wing-1", "wing-2"], "pink", {"wing pink": paint})
    assert offered(bird(), ["wing-2"], "pink", {"wing-2 pink": paint})
    assert not offered(bird(), ["wing-2"], "pink", {"wing pink": paint})
