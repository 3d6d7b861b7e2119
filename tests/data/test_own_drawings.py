"""Drawings with words of their own: checked, built, and refused where they are wrong."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

from scenegan.data.cache import Cache
from scenegan.data.own_drawings import build_own_cache
from scenegan.data.own_vocabulary import faults_of_words
from scenegan.errors import DataError
from scenegan.graph.vocabulary import vocabulary
from tests.data.drawings import DataSet
from tests.data.test_data_command import run

pytestmark = pytest.mark.usefixtures("own_words_forgotten")


@pytest.fixture
def own(data_set: DataSet) -> Path:
    """Drawings whose tails are riveted propellers."""
    text = data_set.annotations.read_text(encoding="utf-8")
    text = text.replace('"tail"', '"propeller"').replace('"long"', '"riveted"')
    data_set.annotations.write_text(text, encoding="utf-8")
    data_set.digests.unlink()
    words = {"parts": {"propeller": {"like": "tail"}}, "attributes": ["riveted"]}
    (data_set.folder / "vocabulary.json").write_text(json.dumps(words), encoding="utf-8")
    return data_set.folder


class Counter(HTMLParser):
    """Counts tags and keeps what is written."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: dict[str, int] = {}
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] = self.tags.get(tag, 0) + 1

    def handle_data(self, data: str) -> None:
        self.text += data


def test_own_words_go_into_the_cache(own: Path, tmp_path: Path) -> None:
    output = tmp_path / "own.cache"
    build_own_cache(own, output)
    cache = Cache.open(output)
    assert cache.manifest["own_words"] == {
        "parts": {"propeller": "tail"},
        "attributes": ["riveted"],
    }
    assert "propeller" in cache[0].part_names and ("riveted",) in cache[0].attributes
    assert vocabulary().own_parts == {"propeller": "tail"}


def test_the_page_shows_polygons_over_each_picture(own: Path, tmp_path: Path) -> None:
    page = tmp_path / "check.html"
    assert "4 drawings, 40 parts, no mistakes" in run("check", own, "--html", page)
    seen = Counter()
    seen.feed(page.read_text(encoding="utf-8"))
    assert seen.tags["polygon"] == 40 and seen.tags["img"] == seen.tags["section"] == 4
    assert "riveted propeller on 1" in seen.text
    assert "http" not in page.read_text(encoding="utf-8").replace("http-equiv", "")


def test_a_word_that_is_not_in_the_vocabulary_is_a_mistake(own: Path) -> None:
    (own / "vocabulary.json").write_text('{"parts": {"rotor": {"like": "wingg"}}}')
    assert [(f.field, "did you mean 'wing'" in f.message) for f in faults_of_words(own)] == [
        ("parts.rotor.like", True)
    ]
    said = run("check", own, code=1)
    assert "vocabulary.json:1: parts.rotor.like: 'wingg' is no part" in said
    assert "annotations.jsonl:1: parts.0.part: 'propeller' is no part of the vocabulary" in said
    with pytest.raises(DataError, match="parts.rotor.like"):
        build_own_cache(own, own / "x.cache")


def test_mistakes_of_pictures_name_file_and_field(own: Path, tmp_path: Path) -> None:
    (own / "c1.svg").unlink()
    with Image.new("RGBA", (90, 60), (200, 30, 30, 255)) as full:
        (own / "c2.svg").unlink()
        full.save(own / "c2.png")
    (own / "c3.svg").write_text("<svg/>", encoding="utf-8")
    lines = (own / "annotations.jsonl").read_text(encoding="utf-8").splitlines()
    last = json.loads(lines[3])
    last["parts"][0]["poly"] = [[0, 0], [3, 0], [3, 3]]
    lines[3] = json.dumps(last)
    (own / "annotations.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    said = run("check", own, "--html", tmp_path / "page.html", code=1)
    for told in (
        "annotations.jsonl:1: id: there is no picture: expected one of c1.svg, c1.png, c1.webp",
        "annotations.jsonl:2: id: the background of c2.png is not transparent",
        "annotations.jsonl:3: id: The drawing",
        "annotations.jsonl:4: parts.0.poly: no point of the propeller lies on what is drawn",
    ):
        assert told in said, said
    assert (tmp_path / "page.html").exists()


def test_pictures_of_pixels_are_read_too(own: Path, tmp_path: Path) -> None:
    from scenegan.data.squares import square_of_file

    before = square_of_file(own / "c1.svg", 300)
    Image.fromarray(before).save(own / "c1.png")
    (own / "c1.svg").unlink()
    after = square_of_file(own / "c1.png", 300)
    assert abs(before.astype(int) - after.astype(int)).mean() < 8
    output = tmp_path / "pixels.cache"
    build_own_cache(own, output)
    assert len(Cache.open(output)) == 4


def test_edits_has_help() -> None:
    assert "scenegan data edits" in " ".join(run("edits", "--help").split())
