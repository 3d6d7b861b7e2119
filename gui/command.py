"""The command `scenegan-editor`."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from gui.quick_imports import (
    hold_collector,
    release_collector,
    skip_plugin_search,
    skip_source_search,
)
from gui.style.translation import LANGUAGES, tr

if TYPE_CHECKING:
    from gui.window.program import Program

_SIZE = (1440, 900)
THEMES = ("light", "dark", "system")
_SWITCH_SECONDS = 0.001
"""How long another thread may hold Python while the window waits: a tenth of a frame, not five."""


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
    made.add_argument("--theme", choices=THEMES, help="instead of the one in the View menu")
    made.add_argument(
        "--language", choices=sorted(LANGUAGES), help="instead of the one in the View menu"
    )
    made.add_argument("--describe", metavar="TEXT", help="start with this sentence")
    made.add_argument("--seed", metavar="N", type=int, default=0, help="for a new creature [0]")
    made.add_argument(
        "--screenshot", metavar="FILE", type=Path, help="paint, write a picture of the window, end"
    )
    made.add_argument(
        "--size", metavar="WxH", type=_size, help="of the window [as it was, or 1440x900]"
    )
    return made


def main(arguments: Sequence[str] | None = None) -> None:
    """Opens the editor; returns when its window is closed."""
    if getattr(sys, "frozen", False):  # A one-folder build starts itself again for the painter.
        from multiprocessing import freeze_support

        freeze_support()
    options = parser().parse_args(arguments)
    hold_collector()
    skip_plugin_search()
    try:
        import PySide6  # noqa: F401
    except ImportError:
        sys.exit('The editor needs PySide6: install it with `pip install "scenegan[editor]"`.')
    from PySide6.QtCore import QSize, QStandardPaths, QTimer
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

    skip_source_search()
    from gui.document.settings import Settings
    from gui.inference.places import local_inference
    from gui.style.theme import Mode
    from gui.window.program import Program
    from scenegan.assets import assets_folder
    from scenegan.graph.vocabulary import learn_words_of_model

    app = QApplication.instance() or QApplication(["scenegan-editor", "-style", "fusion"])
    assert isinstance(app, QApplication)
    app.setApplicationName("SceneGAN")
    app.setDesktopFileName("scenegan-editor")
    app.setWindowIcon(QIcon(str(assets_folder() / "editor" / "scenegan-editor.svg")))
    data = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation))
    taken = options.screenshot is not None
    if options.model:
        learn_words_of_model(Path(options.model))
    inference = local_inference(options.model)
    program = Program(
        inference,
        data,
        Settings(None if taken else data / "settings.json"),
        Mode(options.theme) if options.theme else None,
        options.seed,
        options.language or "",
    )
    _log_to(data, program)
    if not (taken or options.document or options.describe):
        program.window.creations.first_use.begin()
    program.show(QSize(*(options.size or _SIZE)) if options.size or taken else None)
    if options.document is not None:
        program.window.open_path(options.document)
    elif options.describe:
        program.window.description.sentence.show_text(options.describe)
        program.controller.describe(options.describe)
    if taken:
        from gui.window.screenshot import write_when_painted

        write_when_painted(program.window, options.screenshot)
    else:
        program.window.autosave.offer_recovery()
    QTimer.singleShot(0, release_collector)
    sys.setswitchinterval(_SWITCH_SECONDS)
    try:
        app.exec()
    finally:
        inference.close()
        if taken:
            program.journal.discard()
        else:
            program.keep_geometry()


def _size(text: str) -> tuple[int, int]:
    try:
        width, height = (int(n) for n in text.split("x"))
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not of the form 1440x900") from None
    return width, height


def _log_to(folder: Path, program: Program) -> None:
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
        more = " " + tr("Details are in {file}.", file=log) if log.name else ""
        program.window.tell(
            tr(
                "Something went wrong inside ({kind}). Your work is kept: save it, and undo the "
                "last change if this comes again.",
                kind=kind.__name__,
            )
            + more
        )

    sys.excepthook = complain


if __name__ == "__main__":
    main()
