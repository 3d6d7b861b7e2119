"""The file choosers: which files, which endings, and where they start.

Qt's classes for them are large, and made when they are first asked for.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from gui.document.files import OPENABLE
from gui.style.translation import tr


def ask_open(parent: QWidget) -> Path | None:
    """Asks which file to open; None if none."""
    from PySide6.QtWidgets import QFileDialog

    endings = f"{tr('Creatures')} ({' '.join(f'*{ending}' for ending in OPENABLE)})"
    name, _ = QFileDialog.getOpenFileName(parent, tr("Open a creature"), "", endings)
    return Path(name) if name else None


def ask_save(parent: QWidget, suggestion: str) -> Path | None:
    """Asks under which name to save the document; None if none."""
    from PySide6.QtWidgets import QFileDialog

    endings = f"{tr('SceneGAN document')} (*.scenegan);;{tr('Picture with its document')} (*.png)"
    name, chosen = QFileDialog.getSaveFileName(
        parent, tr("Save the creature"), f"{suggestion}.scenegan", endings
    )
    return _with_ending(name, ".png" if "png" in chosen else ".scenegan")


def ask_discard(parent: QWidget, title: str) -> str:
    """Asks what to do with unsaved work: `save`, `discard` or `cancel`."""
    from PySide6.QtWidgets import QMessageBox

    buttons = QMessageBox.StandardButton
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("SceneGAN")
    box.setText(tr("“{title}” is not saved.", title=title))
    box.setInformativeText(tr("Save it, or lose the changes?"))
    box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
    for which, words in (
        (buttons.Save, tr("Save")),
        (buttons.Discard, tr("Lose the changes")),
        (buttons.Cancel, tr("Cancel")),
    ):
        box.button(which).setText(words)
    box.setDefaultButton(buttons.Save)
    return {buttons.Save: "save", buttons.Discard: "discard"}.get(buttons(box.exec()), "cancel")


def _with_ending(name: str, ending: str) -> Path | None:
    if not name:
        return None
    path = Path(name)
    return path if path.suffix else path.with_suffix(ending)
