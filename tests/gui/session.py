"""A user who does anything at any time, and what must hold whatever was done.

`python -m tests.gui.session FOLDER SEED` does so in a process of its own until it is killed,
and says on its output what it writes to the journal: `about` before and `done` after, and `gone`
before an entry is given up.
"""

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

import numpy as np
from PySide6.QtGui import QImage

from gui.document.model import CREATURE, DocumentModel
from gui.gallery.facts import digest_of
from gui.window.main_window import MainWindow
from scenegan.graph import Color, Document, edits
from scenegan.rendering.picture import Picture

_PARTS = ("horn", "tail", "wing", "ear", "leg", "flame", "spike", "eye")
_ATTRIBUTES = ("long", "short", "large", "small", "pointed", "curled")
_TEXTS = (
    "a lizard with a torso, a tail and a flame",
    "a cat with a torso, a tail and a horn",
    "a lizard with a torso and a wing",
    "a winsome cat with an ear",
)
_MOST_TABS = 3
_WRITES_WHEN_EMPTY = 0.6


class Session:
    """Actions of a window, chosen at random but the same for the same seed."""

    def __init__(self, window: MainWindow, folder: Path, seed: int) -> None:
        self.window, self.folder, self.random = window, folder, Random(seed)
        self.model: DocumentModel = window.model
        self.told: list[str] = []
        window.controller.noticed.connect(self.told.append)
        self._read = 0
        window.controller.inference.text_read.connect(self._note_reading)
        self.actions: list[Callable[[], None]] = [
            self.write, self.add, self.add, self.remove, self.recolour, self.recolour,
            self.attribute, self.place, self.count, self.rehang, self.lock, self.keep, self.reseed,
            self.undo, self.redo, self.jump, self.select, self.select_several,
            self.duplicate, self.paste, self.group, self.arrange, self.move_card, self.open_tab,
            self.go_to_tab, self.close_tab, self.save, self.reopen, self.cancel,
        ]  # fmt: skip

    def _note_reading(self, job: int, *_: object) -> None:
        self._read = job

    def rests(self) -> bool:
        """Whether everything that was asked for is read and painted."""
        controller, model = self.window.controller, self.model
        painted = model.graph.is_empty or model.current.held is not None
        return painted and self._read >= controller._read_job

    def act(self) -> str:
        """Does one thing; returns its name."""
        often_empty = self.model.graph.is_empty and self.random.random() < _WRITES_WHEN_EMPTY
        action = self.write if often_empty else self.random.choice(self.actions)
        action()
        return action.__name__

    def _node(self) -> str:
        parts = self.model.graph.parts
        return self.random.choice(parts).id if parts else ""

    def _edit(self, edit: Callable[..., object], **values: object) -> None:
        node = self._node()
        if node:
            done = partial(edit, node=node, **values)
            self.window.controller.edit(edit.__name__, done)  # type: ignore[arg-type]

    def _run(self, name: str) -> None:
        self.window.registry.run(name)

    def write(self) -> None:
        self.window.controller.describe(self.random.choice(_TEXTS))

    def add(self) -> None:
        if not self.model.graph.is_empty:
            self.window.controller.add_part(self.random.choice(_PARTS))

    def remove(self) -> None:
        self.select()
        if self.model.selected:
            self._run("part.remove")

    def recolour(self) -> None:
        value = f"#{self.random.randrange(1 << 24):06x}"
        self._edit(edits.recolour, colors=[Color(name=value, hex=value)])

    def attribute(self) -> None:
        self._edit(edits.set_attributes, attrs=[self.random.choice(_ATTRIBUTES)])

    def place(self) -> None:
        x, y = self.random.random() / 2, self.random.random() / 2
        self._edit(edits.place, box=(x, y, x + 0.3, y + 0.3))

    def count(self) -> None:
        graph = self.model.graph
        node = self._node()
        if node:
            part, number = graph.part(node), self.random.randint(1, 4)
            self.window.controller.edit(
                "count", lambda g: edits.set_count(g, part.part, number, on=part.on)
            )

    def rehang(self) -> None:
        on = self._node()
        self._edit(edits.reattach, on=on or None)

    def lock(self) -> None:
        self._run("part.lock")

    def keep(self) -> None:
        self._run("part.keep")

    def reseed(self) -> None:
        self.window.controller.set_seed(self.random.randrange(99))

    def undo(self) -> None:
        self.window.controller.undo()

    def redo(self) -> None:
        self.window.controller.redo()

    def jump(self) -> None:
        self.window.controller.go_to(self.random.randrange(len(self.model.steps)))

    def select(self) -> None:
        self.model.select(self._node() or CREATURE)

    def select_several(self) -> None:
        self.model.select_all({self._node(), self._node(), self._node()} - {""})

    def duplicate(self) -> None:
        self._run("edit.duplicate")

    def paste(self) -> None:
        if not self.model.graph.is_empty:
            self._run("edit.copy")
            self._run("edit.paste")

    def group(self) -> None:
        self._run("part.group")

    def arrange(self) -> None:
        self._run(self.random.choice(("view.body", "view.tree", "part.fan")))

    def move_card(self) -> None:
        node = self._node()
        if node:
            place = (self.random.randrange(500), self.random.randrange(500))
            self.window.graph.canvas.card_moved.emit(node, place)

    def open_tab(self) -> None:
        if len(self.window.workspace.tabs) < _MOST_TABS:
            self.window.files.new()
            self.write()

    def go_to_tab(self) -> None:
        self.window.files.step_tab(1)

    def close_tab(self) -> None:
        if self.random.random() < 0.3:
            self.window.files.close_current()

    def save(self) -> None:
        ending = self.random.choice((".scenegan", ".png"))
        if not self.model.graph.is_empty:
            self.window.controller.save(self.folder / f"{self.window.workspace.key}{ending}")

    def reopen(self) -> None:
        path = self.model.path
        if path is not None and path.is_file() and not self.model.is_dirty:
            before = self.model.document
            self.window.controller.open(path)
            after = self.model.document
            assert (after.graph, after.text, after.recipe) == (
                before.graph,
                before.text,
                before.recipe,
            )

    def cancel(self) -> None:
        self.window.controller.cancel()


