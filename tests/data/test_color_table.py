from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from scenegan.assets import assets_folder
from scenegan.data.cache import Cache
from scenegan.data.color_table import part_colors_of, read_part_colors, write_part_colors
from scenegan.errors import DataError


def test_rows_are_the_parts_of_the_train_split(cache: Cache) -> None:
    table = part_colors_of(cache)
    train = cache.of_split("train")
    assert table.drawings == ("c1", "c2")
    assert table.kinds == ("bear", "bear")
    assert len(table) == sum(len(drawing.boxes) for drawing in train)
    row = 0
    for number, drawing in enumerate(train):
        for place, name in enumerate(drawing.part_names):
            parent = drawing.parents[place]
            assert table.drawing[row] == number
            assert table.part_names[table.part[row]] == name
            assert table.main[row] == pytest.approx(drawing.colors[place, :3], abs=0.051)
            assert table.second[row] == pytest.approx(drawing.colors[place, 3:], abs=0.051)
            torso = drawing.part_names.index("torso")
            assert table.body_main[row] == pytest.approx(drawing.colors[torso, :3], abs=0.051)
            if parent < 0:
                assert table.parent_part[row] == -1
            else:
                assert table.part_names[table.parent_part[row]] == drawing.part_names[parent]
                expected = drawing.colors[parent, :3]
                assert table.parent_main[row] == pytest.approx(expected, abs=0.051)
            row += 1


def test_areas_are_shares_of_each_drawing(cache: Cache) -> None:
    table = part_colors_of(cache)
    for number in range(2):
        assert table.area[table.drawing == number].sum() == pytest.approx(1, abs=0.002)


def test_table_comes_back_from_its_file(cache: Cache, tmp_path: Path) -> None:
    table = part_colors_of(cache)
    path = tmp_path / "part_colors.safetensors"
    write_part_colors(path, table)
    again = read_part_colors(path)
    for name, value in vars(table).items():
        found = getattr(again, name)
        same = np.array_equal(found, value) if isinstance(value, np.ndarray) else found == value
        assert same, name


def test_odd_tables_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "part_colors.safetensors"
    with pytest.raises(DataError, match="data tables"):
        read_part_colors(path)
    path.write_bytes(b"odd")
    with pytest.raises(DataError, match="damaged"):
        read_part_colors(path)


def test_the_table_of_the_program_is_of_pokescene() -> None:
    path = assets_folder() / "tables" / "part_colors.safetensors"
    table = read_part_colors(path)
    assert len(table.drawings) == 538
    assert np.bincount(table.drawing).min() >= 1
    assert path.stat().st_size < 600_000
