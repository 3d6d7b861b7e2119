"""The command line speaks Chinese where the locale is Chinese."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer import rich_utils

from scenegan import errors
from scenegan.cli.app import app
from scenegan.cli.help_texts import localized_command, paragraphs, translations
from scenegan.cli.messages import catalogue, localized, phrase
from scenegan.reader_language import reader_language

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


@pytest.mark.parametrize("section", ["messages", "usage", "phrases"])
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


_TELLS = frozenset(n for n, value in vars(errors).items() if isinstance(value, type))
_TELLS |= frozenset(["say", "complain", "waiting"])
_LEAST_LETTERS = 12
"""Of a message with less text of its own, others make up the rest."""


def _told() -> Iterator[tuple[str, str]]:
    """Yields the messages in the sources, with something in place of each field, and where."""
    for path in sorted((ROOT / "scenegan").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            if getattr(node.func, "id", "") in _TELLS:
                pieces = list(_pieces(node.args[0]))
                if sum(c.isalpha() for p in pieces for c in p) >= _LEAST_LETTERS:
                    yield "7".join(pieces), f"{path.name}:{node.lineno}"


def _pieces(node: ast.expr) -> Iterator[str]:
    """Yields the fixed text of a string, cut where its fields stand."""
    values = node.values if isinstance(node, ast.JoinedStr) else [node]
    text = ""
    for value in values:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            text += value.value
        elif isinstance(value, ast.FormattedValue):
            yield text
            text = ""
    yield text


def test_every_message_to_a_person_has_chinese() -> None:
    told = list(_told())
    assert len(told) > 150
    english = [f"{at}: {text}" for text, at in told if localized(text, "zh") == text]
    assert not english


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["draw", "--nothing"], "没有这个选项：--nothing"),
        (["nothing"], "没有“nothing”这个命令。"),
        (["draw", "a cat", "--seed", "x"], "的值无效"),
        (["info", "--model"], "选项“--model”需要一个值。"),
    ],
)
def test_wrong_use_is_told_in_chinese(
    arguments: list[str],
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.setenv("COLUMNS", "200")
    with pytest.raises(SystemExit) as ended:
        localized_command(app)(arguments, prog_name="scenegan")
    shown = capsys.readouterr().err
    assert ended.value.code == 2
    assert told in shown
    assert "Usage" not in shown
    monkeypatch.setenv("LC_ALL", "C")
    localized_command(app)


def test_usage_is_told_in_chinese(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    with pytest.raises(SystemExit):
        localized_command(app)(["info", "--nothing"], prog_name="scenegan")
    monkeypatch.setenv("LC_ALL", "C")
    localized_command(app)
    assert "用法：" in capsys.readouterr().err
