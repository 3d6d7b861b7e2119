"""The command `scenegan-editor`."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from gui.style.theme import Mode

_SIZE = (1440, 900)


def parser() -> argparse.ArgumentParser:
    """Returns the parser of the command line."""
    made = argparse.ArgumentParser(
        prog="scenegan-editor",
        description="Write what a creature looks like, change its parts, and watch the picture.",
    )
    made.add_argument(
        "document", nargs="?", type=Path, help="a PNG of SceneGAN, a .scenegan or .json file"
    )
    made.add_argument("--model", metavar="FOLDER", help="folder of weights to use instead")
    made.add_argument(
        "--theme", choices=[m.value for m in Mode], default=Mode.SYSTEM.value, help="[system]"
    )
    made.add_argument("--describe", metavar="TEXT", help="start with this sentence")
    made.add_argument("--seed", metavar="N", type=int, default=0, help="for a new creature [0]")
    made.add_argument(
        "--screenshot", metavar="FILE", type=Path, help="paint, write a picture of the window, end"
    )
    made.add_argument(
        "--size", metavar="WxH", type=_size, default=_SIZE, help="of the window [1440x900]"
    )
    return made


def main(arguments: Sequence[str] | None = None) -> None:
    """Opens the editor; returns when its window is closed."""
    options = parser().parse_args(arguments)
    try:
        import PySide6  # noqa: F401
    except ImportError:
        sys.exit('The editor needs PySide6: install it with `pip install "scenegan[editor]"`.')
    from PySide6.QtCore import QStandardPaths
    from PySide6.QtWidgets import QApplication

    from gui.document.controller import EditorController
    from gui.document.inference import local_inference
    from gui.document.journal import Journal
    from gui.document.model import DocumentModel
    from gui.style.focus_ring import FocusRing
    from gui.style.theme import Look
    from gui.window.main_window import MainWindow
    from scenegan.graph import Document, Recipe, SceneGraph

    app = QApplication.instance() or QApplication(["scenegan-editor"])
    assert isinstance(app, QApplication)
    app.setApplicationName("SceneGAN")
    app.setStyle("Fusion")
    ring = FocusRing(app)
    app.installEventFilter(ring)
    place = QStandardPaths.StandardLocation.AppDataLocation
    data = Path(QStandardPaths.writableLocation(place))
    journal = Journal(data / "journal")
    inference = local_inference(options.model)
    model = DocumentModel()
    model.open(Document(graph=SceneGraph(), recipe=Recipe(seed=max(0, options.seed))), label="New")
    controller = EditorController(model, inference)
    window = MainWindow(Look(Mode(options.theme)), controller, journal)
    _log_to(data, window)
    window.resize(*options.size)
    window.show()
    if options.document is not None:
        window.open_path(options.document)
    elif options.describe:
        window.description.sentence.show_text(options.describe)
        controller.describe(options.describe)
    if options.screenshot is not None:
        from gui.window.screenshot import write_when_painted

        write_when_painted(window, options.screenshot)
    else:
        window.autosave.offer_recovery()
    try:
        app.exec()
    finally:
        inference.close()
        if options.screenshot is not None:
            journal.discard()


def _size(text: str) -> tuple[int, int]:
    try:
        width, height = (int(n) for n in text.split("x"))
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not of the form 1440x900") from None
    return width, height


def _log_to(folder: Path, window: object) -> None:
    """Writes what goes wrong inside to a file, and tells the user where it is."""
    log = folder / "editor.log"
    logger = logging.getLogger("scenegan.editor")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        logger.addHandler(logging.FileHandler(log, encoding="utf-8", delay=True))
        logger.propagate = False
    except OSError:
        log = Path()

    def complain(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        logger.error("unexpected", exc_info=(kind, error, trace))
        more = f" Details are in {log}." if log.name else ""
        window.notice.show_notice(  # type: ignore[attr-defined]
            f"Something went wrong inside ({kind.__name__}). Your work is kept: save it, and undo "
            f"the last change if this comes again.{more}"
        )

    sys.excepthook = complain


if __name__ == "__main__":
    main()
