"""From a record to an item: what is to be drawn, with which seeds, at which size, as what name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from scenegan.batch.records import Record
from scenegan.errors import DescriptionError
from scenegan.graph import Document, Reading, SceneGraph, check_words, from_dict, from_json
from scenegan.language.no_creature import no_creature_in
from scenegan.rendering.palettes import MOST_PALETTES
from scenegan.rendering.picture_files import SUFFIXES
from scenegan.text_files import read_text_file

SMALLEST, LARGEST = 64, 1024
MOST_PICTURES = 64
"""Most pictures of one item: seeds times palettes."""
FORMATS = SUFFIXES

_LARGEST_SEED = 2**63 - 1
_NUMBER = re.compile(r"(?a)([+-]?\d{1,20})(?:\.0*)?([.,eE]?\d[\d.,]*)?")
"""A number as tables hold it; spreadsheets and pandas write 3 as 3.0 at times."""
_TEXT_KEYS = ("text", "description", "caption", "prompt")
_OWN_KEYS = frozenset(
    (*_TEXT_KEYS, "graph", "document", "seed", "seeds", "size", "palettes", "format", "name")
)


@dataclass(frozen=True)
class Item:
    """One creature to draw.

    Attributes:
        number: of its record.
        source: file and line.
        text: the description; empty for a graph.
        document: what is drawn; None while the text has not been parsed.
        seeds: one picture for each; None stands for what the document has.
        size: side of the pictures in pixels; None for what the document has.
        palettes: how many pictures in other colours each seed gets beside its own.
        format: ending of the pictures; empty for that of the run.
        name: what the file shall be called, or nothing.
        metadata: all else that the record says.
    """

    number: int
    source: str
    text: str = ""
    document: Document | None = None
    seeds: tuple[int | None, ...] = (None,)
    size: int | None = None
    palettes: int = 0
    format: str = ""
    name: str = ""
    metadata: Mapping[str, Any] = field(default_factory=dict)

    @property
    def variants(self) -> int:
        """How many pictures the item has."""
        return len(self.seeds) * (1 + self.palettes)

    def read_as(self, graph: SceneGraph, reading: Reading) -> Item:
        """Returns the item with the graph that its text describes.

        Raises:
            DescriptionError: if the text describes no creature.
        """
        if graph.is_empty:
            raise no_creature_in(self.text or "", reading)
        return replace(self, document=Document(graph=graph, text=self.text, reading=reading))


@dataclass(frozen=True)
class Defaults:
    """What holds for items that do not say it themselves.

    Attributes:
        seed: first seed; None for 0, or the document's own.
        seeds: pictures of each item, with consecutive seeds.
        size: side of the pictures in pixels; None for 256, or the document's own.
        palettes: how many pictures in other colours each seed gets beside its own.
    """

    seed: int | None = None
    seeds: int = 1
    size: int | None = None
    palettes: int = 0


def item_of(record: Record, defaults: Defaults) -> Item:
    """Reads a record.

    Raises:
        SceneGANError: saying what is wrong with it.
    """
    if record.fault:
        raise DescriptionError(record.fault)
    item = Item(record.number, record.source)
    content = record.content
    if isinstance(content, Path):
        return _settled(_with_record(item, _from_file(content)), defaults, {})
    if isinstance(content, str):
        own = _cells_that_count(record.cells)
        item = replace(item, text=_some(content), metadata=dict(record.cells))
        return _settled(item, defaults, own)
    if isinstance(content, dict):
        return _from_object(item, content, defaults)
    raise DescriptionError("A record must be a description, a graph, a document, or an object.")


def _from_object(item: Item, content: dict[str, Any], defaults: Defaults) -> Item:
    if str(content.get("format")).startswith("scenegan/"):
        return _settled(_with_record(item, from_dict(content, item.source)), defaults, {})
    for key in ("document", "graph"):
        if content.get(key) is not None:
            item = _with_record(item, from_dict(content[key], item.source))
            break
    else:
        text = next((content[key] for key in _TEXT_KEYS if content.get(key)), None)
        if text is None and not content.keys() & set(_TEXT_KEYS):
            keys = ", ".join(f"'{str(key)[:20]}'" for key in list(content)[:8]) or "nothing"
            raise DescriptionError(
                f"The object needs a 'text', a 'graph' or a 'document'; it has {keys}."
            )
        text = text or ""
        if not isinstance(text, str):
            raise DescriptionError("The description must be a text.")
        item = replace(item, text=_some(text))
    others = {key: value for key, value in content.items() if key not in _OWN_KEYS}
    return _settled(replace(item, metadata=others), defaults, content)


def _with_record(item: Item, record: SceneGraph | Document) -> Item:
    document = record if isinstance(record, Document) else Document(graph=record)
    check_words(document.graph, item.source)
    return replace(item, document=document, text=document.text)


def _from_file(path: Path) -> SceneGraph | Document:
    if path.suffix.lower() in FORMATS:
        from scenegan.rendering.picture_files import read_document

        return read_document(path)
    return from_json(read_text_file(path), str(path))


def _some(text: str) -> str:
    from scenegan.language.reading import MAX_CHARACTERS

    if not text.strip():
        raise DescriptionError("There is no description.")
    if len(text) > MAX_CHARACTERS:
        raise DescriptionError(f"The description has more than {MAX_CHARACTERS} characters.")
    return text.strip()


def _cells_that_count(cells: Mapping[str, str]) -> dict[str, Any]:
    """Columns of a table that are settings: numbers, a format, and a name.

    A word in `size` or `palettes` tells something else than ours; in `seed` it is a mistake.
    """
    found: dict[str, Any] = {"name": cells.get("name", "").strip()}
    for key in ("seed", "seeds", "size", "palettes"):
        cell = cells.get(key, "").strip()
        number = _NUMBER.fullmatch(cell)
        if number is not None:
            found[key] = int(number[1]) if number[2] is None else cell
        elif cell and key == "seed":
            found[key] = cell
    if _format(cells.get("format")) is not None:
        found["format"] = cells["format"]
    return found


def _format(value: object) -> str | None:
    """Returns the ending that a format's name stands for; None if it is none that is written."""
    ending = "." + str(value).strip().lower().removeprefix(".")
    return ending if ending in FORMATS else None


