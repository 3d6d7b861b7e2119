"""File names: safe, inside the folder, and never two the same."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenegan.batch.items import Defaults
from scenegan.batch.names import NamePattern, UniqueNames, safe_name, slug
from scenegan.errors import FileError
from tests.batch.stub import entries, graph_line, pictures, render

ANY = st.text(max_size=300) | st.sampled_from(
    ["..", "../../etc", "C:\\x", "/", "CON", "a/../b", "\0"]
)


@settings(deadline=None, max_examples=50)
@given(ANY, ANY)
def test_no_value_leads_out_of_the_folder(first: str, second: str) -> None:
    name = NamePattern("{a}/{b}{a}").fill({"a": first, "b": second})
    root = Path("/output")
    parts = name.split("/")
    assert len(parts) == 2
    assert (root / name).resolve().parent.parent == root
    for part in parts:
        assert part and part == part.strip(" .") and len(part.encode()) <= 121
        assert not set(part) & set('<>:"\\|?*\0\n')


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.sampled_from(["cat", "Cat", "cat-2", "ﬁsh", "fish", "é", "e\u0301"]), max_size=30)
)
def test_names_are_given_once(wanted: list[str]) -> None:
    names = UniqueNames()
    given = [names.take(name) for name in wanted]
    same = [unicodedata.normalize("NFKD", name).casefold() for name in given]
    assert len(set(same)) == len(same)
    assert not wanted or given[0] == wanted[0]


@pytest.mark.parametrize(
    "pattern", ["", "../{index}", "/tmp/{index}", "a//b", "{index", "a\\b", "a/"]
)
def test_patterns_that_lead_elsewhere_are_refused(pattern: str) -> None:
    with pytest.raises(FileError, match="name pattern"):
        NamePattern(pattern)


def test_names_that_systems_keep_for_themselves() -> None:
    assert safe_name("con") == "_con"
    assert safe_name("NUL.txt") == "_NUL.txt"
    assert safe_name(" .hidden. ") == "hidden"
    assert safe_name("...") == "_"


def test_slugs() -> None:
    assert slug("A small, ORANGE lizard!") == "a-small-orange-lizard"
    assert slug("一只红猫，有尾巴") == "一只红猫-有尾巴"
    assert slug("?!") == "creature"
    assert len(slug("word " * 90)) <= 48


def test_tokens_columns_and_folders(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text("\n".join(graph_line(i) for i in range(3)), encoding="utf-8")
    folder = tmp_path / "out"
    render(source, folder, pattern="{kind}/{number}-{index}", defaults=Defaults(seed=3, seeds=2))
    assert sorted(pictures(folder)) == [
        "cat/0-000001-s3.png",
        "cat/0-000001-s4.png",
        "dog/1-000002-s3.png",
        "dog/1-000002-s4.png",
        "fish/2-000003-s3.png",
        "fish/2-000003-s4.png",
    ]
    render(source, tmp_path / "same", pattern="one", defaults=Defaults(seeds=2))
    assert len(pictures(tmp_path / "same")) == 6
    again = render(source, folder, pattern="{kind}/{number}-{index}", resume=True,
                   defaults=Defaults(seed=3, seeds=2))  # fmt: skip
    assert (again.drawn, again.before) == (0, 6)
    assert {entry["file"] for entry in entries(folder)} == set(pictures(folder))


def test_an_own_name_is_kept(tmp_path: Path) -> None:
    source, folder = tmp_path / "in.jsonl", tmp_path / "out"
    rows = [json.loads(graph_line(i)) for i in range(3)]
    rows[0]["name"] = rows[1]["name"] = "Tom"
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    render(source, folder)
    assert sorted(pictures(folder)) == ["000003-fish.png", "Tom-2.png", "Tom.png"]


def test_shares_are_apart_and_whole(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text("\n".join(graph_line(i) for i in range(7)), encoding="utf-8")
    for share in (1, 2, 3):
        render(source, tmp_path / "out", shard=(share, 3))
    found = [entry["item"] for share in (1, 2, 3)
             for entry in entries(tmp_path / "out" / f"shard-{share}-of-3")]  # fmt: skip
    assert sorted(found) == list(range(1, 8))
