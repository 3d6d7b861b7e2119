"""What a pointer does to the graph in tests."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.graph.canvas import GraphCanvas
from gui.window.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier(0)


def wait_for_rest(qtbot: QtBot, window: MainWindow) -> None:
    scene = window.graph.scene

    def rests() -> bool:
        return all(
            abs(c.pos().x() - scene.places()[n][0]) + abs(c.pos().y() - scene.places()[n][1]) < 0.1
            for n, c in scene.cards.items()
        )

    QApplication.processEvents()
    qtbot.waitUntil(rests, timeout=20000)


def on_screen(canvas: GraphCanvas, place: QPointF) -> QPoint:
    return canvas.viewportTransform().map(place).toPoint()


def card_point(canvas: GraphCanvas, node: str) -> QPoint:
    """A point of a card that is neither its handle nor a dot."""
    card = canvas.cards.card_of(node)
    assert card is not None
    return on_screen(canvas, card.pos() + QPointF(-20, 6))


def drag(qtbot: QtBot, canvas: GraphCanvas, start: QPoint, end: QPoint) -> None:
    view = canvas.viewport()
    qtbot.mousePress(view, LEFT, NO_KEYS, start)
    for share in (0.3, 0.7, 1.0):
        qtbot.mouseMove(view, start + (end - start) * share)
    qtbot.mouseRelease(view, LEFT, NO_KEYS, end)
