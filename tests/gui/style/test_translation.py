import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import gui
from gui.commands.key_list import FIXED
from gui.commands.offers import SECTIONS
from gui.commands.qt_actions import MENUS
from gui.description.examples import EXAMPLES
from gui.export.choice import BACKGROUNDS
from gui.style.translation import (
    LANGUAGES,
    language,
    on_language_change,
    set_language,
    texts,
    tr,
    tr_message,
    tr_word,
    words,
)
from gui.style.wording import counted, listed
from gui.window.main_window import MainWindow
from scenegan.graph.vocabulary import vocabulary

_FIELD = re.compile(r"\{(\w+)\}")


@pytest.fixture
def chinese() -> Iterator[None]:
    set_language("zh")
    yield
    set_language("en")


def calls(name: str) -> Iterator[tuple[Path, ast.Call, bool]]:
    """All calls of a function in the editor, and whether they run when a module is imported."""
    for path in sorted(Path(gui.__file__).parent.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        inner = {
            id(node)
            for outer in ast.walk(tree)
            if isinstance(outer, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
            for node in ast.walk(outer)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                if node.func.id == name:
                    yield path, node, id(node) not in inner


def test_every_text_has_chinese_with_the_same_fields() -> None:
    used = [
        *EXAMPLES,
        *SECTIONS,
        *MENUS,
        *BACKGROUNDS.values(),
        *(text for pair in FIXED for text in pair),
    ]
    for path, call, at_import in calls("tr"):
        assert not at_import, f"{path.name}:{call.lineno} is translated once and for all"
        first = call.args[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            used.append(first.value)
            given = {k.arg for k in call.keywords}
            assert set(_FIELD.findall(first.value)) == given, f"{path.name}:{call.lineno}"
    assert len(used) > 300
    assert [text for text in used if text not in texts()] == []
    for english, there in texts().items():
        assert set(_FIELD.findall(english)) == set(_FIELD.findall(there)), english
        assert there.strip(), english
        assert "…" not in there.replace("……", ""), english
    assert list(texts()) == sorted(texts())


def test_every_action_and_menu_has_chinese(lizard: MainWindow, chinese: None) -> None:
    for action in lizard.registry:
        shown = action.words if action.title is not None else tr(action.text)
        assert shown in LANGUAGES.values() or any("一" <= c <= "鿿" for c in shown), action.name
        assert action.menu.partition("/")[2] in ("", *texts()), action.menu


def test_every_word_of_the_vocabulary_has_chinese() -> None:
    known = vocabulary()
    wanted = {*known.parts, *known.attributes, *known.colors, *known.types, *known.views}
    assert wanted - words().keys() == set()


def test_texts_change_with_the_language_and_tell(chinese: None) -> None:
    told: list[str] = []
    end = on_language_change(lambda: told.append(language()))
    assert tr("Undo") == "撤销"
    assert tr("Saved {time}", time="10:42") == "已保存 10:42"
    assert tr("no such text {x}", x=1) == "no such text 1"
    assert tr_word("tail") == "尾巴"
    assert counted(3, "part") == "3 个部位"
    assert listed(["头", "尾巴", "角"]) == "头、尾巴和角"
    assert tr_message("There is no file x.png.") != "There is no file x.png."
    set_language("en")
    set_language("en")
    assert told == ["en"]
    end()
    set_language("zh")
    assert told == ["en"]
    assert tr("Undo") == "撤销"
    with pytest.raises(ValueError, match="no language"):
        set_language("xx")


def test_texts_are_english_unless_chosen() -> None:
    assert tr("Undo") == "Undo"
    assert tr_word("tail") == "tail"
    assert counted(2, "part") == "2 parts"
