from pytestqt.qtbot import QtBot

from gui.inference.interface import LOADING
from scenegan.graph import Document
from tests.gui.fakes import FakePainter, fake_inference, fake_read, no_weights

GRAPH = fake_read("a lizard with a tail").graph
EMPTY = Document(graph=GRAPH)


def test_stages_come_in_order_and_carry_their_job(qtbot: QtBot) -> None:
    inference = fake_inference(FakePainter)
    inference.start()
    seen: list[tuple[int, int]] = []
    inference.stage_painted.connect(lambda job, stage, _: seen.append((job, stage)))
    with qtbot.waitSignal(inference.painted, timeout=20000) as done:
        job = inference.paint(EMPTY, GRAPH)
    assert seen == [(job, 0), (job, 1), (job, 2)]
    assert done.args[0] == job
    assert done.args[2] >= done.args[3] > 0
    inference.close()


def test_the_latest_wish_stops_the_running_job_between_stages(qtbot: QtBot) -> None:
    painter = FakePainter()
    painter.gate.clear()
    inference = fake_inference(lambda: painter)
    inference.start()
    finished: list[int] = []
    inference.painted.connect(lambda job, *_: finished.append(job))
    first = inference.paint(EMPTY, GRAPH)
    qtbot.waitUntil(lambda: painter.started == 1, timeout=20000)
    inference.paint(EMPTY, GRAPH)
    last = inference.paint(EMPTY, GRAPH)
    painter.gate.set()
    qtbot.waitUntil(lambda: last in finished, timeout=20000)
    assert finished == [last]
    assert first != last
    assert painter.calls == ["draw", "draw"]
    inference.close()


def test_a_text_is_read_while_a_picture_is_painted(qtbot: QtBot) -> None:
    painter = FakePainter()
    painter.gate.clear()
    inference = fake_inference(lambda: painter)
    inference.start()
    order: list[str] = []
    inference.text_read.connect(lambda *_: order.append("text"))
    inference.painted.connect(lambda *_: order.append("picture"))
    inference.paint(EMPTY, GRAPH)
    qtbot.waitUntil(lambda: painter.started == 1, timeout=20000)
    inference.read("a cat")
    painter.gate.set()
    qtbot.waitUntil(lambda: len(order) == 2, timeout=20000)
    assert order == ["text", "picture"]
    inference.close()


def test_missing_weights_are_told_and_tried_again(qtbot: QtBot) -> None:
    tries: list[int] = []

    def load() -> FakePainter:
        tries.append(1)
        return no_weights() if len(tries) == 1 else FakePainter()

    inference = fake_inference(load)
    with qtbot.waitSignal(inference.failed, timeout=20000) as failed:
        inference.start()
    assert failed.args == [LOADING, "The painter's weights are missing: install the package again."]
    with qtbot.waitSignal(inference.painted, timeout=20000):
        inference.paint(EMPTY, GRAPH)
    inference.close()


def test_an_inner_error_is_one_sentence_and_the_worker_lives_on(qtbot: QtBot) -> None:
    painter = FakePainter()
    painter.broken = RuntimeError("tensor of size 3")
    inference = fake_inference(lambda: painter)
    inference.start()
    with qtbot.waitSignal(inference.failed, timeout=20000) as failed:
        job = inference.paint(EMPTY, GRAPH)
    assert failed.args[0] == job
    assert "RuntimeError" in failed.args[1] and "tensor" not in failed.args[1]
    painter.broken = None
    with qtbot.waitSignal(inference.painted, timeout=20000):
        inference.paint(EMPTY, GRAPH)
    inference.close()


def test_a_document_that_was_drawn_smaller_is_painted_at_full_size(qtbot: QtBot) -> None:
    inference = fake_inference(FakePainter)
    inference.start()
    small = EMPTY.model_copy(update={"recipe": EMPTY.recipe.model_copy(update={"size": 64})})
    with qtbot.waitSignal(inference.painted, timeout=20000) as done:
        inference.paint(small, GRAPH)
    assert done.args[1].document.recipe.size == 256
    inference.close()
