"""The page and the sheet that show a run."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from PIL import Image

from scenegan.batch.gallery import write_gallery
from scenegan.batch.items import Defaults
from tests.batch.stub import entries, graph_line, pictures, render

NASTY = "</script><b>&\"'\\ <!-- 猫 #100%?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("gallery")
    rows = [json.loads(graph_line(i)) for i in range(4)]
    rows[1] |= {"name": "50% #1 猫", "note": NASTY}
    source = top / "in.json"
    rows[2]["format"], rows[3]["format"] = "ora", "webp"
    source.write_text(json.dumps(rows), encoding="utf-8")
    render(source, top / "out", gallery=True, defaults=Defaults(seeds=2))
    return top / "out"


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.tags: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)
        self._inside = tag == "script"

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.scripts.append(data)


def test_the_page_names_every_picture_and_nothing_from_elsewhere(folder: Path) -> None:
    page = (folder / "gallery.html").read_text(encoding="utf-8")
    assert not re.search(r"https?://|src=|<link|@import", page)
    found = _Scripts()
    found.feed(page)
    assert len(found.scripts) == 1 and "b" not in found.tags
    data = re.search(r"const rows = (.*);\n", found.scripts[0])
    assert data is not None
    rows = json.loads(data[1])
    assert [unquote(row[0]) for row in rows] == [entry["file"] for entry in entries(folder)]
    assert all((folder / unquote(row[0])).is_file() for row in rows)
    assert rows[2][7]["note"] == NASTY
    assert write_gallery(folder).read_text(encoding="utf-8") == page


def test_the_sheet_shows_the_first_pictures(folder: Path) -> None:
    with Image.open(folder / "contact-sheet.png") as sheet:
        assert sheet.width > 3 * 128
    names = [name for name in pictures(folder) if name.endswith(".png")]
    assert len(names) == 5


def test_a_run_without_pictures_has_an_empty_page(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text("{\n", encoding="utf-8")
    assert render(source, tmp_path / "out", gallery=True).failed == 1
    assert "const rows = [];" in (tmp_path / "out" / "gallery.html").read_text(encoding="utf-8")
    assert not (tmp_path / "out" / "contact-sheet.png").exists()
