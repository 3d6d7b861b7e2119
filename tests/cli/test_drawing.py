import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from scenegan.assets import asset
from scenegan.rendering.picture_files import read_document
from tests.cli_runner import Done

Run = Callable[..., Done]
TEXT = "a small orange lizard with a cream belly and a flame at the tip of its tail"


def _size(path: Path) -> tuple[int, int]:
    with Image.open(path) as image:
        return image.size


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("drawn")


def test_a_picture_draws_itself_again_byte_for_byte(scenegan: Run, folder: Path) -> None:
    first, again = folder / "lizard.png", folder / "again.png"
    done = scenegan("draw", TEXT, "-o", first, "--seed", 4, "--layout")
    assert done.code == 0, done.err
    assert str(first) in done.err
    assert (folder / "lizard.layout.png").is_file()
    assert _size(first) == (256, 256)
    assert scenegan("draw", first, "-o", again).code == 0
    assert again.read_bytes() == first.read_bytes()


def test_an_edit_changes_one_part(scenegan: Run, folder: Path) -> None:
    first, edited = folder / "cat.png", folder / "teal.png"
    assert scenegan("draw", "a grey cat with a long tail", "-o", first).code == 0
    assert scenegan("edit", first, "tail teal", "-o", edited).code == 0
    before, after = read_document(first), read_document(edited)
    changed = {n for n in after.layout if after.layout[n] != before.layout[n]}
    assert {after.graph.part(n).part for n in changed} == {"tail"}


def test_sizes_variations_and_webp(scenegan: Run, folder: Path) -> None:
    small = folder / "small.webp"
    assert scenegan("draw", "a blue fish", "-o", small, "--size", 64).code == 0
    assert _size(small) == (64, 64)
    sheet = folder / "sheet.png"
    assert scenegan("draw", "a blue fish", "-o", sheet, "--variations", 2).code == 0
    assert _size(sheet)[0] > 512


def test_faults_are_told_before_the_work(scenegan: Run, folder: Path) -> None:
    done = scenegan("draw", TEXT, "-o", folder / "none" / "a.png")
    assert (done.code, "no folder" in done.err) == (2, True)
    done = scenegan("draw", TEXT, "-o", folder / "a.bmp")
    assert (done.code, "must end in" in done.err) == (2, True)
    done = scenegan("draw", "", "-o", folder / "a.png")
    assert (done.code, "empty" in done.err) == (2, True)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder nobody can write to")
def test_a_folder_that_takes_no_file_is_told(scenegan: Run) -> None:
    done = scenegan("draw", "a fish", "-o", "/proc/a.png")
    assert (done.code, "Cannot write /proc/a.png" in done.err) == (2, True)


def test_foreign_and_broken_weights_are_told(scenegan: Run, tmp_path: Path) -> None:
    out = tmp_path / "a.png"
    done = scenegan("draw", "a fish", "-o", out, "--model", tmp_path / "none")
    assert (done.code, "model.json" in done.err) == (2, True)
    copy = tmp_path / "weights"
    shutil.copytree(asset("weights"), copy)
    (copy / "painter.safetensors").write_bytes(b"not weights")
    done = scenegan("draw", "a fish", "-o", out, "--model", copy)
    assert (done.code, "painter.safetensors" in done.err) == (2, True)
    shutil.copy(copy / "shape.safetensors", copy / "painter.safetensors")
    done = scenegan("draw", "a fish", "-o", out, "--model", copy)
    assert (done.code, "painter" in done.err) == (2, True)
    assert not out.exists()


def test_pictures_of_others_are_told(scenegan: Run, tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    Image.new("RGBA", (8, 8)).save(path)
    done = scenegan("draw", path, "-o", tmp_path / "a.png")
    assert (done.code, "carries no SceneGAN document" in done.err) == (2, True)
    done = scenegan("edit", "a cat", "tail teal", "-o", tmp_path / "a.png")
    assert (done.code, "drawn yet" in done.err) == (2, True)


def test_info(scenegan: Run) -> None:
    done = scenegan("info", "--words")
    assert done.code == 0
    assert "73 parts" in done.out
    assert "wing" in done.out
