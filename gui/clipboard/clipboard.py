"""Cut, copy, paste, duplicate; the picture with alpha; the command that draws the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication, QImage

from gui.clipboard import parts_text
from gui.export.command_text import command_of
from gui.style.translation import tr
from gui.style.wording import counted, parts_name
from scenegan.errors import SceneGANError

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow
    from scenegan.rendering.picture import Picture


class Clipboard:
    """What a window puts on the system's clipboard and takes from it."""

    def __init__(self, window: MainWindow) -> None:
        """Works on the document and the selection of a window."""
        self._window = window
        self._model, self._controller = window.model, window.controller

    @property
    def _nodes(self) -> tuple[str, ...]:
        return self._window.model.selected

    def copy(self) -> None:
        """Copies the selected parts with what hangs on them; without a selection all parts."""
        graph = self._model.graph
        nodes = self._nodes or tuple(p.id for p in graph.parts)
        QGuiApplication.clipboard().setText(parts_text.text_of_parts(graph, nodes))
        number = len(parts_text.with_subtrees(graph, nodes))
        self._controller.saved.emit(tr("Copied {parts}", parts=counted(number, "part")))

    def cut(self) -> None:
        """Copies the selected parts and removes them."""
        nodes = self._nodes
        if nodes:
            self.copy()
            self._controller.edit(*parts_text.cut(self._model.graph, nodes))

    def paste(self) -> None:
        """Hangs the parts on the clipboard on the selected part, or on the creature."""
        text = QGuiApplication.clipboard().text()
        try:
            pasted = parts_text.parts_in_text(text)
            if pasted is None:
                self._controller.noticed.emit(
                    tr("The clipboard holds no parts: copy some here or in another document first.")
                )
                return
            on = self._model.selected[0] if self._model.selected else self._model.graph.trunk
            label, edit, tops = parts_text.paste(self._model.graph, pasted, on)
        except SceneGANError as error:
            self._controller.noticed.emit(str(error))
            return
        self._controller.edit(label, edit, select=tops)

    def duplicate(self) -> None:
        """Makes a second one of each selected part, on the same holder."""
        label, edit, copies = parts_text.duplicate(self._model.graph, self._nodes)
        self._controller.edit(label, edit, select=copies)

    def duplicate_words(self) -> str:
        """Says what `duplicate` would do."""
        return tr("Duplicate {name}", name=parts_name(self._model.graph, self._nodes).lower())

    def copy_picture(self) -> None:
        """Copies the picture with its transparency, and as a PNG that carries its document."""
        picture = cast("Picture | None", self._model.current.picture)
        rgba = getattr(picture, "rgba", None)
        if picture is None or rgba is None:
            self._controller.noticed.emit(tr("There is no picture yet: wait until it is painted."))
            return
        side = rgba.shape[0]
        pixels = rgba.tobytes()
        image = QImage(pixels, side, side, 4 * side, QImage.Format.Format_RGBA8888).copy()
        data = QMimeData()
        data.setImageData(image)
        data.setData("image/png", QByteArray(picture.png()))
        QGuiApplication.clipboard().setMimeData(data)
        self._controller.saved.emit(tr("Picture copied, with transparency"))

    def copy_command(self) -> None:
        """Copies the commands that draw this very document in a terminal."""
        model = self._model
        path = None if model.is_dirty else model.path
        text = command_of(model.document, path, self._window.files.name.replace(" ", "-"))
        QGuiApplication.clipboard().setText(text)
        self._controller.saved.emit(tr("Command copied"))
