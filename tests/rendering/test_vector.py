"""SVG: a group a part, the same picture, and the document inside."""

from __future__ import annotations

import io
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
import resvg_py
from PIL import Image

from scenegan.errors import FileError
from scenegan.rendering import Picture
from scenegan.rendering.picture_files import picture_bytes, read_document, read_image
from scenegan.rendering.vector import SVG_NAMESPACE

_GROUP = f"{{{SVG_NAMESPACE}}}g"


@pytest.fixture(scope="module")
def svg(drawn: Picture) -> str:
    return picture_bytes(drawn, ".svg").decode()


def _rendered(svg: str, side: int) -> np.ndarray:
    png = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=side, skip_system_fonts=True))
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGBA"))


def test_each_visible_part_is_a_named_group(drawn: Picture, svg: str) -> None:
    outer = ElementTree.fromstring(svg).find(_GROUP)
    assert outer is not None
    names = [group.get("id") for group in outer.findall(_GROUP)]
    large = {node for node, mask in drawn.masks.items() if mask.sum() > 60}
    assert large <= set(names) <= {*drawn.nodes, "around"}
    depths = [drawn.document.layout[str(name)].depth for name in names if name != "around"]
    assert depths == sorted(depths)
    assert all(path.get("fill", "").startswith("#") for path in outer.iter() if "path" in path.tag)


def test_it_looks_like_the_picture(drawn: Picture, svg: str) -> None:
    shown = _rendered(svg, 256).astype(int)
    solid = drawn.rgba[..., 3] > 250
    assert np.abs(shown[..., 3] - drawn.rgba[..., 3]).mean() < 5
    assert np.median(np.abs(shown - drawn.rgba)[solid][:, :3]) <= 8
    assert _rendered(svg, 700).shape == (700, 700, 4)


def test_a_part_can_be_taken_out_alone(drawn: Picture, svg: str) -> None:
    tree = ElementTree.fromstring(svg)
    outer = tree.find(_GROUP)
    assert outer is not None
    nearest = outer.findall(_GROUP)[-1]
    outer.remove(nearest)
    rest = _rendered(ElementTree.tostring(tree, encoding="unicode"), 256)
    changed = np.abs(rest.astype(int) - _rendered(svg, 256)).max(2) > 40
    inside = drawn.masks[str(nearest.get("id"))]
    assert (changed & inside).any()
    grown = np.asarray(Image.fromarray(inside.astype(np.uint8) * 255).resize((64, 64)))
    grown = np.asarray(Image.fromarray(grown).resize((256, 256), Image.Resampling.BILINEAR)) > 0
    assert not (changed & ~grown).sum() > 0.02 * inside.sum() + 20


def test_the_document_comes_back(drawn: Picture, svg: str, tmp_path: Path) -> None:
    for suffix in (".svg", ".ora", ".webp", ".png"):
        path = drawn.save(tmp_path / f"creature{suffix}")
        assert read_document(path) == drawn.document
        seen = drawn.rgba[..., 3] > 0
        difference = np.abs(np.asarray(read_image(path)).astype(int) - drawn.rgba)[seen]
        assert difference.mean() < (20 if suffix == ".svg" else 1e-9)
    assert (tmp_path / "creature.svg").read_bytes() == svg.encode()
    (tmp_path / "bare.svg").write_text(f'<svg xmlns="{SVG_NAMESPACE}"/>')
    with pytest.raises(FileError, match="carries no SceneGAN document"):
        read_document(tmp_path / "bare.svg")
    for name in ("broken.svg", "broken.ora"):
        (tmp_path / name).write_bytes(b"<svg")
        with pytest.raises(FileError, match="cannot be read as"):
            read_document(tmp_path / name)
    with pytest.raises(FileError, match=r"\.svg or \.ora"):
        drawn.save(tmp_path / "creature.gif")