def _settled(item: Item, defaults: Defaults, own: Mapping[str, Any]) -> Item:
    size = _whole(own, "size", SMALLEST, LARGEST)
    name = own.get("name") or ""
    if not isinstance(name, str):
        raise DescriptionError("'name' must be a text.")
    palettes = _whole(own, "palettes", 0, MOST_PALETTES)
    item = replace(
        item,
        seeds=_seeds(item, defaults, own),
        size=defaults.size if size is None else size,
        palettes=defaults.palettes if palettes is None else palettes,
        format=_asked_format(own),
        name=name,
    )
    if item.variants > MOST_PICTURES:
        raise DescriptionError(
            f"{item.variants} pictures are asked of one item (seeds times palettes, and one): "
            f"ask for {MOST_PICTURES} at most."
        )
    return item


def _asked_format(own: Mapping[str, Any]) -> str:
    asked = own.get("format")
    if not asked or str(asked).startswith("scenegan/"):
        return ""
    found = _format(asked)
    if found is None:
        raise DescriptionError(f"'format' must be one of {', '.join(f[1:] for f in FORMATS)}.")
    return found


def _seeds(item: Item, defaults: Defaults, own: Mapping[str, Any]) -> tuple[int | None, ...]:
    asked = own.get("seeds")
    if isinstance(asked, list):
        if not 0 < len(asked) <= MOST_PICTURES or len(set(map(str, asked))) < len(asked):
            raise DescriptionError(f"'seeds' must be 1 to {MOST_PICTURES} different numbers.")
        return tuple(_whole({"seeds": seed}, "seeds", 0, _LARGEST_SEED) for seed in asked)
    count = _whole(own, "seeds", 1, MOST_PICTURES) or defaults.seeds
    first = _whole(own, "seed", 0, _LARGEST_SEED)
    if first is None:
        first = defaults.seed
    drawn = item.document is not None and item.document.layout
    if first is None and drawn and item.document is not None:
        start = item.document.recipe.seed
        return (None, *((start + k) % 2**63 for k in range(1, count)))
    return tuple(((first or 0) + k) % 2**63 for k in range(count))


def _whole(values: Mapping[str, Any], key: str, low: int, high: int) -> int | None:
    value = values.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        shown = repr(value)[:40]
        raise DescriptionError(f"'{key}' must be a whole number from {low} to {high}, not {shown}.")
    return value
