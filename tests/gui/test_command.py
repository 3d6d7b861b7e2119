import importlib
import subprocess
import sys

from gui.command import THEMES
from gui.quick_imports import skip_source_search
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