def check_agreement(window: MainWindow) -> None:
    """All views show what the model holds."""
    model, document = window.model, window.model.document
    graph = document.graph
    nodes = [p.id for p in graph.parts]
    assert len(set(nodes)) == len(nodes)
    assert all(p.on is None or p.on in graph.by_id for p in graph.parts)
    assert not {p.part for p in graph.parts} & set(graph.absent)
    rows = [node for node in (CREATURE, *nodes) if window.parts.tree.row(node) is not None]
    assert rows == ([CREATURE, *nodes] if not graph.is_empty else [])
    assert bool(window.parts.tree._rows()) == bool(rows)
    carded = [n for card in window.graph.scene.cards.values() for n in card.facts.nodes]
    assert sorted(carded) == sorted([CREATURE, *nodes] if not graph.is_empty else [])
    assert window.inspector._selected == model.selected
    assert set(model.selected) <= set(nodes)
    assert len(window.history.buttons) == len(model.steps)
    assert window.top.title == window.workspace.tabs[window.workspace.at].title
    assert window.isWindowModified() == model.is_dirty
    assert window.description.sentence.toPlainText() == document.text
    _check_picture(window, document, nodes)


def _check_picture(window: MainWindow, document: Document, nodes: list[str]) -> None:
    picture = window.model.current.picture
    if document.graph.is_empty:
        assert window.picture.pixels() is None
    elif isinstance(picture, Picture):
        assert picture.document.graph == document.graph and list(picture.nodes) == nodes
        assert set(document.layout) == set(nodes)
        shown = window.picture.pixels()
        assert shown is not None and window.picture.marks.boxes == picture.boxes
        assert window.seeds._seed == document.recipe.seed
        image = shown.toImage().convertToFormat(QImage.Format.Format_RGBA8888)
        pixels = np.frombuffer(image.constBits(), np.uint8).reshape(picture.rgba.shape)  # type: ignore[arg-type]
        solid = picture.rgba[..., 3] == 255
        assert (pixels[solid] == picture.rgba[solid]).all()


def main(folder: Path, seed: int) -> None:
    """Acts until killed."""
    from PySide6.QtCore import QSize
    from PySide6.QtWidgets import QApplication

    from gui.document.settings import Settings
    from gui.window import files_dialogs
    from gui.window.program import Program
    from tests.gui.fakes import FakePainter, fake_inference

    app = QApplication([])
    files_dialogs.ask_discard = lambda *_: "discard"
    painter = FakePainter()
    inference = fake_inference(lambda: painter)
    program = Program(inference, folder, Settings(None))
    written, discarded = program.journal.write, program.journal.discard

    def write(document: Document, path: Path | None, changes: int, key: int = 0) -> None:
        print("about", key, digest_of(document), flush=True)
        written(document, path, changes, key)
        print("done", key, digest_of(document), flush=True)

    def discard(key: int | None = None) -> None:
        print("gone", key, flush=True)
        discarded(key)

    program.journal.write = write  # type: ignore[method-assign]
    program.journal.discard = discard  # type: ignore[method-assign]
    program.show(QSize(1440, 900))
    session = Session(program.window, folder, seed)
    while True:
        session.act()
        if session.random.random() < 0.5 and program.model.is_dirty:
            program.window.autosave.write()
        app.processEvents()


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    main(Path(sys.argv[1]), int(sys.argv[2]))
