from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from scenegan.errors import FileError
from scenegan.evaluation.figures import Figure
from scenegan.evaluation.outcome import Case, Outcome, Sample
from scenegan.evaluation.work_folder import WorkFolder, digest, digest_of_files


def test_results_come_back(tmp_path: Path) -> None:
    outcome = Outcome(
        {"a.b": Figure(0.5, 0.25, 0.75, 8), "a.c": Figure(1.0)},
        {"a.b": [Case(1, 2, 0.5, "eye")]},
        {"a.more": {"x": [1, 2]}},
    )
    folder = WorkFolder(tmp_path, "model", "code")
    assert folder.result("step") is None
    folder.keep_result("step", outcome)
    assert folder.result("step") == outcome
    assert WorkFolder(tmp_path, "model", "other").result("step") is None


def test_drawings_come_back_unless_they_are_damaged(tmp_path: Path, drawn_sample: Sample) -> None:
    folder = WorkFolder(tmp_path, "model", "code")
    folder.keep_drawing("c1", drawn_sample.drawn[0])
    known = folder.drawing("c1", 0, number=0)
    assert known is not None
    assert np.array_equal(known.rgba, drawn_sample.drawn[0].rgba)
    assert folder.drawing("c1", 1, number=0) is None
    (path,) = tmp_path.rglob("*.npz")
    path.write_bytes(path.read_bytes()[:500])
    assert folder.drawing("c1", 0, number=0) is None


def test_digests_tell_contents_apart(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"1")
    before = digest_of_files([file])
    file.write_bytes(b"2")
    assert digest_of_files([file]) != before
    assert digest("ab", "c") != digest("a", "bc")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    folder = WorkFolder(tmp_path / "file", "model", "code")
    with pytest.raises(FileError, match="--work"):
        folder.keep_result("step", Outcome({}))
