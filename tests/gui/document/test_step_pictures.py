import numpy as np

from gui.document.model import MAX_STEPS, DocumentModel
from gui.document.step_pictures import NEAR, StepPicture
from scenegan.graph import Document, Part, SceneGraph, edits
from scenegan.rendering.picture import Picture


def painted(seed: int, graph: SceneGraph | None = None) -> Picture:
    rng = np.random.default_rng(seed)
    rgba = np.repeat(rng.integers(0, 256, (16, 256, 4), dtype=np.uint8), 16, axis=0)
    part_map = np.zeros((256, 256), dtype=np.uint8)
    document = Document(graph=graph or SceneGraph(parts=(Part(id="tail-1", part="tail"),)))
    return Picture(rgba, part_map, ("tail-1",), document)


def test_a_packed_picture_is_the_same_pixel_for_pixel() -> None:
    picture = painted(1)
    held = StepPicture(picture)
    assert held.picture() is picture
    held.pack()
    again = held.picture()
    assert held.is_packed and isinstance(again, Picture)
    assert again.rgba.tobytes() == picture.rgba.tobytes()
    assert again.part_map.tobytes() == picture.part_map.tobytes()
    assert (again.nodes, again.document) == (picture.nodes, picture.document)
    held.unpack()
    assert not held.is_packed
    assert held.picture() is held.picture()


def test_only_pictures_near_the_current_step_stay_unpacked() -> None:
    model = DocumentModel()
    pictures = []
    for n in range(20):
        model.apply(f"step {n}", lambda graph: edits.add_part(graph, "tail"))
        pictures.append(painted(n, model.graph))
        model.settle(model.current.number, pictures[-1])

    def unpacked() -> list[int]:
        return [i for i, s in enumerate(model.steps) if s.held and not s.held.is_packed]

    assert unpacked() == list(range(20 - NEAR, 21))
    assert model.current.picture is pictures[-1]
    model.go_to(6)
    assert unpacked() == list(range(6 - NEAR, 7 + NEAR))
    seen = model.current.picture
    assert isinstance(seen, Picture)
    assert seen.rgba.tobytes() == pictures[5].rgba.tobytes()
    assert model.current.picture is seen  # Ready, not unpacked anew each time.
    far = model.steps[20].picture
    assert isinstance(far, Picture) and far.rgba.tobytes() == pictures[19].rgba.tobytes()


def test_another_document_is_taken_as_one_step() -> None:
    model = DocumentModel(clock=lambda: 0.0)
    model.apply("Tail added", lambda graph: edits.add_part(graph, "tail"))
    before = model.document
    other = painted(3)
    model.adopt("Variation: seed 3", other.document, other)
    assert model.current.picture is other
    assert (model.document, model.position) == (other.document, 2)
    model.undo()
    assert model.document == before
    assert MAX_STEPS >= 500
