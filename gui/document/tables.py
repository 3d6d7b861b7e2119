"""Tables that take long to read: read in a thread, and used in the window once they are there.

Until then the window offers less, such as no usual attributes, but never waits.
"""

from __future__ import annotations

from contextlib import suppress
from threading import Event, Timer

from gui.document.usual_looks import usual_attributes
from gui.document.usual_parts import usual_parts
from gui.quick_imports import held_collector
from scenegan.errors import SceneGANError
from scenegan.graph import SceneGraph, edits
from scenegan.graph.vocabulary import vocabulary

_AFTER_SECONDS = 0.6
"""For what the window does right after its first frame, which reading would slow down."""

_read = Event()


def read_tables() -> None:
    """Reads what fields, completion and written descriptions look words up in."""
    from scenegan.completion import complete
    from scenegan.graph.kinds import kinds
    from scenegan.language import describe
    from scenegan.language.colors import find_color, mixed

    with suppress(SceneGANError):  # What needs a damaged table says so itself.
        kinds()
        usual_attributes("tail")
        usual_parts("tail")
        first, second, *_ = vocabulary().colors.values()
        find_color(mixed(first, second))  # A colour without a name of its own.
        describe(complete(edits.set_creature(SceneGraph(), kind="lizard"), seed=0))
        _read.set()


def read_tables_aside() -> None:
    """Reads the tables in a thread of its own, a moment from now, unless they were read."""
    if not _read.is_set():
        timer = Timer(_AFTER_SECONDS, _read_quickly)
        timer.daemon = True
        timer.start()


def tables_are_read() -> bool:
    """Whether looking something up takes no time any more."""
    return _read.is_set()


def _read_quickly() -> None:
    if _read.is_set():  # By another one meanwhile.
        return
    with held_collector():
        read_tables()
