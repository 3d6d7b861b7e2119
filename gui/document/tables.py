"""Tables that take long to read: read in the worker, and used in the window once they are there.

Until then the window offers less, such as no usual attributes, but never waits.
"""

from __future__ import annotations

from contextlib import suppress
from threading import Event

from gui.document.usual_looks import usual_attributes
from gui.document.usual_parts import usual_parts
from scenegan.errors import SceneGANError
from scenegan.graph.vocabulary import vocabulary

_read = Event()


def read_tables() -> None:
    """Reads what the fields of the inspector look words up in; called in the worker."""
    from scenegan.graph.kinds import kinds
    from scenegan.language.colors import find_color, mixed

    with suppress(SceneGANError):  # What needs a damaged table says so itself.
        kinds()
        usual_attributes("tail")
        usual_parts("tail")
        first, second, *_ = vocabulary().colors.values()
        find_color(mixed(first, second))  # A colour without a name of its own.
        _read.set()


def tables_are_read() -> bool:
    """Whether looking something up takes no time any more."""
    return _read.is_set()
