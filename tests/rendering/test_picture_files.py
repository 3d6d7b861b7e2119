from pathlib import Path

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from scenegan.errors import FileError, GraphError
from scenegan.graph import Document, NodeLayout, Part, SceneGraph, to_json
from scenegan.graph.files import DOCUMENT_KEY
from scenegan.rendering.picture import Picture
from scenegan.rendering.picture_files import read_document


def _picture() -> Picture:
    graph = SceneGraph(parts=(Part(id="body-1", part="body"),))
    place = NodeLayout(box=(0.1, 0.1, 0.9, 0.9), depth=0.0, shape=(0.5,) * 32)
    document = Document(graph=graph, text="eine grüne Kröte, 蛙", layout={"body-1": place})
    rgba = np.zeros((256, 256, 4), np.uint8)
    rgba[50:200, 50:200] = (10, 200, 30, 255)
    part_map = np.where(rgba[..., 3] > 0, 0, 255).astype(np.uint8)
    return Picture(rgba, part_map, ("body-1",), document)


def test_png_carries_its_document(tmp_path: Path) -> None:
    path = _picture().save(tmp_path / "a.png")
    assert read_document(path) == _picture().document
    assert path.read_bytes() == _picture().png()
    assert np.array_equal(np.asarray(Image.open(path)), _picture().rgba)


def test_webp_keeps_every_visible_pixel(tmp_path: Path) -> None:
    path = _picture().save(tmp_path / "a.webp")
    assert np.array_equal(np.asarray(Image.open(path).convert("RGBA")), _picture().rgba)


def test_masks_and_boxes_follow_the_nodes() -> None:
    assert int(_picture().masks["body-1"].sum()) == 150 * 150
    assert _picture().boxes == {"body-1": (0.1, 0.1, 0.9, 0.9)}


def test_background_is_laid_under() -> None:
    picture = _picture()
    recipe = picture.document.recipe.model_copy(update={"background": "#112233"})
    document = picture.document.model_copy(update={"recipe": recipe})
    shown = Picture(picture.rgba, picture.part_map, picture.nodes, document).image
    assert shown.getpixel((0, 0)) == (0x11, 0x22, 0x33, 255)


def test_unknown_ending_and_missing_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="must end in"):
        _picture().save(tmp_path / "a.bmp")
    with pytest.raises(FileError, match="no folder"):
        _picture().save(tmp_path / "missing" / "a.png")
    assert list(tmp_path.iterdir()) == []


def _png(path: Path, text: str | None) -> Path:
    info = PngImagePlugin.PngInfo()
    if text is not None:
        info.add_itxt(DOCUMENT_KEY, text)
    Image.new("RGBA", (4, 4)).save(path, pnginfo=info)
    return path


def test_pictures_without_a_document_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="carries no SceneGAN document"):
        read_document(_png(tmp_path / "plain.png", None))
    with pytest.raises(FileError, match="There is no file"):
        read_document(tmp_path / "none.png")
    (tmp_path / "torn.png").write_bytes((_png(tmp_path / "p.png", None)).read_bytes()[:40])
    with pytest.raises(FileError, match="cannot be read"):
        read_document(tmp_path / "torn.png")
    with pytest.raises(GraphError, match="not valid JSON"):
        read_document(_png(tmp_path / "broken.png", "{"))
    graph = to_json(SceneGraph())
    with pytest.raises(GraphError, match="without its document"):
        read_document(_png(tmp_path / "graph.png", graph))
