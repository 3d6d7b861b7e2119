"""The command line that draws the open document again, to be pasted into a terminal."""

from __future__ import annotations

import shlex
from pathlib import Path

from scenegan.graph import Document, to_json

_END = "SCENEGAN"


def command_of(document: Document, path: Path | None, name: str) -> str:
    """Returns commands that draw a document without the editor.

    Args:
        document: what is open.
        path: a file that holds it as it is, if there is one; else the commands carry it along.
        name: what the picture shall be called, without an ending.
    """
    picture = shlex.quote(f"{name}-drawn.png")
    if path is not None:
        return f"scenegan draw {shlex.quote(str(path))} -o {picture}\n"
    kept = shlex.quote(f"{name}.scenegan")
    text = to_json(document)
    return f"cat > {kept} <<'{_END}'\n{text}\n{_END}\nscenegan draw {kept} -o {picture}\n"
