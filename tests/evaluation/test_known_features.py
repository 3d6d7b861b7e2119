from pathlib import Path

import numpy as np
import pytest

from scenegan.errors import FileError
from scenegan.evaluation.known_features import KnownFeatures, Row


class Looker:
    """Counts how often it has to look."""

    def __init__(self) -> None:
        self.looked: list[bytes] = []

    def at(self, known: KnownFeatures, picture: bytes) -> Row:
        def look() -> Row:
            self.looked.append(picture)
            return np.array([len(picture), 0.1], np.float32)

        return known.of(picture, look)


def test_a_picture_is_looked_at_once(tmp_path: Path) -> None:
    path, looker = tmp_path / "new" / "features.npz", Looker()
    known = KnownFeatures(path)
    first = looker.at(known, b"cat")
    assert np.array_equal(looker.at(known, b"cat"), first)
    known.save()
    again = KnownFeatures(path)
    assert np.array_equal(looker.at(again, b"cat"), first)
    assert looker.at(again, b"bird")[0] == 4
    assert looker.looked == [b"cat", b"bird"]


def test_what_was_looked_at_is_kept_on_the_way(tmp_path: Path) -> None:
    path, looker = tmp_path / "features.npz", Looker()
    known = KnownFeatures(path)
    for number in range(70):
        looker.at(known, b"%d" % number)
    looker.looked.clear()
    later = KnownFeatures(path)
    for number in range(70):
        looker.at(later, b"%d" % number)
    assert 0 < len(looker.looked) < 10


def test_a_damaged_file_counts_as_empty(tmp_path: Path) -> None:
    path, looker = tmp_path / "features.npz", Looker()
    for content in (b"", b"PK", b"no archive at all"):
        path.write_bytes(content)
        known = KnownFeatures(path)
        looker.at(known, b"cat")
        known.save()
        looker.at(KnownFeatures(path), b"cat")
    assert looker.looked == [b"cat"] * 3


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    known = KnownFeatures(tmp_path / "file" / "features.npz")
    Looker().at(known, b"cat")
    with pytest.raises(FileError):
        known.save()
