"""The window never stops for long: by the processor's time of its thread, with much slack."""

import time
from collections.abc import Callable
from functools import partial

from pytestqt.qtbot import QtBot

from gui.document.model import CREATURE
from gui.window.main_window import MainWindow
from scenegan.graph import Color, SceneGraph, edits

Painted = Callable[[Callable[[], object]], None]

LONGEST = 0.03
"""Seconds that the window may stop for."""
SLACK = 5
REPEATS = 6


def least(action: Callable[[int], object]) -> float:
    """The shortest of several times that the thread of the window works on something."""
    times = []
    for number in range(REPEATS):
        start = time.thread_time()
        action(number)
        times.append(time.thread_time() - start)
    return min(times)


def test_what_a_user_does_most_takes_no_time_to_speak_of(
    qtbot: QtBot, lizard: MainWindow, painted: Painted
) -> None:
    model, controller = lizard.model, lizard.controller

    def crowd(graph: SceneGraph) -> SceneGraph:
        for word in ("horn", "wing", "leg", "ear", "spike", "eye", "arm", "fin") * 2:
            graph = edits.add_part(graph, word, on="torso-1")
        return graph

    painted(lambda: controller.edit("crowd", crowd))
    nodes = [p.id for p in model.graph.parts]
    assert len(nodes) == 20

    def recolour(number: int) -> None:
        color = Color(name=f"color {number}", hex=f"#{number:06x}")
        controller.edit("colour", partial(edits.recolour, node="horn-1", colors=[color]))

    found = {
        "select": least(lambda n: model.select(nodes[n])),
        "select the creature": least(lambda n: (model.select(nodes[0]), model.select(CREATURE))),
        "recolour": least(recolour),
        "undo": least(lambda _: controller.undo()),
        "redo": least(lambda _: controller.redo()),
        "point": least(lambda n: lizard.parts.hovered.emit(nodes[n])),
    }
    lizard.files.new()
    found["switch tabs"] = least(lambda _: lizard.files.step_tab(1))
    assert {name: t for name, t in found.items() if t > SLACK * LONGEST} == {}
