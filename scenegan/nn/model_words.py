"""The words that a trained model knows, in the order in which its networks index them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from scenegan.graph.vocabulary import POSES, vocabulary


@dataclass(frozen=True)
class ModelWords:
    """Words by index; travels with the weights, so that a changed vocabulary cannot shift them.

    Attributes:
        parts: words of parts.
        attributes: words of attributes.
        views: words of views.
        poses: poses with an own class.
    """

    parts: tuple[str, ...]
    attributes: tuple[str, ...]
    views: tuple[str, ...]
    poses: tuple[str, ...]

    @classmethod
    def of_vocabulary(cls) -> ModelWords:
        """Returns the words of the present vocabulary, for a model that is trained anew."""
        words = vocabulary()
        return cls(tuple(words.parts), tuple(words.attributes), words.views, POSES)

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> ModelWords:
        """Reads the words from plain JSON values.

        Raises:
            KeyError: if a list is missing.
            TypeError: if a list holds something else than words.
        """
        return cls(*(_words(raw[name]) for name in ("parts", "attributes", "views", "poses")))

    def to_json(self) -> dict[str, list[str]]:
        """Returns plain JSON values that `from_json` reads."""
        return {
            "parts": list(self.parts),
            "attributes": list(self.attributes),
            "views": list(self.views),
            "poses": list(self.poses),
        }

    @cached_property
    def part_index(self) -> dict[str, int]:
        """Index of each part."""
        return {word: i for i, word in enumerate(self.parts)}

    @cached_property
    def attribute_index(self) -> dict[str, int]:
        """Index of each attribute."""
        return {word: i for i, word in enumerate(self.attributes)}


def _words(raw: Sequence[Any]) -> tuple[str, ...]:
    if not isinstance(raw, list) or not all(isinstance(word, str) for word in raw):
        raise TypeError("a list of words is expected")
    return tuple(raw)
