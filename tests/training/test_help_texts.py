"""The help of `scenegan-train` follows the locale."""

from __future__ import annotations

import re

import pytest

from scenegan.training.command import main, make_parser
from scenegan.training.help_texts import help_texts, translations


def test_all_help_is_translated_and_none_of_it_is_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    assert set(help_texts(make_parser())) == set(translations())


def test_help_is_chinese_where_the_locale_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    told = capsys.readouterr().out
    assert told.startswith("用法：scenegan-train [-h]")
    assert all(re.search("[\u4e00-\u9fff]", text) for text in help_texts(make_parser()))
    assert "--resume" in told and "torchrun --nproc-per-node" in told.replace("\n", " ")
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    told = make_parser().format_help()
    assert told.startswith("usage:") and not re.search("[\u4e00-\u9fff]", told)
