"""The editor's own fonts: Inter, shipped in `assets/fonts`."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFontDatabase

from scenegan.assets import assets_folder


@cache
def load_fonts() -> tuple[str, ...]:
    """Makes the shipped fonts known to the program, once.

    Returns:
        Their families; empty where the files are missing or cannot be read: the system's own
        fonts do instead.
    """
    families = []
    for path in sorted((assets_folder() / "fonts").glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        families += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return tuple(dict.fromkeys(families))
