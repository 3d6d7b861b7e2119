"""The file choosers: which files, which endings, and where they start."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

_OPEN_FILTER = "Creatures (*.png *.scenegan *.json)"
_SAVE_FILTER = "SceneGAN document (*.scenegan);;Picture with its document (*.png)"
_EXPORT_FILTER = "PNG picture (*.png);;WebP picture (*.webp)"


def ask_open(parent: QWidget) -> Path | None:
    """Asks which file to open; None if none."""
    name, _ = QFileDialog.getOpenFileName(parent, "Open a creature", "", _OPEN_FILTER)
    return Path(name) if name else None


def ask_save(parent: QWidget, suggestion: str) -> Path | None:
    """Asks under which name to save the document; None if none."""
    name, chosen = QFileDialog.getSaveFileName(
        parent, "Save the creature", f"{suggestion}.scenegan", _SAVE_FILTER
    )
    return _with_ending(name, ".png" if "png" in chosen else ".scenegan")


def ask_export(parent: QWidget, suggestion: str) -> Path | None:
    """Asks under which name to write the picture; None if none."""
    name, chosen = QFileDialog.getSaveFileName(
        parent, "Export the picture", f"{suggestion}.png", _EXPORT_FILTER
    )
    return _with_ending(name, ".webp" if "webp" in chosen else ".png")


def ask_discard(parent: QWidget, title: str) -> str:
    """Asks what to do with unsaved work: `save`, `discard` or `cancel`."""
    buttons = QMessageBox.StandardButton
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("SceneGAN")
    box.setText(f"“{title}” is not saved.")
    box.setInformativeText("Save it, or lose the changes?")
    box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
    box.setDefaultButton(buttons.Save)
    return {buttons.Save: "save", buttons.Discard: "discard"}.get(buttons(box.exec()), "cancel")


def _with_ending(name: str, ending: str) -> Path | None:
    if not name:
        return None
    path = Path(name)
    return path if path.suffix else path.with_suffix(ending)
