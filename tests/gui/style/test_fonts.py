from PySide6.QtGui import QFontDatabase, QFontInfo
from pytestqt.qtbot import QtBot

from gui.style.fonts import load_fonts
from gui.style.theme import Look, Mode
from scenegan.assets import assets_folder


def test_inter_is_shipped_with_its_licence_and_used(qtbot: QtBot) -> None:
    assert {"Inter", "Inter Display"} <= set(load_fonts())
    assert {"Inter", "Inter Display"} <= set(QFontDatabase.families())
    look = Look(Mode.LIGHT)
    assert QFontInfo(look.font(13)).family() == "Inter"
    assert QFontInfo(look.font(18)).family() == "Inter Display"
    for weight in (400, 500, 600):
        assert QFontInfo(look.font(13, weight)).weight() == weight
    folder = assets_folder() / "fonts"
    assert "SIL Open Font License" in (folder / "OFL.txt").read_text()
    assert sum(p.stat().st_size for p in folder.iterdir()) < 900_000
