"""What can be read: kinds of files, encodings, broken lines, settings of single items."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenegan.batch.items import Defaults, Item, item_of
from scenegan.batch.records import Record, find_sources, read_records
from scenegan.batch.standard_input import kept_on_disk
from scenegan.batch.tables import Table
from scenegan.errors import FileError, SceneGANError
from scenegan.graph import Creature, Document, SceneGraph, to_json
from scenegan.text_files import encoding_of
from tests.batch.stub import StubSource, render

CHINESE = "一只红色的小猫，有长尾巴\n一条蓝色的鱼\n"


def _records(*paths: Path, column: str | None = None) -> list[Record]:
    return list(read_records(find_sources([str(path) for path in paths]), column))


def _written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_text_has_comments_and_empty_lines(tmp_path: Path) -> None:
    path = _written(tmp_path, "a.txt", "# animals\n\na cat\r\n  a dog \n#8000ff is purple\n")
    found = _records(path)
    assert [record.content for record in found] == ["a cat", "a dog"]
    assert [record.source for record in found] == [f"{path}:3", f"{path}:4"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"]
)
def test_encodings_are_found_out(tmp_path: Path, encoding: str) -> None:
    path = _written(tmp_path, "a.txt", ("# cats, fish\n" + CHINESE).encode(encoding))
    found = _records(path)
    assert [record.content for record in found] == CHINESE.split()
    assert not any(record.fault for record in found)


def test_a_broken_line_of_utf8_is_one_fault(tmp_path: Path) -> None:
    path = _written(tmp_path, "a.txt", b"a caf\xe9s cat\n" + CHINESE.encode())
    assert encoding_of(path) == "utf-8"
    assert [bool(record.fault) for record in _records(path)] == [True, False, False]


def test_tables_choose_a_column_and_keep_the_others(tmp_path: Path) -> None:
    path = _written(tmp_path, "a.csv", 'id,Text\n7,"a cat, red"\n8,"a ""big""\ndog"\n')
    found = _records(path)
    assert [record.content for record in found] == ["a cat, red", 'a "big"\ndog']
    assert found[1].cells == {"id": "8"}
    assert _records(path, column="id")[0].content == "7"
    with pytest.raises(FileError, match="no column 'what': choose --column from 'id', 'Text'"):
        _records(path, column="what")
    other = _written(tmp_path, "b.csv", "a,b\n1,2\n")
    with pytest.raises(FileError, match="Which column"):
        _records(other)


@pytest.mark.parametrize(
    "content",
    ["sep=;\r\ntext;id\r\na cat;1\r\n", "text\tid\na cat\t1\n", "\ufefftext,id\na cat,1\n"],
)
def test_spreadsheet_exports(tmp_path: Path, content: str) -> None:
    found = _records(_written(tmp_path, "a.csv", content))
    assert [(record.content, record.cells) for record in found] == [("a cat", {"id": "1"})]


def test_broken_rows_spoil_only_themselves(tmp_path: Path) -> None:
    rows = ["text,id", "a cat,1", '"a dog,2', "a fish,3", "a, b,4", 'an "owl,5', "", "a bee"]
    found = _records(_written(tmp_path, "a.csv", "\n".join(rows) + "\n"))
    assert [record.content for record in found if not record.fault] == [
        "a cat",
        "a fish",
        'an "owl',
        "a bee",
    ]
    faults = [(record.number, record.fault) for record in found if record.fault]
    assert [number for number, _ in faults] == [2, 4]
    assert "not closed" in faults[0][1] and "3 cells" in faults[1][1]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.lists(st.text(alphabet='ab",;\n', max_size=6), min_size=2, max_size=2)))
def test_tables_read_what_was_written(rows: list[list[str]]) -> None:
    import csv

    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerows([["x", "y"], *rows])
    found = list(Table(io.StringIO(out.getvalue(), newline=""), "t", ","))
    assert [list(row.cells.values()) for row in found] == rows


def test_json_in_all_its_forms(tmp_path: Path) -> None:
    graph = SceneGraph(creature=Creature(kind="cat"))
    lines = ['{"text": "a cat", "seed": 4, "size": 128, "name": "Tom", "tag": 1}', '"a dog"']
    lines += [to_json(graph), to_json(Document(graph=graph, text="my cat"))]
    found = [
        item_of(r, Defaults()) for r in _records(_written(tmp_path, "a.jsonl", "\n".join(lines)))
    ]
    first = found[0]
    assert (first.text, first.seeds, first.size, first.name) == ("a cat", (4,), 128, "Tom")
    assert first.metadata == {"tag": 1}
    assert found[1].text == "a dog"
    assert [f.document.graph for f in found[2:] if f.document] == [graph, graph]
    array = _written(tmp_path, "b.json", "[" + ",".join(lines) + "]")
    assert len(_records(array)) == 4
    assert len(_records(_written(tmp_path, "c.json", to_json(graph)))) == 1
    assert "not valid JSON" in _records(_written(tmp_path, "d.json", "["))[0].fault


def _drawn() -> Document:
    graph = json.loads(
        '{"format": "scenegan/graph@1", "parts": [{"id": "tail-1", "part": "tail"}]}'
    )
    document = Document(graph=SceneGraph.model_validate(graph), text="a tail")
    return StubSource().load().draw(document, seed=9).document


def test_pictures_and_documents_are_read(tmp_path: Path) -> None:
    from scenegan.rendering.picture_files import png_bytes, webp_bytes

    document = _drawn()
    picture = StubSource().load().draw(document)
    _written(tmp_path, "a.png", png_bytes(picture.image, document))
    _written(tmp_path, "b.webp", webp_bytes(picture.image, document))
    _written(tmp_path, "c.scenegan", to_json(document))
    _written(tmp_path, "d.png", b"no picture")
    found = list(read_records(find_sources([str(tmp_path / "*.*")])))
    items = [item_of(record, Defaults(seeds=3)) for record in found[:3]]
    assert [item.document for item in items] == [document] * 3
    assert items[0].seeds == (None, 10, 11)
    with pytest.raises(FileError, match="cannot be read"):
        item_of(found[3], Defaults())


def test_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="is a folder"):
        find_sources([str(tmp_path)])
    with pytest.raises(FileError, match="There is no file"):
        find_sources([str(tmp_path / "*.txt")])
    with pytest.raises(FileError, match="of no kind that is read"):
        find_sources([str(_written(tmp_path, "a.xlsx", "x"))])
    with pytest.raises(FileError, match="is empty"):
        _records(_written(tmp_path, "a.csv", ""))


@pytest.mark.parametrize(
    ("content", "is_table", "form"),
    [(b"a cat\n", False, ".txt"), (b' {"text"', False, ".jsonl"), (b"[", False, ".json"),
     (b"text\na cat\n", True, ".csv"), (b'\xef\xbb\xbfid;"Caption"\r\n1;a cat\r\n', False, ".csv"),
     ("编号,描述\n1,猫\n".encode("gb18030"), False, ".csv"), (b"sep=;\n", False, ".csv"),
     (b"a cat, with text on it\n", False, ".txt")],
)  # fmt: skip
def test_standard_input_tells_its_form(content: bytes, is_table: bool, form: str) -> None:
    with kept_on_disk(io.BytesIO(content), is_table) as source:
        assert source.form == form
        assert source.path.read_bytes() == content


def _item(**content: Any) -> Item:
    return item_of(Record(1, "x:1", {"text": "a cat", **content}), Defaults(seed=5, seeds=2))


def test_seeds_of_an_item() -> None:
    assert _item().seeds == (5, 6)
    assert _item(seed=1).seeds == (1, 2)
    assert _item(seeds=3).seeds == (5, 6, 7)
    assert _item(seeds=[4, 2]).seeds == (4, 2)
    for wrong in ({"seeds": [1, 1]}, {"seeds": 0}, {"seed": -1}, {"seed": True}, {"size": 2000}):
        with pytest.raises(SceneGANError):
            _item(**wrong)


def test_numbers_in_a_table_count_words_do_not() -> None:
    cells = {"seed": "12", "size": "large", "name": "Tom"}
    item = item_of(Record(1, "x:1", "a cat", cells), Defaults())
    assert (item.seeds, item.size, item.name) == ((12,), None, "Tom")
    assert item.metadata == cells
    for seed, found in (("3.0", (3,)), ("", (0,)), (" 7 ", (7,))):
        assert item_of(Record(1, "x:1", "a cat", {"seed": seed}), Defaults()).seeds == found


@pytest.mark.parametrize("seed", ["-1", "3.5", "1e3", "abc", "9" * 30, "1,000"])
def test_a_seed_in_a_table_that_is_none_is_told(seed: str) -> None:
    with pytest.raises(SceneGANError, match="'seed' must be a whole number"):
        item_of(Record(1, "x:1", "a cat", {"seed": seed}), Defaults())


def test_an_object_without_a_creature_says_what_it_has() -> None:
    with pytest.raises(SceneGANError, match="needs a 'text'.*it has 'txt', 'seed'"):
        item_of(Record(1, "x:1", {"txt": "a cat", "seed": 1}), Defaults())


def test_what_cannot_be_a_run_is_told_before_it_begins(tmp_path: Path) -> None:
    out, table = tmp_path / "out", _written(tmp_path, "a.csv", "text,owner\na cat,Tom\n")
    with pytest.raises(FileError, match="nothing to draw"):
        render(_written(tmp_path, "empty.txt", "# nobody\n"), out)
    with pytest.raises(FileError, match=r"asks for by \{ower\}: .*\{owner\}"):
        render(table, out, pattern="{ower}/{index}")
    with pytest.raises(FileError, match="cannot be used"):
        render(table, out, pattern="{owner}}")
    with pytest.raises(FileError, match="only once"):
        render((Path("-"), Path("-")), out, standard_input=io.BytesIO(b"a cat"))
    assert not out.exists()
