"""The list of templates: those that came with the program, then the user's own; no Qt."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from gui.observers import Observers
from gui.style.translation import language, tr
from scenegan.assets import assets_folder, read_json_asset
from scenegan.atomic_files import write_atomically
from scenegan.errors import FileError
from scenegan.graph import Document, Reading
from scenegan.rendering.picture import Picture

FIRST = "ember-lizard"
"""The template that a first start shows."""

PARTS_SUFFIX = ".parts.png"
"""Ending of the file beside a template's picture that says which part each pixel belongs to."""

CHINESE = "chinese.json"
"""File of the Chinese sentences of those templates that have one, and how they are read."""

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_LONGEST_NAME = 60


@dataclass(frozen=True)
class Template:
    """A picture with its document inside.

    Attributes:
        key: unique; the name of the file without its ending.
        name: English, of a template that came with the program; else as the user wrote it.
        note: a few words on it, in English; may be empty.
        path: the PNG.
        own: whether it is one of the user's.
    """

    key: str
    name: str
    note: str
    path: Path
    own: bool = False

    @property
    def title(self) -> str:
        """The name in the language in use."""
        return self.name if self.own else tr(self.name)

    @property
    def subtitle(self) -> str:
        """The note in the language in use."""
        return tr("your own") if self.own else tr(self.note)

    def document(self) -> Document:
        """Reads the document.

        Raises:
            FileError: if the file cannot be read.
            GraphError: if its document is damaged.
        """
        from scenegan.rendering.picture_files import read_document

        return read_document(self.path)

    def told(self, document: Document) -> Document:
        """Returns its document with the sentence in the language in use, where there is one."""
        found = _chinese().get(self.key) if language() == "zh" and not self.own else None
        if found is None:
            return document
        reading = Reading.model_validate(found["reading"])
        return document.model_copy(update={"text": found["text"], "reading": reading})

    def picture(self, document: Document) -> Picture | None:
        """Reads the picture with the places of its parts, as far as they came with the program.

        Args:
            document: what `document` returned.
        """
        parts = self.path.with_suffix(PARTS_SUFFIX)
        if self.own or not parts.is_file():
            return None
        import numpy as np
        from PIL import Image

        try:
            with Image.open(self.path) as pixels, Image.open(parts) as places:
                rgba, part_map = np.array(pixels.convert("RGBA")), np.array(places.convert("L"))
        except OSError:
            return None
        return Picture(rgba, part_map, tuple(p.id for p in document.graph.parts), document)


@cache
def _chinese() -> Mapping[str, Any]:
    """The Chinese sentences by their templates; none where the file is missing."""
    with suppress(FileError):
        found: Mapping[str, Any] = read_json_asset("templates", CHINESE)
        return found
    return {}


@cache
def shipped_templates() -> tuple[Template, ...]:
    """Returns the templates that came with the program; none where they are missing."""
    folder = assets_folder() / "templates"
    with suppress(FileError):
        listed = read_json_asset("templates", "templates.json")
        made = [
            Template(e["file"], e["name"], e["note"], folder / f"{e['file']}.png") for e in listed
        ]
        return tuple(t for t in made if t.path.is_file())
    return ()


def template_of(key: str) -> Template | None:
    """Returns the template of a key that came with the program."""
    return next((t for t in shipped_templates() if t.key == key), None)


class Templates:
    """All templates; tells its observers when the user's own change."""

    def __init__(self, folder: Path | None = None) -> None:
        """Looks for the user's own in a folder, which may be missing."""
        self._folder = folder
        self._observers = Observers[[]]()

    def subscribe(self, observer: Callable[[], None]) -> Callable[[], None]:
        """Calls `observer` after each change; returns what ends that."""
        return self._observers.add(observer)

    @property
    def own(self) -> Sequence[Template]:
        """The user's own, in the order of their names."""
        if self._folder is None or not self._folder.is_dir():
            return ()
        found = sorted(self._folder.glob("*.png"), key=lambda p: p.stem.lower())
        return [Template(f"own/{p.stem}", p.stem, "", p, own=True) for p in found]

    @property
    def all(self) -> Sequence[Template]:
        """The user's own, then those that came with the program."""
        return [*self.own, *shipped_templates()]

    def save(self, name: str, picture: Picture) -> Template:
        """Keeps a picture as one of the user's own; one of the same name is replaced.

        Raises:
            FileError: if there is no name, or it cannot be written.
        """
        plain = " ".join(_NOT_IN_NAMES.sub(" ", name).split())[:_LONGEST_NAME].strip(" .")
        if not plain:
            raise FileError(tr("A template needs a name of letters or digits."))
        if self._folder is None:
            raise FileError(tr("There is no folder for templates of your own."))
        path = self._folder / f"{plain}.png"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileError(
                tr(
                    "Cannot make the folder {folder} for your templates: {reason}.",
                    folder=self._folder,
                    reason=error.strerror or error,
                )
            ) from None
        write_atomically(path, picture.png())
        self._observers.tell()
        return Template(f"own/{plain}", plain, "", path, own=True)

    def remove(self, template: Template) -> bytes:
        """Removes one of the user's own; returns what it held, so that it can come back.

        Raises:
            FileError: if it cannot be removed.
        """
        try:
            held = template.path.read_bytes()
            template.path.unlink()
        except OSError as error:
            raise FileError(
                tr(
                    "Cannot remove the template {name}: {reason}.",
                    name=template.name,
                    reason=error.strerror or error,
                )
            ) from None
        self._observers.tell()
        return held

    def put_back(self, template: Template, held: bytes) -> None:
        """Brings back what `remove` returned.

        Raises:
            FileError: if it cannot be written.
        """
        write_atomically(template.path, held)
        self._observers.tell()
