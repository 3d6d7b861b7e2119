import os
from pathlib import Path

import pytest

from scenegan.atomic_files import atomic_path, write_atomically
from scenegan.errors import FileError


def test_content_and_rights(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_atomically(path, "grün")
    write_atomically(path, b"two")
    assert path.read_bytes() == b"two"
    (tmp_path / "plain").touch()
    assert path.stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_atomically(path, "old")
    with pytest.raises(RuntimeError), atomic_path(path) as temporary:
        temporary.write_text("half")
        raise RuntimeError
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_faults_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no folder"):
        write_atomically(tmp_path / "none" / "a", "x")
    with pytest.raises(FileError, match="is a folder"):
        write_atomically(tmp_path, "x")
    if os.geteuid() == 0:
        return  # the superuser may write anywhere
    tmp_path.chmod(0o500)
    with pytest.raises(FileError, match="read-only"):
        write_atomically(tmp_path / "a", "x")
