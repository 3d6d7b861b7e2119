"""Takes pictures of the editor in its main states: `make docs`.

Every picture is made by the program itself, with its own model, in a window of 1440x900.
"""

from __future__ import annotations

import io
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QSize
from PySide6.QtWidgets import QApplication, QWidget

from gui.document.settings import Settings
from gui.inference.places import local_inference
from gui.style.theme import Mode
from gui.window.program import Program
from scenegan.atomic_files import write_atomically
from scenegan.graph import Color, Document, Recipe, SceneGraph, edits

FOLDER = Path(__file__).parent / "pictures"
SIZE = QSize(1440, 900)
TEXT = (
    "a small orange lizard with a cream belly, big blue eyes, teal spikes and a flame at the tip "
    "of its long tail"
)
SEED = 7
LARGEST = 250_000
"""Bytes of one picture."""
_PATIENCE = 300.0


class Photographer:
    """Brings the program into a state, waits until it rests, and takes a picture."""

    def __init__(self, app: QApplication, program: Program) -> None:
        """Works with a running program."""
        self.app, self.program = app, program
        self._done = 0
        program.controller.job_done.connect(self._count)

    def paint(self, action: Callable[[], object]) -> None:
        """Does something, and waits for its picture."""
        before = self._done
        action()
        self.wait(lambda: self._done > before)
        self.rest()

    def wait(self, condition: Callable[[], bool]) -> None:
        """Lets the program run until a condition holds.

        Raises:
            TimeoutError: if it does not within minutes.
        """
        end = time.monotonic() + _PATIENCE
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError("The editor did not come to rest.")
            self.app.processEvents()
            time.sleep(0.01)

    def rest(self, seconds: float = 1.0) -> None:
        """Lets motions end."""
        end = time.monotonic() + seconds
        self.wait(lambda: time.monotonic() > end)

    def take(self, name: str, widget: QWidget | None = None) -> None:
        """Writes what a widget, or the window, shows."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        (widget or self.program.window).grab().save(buffer, "PNG")
        image = Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGB")
        colors = 256
        content = _png(image)
        while len(content) > LARGEST and colors > 32:
            content = _png(image.quantize(colors, dither=Image.Dither.NONE))
            colors //= 2
        write_atomically(FOLDER / name, content)
        print(f"{FOLDER / name}: {len(content) // 1024} kB")

    def _count(self, *_: object) -> None:
        self._done += 1


def main() -> None:
    """Writes `editor-*.png`."""
    app = QApplication.instance() or QApplication(["make_editor_pictures"])
    assert isinstance(app, QApplication)
    app.setStyle("Fusion")
    inference = local_inference()
    with tempfile.TemporaryDirectory() as folder:
        program = Program(inference, Path(folder), Settings(), Mode.LIGHT, language="en")
        program.show(SIZE)
        try:
            _take_all(Photographer(app, program))
        finally:
            program.window.exports.finish()
            program.journal.discard()
            inference.close()


def _take_all(camera: Photographer) -> None:
    program = camera.program
    window, model = program.window, program.model
    camera.wait(lambda: bool(program.controller.model_name))
    # The first picture loads what later ones have; the times that are shown are those of later.
    camera.paint(lambda: program.controller.describe("a lizard with a long tail"))
    empty = Document(graph=SceneGraph(), recipe=Recipe(seed=SEED))
    model.open(empty, None, "New")
    camera.rest()
    camera.take("editor-empty.png")
    window.description.sentence.show_text(TEXT)
    camera.paint(lambda: program.controller.describe(TEXT))
    window.registry.run("gallery.star")
    tail = model.graph.of("tail")[0].id
    model.select(tail)
    camera.rest()
    camera.take("editor.png")
    palette = window.popups
    window.preferences.set_theme(Mode.DARK)
    window.open_palette()
    assert palette.palette is not None
    palette.palette.field.setText("tail teal")
    camera.wait(lambda: palette.palette is not None and palette.palette.outcome.is_settled)
    camera.rest()
    camera.take("editor-palette.png")
    palette.palette.close_palette()
    teal = [Color(name="teal", hex="#1f8a8a")]
    camera.paint(
        lambda: program.controller.edit("Tail: teal", lambda g: edits.recolour(g, tail, teal))
    )
    window.picture_pane.toggle_split()
    camera.rest()
    camera.take("editor-dark.png")
    window.picture_pane.toggle_split()
    window.preferences.set_theme(Mode.LIGHT)
    window.registry.run("gallery.star")
    window.registry.run("gallery.open")
    camera.rest()
    camera.take("editor-gallery.png")
    window.registry.run("gallery.open")
    window.open_keys()
    camera.rest()
    camera.take("editor-keys.png")


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    main()
