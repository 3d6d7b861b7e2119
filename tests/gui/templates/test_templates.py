from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gui.description.agreement import disagreeing
from gui.style.translation import set_language
from gui.templates.templates import FIRST, Templates, shipped_templates, template_of
from scenegan.errors import FileError
from scenegan.graph import Document, Part, SceneGraph, check_words
from scenegan.rendering.picture import Picture

LARGEST = 1_000_000


@pytest.fixture
def picture() -> Picture:
    graph = SceneGraph(parts=(Part(id="tail-1", part="tail"),))
    pixels = np.full((256, 256, 4), 255, dtype=np.uint8)
    part_map = np.zeros((256, 256), dtype=np.uint8)
    return Picture(pixels, part_map, ("tail-1",), Document(graph=graph, text="a tail"))


def test_most_templates_have_a_sentence_in_chinese_that_says_the_same() -> None:
    set_language("zh")
    try:
        said = {t.key: (t.document(), t.told(t.document())) for t in shipped_templates()}
    finally:
        set_language("en")
    chinese = {key: told for key, (document, told) in said.items() if told != document}
    assert FIRST in chinese and len(chinese) > len(said) / 2
    for key, told in chinese.items():
        document = said[key][0]
        assert (told.graph, told.layout) == (document.graph, document.layout)
        assert not told.text.isascii() and told.reading.unknown == ()
        assert {s.node for s in told.reading.spans} <= {*told.graph.by_id, "creature"}
        assert all(told.text[s.start : s.end].strip() for s in told.reading.spans)
        assert disagreeing(told) == []
    (first,) = (t for t in shipped_templates() if t.key == FIRST)
    assert first.told(first.document()) == first.document()  # In English again.


def test_templates_came_with_the_program() -> None:
    shipped = shipped_templates()
    assert len(shipped) >= 12
    assert template_of(FIRST) == shipped[0]
    assert sum(t.path.stat().st_size for t in shipped) <= LARGEST
    for template in shipped:
        document = template.document()
        check_words(document.graph)
        assert document.graph.parts and document.text and template.name and template.note
        assert set(document.layout) == set(document.graph.by_id)  # Drawn before.
        assert document.reading.unknown == ()
        with Image.open(template.path) as image:
            assert image.size == (256, 256) and image.mode == "RGBA"


def test_a_template_of_ones_own(tmp_path: Path, picture: Picture) -> None:
    templates = Templates(tmp_path / "templates")
    told: list[int] = []
    templates.subscribe(lambda: told.append(len(templates.own)))
    made = templates.save(" My: crea/ture. ", picture)
    assert made.name == "My crea ture"
    (own,) = templates.own
    assert own == made and own.own and own.title == "My crea ture"
    assert own.document() == picture.document
    assert templates.all[0] == own
    held = templates.remove(own)
    assert list(templates.own) == []
    templates.put_back(own, held)
    assert templates.own[0].document() == picture.document
    assert told == [1, 0, 1]


@pytest.mark.parametrize("name", ["", "  ", "///", "..."])
def test_a_template_needs_a_name(tmp_path: Path, picture: Picture, name: str) -> None:
    with pytest.raises(FileError, match="needs a name"):
        Templates(tmp_path).save(name, picture)


def test_a_folder_in_the_way(tmp_path: Path, picture: Picture) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FileError, match="Cannot make the folder"):
        Templates(tmp_path / "file" / "templates").save("name", picture)
    with pytest.raises(FileError, match="no folder"):
        Templates(None).save("name", picture)
