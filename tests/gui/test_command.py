import gc
import importlib
import subprocess
import sys
from contextlib import suppress

from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from gui.command import THEMES
from gui.quick_imports import held_collector, import_aside, skip_source_search
from gui.style.theme import Mode


def test_the_themes_of_the_command_line_are_those_of_the_program() -> None:
    assert set(THEMES) == {mode.value for mode in Mode}


def test_pyside_reads_no_sources() -> None:
    feature = importlib.import_module("shibokensupport.feature")
    skip_source_search()
    assert feature._mod_uses_pyside(sys) is False


def test_the_command_line_needs_no_qt() -> None:
    code = "import gui.command, sys; assert 'PySide6' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_pydantic_searches_no_packages_for_plugins() -> None:
    code = """
from gui.quick_imports import skip_plugin_search
import sys
skip_plugin_search()
from scenegan.graph import SceneGraph
assert SceneGraph().is_empty
assert "importlib.metadata" not in sys.modules
from pydantic.plugin._loader import PYDANTIC_ENTRY_POINT_GROUP
assert PYDANTIC_ENTRY_POINT_GROUP == "pydantic" and "importlib.metadata" in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_module_is_imported_aside_and_told_of(qtbot: QtBot) -> None:
    class Waiting(QObject):
        there = Signal()

    waiting = Waiting()
    with qtbot.waitSignal(waiting.there, timeout=20_000):
        import_aside("sys", waiting.there)  # It is there: told at once.
    fresh = "colorsys"
    sys.modules.pop(fresh, None)
    with qtbot.waitSignal(waiting.there, timeout=20_000):
        import_aside(fresh, waiting.there)
    assert fresh in sys.modules


def test_no_garbage_is_looked_for_while_much_is_imported() -> None:
    with held_collector():
        assert not gc.isenabled()
    assert gc.isenabled()
    with suppress(KeyError), held_collector():
        raise KeyError
    assert gc.isenabled()
    gc.unfreeze()
