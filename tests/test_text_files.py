"""Texts in the encodings that people have them in, read the same by every part of the program."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.document.files import read_file
from scenegan.cli.inputs import read_input
from scenegan.errors import FileError
from scenegan.graph import Creature, Document, SceneGraph, to_json
from scenegan.text_files import decoded_text, read_text_file

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030")
CHINESE = "一只红色的小猫，有长尾巴"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_command_line_and_editor_read_the_same_document(tmp_path: Path, encoding: str) -> None:
    graph = SceneGraph(creature=Creature(kind="cat"))
    path = tmp_path / "猫.json"
    path.write_bytes(to_json(Document(graph=graph, text=CHINESE)).encode(encoding))
    told = read_input(str(path))
    assert told.document == read_file(path)
    assert (told.text, told.graph) == (CHINESE, graph)


@given(st.text(st.characters(max_codepoint=0x7E, min_codepoint=0x20), min_size=1),
       st.sampled_from(ENCODINGS), st.sampled_from(["\n", "\r\n", "\r"]))  # fmt: skip
def test_every_encoding_gives_the_text_back(text: str, encoding: str, end: str) -> None:
    lines = f"{text}\n{CHINESE}\n"
    assert decoded_text(lines.replace("\n", end).encode(encoding), "a") == lines


def test_what_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes(b"a gr\xfcn frog")
    with pytest.raises(FileError, match=r"latin\.txt is no UTF-8 text: convert"):
        read_text_file(path)
    with pytest.raises(FileError, match="no file"):
        read_text_file(tmp_path / "none.txt")
    with pytest.raises(FileError, match="directory"):
        read_text_file(tmp_path)
