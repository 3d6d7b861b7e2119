"""Files for other programs: part anchors and OpenRaster."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image

from scenegan.graph import from_json
from scenegan.rendering import Picture
from scenegan.rendering.anchors import anchors, joint_of, mask_of, run_lengths
from scenegan.rendering.openraster import merged_image, openraster_bytes


@settings(deadline=None, max_examples=50)
@given(arrays(np.bool_, (7, 7), elements=st.booleans()))
def test_run_lengths_give_the_mask_back(mask: np.ndarray) -> None:
    lengths = run_lengths(mask)
    assert sum(lengths) == 49
    assert all(lengths[1:])
    assert np.array_equal(mask_of(lengths, 7), mask)


def test_joints_lie_where_parts_touch() -> None:
    torso, tail, far = (np.zeros((32, 32), np.bool_) for _ in range(3))
    torso[8:24, 4:16] = True
    tail[12:17, 16:30] = True
    far[4:6, 20:24] = True
    assert joint_of(tail, torso) == (16.0, 14.5)
    x, y = joint_of(far, torso) or (0.0, 0.0)
    assert 16 <= x <= 21 and 5 <= y <= 9
    assert joint_of(np.zeros((32, 32), np.bool_), torso) is None


def test_anchors_fit_the_picture(drawn: Picture) -> None:
    found = anchors(drawn)
    assert [part["id"] for part in found["parts"]] == list(drawn.nodes)
    for part in found["parts"]:
        mask = mask_of(part["mask"], 256)
        assert np.array_equal(mask, drawn.masks[part["id"]])
        if part["box"] is not None:
            x0, y0, x1, y1 = (round(v * 256) for v in part["box"])
            assert mask[y0:y1, x0:x1].sum() == mask.sum()
        if part["joint"] is not None:
            assert all(0 <= value <= 1 for value in part["joint"])
            assert part["on"] in drawn.nodes


def test_openraster_keeps_to_the_specification(drawn: Picture, tmp_path: Path) -> None:
    content = openraster_bytes(drawn)
    assert content == openraster_bytes(drawn)
    assert content[30:54] == b"mimetypeimage/openraster"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        image = ElementTree.fromstring(archive.read("stack.xml"))
        assert (image.tag, image.get("w"), image.get("h")) == ("image", "256", "256")
        together = Image.new("RGBA", (256, 256))
        names = []
        for layer in reversed(image.findall("stack/layer")):
            names.append(layer.get("name"))
            tile = Image.open(io.BytesIO(archive.read(layer.get("src") or "")))
            x, y = int(layer.get("x") or 0), int(layer.get("y") or 0)
            assert 0 <= x <= 256 - tile.width and 0 <= y <= 256 - tile.height
            together.alpha_composite(tile, (x, y))
        thumbnail = Image.open(io.BytesIO(archive.read("Thumbnails/thumbnail.png")))
        merged = Image.open(io.BytesIO(archive.read("mergedimage.png"))).convert("RGBA")
        methods = {item.compress_type for item in archive.infolist()}
        document = from_json(archive.read("scenegan/document.json").decode())
    assert np.array_equal(np.asarray(together), drawn.rgba)
    assert len(set(names)) == len(names)
    assert set(names) <= {*drawn.nodes, "around"}
    assert np.array_equal(np.asarray(merged), drawn.rgba)
    assert methods <= {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
    assert thumbnail.format == "PNG" and max(thumbnail.size) <= 256
    assert document == drawn.document
    path = tmp_path / "a.ora"
    path.write_bytes(content)
    assert np.array_equal(np.asarray(merged_image(path)), drawn.rgba)
