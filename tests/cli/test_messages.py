"""The command line speaks Chinese where the locale is Chinese."""

import re
from pathlib import Path

import pytest
import typer
from typer import rich_utils

from scenegan.cli.app import app
from scenegan.cli.help_texts import localized_command, paragraphs, translations
from scenegan.cli.messages import catalogue, localized, phrase, reader_language

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "zh_TW.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
        ({"LANG": "C"}, "en"),
        ({}, "en"),
    ],
)
def test_the_locale_chooses(environment: dict[str, str], language: str) -> None:
    assert reader_language(environment) == language


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("There is no file a.png.", "没有文件 a.png。"),
        ("a small bird\nPicture: out.png", "a small bird\n图片：out.png"),
        ("Line 3: there is no creature in it.", "第 3 行：里面没有描述生物。"),
        ("Something that no catalogue holds.", "Something that no catalogue holds."),
    ],
)
def test_messages_are_translated_by_pattern(english: str, chinese: str) -> None:
    assert localized(english, "zh") == chinese
    assert localized(english, "en") == english


def test_messages_inside_messages_are_translated_too() -> None:
    english = (
        '"x" describes no creature. The text seems to describe no creature. The text names no '
        'creature and no part of one. Name one, such as "a small blue bird with a long beak".'
    )
    assert re.search("[a-wyz]", localized(english, "zh")) is None


def test_phrases_carry_their_values() -> None:
    assert phrase("{word} as {to}", "en", word="talons", to="claw") == "talons as claw"
    assert phrase("Read {pairs}.", "zh", pairs="a → b") == "理解为：a → b。"


@pytest.mark.parametrize("section", ["messages", "phrases"])
def test_translations_keep_the_fields(section: str) -> None:
    for english, chinese in catalogue()[section].items():
        assert set(re.findall(r"\{\w+\}", english)) == set(re.findall(r"\{\w+\}", chinese)), english


def test_the_catalogue_follows_the_program() -> None:
    sources = "\n".join(p.read_text("utf-8") for p in (ROOT / "scenegan").rglob("*.py"))
    flat = re.sub(r'"\s*\n\s*[fr]?"', "", sources).replace('\\"', '"')
    for english in catalogue()["messages"]:
        pieces = [p.strip(" .:()") for p in re.split(r"\{\w+\}|\. ", english)]
        assert any(len(p) > 3 and p[:16] in flat for p in pieces), english


def test_all_help_is_translated_and_none_of_it_is_old() -> None:
    told = set(paragraphs(typer.main.get_command(app))) | {"Show this message and exit."}
    assert told == set(translations())


def test_help_is_chinese_where_the_locale_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    command = localized_command(app)
    assert re.search("[\u4e00-\u9fff]", command.commands["draw"].help)
    assert 'scenegan draw "a blue cat"' in command.commands["draw"].help
    monkeypatch.setenv("LC_ALL", "C")
    assert localized_command(app).commands["draw"].help.startswith("Draw")
    assert rich_utils.OPTIONS_PANEL_TITLE == "Options"
