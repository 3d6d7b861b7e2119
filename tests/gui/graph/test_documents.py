from collections.abc import Callable

from gui.window.main_window import MainWindow


def test_each_document_has_places_of_its_own(
    lizard: MainWindow, painted: Callable[[Callable[[], object]], None]
) -> None:
    graph, workspace = lizard.graph, lizard.workspace
    graph.arrange_cards("tree")
    graph.arrange_cards("body")
    before = graph.scene.places()
    workspace.add()
    painted(lambda: lizard.controller.describe("a cat with a torso, a head, a tail and a wing"))
    graph.arrange_cards("tree")
    workspace.go_to(0)
    assert graph.scene.places() == before
