from __future__ import annotations

import json
import pickle
import zipfile
from pathlib import Path

import numpy as np
import pytest

from scenegan.data.annotations import read_annotations
from scenegan.data.cache import Cache
from scenegan.data.measured_drawing import measure, only_parts
from scenegan.data.part_maps import NOTHING
from scenegan.data.squares import square_of_file
from scenegan.errors import DataError
from tests.data.drawings import DataSet


def rewritten(source: Path, target: Path, name: str, content: bytes | None) -> Path:
    """Copies a cache with one member changed or left out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
            elif content is not None:
                new.writestr(member, content)
    return target


def test_drawings_come_back_as_they_were_measured(cache: Cache, built: Path) -> None:
    drawings = read_annotations(built.parent / "annotations.jsonl")
    assert [drawing.id for drawing in cache] == [drawing.id for drawing in drawings]
    for annotation, drawing in zip(drawings, cache, strict=True):
        measured = measure(annotation, built.parent / f"{annotation.id}.svg")
        assert drawing.drawing == annotation
        assert drawing.boxes.tolist() == measured.boxes.tolist()
        assert drawing.colors.tolist() == measured.colors.tolist()
        assert dict(drawing.encoded)["picture"] == measured.picture


def test_pictures_and_maps_have_their_forms(cache: Cache, built: Path) -> None:
    for drawing in cache:
        picture, index_map, shapes = drawing.picture(), drawing.index_map(), drawing.shapes()
        count = len(drawing.part_names)
        assert picture.shape == (256, 256, 4)
        assert index_map.shape == (256, 256)
        assert shapes.shape == (count, 32, 32)
        assert {a.dtype for a in (picture, index_map, shapes)} == {np.dtype(np.uint8)}
        assert set(np.unique(index_map)) == {*range(count), NOTHING}
        assert drawing.boxes.shape == (count, 4)
        assert drawing.colors.shape == (count, 6)
        assert drawing.parents.tolist() == [part.on for part in drawing.drawing.parts]
        square = square_of_file(built.parent / f"{drawing.id}.svg")
        seen = square[..., 3] > 0
        assert np.array_equal(picture[seen], square[seen])
        assert not picture[~seen, 3].any()


def test_graph_has_measured_colours(cache: Cache) -> None:
    graph = cache.drawing("c1").graph()
    assert all(part.colors for part in graph.parts)
    assert graph.part("eye-1").colors[0].name == "black"
    assert graph.creature.colors == graph.part("torso-1").colors[:1]
    assert graph.creature.types == ()


def test_splits_and_ids(cache: Cache) -> None:
    assert [d.id for d in cache.of_split("train")] == ["c1", "c2"]
    assert [d.id for d in cache.of_split("val", "test")] == ["c3", "c4"]
    assert cache.drawing("c3") is cache[2]
    assert len(cache) == 4
    with pytest.raises(DataError, match="no drawing 'c9'"):
        cache.drawing("c9")


def test_a_cache_can_be_pickled(cache: Cache) -> None:
    again = pickle.loads(pickle.dumps(cache))
    assert np.array_equal(again[0].picture(), cache[0].picture())


def test_parts_that_are_left_out_hand_their_children_up(data_set: DataSet) -> None:
    drawing = read_annotations(data_set.annotations)[0]
    names = [part.part for part in drawing.parts]
    head = names.index("head")
    kept = [number for number in range(len(names)) if number != head]
    fewer = only_parts(drawing, kept)
    torso = [part.part for part in fewer.parts].index("torso")
    assert {p.on for p in fewer.parts if p.part in ("ear", "eye")} == {torso}
    rootless = only_parts(drawing, [n for n in range(len(names)) if names[n] != "torso"])
    assert {p.on for p in rootless.parts if p.part == "leg"} == {-1}


@pytest.mark.parametrize("share", [0.0, 0.3, 0.999])
def test_half_a_file_is_refused(built: Path, tmp_path: Path, share: float) -> None:
    content = built.read_bytes()
    path = tmp_path / "half.cache"
    path.write_bytes(content[: int(share * len(content))])
    with pytest.raises(DataError, match=r"half\.cache is damaged.*data build"):
        Cache.open(path)


def test_flipped_bits_are_refused(built: Path, tmp_path: Path) -> None:
    content = built.read_bytes()
    path = tmp_path / "flipped.cache"
    rng = np.random.default_rng(0)
    with zipfile.ZipFile(built) as archive:
        starts = [info.header_offset + 100 for info in archive.infolist() if info.file_size > 900]
    for start in starts:
        flipped = bytearray(content)
        flipped[start + int(rng.integers(100))] ^= 1 << int(rng.integers(8))
        path.write_bytes(flipped)
        with pytest.raises(DataError, match="damaged"):
            Cache.open(path)


@pytest.mark.parametrize(
    "name",
    ["manifest.json", "drawings.json", "tables.safetensors", "pictures/c2.webp", "maps/c1.png"],
)
def test_lacking_and_odd_members_are_refused(built: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(DataError, match="damaged"):
        Cache.open(rewritten(built, tmp_path / "a.cache", name, None))
    if not name.endswith((".webp", ".png")):
        with pytest.raises(DataError, match="damaged"):
            Cache.open(rewritten(built, tmp_path / "b.cache", name, b"[]"))


def test_other_versions_and_missing_files_are_told(built: Path, tmp_path: Path) -> None:
    manifest = json.dumps({"format": "scenegan/cache@9"}).encode()
    path = rewritten(built, tmp_path / "new.cache", "manifest.json", manifest)
    with pytest.raises(DataError, match="scenegan/cache@9"):
        Cache.open(path)
    with pytest.raises(DataError, match="data build"):
        Cache.open(tmp_path / "none.cache")
