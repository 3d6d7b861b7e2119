from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner

from scenegan.cli.data import app
from scenegan.data.cache import Cache
from scenegan.data.color_table import read_part_colors
from scenegan.errors import DataError
from tests.data.drawings import DataSet


def run(*words: object, code: int = 0) -> str:
    """Runs the command; mistakes of the user come through as exceptions."""
    result = CliRunner().invoke(app, [str(word) for word in words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code, result.output
    return result.output


def test_build_with_annotations_of_ones_own(data_set: DataSet, tmp_path: Path) -> None:
    out = tmp_path / "own.cache"
    folder = data_set.folder
    said = run("build", "--annotations", folder, "--sprites", folder, "-o", out, "--workers", 1)
    assert "4 of 4 drawings" in said
    assert "own.cache: 4 drawings, 40 parts" in said
    assert len(Cache.open(out)) == 4


def test_digests_beside_own_annotations_count(data_set: DataSet, tmp_path: Path) -> None:
    folder, out = data_set.folder, tmp_path / "own.cache"
    (folder / "c2.svg").write_text("<svg/>", encoding="utf-8")
    with pytest.raises(DataError, match=r"c2\.svg"):
        run("build", "--annotations", folder, "--sprites", folder, "-o", out)
    assert not out.exists()


def test_own_annotations_need_their_drawings(data_set: DataSet) -> None:
    with pytest.raises(DataError, match="--sprites"):
        run("build", "--annotations", data_set.folder)


def test_pokescene_needs_its_drawings(data_set: DataSet, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"lacks 1\.svg"):
        run("build", "--sprites", data_set.folder, "-o", tmp_path / "x.cache")


def test_show_writes_a_sheet(built: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.png", tmp_path / "two.png"
    run("show", "c1", "--cache", built, "-o", one)
    run("show", "c1", "c3", "--cache", built, "-o", two)
    with Image.open(one) as first, Image.open(two) as second:
        assert second.width == first.width
        assert second.height == 2 * first.height
        top = second.crop((0, 0, first.width, first.height))
        assert top.tobytes() == first.tobytes()
        assert len(first.getcolors(1 << 20) or []) > 50
    with pytest.raises(DataError, match="no drawing 'c77'"):
        run("show", "c77", "--cache", built, "-o", one)


def test_pairs_writes_a_sheet(built: Path, tmp_path: Path) -> None:
    one, again, other = (tmp_path / f"{name}.png" for name in ("one", "again", "other"))
    said = run("pairs", "c1", "--cache", built, "-o", one, "--count", 3)
    assert "one.png: 3 pairs" in said
    run("pairs", "c1", "--cache", built, "-o", again, "--count", 3)
    run("pairs", "--cache", built, "-o", other, "--count", 1, "--seed", 5)
    assert one.read_bytes() == again.read_bytes()
    with Image.open(one) as three, Image.open(other) as single:
        assert three.height == 2 * single.height
    with pytest.raises(DataError, match="no drawing 'c77'"):
        run("pairs", "c77", "--cache", built, "-o", one)


def test_check_names_mistakes(data_set: DataSet) -> None:
    assert "4 drawings, 40 parts, no mistakes" in run("check", data_set.folder)
    text = data_set.annotations.read_text(encoding="utf-8")
    data_set.annotations.write_text(text.replace('"belly"', '"bely"', 1), encoding="utf-8")
    said = run("check", data_set.folder, code=1)
    assert "annotations.jsonl:1: parts.2.part: 'bely'" in said
    assert "1 mistake(s)" in said


def test_tables_are_made(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "colors.safetensors"
    assert "20 parts of 2 drawings" in run("tables", "--cache", built, "-o", out)
    assert len(read_part_colors(out)) == 20


@pytest.mark.parametrize("command", ["build", "show", "pairs", "check", "tables"])
def test_help_has_examples(command: str) -> None:
    assert f"scenegan data {command}" in " ".join(run(command, "--help").split())
