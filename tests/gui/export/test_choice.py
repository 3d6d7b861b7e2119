from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from gui.export.choice import (
    FORMATS,
    ExportChoice,
    file_name,
    free_path,
    part_pictures,
    pattern_fault,
    prepared,
    write_export,
)
from gui.export.command_text import command_of
from scenegan.cli.inputs import read_input
from scenegan.errors import FileError
from scenegan.graph import Document, Recipe, SceneGraph, edits
from scenegan.rendering.picture import Picture
from scenegan.rendering.picture_files import SUFFIXES, read_document
from tests.gui.fakes import FakePainter


@pytest.fixture(scope="module")
def picture() -> Picture:
    graph = edits.set_creature(SceneGraph(), kind="lizard")
    for part in ("torso", "tail"):
        graph = edits.add_part(graph, part)
    document = Document(graph=graph, recipe=Recipe(seed=7))
    *_, last = FakePainter().draw_stages(document)
    return last


def test_every_format_of_the_rendering_is_offered() -> None:
    assert tuple(FORMATS) == SUFFIXES


@pytest.mark.parametrize("ending", FORMATS)
def test_a_file_carries_its_document_at_its_size(
    picture: Picture, tmp_path: Path, ending: str
) -> None:
    choice = ExportChoice(ending, scale=2, background="#ffffff")
    (path,) = write_export(picture, choice, tmp_path / f"lizard{ending}")
    recipe = read_document(path).recipe
    assert (recipe.size, recipe.background) == (512, "#ffffff")


def test_parts_are_written_beside_the_picture(picture: Picture, tmp_path: Path) -> None:
    choice = ExportChoice(layers=True)
    paths = write_export(picture, choice, tmp_path / "lizard.png")
    assert [p.name for p in paths] == [
        "lizard.png",
        "lizard.torso-1.png",
        "lizard.tail-1.png",
        "lizard.mouth-1.png",
    ]
    parts = part_pictures(prepared(picture, choice)).values()
    assert np.array_equal(np.maximum.reduce([p.rgba for p in parts]), picture.rgba)


def test_a_missing_folder_is_made_but_not_a_missing_disk(picture: Picture, tmp_path: Path) -> None:
    (path,) = write_export(picture, ExportChoice(), tmp_path / "Pictures" / "lizard.png")
    assert path.is_file()
    with pytest.raises(FileError, match="no folder"):
        write_export(picture, ExportChoice(), tmp_path / "disk" / "Pictures" / "lizard.png")
    assert not (tmp_path / "disk").exists()


def test_the_name_follows_its_pattern(picture: Picture) -> None:
    choice = ExportChoice(pattern="{name} {kind}-{seed}@{size}")
    assert file_name(choice, "Ember: a/b", picture.document) == "Ember- a-b lizard-7@256.png"
    assert file_name(replace(choice, pattern="{number}"), "x", picture.document) == "001.png"


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [("{name}", ""), ("{colour}", "{colour}"), ("a/b", "/"), ("a{", "{"), (" ", " "), ("a:b", ":")],
)
def test_what_no_name_can_hold_is_said(pattern: str, fault: str) -> None:
    assert pattern_fault(pattern) == fault


def test_numbers_go_on_and_other_names_are_replaced(picture: Picture, tmp_path: Path) -> None:
    choice = ExportChoice(pattern="x{number}", folder=str(tmp_path))
    assert free_path(choice, "", picture.document).name == "x001.png"
    (tmp_path / "x001.png").touch()
    assert free_path(choice, "", picture.document).name == "x002.png"
    same = replace(choice, pattern="x")
    assert free_path(same, "", picture.document).name == "x.png"


def test_a_choice_is_kept_and_what_is_wrong_in_it_is_not() -> None:
    choice = ExportChoice(".svg", 4, "#000000", "{kind}", True, "/tmp")
    assert ExportChoice.read(choice.kept) == choice
    assert ExportChoice.read({**choice.kept, "scale": 99, "ending": ".exe"}) == replace(
        choice, scale=1, ending=".png"
    )
    assert ExportChoice.read("broken") == ExportChoice()


def test_the_command_draws_the_very_document(picture: Picture, tmp_path: Path) -> None:
    path = tmp_path / "my lizard.scenegan"
    assert command_of(picture.document, path, "x").startswith(f"scenegan draw '{path}' -o")
    text = command_of(picture.document, None, "x")
    first, carried, end, draw, _ = text.split("\n")
    assert (first, end) == ("cat > x.scenegan <<'SCENEGAN'", "SCENEGAN")
    assert draw == "scenegan draw x.scenegan -o x-drawn.png"
    path.write_text(carried)
    assert read_input(str(path)).document == picture.document
