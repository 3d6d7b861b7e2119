"""The words that a graph may use: parts, attributes, colours, sizes, types, views and relations."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from scenegan.assets import read_json_asset

SIZES = ("tiny", "small", "medium", "large", "huge")
"""Sizes of a creature, by height: under 0.4 m, 0.9 m, 1.7 m, 3 m, and beyond."""

POSES = (
    "standing",
    "floating",
    "flying",
    "sitting",
    "crouching",
    "running",
    "swimming",
    "coiled",
)
"""Poses with enough examples in the data to be drawn; any other pose is drawn as unsaid."""

COLOURED_BY_CREATURE = frozenset(
    ["body", "torso", "head", "neck", "face", "arm", "hand", "leg", "foot", "ear", "tail"]
)
"""Parts that take the creature's colour unless they have their own."""

SURFACE_PARTS = frozenset(
    "eye mouth nose cheek belly marking stripe spot face eyebrow core mask tongue fang".split()
)
"""Parts that lie on the surface of what they hang on."""

FLOATING_PARTS = frozenset(["bubble", "cloud", "ring", "water", "lightning", "flame"])
"""Parts that may float free of the creature by nature."""

_OWN_GROUP = "other"
"""Group of attributes that the program did not come with."""


@dataclass(frozen=True)
class PartWord:
    """A part that can be drawn: its usual number, what the word means, and its synonyms."""

    name: str
    usual_number: int
    meaning: str
    synonyms: tuple[str, ...]


@dataclass(frozen=True)
class Vocabulary:
    """All words of a graph, in the order in which the models index them."""

    parts: Mapping[str, PartWord]
    attributes: Mapping[str, str]
    """Attribute -> the group it belongs to (size, shape, texture, ...)."""
    attribute_synonyms: Mapping[str, str]
    colors: Mapping[str, str]
    """Basic colour -> hex value."""
    types: tuple[str, ...]
    views: tuple[str, ...]
    predicates: tuple[str, ...]
    own_parts: Mapping[str, str]
    """Part that the program did not come with -> the one of its own that is most like it."""
    own_attributes: tuple[str, ...]

    def nearest_part(self, word: str) -> str | None:
        """Returns the part that is spelt most like a word, for messages about mistakes."""
        found = difflib.get_close_matches(word, list(self.parts), n=1, cutoff=0.6)
        return found[0] if found else None


_own_parts: dict[str, str] = {}
_own_attributes: dict[str, None] = {}


def learn_words(parts: Mapping[str, str], attributes: Iterable[str] = ()) -> None:
    """Adds words that drawings or a model bring along; those that are known stay as they are.

    Args:
        parts: new parts, each with the known part that it is most like, or an empty text.
        attributes: new attributes.
    """
    known = vocabulary()
    new_parts = {word: like for word, like in parts.items() if word not in known.parts}
    new_attributes = [word for word in attributes if word not in known.attributes]
    if new_parts or new_attributes:
        _own_parts.update(new_parts)
        _own_attributes.update(dict.fromkeys(new_attributes))
        _forget_derived()


class _Kept(Protocol):
    def cache_clear(self) -> None: ...


_KeptT = TypeVar("_KeptT", bound=_Kept)
_derived: list[Callable[[], None]] = []


def derived_from_vocabulary(kept: _KeptT) -> _KeptT:
    """Marks a cached function whose results are made of the vocabulary: new words empty it.

    Stands above `functools.cache` or `functools.lru_cache`. A program that reads one text and then
    opens a model with words of its own would read the next text with the old words otherwise.
    """
    _derived.append(kept.cache_clear)
    return kept


def _forget_derived() -> None:
    vocabulary.cache_clear()
    for forget in _derived:
        forget()


def learn_words_of_model(folder: Path) -> None:
    """Adds the words of a folder of weights; what is wrong with it is told when it is loaded."""
    try:
        raw = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        learn_words({str(word): "" for word in raw["parts"]}, map(str, raw["attributes"]))
    except (OSError, ValueError, KeyError, TypeError):
        return


@cache
def vocabulary() -> Vocabulary:
    """Returns the vocabulary of PokéScene, and what was learned beside it."""
    raw: Mapping[str, Any] = read_json_asset("pokescene", "vocabulary.json")
    parts = {
        name: PartWord(name, p["usual_number"], p["meaning"], tuple(p["synonyms"]))
        for name, p in raw["parts"].items()
    }
    parts |= {name: PartWord(name, 1, "", ()) for name in _own_parts}
    attributes = {word: group for group, words in raw["attributes"].items() for word in words}
    attributes |= dict.fromkeys(_own_attributes, _OWN_GROUP)
    return Vocabulary(
        parts=MappingProxyType(parts),
        attributes=MappingProxyType(attributes),
        attribute_synonyms=MappingProxyType(dict(raw["attribute_synonyms"])),
        colors=MappingProxyType(dict(raw["colors"])),
        types=tuple(raw["types"]),
        views=tuple(raw["views"]),
        predicates=tuple(raw["relations"]),
        own_parts=MappingProxyType(dict(_own_parts)),
        own_attributes=tuple(_own_attributes),
    )
