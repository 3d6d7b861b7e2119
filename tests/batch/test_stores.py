"""Pictures of one item in other colours and formats, and archives of pictures."""

from __future__ import annotations

import errno
import json
import os
import tarfile
from pathlib import Path
from typing import Any

import pytest

from scenegan.batch import stores
from scenegan.batch.items import Defaults, item_of
from scenegan.batch.records import Record
from scenegan.errors import FileError, SceneGANError
from scenegan.rendering.picture_files import read_document
from tests.batch.stub import StubSource, entries, graph_line, pictures, render


def _lines(folder: Path, rows: list[dict[str, Any]]) -> Path:
    path = folder / "in.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def _rows(count: int) -> list[dict[str, Any]]:
    return [json.loads(graph_line(i)) for i in range(count)]


def test_palettes_and_formats_of_single_items(tmp_path: Path) -> None:
    rows = _rows(3)
    rows[1] |= {"palettes": 2, "seeds": 2, "format": ".webp"}
    rows[2] |= {"palettes": 0, "format": "ORA", "name": "Tom"}
    source, folder = _lines(tmp_path, rows), tmp_path / "out"
    render(source, folder, defaults=Defaults(palettes=1))
    names = ["000001-cat-c1.png", "000001-cat.png", "Tom.ora"]
    names += [f"000002-dog-s{seed}{c}.webp" for seed in (0, 1) for c in ("", "-c1", "-c2")]
    assert sorted(pictures(folder)) == sorted(names)
    found = entries(folder)
    assert [(e["item"], e["variant"], e["palette"]) for e in found if e["item"] == 2] == [
        (2, 0, 0), (2, 1, 1), (2, 2, 2), (2, 3, 0), (2, 4, 1), (2, 5, 2)
    ]  # fmt: skip
    assert [e["seed"] for e in found if e["item"] == 2] == [0, 0, 0, 1, 1, 1]
    for entry in found:
        assert read_document(folder / entry["file"]).recipe.seed == entry["seed"]
    before = pictures(folder)
    (folder / "000002-dog-s1-c2.webp").unlink()
    again = render(source, folder, resume=True, defaults=Defaults(palettes=1))
    assert (again.drawn, again.before) == (1, 8)
    assert pictures(folder) == before


def test_wishes_that_cannot_be_met_are_told() -> None:
    for wrong, words in (
        ({"palettes": 17}, "0 to 16"),
        ({"palettes": 3, "seeds": 17}, "68 pictures"),
        ({"format": "gif"}, "one of png"),
    ):
        with pytest.raises(SceneGANError, match=words):
            item_of(Record(1, "x:1", {"text": "a cat", **wrong}), Defaults())
    cells = {"palettes": "2", "format": "webp"}
    item = item_of(Record(1, "x:1", "a cat", cells), Defaults())
    assert (item.palettes, item.format, item.variants) == (2, ".webp", 3)
    assert item_of(Record(1, "x:1", "a cat", {"format": "A4"}), Defaults()).format == ""


def _samples(folder: Path) -> dict[str, dict[str, bytes]]:
    """What webdataset would read: files by their ending, by the name up to the first dot."""
    found: dict[str, dict[str, bytes]] = {}
    for path in sorted(folder.glob("*.tar")):
        with tarfile.open(path) as archive:
            for member in archive:
                key, _, ending = member.name.partition(".")
                file = archive.extractfile(member)
                assert file is not None and ending not in found.get(key, {})
                found.setdefault(key, {})[ending] = file.read()
    return found


def test_archives_hold_whole_samples_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "PICTURES_PER_TAR", 4)
    rows = _rows(11)
    rows[3]["name"] = "Dr. No"
    source, folder, log = _lines(tmp_path, rows), tmp_path / "out", tmp_path / "log"
    render(source, tmp_path / "files", anchors=True)
    render(source, folder, tar=True, anchors=True)
    assert [path.name for path in sorted(folder.glob("*.tar"))] == [
        f"pictures-{k:06d}.tar" for k in range(3)
    ]
    whole = _samples(folder)
    assert len(whole) == 11 and "Dr- No" in whole
    for entry in entries(folder):
        sample = whole[Path(entry["member"]).stem]
        assert set(sample) == {"png", "json", "anchors.json"}
        assert json.loads(sample["json"])["sha256"] == entry["sha256"]
    alone = (tmp_path / "files" / "000001-cat.png").read_bytes()
    assert whole["000001-cat"]["png"] == alone

    # A sudden end after a sample without its line, in the middle of the next one.
    manifest = folder / "manifest.jsonl"
    lines = manifest.read_bytes().splitlines(keepends=True)
    manifest.write_bytes(b"".join(lines[:9]) + b'{"item": 10, "fi')
    last = folder / "pictures-000002.tar"
    last.write_bytes(last.read_bytes()[:-3000])
    again = render(source, folder, tar=True, anchors=True, resume=True,
                   painter=StubSource(log=log))  # fmt: skip
    assert (again.before, again.drawn) == (9, 2)
    assert log.read_bytes() == b"xx"
    for name, files in _samples(folder).items():
        assert files["png"] == whole[name]["png"]
    assert len(_samples(folder)) == 11


def test_an_archive_on_a_full_disk_holds_no_half_sample(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, folder = _lines(tmp_path, _rows(9)), tmp_path / "out"
    sync, calls = os.fsync, []

    def fsync(file: int) -> None:
        calls.append(file)
        if len(calls) == 5:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        sync(file)

    with monkeypatch.context() as patch:
        patch.setattr("scenegan.batch.stores.os.fsync", fsync)
        with pytest.raises(FileError, match="No space left on device.*--resume"):
            render(source, folder, tar=True)
    render(source, folder, tar=True, resume=True)
    render(source, tmp_path / "calm", tar=True)
    assert sorted(_samples(folder)) == sorted(_samples(tmp_path / "calm"))
    assert _samples(folder) == _samples(tmp_path / "calm")
