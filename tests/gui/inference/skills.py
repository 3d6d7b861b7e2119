"""What processes of tests serve wishes with; knows no Qt."""

import os
import sys
from collections.abc import Iterator
from threading import Event

from gui.inference.server import Skills
from scenegan.errors import DescriptionError
from scenegan.graph import Document, SceneGraph
from scenegan.rendering.picture import Picture
from scenegan.rendering.restraint import Restraint
from tests.gui.fakes import FakePainter, fake_command, fake_read


def fake_skills() -> Skills:
    """Serves with the usual fakes; the command `modules` fails with what is imported."""
    return Skills(FakePainter, fake_read, _command)


def stuck_skills() -> Skills:
    """Paints a first stage and then goes on for ever."""
    return Skills(_StuckPainter, fake_read, fake_command)


def dying_skills() -> Skills:
    """Dies when the painter is loaded."""
    return Skills(_die, fake_read, fake_command)


def _command(command: str, graph: SceneGraph) -> SceneGraph:
    if command == "modules":
        raise DescriptionError(" ".join(sorted(sys.modules)))
    return fake_command(command, graph)


class _StuckPainter(FakePainter):
    def draw_stages(
        self, what: Document, *, restraint: Restraint | None = None
    ) -> Iterator[Picture]:
        for picture in super().draw_stages(what, restraint=restraint):
            yield picture
            Event().wait()


def _die() -> FakePainter:
    os._exit(9)
