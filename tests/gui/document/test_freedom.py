from collections.abc import Callable

from PySide6.QtWidgets import QSlider

from gui.document.freedom import (
    freedom_in,
    freedom_of,
    restraint_of,
    restraint_of_step,
    with_freedom,
)
from gui.variations.candidates import seed_candidates
from gui.window.main_window import MainWindow

Painted = Callable[[Callable[[], object]], None]


def test_only_what_is_held_back_is_kept() -> None:
    name, kept = with_freedom({}, ["tail-1", "wing-1"], 0.25)
    view = {name: kept}
    assert freedom_in(view) == {"tail-1": 0.25, "wing-1": 0.25}
    assert freedom_of(view, ["tail-1", "leg-1"]) == 1.0
    assert with_freedom(view, ["tail-1", "wing-1"], 1.0) == (name, None)
    assert freedom_in({name: {"a": "b", "c": 7, "d": -1}}) == {"c": 1.0, "d": 0.0}
    assert freedom_in({name: [1]}) == {} and restraint_of(view, {}) is None


def test_the_slider_holds_a_part_back_under_another_seed(
    lizard: MainWindow, painted: Painted
) -> None:
    model = lizard.model
    lizard.model.select("tail-1")
    lizard.inspector.finish()
    (slider,) = [s for s in lizard.inspector.findChildren(QSlider) if s.isVisible()]
    assert slider.value() == 100 and slider.accessibleName()
    slider.setValue(50)
    assert lizard.isWindowModified()
    before = model.document.layout
    painted(lambda: lizard.controller.set_seed(4))
    after = model.document.layout
    full = 0.01 * 4  # The fake painter's squares grow with the seed.
    grown = {n: after[n].box[2] - before[n].box[2] for n in ("tail-1", "torso-1")}
    assert abs(grown["torso-1"] - full) < 1e-6 and abs(grown["tail-1"] - full / 2) < 1e-4
    (candidate,) = seed_candidates(model.document, [9], ["tail-1"])
    assert candidate.restraint is not None and candidate.restraint.freedom == {"tail-1": 0.5}
    model.select("torso-1")
    model.select("tail-1")
    lizard.inspector.finish()
    (slider,) = [s for s in lizard.inspector.findChildren(QSlider) if s.isVisible()]
    assert slider.value() == 50
    painted(lizard.controller.toggle_lock)
    lizard.inspector.finish()
    (slider,) = [s for s in lizard.inspector.findChildren(QSlider) if s.isVisible()]
    assert not slider.isEnabled()
    painted(lambda: lizard.controller.describe("a cat with a tail"))
    assert restraint_of_step(model) is None
    assert model.graph.of("mouth")  # Another creature is completed as ever.
